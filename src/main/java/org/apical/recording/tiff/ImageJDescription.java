package org.apical.recording.tiff;

import org.apical.recording.Sampling;

/** The image description in which ImageJ notes the axes, the rate and the unit of a stack. */
final class ImageJDescription {

	private ImageJDescription() {}

	/** The text for a series of frames. */
	static String of(final Sampling sampling, final int frames) {
		final StringBuilder text = new StringBuilder("ImageJ=1.54p\n");
		if (frames > 1) text.append("images=").append(frames).append("\nframes=").append(frames).append('\n');
		if (sampling.hasPixelSize()) text.append("unit=micron\n");
		if (sampling.hasRate()) text.append("finterval=").append(1 / sampling.rateHz()).append("\nfps=").append(sampling.rateHz()).append('\n');
		return text.append("loop=false\n").toString();
	}
}
