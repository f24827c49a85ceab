package org.apical.recording.tiff;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.apical.recording.Interleaving;
import org.apical.recording.Sampling;

/**
 * ImageJ's image description: lines such as {@code channels=2} that tell axes, rate and unit of a stack.
 *
 * <p>A stack of slices without time frames is taken as a series in time: that is what ImageJ makes of every movie whose
 * axes nobody has set.
 *
 * @see ij.io.FileSaver#getDescriptionString()
 */
final class ImageJDialect implements TiffDialect {

	private static final String START = "ImageJ=";
	private static final int LONGEST = 1 << 16;

	/** The text for a series of frames. */
	static String describe(final Sampling sampling, final int frames) {
		final StringBuilder text = new StringBuilder(START).append("1.54p\n");
		if (frames > 1) text.append("images=").append(frames).append("\nframes=").append(frames).append('\n');
		if (sampling.hasPixelSize()) text.append("unit=micron\n");
		if (sampling.hasRate()) text.append("finterval=").append(1 / sampling.rateHz()).append("\nfps=").append(sampling.rateHz()).append('\n');
		return text.append("loop=false\n").toString();
	}

	@Override
	public TiffMetadata read(final TiffFile file, final TiffDirectory first) throws IOException {
		final String text = first.text(Tag.IMAGE_DESCRIPTION, LONGEST);
		if (!text.startsWith(START)) return null;
		final Map<String, String> notes = new HashMap<>();
		text.lines().forEach(line -> {
			final int equals = line.indexOf('=');
			if (equals > 0) notes.putIfAbsent(line.substring(0, equals), line.substring(equals + 1));
		});
		final int images = count(notes, "images");
		return new TiffMetadata(images, order(notes, images), sampling(notes, first), isOffset(notes), null, null, List.of());
	}

	private static Interleaving order(final Map<String, String> notes, final int images) {
		final int channels = count(notes, "channels");
		final int slices = count(notes, "slices");
		final int frames = count(notes, "frames");
		final int planes = frames > 1 ? slices : 1;
		// a description that outlived a change of the stack no longer says how it is made up
		return (long) channels * slices * frames == images ? new Interleaving(channels, planes, 0) : Interleaving.NONE;
	}

	private static Sampling sampling(final Map<String, String> notes, final TiffDirectory first) throws IOException {
		final double interval = number(notes, "finterval") * Units.seconds(notes.getOrDefault("tunit", "s"));
		final double unit = Units.micrometres(notes.getOrDefault("unit", ""));
		return TiffMetadata.sampling(rate(interval, number(notes, "fps")), unit * first.pixelSize(Tag.X_RESOLUTION), unit * first.pixelSize(
			Tag.Y_RESOLUTION));
	}

	/** The interval decides, since fps may be that of playback; where both agree, fps was the round number. */
	private static double rate(final double interval, final double fps) {
		return Math.abs(fps * interval - 1) < 1e-9 ? fps : 1 / interval;
	}

	/** ImageJ has no signed 16-bit type; it adds 32768 and notes a straight calibration line. */
	private static boolean isOffset(final Map<String, String> notes) {
		return "0".equals(notes.get("cf")) && number(notes, "c0") == -32768 && number(notes, "c1") == 1;
	}

	private static int count(final Map<String, String> notes, final String key) {
		final double value = number(notes, key);
		return value >= 1 ? (int) value : 1;
	}

	private static double number(final Map<String, String> notes, final String key) {
		try {
			return Double.parseDouble(notes.getOrDefault(key, "NaN"));
		}
		catch (final NumberFormatException e) {
			return Double.NaN;
		}
	}
}
