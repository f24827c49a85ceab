package org.apical.roi;

import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

import org.apical.recording.Movie;

/**
 * The part of a corrected frame that was not imaged: runs of one value that begin at its edges. Where rows moved by
 * themselves their runs differ in length, but like neighbouring rows' motion they change slowly; a single pixel at the
 * edge that happens to have the value does not count. Thread-safe.
 */
final class Margins {

	private static final int SAMPLES = 64;
	/** Share of an edge's pixels with one value that tells of a margin. */
	private static final double MAJORITY = 0.6;
	/** A run counts as far as all lines up to this far away have it, px. */
	private static final int NEIGHBOURS = 4;

	private final int width;
	private final int height;
	private final float fill;

	/** @param fill value of what was not imaged; NaN where all was */
	Margins(final int width, final int height, final float fill) {
		this.width = width;
		this.height = height;
		this.fill = fill;
	}

	/**
	 * Those of a movie: the value of what was not imaged is the one that most often holds the greater part of an edge.
	 *
	 * @param good the frames to look at, ascending
	 */
	static Margins of(final Movie movie, final int[] good) throws IOException {
		final int w = movie.width(), h = movie.height();
		final float[] frame = new float[movie.pixels()];
		final Map<Float, Integer> votes = new HashMap<>();
		for (int i = 0; i < Math.min(SAMPLES, good.length); i++) {
			movie.read(good[(int) ((long) i * good.length / Math.min(SAMPLES, good.length))], frame);
			vote(frame, 0, 1, w, votes);
			vote(frame, (h - 1) * w, 1, w, votes);
			vote(frame, 0, w, h, votes);
			vote(frame, w - 1, w, h, votes);
		}
		return new Margins(w, h, votes.entrySet().stream().max(Map.Entry.comparingByValue()).map(Map.Entry::getKey).orElse(Float.NaN));
	}

	private static void vote(final float[] frame, final int start, final int step, final int count, final Map<Float, Integer> votes) {
		final float[] edge = new float[count];
		for (int i = 0; i < count; i++) edge[i] = frame[start + i * step];
		Arrays.sort(edge);
		// What holds more than half of the edge holds its middle.
		final float middle = edge[count / 2];
		int n = 0;
		for (final float v : edge) if (v == middle) n++;
		if (n > MAJORITY * count) votes.merge(middle, 1, Integer::sum);
	}

	/** Whether frames have any. */
	boolean any() {
		return !Float.isNaN(fill);
	}

	/** Sets a frame's margins to NaN, and one pixel more, which interpolation may have touched. */
	void blank(final float[] frame) {
		if (!any()) return;
		side(frame, 0, 1, width, width, height);
		side(frame, width - 1, -1, width, width, height);
		side(frame, 0, width, height, 1, width);
		side(frame, (height - 1) * width, -width, height, 1, width);
	}

	/**
	 * @param start pixel in the side's corner
	 * @param in step to the pixel further in
	 * @param length of a line that goes in
	 * @param along step to the next line
	 * @param lines their number
	 */
	private void side(final float[] frame, final int start, final int in, final int length, final int along, final int lines) {
		final int[] runs = new int[lines], least = new int[lines];
		for (int i = 0; i < lines; i++) {
			int n = 0;
			for (int p = start + i * along; n < length && empty(frame[p]); p += in) n++;
			runs[i] = n;
		}
		// The longest run that a neighbourhood of lines around shares; lines without any pixel imaged say nothing.
		for (int i = 0; i < lines; i++) {
			least[i] = length;
			for (int k = Math.max(0, i - NEIGHBOURS); k <= Math.min(lines - 1, i + NEIGHBOURS); k++) least[i] = Math.min(least[i], runs[k]);
		}
		for (int i = 0; i < lines; i++) {
			int n = 0;
			for (int k = Math.max(0, i - NEIGHBOURS); k <= Math.min(lines - 1, i + NEIGHBOURS); k++) if (least[k] < length) n = Math.max(n, least[k]);
			n = runs[i] == length ? length : n == 0 ? 0 : Math.min(length, n + 1);
			for (int k = 0, p = start + i * along; k < n; k++, p += in) frame[p] = Float.NaN;
		}
	}

	private boolean empty(final float value) {
		return value == fill || Float.isNaN(value);
	}
}
