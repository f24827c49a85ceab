package org.apical.command;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.apical.recording.OpenOptions;
import org.apical.recording.OpenOptions.RawShape;
import org.apical.recording.PixelType;

/** What a command's parameters say about a recording; zero and empty stand for "as the file says". */
final class RecordingOptions {

	private static final Pattern RAW = Pattern.compile("(\\d+)x(\\d+):(\\w+?)(be)?(?:\\+(\\d+))?");

	private RecordingOptions() {}

	static OpenOptions of(final int planes, final int channels, final double rate, final double pixelSize, final String format,
		final String raw)
	{
		OpenOptions options = OpenOptions.DEFAULT.withPlanes(planes).withChannels(channels);
		if (rate > 0) options = options.withRate(rate);
		if (pixelSize > 0) options = options.withPixelSize(pixelSize);
		if (isGiven(format)) options = options.withFormat(format);
		return isGiven(raw) ? options.withRaw(rawShape(raw)) : options;
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
