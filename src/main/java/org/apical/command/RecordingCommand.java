package org.apical.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.apical.recording.FrameStream;
import org.apical.recording.OpenOptions;
import org.apical.recording.OpenOptions.RawShape;
import org.apical.recording.PixelType;
import org.apical.recording.RecordingService;
import org.apical.session.InputFiles;
import org.scijava.plugin.Parameter;

/** A command that reads a recording: what to know about it where its files do not say. Zero and empty are as the file says. */
abstract class RecordingCommand extends ApicalCommand {

	private static final Pattern RAW = Pattern.compile("(\\d+)x(\\d+):(\\w+?)(be)?(?:\\+(\\d+))?");

	@Parameter(label = "Planes", min = "0", description = "Planes recorded alternately; 0: as the file says.")
	private int planes;

	@Parameter(label = "Channels", min = "0", description = "Interleaved channels; 0: as the file says.")
	private int channels;

	@Parameter(label = "Frame rate (Hz)", min = "0", description = "Frames per second of one plane; 0: as the file says.")
	private double rate;

	@Parameter(label = "Pixel size (µm)", min = "0", description = "Edge of a pixel in µm; 0: as the file says.")
	private double pixel_size;

	@Parameter(label = "File format", required = false, description = "Key of the file format, if it shall not be found by looking at the file.")
	private String format = "";

	@Parameter(label = "Shape of a raw file", required = false,
		description = "WIDTHxHEIGHT:TYPE of a file without header, such as 512x796:uint16; 'be' after the type: big endian, +BYTES: header to skip.")
	private String raw = "";

	@Parameter(label = "Threads", min = "0", description = "Number of threads; 0: all processors.")
	private int threads;

	@Parameter
	private RecordingService recordings;

	final RecordingService recordings() {
		return recordings;
	}

	final OpenOptions openOptions() {
		OpenOptions options = OpenOptions.DEFAULT.withPlanes(planes).withChannels(channels);
		if (rate > 0) options = options.withRate(rate);
		if (pixel_size > 0) options = options.withPixelSize(pixel_size);
		if (isGiven(format)) options = options.withFormat(format);
		return isGiven(raw) ? options.withRaw(rawShape(raw)) : options;
	}

	/**
	 * The files that the command reads.
	 *
	 * @param named the recording's files as the user named them; what their format reads beside them is added
	 * @param read all files known to be read
	 */
	final InputFiles inputs(final List<Path> named, final List<Path> read) throws IOException {
		final InputFiles inputs = new InputFiles(read);
		for (final Path file : named) for (final Path companion : recordings.companions(file, openOptions())) inputs.add(companion);
		return inputs;
	}

	final int threads() {
		return threads == 0 ? FrameStream.defaultThreads() : threads;
	}

	private static boolean isGiven(final String text) {
		return text != null && !text.isBlank();
	}

	private static RawShape rawShape(final String text) {
		final Matcher shape = RAW.matcher(text.trim());
		if (!shape.matches()) throw notRaw(text);
		try {
			return new RawShape(Integer.parseInt(shape.group(1)), Integer.parseInt(shape.group(2)), PixelType.valueOf(shape.group(3)
				.toUpperCase(Locale.ROOT)), shape.group(4) == null, shape.group(5) == null ? 0 : Long.parseLong(shape.group(5)));
		}
		catch (final IllegalArgumentException e) {
			throw notRaw(text);
		}
	}

	private static ParameterException notRaw(final String text) {
		return new ParameterException("raw", "must be WIDTHxHEIGHT:TYPE, TYPE one of uint8, int16, uint16, float32 " +
			"(with 'be' after it for big endian, +BYTES for a header to skip), not " + text);
	}
}
