package org.apical.online.source.memory;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import org.apical.online.source.FrameSource;
import org.apical.online.source.PolledFrames;
import org.apical.online.source.PolledSource;
import org.apical.online.source.SourceException;
import org.apical.online.source.SourceSettings;
import org.scijava.plugin.Plugin;

/**
 * Frames in shared memory: those of a {@link RingWriter}, with the least delay there is, or Scanbox's own. Mappings go with
 * the garbage collector, since taking them away under a reader would end the program.
 */
@Plugin(type = FrameSource.class, name = "mmap")
public final class MmapSource extends PolledSource {

	private enum Format {
		RING, SCANBOX
	}

	public MmapSource() {
		super("mmap", List.of("path", "format"), 50);
	}

	@Override
	protected PolledFrames frames(final SourceSettings settings) throws IOException {
		final Path file = settings.path("path");
		final PolledFrames frames = settings.choice("format", Format.RING) == Format.RING ? new RingReader(file, intake()) : new ScanboxMemory(file,
			intake());
		return into -> {
			try {
				return frames.look(into);
			}
			catch (final InternalError e) {
				// how Java tells that mapped memory is gone
				throw new SourceException(file + ": was cut short by another program", e);
			}
		};
	}
}
