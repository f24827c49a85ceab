package org.apical.online.source.file;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

import org.apical.online.source.FrameSource;
import org.apical.online.source.PolledFrames;
import org.apical.online.source.PolledSource;
import org.apical.online.source.SourceSettings;
import org.scijava.plugin.Plugin;

/** A file that another program is still writing, or a folder into which files arrive. */
@Plugin(type = FrameSource.class, name = "tail")
public final class TailSource extends PolledSource {

	private enum Format {
		/** By the name. */
		AUTO, TIFF, NDTIFF, SBX, RAW, FOLDER
	}

	private enum Endian {
		LITTLE, BIG
	}

	private enum Layout {
		ROWS, COLUMNS
	}

	public TailSource() {
		super("tail", List.of("path", "format", "header_bytes", "byte_order", "layout"), 1000);
	}

	@Override
	protected PolledFrames frames(final SourceSettings settings) throws IOException {
		final Path path = settings.path("path");
		final Format said = settings.choice("format", Format.AUTO);
		return switch (said == Format.AUTO ? byName(path) : said) {
			case NDTIFF -> new GrowingNdTiff(path, intake());
			case FOLDER -> new ArrivingFiles(path, intake());
			case SBX -> new GrowingSbx(new TailedFile(path), intake(), intake().requireGeometry());
			case RAW -> new GrowingRaw(new TailedFile(path), intake(), intake().requireGeometry(), settings.integer("header_bytes", 0, 0,
				Integer.MAX_VALUE), settings.choice("byte_order", Endian.LITTLE) == Endian.LITTLE ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN,
				settings.choice("layout", Layout.ROWS) == Layout.COLUMNS);
			default -> new GrowingTiff(new TailedFile(path), intake());
		};
	}

	private static Format byName(final Path path) {
		final String name = path.toString().toLowerCase(Locale.ROOT);
		if (name.endsWith(".sbx")) return Format.SBX;
		if (name.endsWith(".raw") || name.endsWith(".bin") || name.endsWith(".dat")) return Format.RAW;
		if (name.endsWith(".tif") || name.endsWith(".tiff")) return Format.TIFF;
		return Files.exists(path.resolve("NDTiff.index")) ? Format.NDTIFF : Format.FOLDER;
	}
}
