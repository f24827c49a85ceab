package org.apical.recording.tiff;

import java.util.ArrayList;
import java.util.List;

import org.apical.recording.Interleaving;
import org.apical.recording.Sampling;

/**
 * What a program noted about the recording as a whole.
 *
 * @param images number of frames it claims to have written in one run, 0 if it says nothing
 * @param order how channels and planes are interleaved
 * @param sampling rate of one plane, and pixel size
 * @param offsetSigned whether 16-bit pixels are signed ones with 32768 added
 * @param frames page of each frame and its time where the pages lie in another order, else null
 * @param clock reads a page's own time, null where pages bear none
 * @param warnings what a user should know, without the file's name
 */
record TiffMetadata(int images, Interleaving order, Sampling sampling, boolean offsetSigned, FrameTable frames, PageIndex.Clock clock,
	List<String> warnings)
{

	/**
	 * Frames in the order channel, plane, time.
	 *
	 * @param pages page of each frame
	 * @param seconds time of each frame, NaN where unknown
	 */
	record FrameTable(int[] pages, double[] seconds) {}

	static TiffMetadata of(final Interleaving order, final Sampling sampling) {
		return new TiffMetadata(0, order, sampling, false, null, null, List.of());
	}

	/** The same with one warning more. */
	TiffMetadata with(final String warning) {
		final List<String> all = new ArrayList<>(warnings);
		all.add(warning);
		return new TiffMetadata(images, order, sampling, offsetSigned, frames, clock, all);
	}

	/** A sampling of whatever numbers a file holds; those that can be neither rate nor size count as unknown. */
	static Sampling sampling(final double rateHz, final double pixelWidthUm, final double pixelHeightUm) {
		return new Sampling(sane(rateHz), sane(pixelWidthUm), sane(pixelHeightUm));
	}

	private static double sane(final double value) {
		return value > 0 && value < Double.POSITIVE_INFINITY ? value : Double.NaN;
	}
}
