package org.apical.online.source.stream;

import java.nio.ByteBuffer;
import java.util.Arrays;

import org.apical.online.source.SourceGeometry;
import org.apical.recording.PixelType;

/**
 * Watches whether a stream without headers is still cut where its frames begin. Every frame is correlated with the mean of
 * those before it, on a sixteenth of its pixels. When the correlation has collapsed for some frames, {@link OffsetSearch}
 * tells a stream that has lost bytes from one whose picture has changed or moved. All pixels are taken in the order in which
 * they come. For one thread.
 */
final class StreamAlignment {

	/** One run of pixels in so many is looked at; which ones changes from frame to frame. */
	private static final int STRIDE = 16;
	/** Pixels next to each other, which come through the memory together. */
	private static final int RUN = 32;
	/** Frames of each kind before anything is judged. */
	private static final int LEARNED = 8 * STRIDE;
	/** Weight of a new value in a pixel's mean, which then is that of the last hundred frames. */
	private static final float WEIGHT = 0.15f;
	/** Frames in a row that have to look wrong; a jerk of the animal is shorter. */
	private static final int SUSPECTS = 4;
	/** Below this share of the usual correlation a frame looks wrong. */
	private static final double COLLAPSED = 0.35;
	/** With a lower correlation than this there is no picture to go by. */
	private static final double LEAST_CORRELATION = 0.03;
	/** Frames that look wrong for another reason than lost bytes until a new picture is learnt. */
	private static final int FORGET = 300;

	private final int pixels;
	private final PixelType type;
	private final float[][] means;
	private final int[] seen;
	private final OffsetSearch search;
	private double usual;
	private int suspects;

	/** @param kinds frames of a volume, each with a picture of its own */
	StreamAlignment(final SourceGeometry geometry, final int kinds, final int pixelsInLine) {
		pixels = geometry.width() * geometry.height();
		type = geometry.type();
		means = new float[kinds][pixels];
		seen = new int[kinds];
		search = new OffsetSearch(means, type, pixelsInLine);
	}

	/** A new connection begins, with whole frames. */
	void restart() {
		suspects = 0;
	}

	/**
	 * Looks at a frame.
	 *
	 * @param kind which of a volume
	 * @return where in a frame of the sender this one begins, if that is sure not to be its beginning; else null
	 */
	OffsetSearch.Offset check(final ByteBuffer frame, final int kind) {
		final double correlation = correlation(frame, kind);
		if (seen[kind] < LEARNED) {
			learn(frame, kind, Math.max(WEIGHT, 1f / (1 + seen[kind] / STRIDE)));
			usual += (correlation - usual) * 0.05;
			return null;
		}
		if (usual < LEAST_CORRELATION || correlation > COLLAPSED * usual) {
			learn(frame, kind, WEIGHT);
			usual += (correlation - usual) * 0.01;
			suspects = 0;
			return null;
		}
		suspects++;
		if (suspects > FORGET * means.length) forget();
		return suspects == SUSPECTS ? search.find(frame, COLLAPSED * usual) : null;
	}

	private void forget() {
		Arrays.fill(seen, 0);
		suspects = 0;
		usual = 0;
	}

	private double correlation(final ByteBuffer frame, final int kind) {
		final float[] mean = means[kind];
		double a = 0;
		double b = 0;
		double aa = 0;
		double bb = 0;
		double ab = 0;
		int n = 0;
		for (int run = seen[kind] % STRIDE * RUN; run < pixels; run += STRIDE * RUN) {
			for (int i = run; i < Math.min(run + RUN, pixels); i++, n++) {
				final double x = PixelValue.at(frame, type, i * type.bytes());
				final double y = mean[i];
				a += x;
				b += y;
				aa += x * x;
				bb += y * y;
				ab += x * y;
			}
		}
		final double spread = (aa - a * a / n) * (bb - b * b / n);
		return spread > 0 ? (ab - a * b / n) / Math.sqrt(spread) : 0;
	}

	private void learn(final ByteBuffer frame, final int kind, final float weight) {
		final float[] mean = means[kind];
		for (int run = seen[kind] % STRIDE * RUN; run < pixels; run += STRIDE * RUN) {
			for (int i = run; i < Math.min(run + RUN, pixels); i++) mean[i] += (PixelValue.at(frame, type, i * type.bytes()) - mean[i]) * weight;
		}
		seen[kind] = seen[kind] == Integer.MAX_VALUE ? LEARNED : seen[kind] + 1;
	}
}
