package org.apical.recording;

import java.io.Serializable;

/**
 * What the user says about a recording. Everything is optional; what is said overrules the file's own metadata.
 *
 * @param format key of the {@link RecordingFormat} to use, null to find it by looking at the file
 * @param planes number of planes recorded alternately, 0 to take it from the file
 * @param channels number of channels interleaved, 0 to take it from the file
 * @param rateHz frames per second of one plane, NaN to take it from the file
 * @param pixelSizeUm edge of a square pixel in µm, NaN to take it from the file
 * @param raw shape of a headerless file, null where the file has a header
 */
public record OpenOptions(String format, int planes, int channels, double rateHz, double pixelSizeUm, RawShape raw)
	implements Serializable
{

	/** Take everything from the file. */
	public static final OpenOptions DEFAULT = new OpenOptions(null, 0, 0, Double.NaN, Double.NaN, null);

	/**
	 * Layout of a headerless file of frames, one after the other, row by row.
	 *
	 * @param headerBytes bytes to skip at the start
	 */
	public record RawShape(int width, int height, PixelType type, boolean littleEndian, long headerBytes) implements Serializable {}

	public OpenOptions {
		if (planes < 0) throw new IllegalArgumentException("Number of planes must be 1 or more, not " + planes);
		if (channels < 0) throw new IllegalArgumentException("Number of channels must be 1 or more, not " + channels);
	}

	public OpenOptions withFormat(final String key) {
		return new OpenOptions(key, planes, channels, rateHz, pixelSizeUm, raw);
	}

	public OpenOptions withPlanes(final int n) {
		return new OpenOptions(format, n, channels, rateHz, pixelSizeUm, raw);
	}

	public OpenOptions withChannels(final int n) {
		return new OpenOptions(format, planes, n, rateHz, pixelSizeUm, raw);
	}

	public OpenOptions withRate(final double hz) {
		return new OpenOptions(format, planes, channels, hz, pixelSizeUm, raw);
	}

	public OpenOptions withPixelSize(final double um) {
		return new OpenOptions(format, planes, channels, rateHz, um, raw);
	}

	public OpenOptions withRaw(final RawShape shape) {
		return new OpenOptions(format, planes, channels, rateHz, pixelSizeUm, shape);
	}
}
