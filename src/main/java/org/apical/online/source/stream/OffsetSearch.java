package org.apical.online.source.stream;

import java.nio.ByteBuffer;
import java.util.Arrays;

import org.apical.recording.PixelType;
import org.jtransforms.fft.FloatFFT_1D;

/**
 * Finds where in the sender's frames the frames begin that are cut out of its stream, by cross-correlating one of them with
 * the mean pictures before. Takes memory and some hundred milliseconds, but runs only when a stream is out of step.
 */
final class OffsetSearch {

	/** A picture that has moved by no more lines and pixels than this, each way, is one of an animal that has moved. */
	private static final int MOST_MOTION = 48;

	private final float[][] means;
	private final PixelType type;
	private final int pixelsInLine;

	/**
	 * @param kind of the sender's frame in which ours begins
	 * @param bytes from that frame's beginning
	 */
	record Offset(int kind, int bytes) {}

	/**
	 * @param means of each kind of frame, in the order of the stream; as they are at the time of a search
	 * @param pixelsInLine that follow each other in the stream before the next column or row begins
	 */
	OffsetSearch(final float[][] means, final PixelType type, final int pixelsInLine) {
		this.means = means;
		this.type = type;
		this.pixelsInLine = pixelsInLine;
	}

	/** @return null where nothing correlates so well, or where the picture has only moved */
	Offset find(final ByteBuffer frame, final double leastCorrelation) {
		final int n = means[0].length;
		final FloatFFT_1D fft = new FloatFFT_1D(2L * n);
		double best = leastCorrelation;
		Offset found = null;
		for (int kind = 0; kind < means.length; kind++) {
			final float[] pictures = standardized(means[kind], means[(kind + 1) % means.length]);
			fft.realForward(pictures);
			for (int odd = 0; odd < type.bytes(); odd++) {
				final float[] product = standardized(frame, odd);
				fft.realForward(product);
				conjugateTimes(product, pictures);
				fft.realInverse(product, true);
				for (int k = 0; k < n; k++) if (product[k] > best) {
					best = product[k];
					found = isMotion(k, odd) ? null : new Offset(kind, Math.floorMod(k * type.bytes() - odd, n * type.bytes()));
				}
			}
		}
		return found;
	}

	private boolean isMotion(final int offset, final int odd) {
		final int n = means[0].length;
		final int signed = offset > n / 2 ? offset - n : offset;
		final int lines = Math.round(signed / (float) pixelsInLine);
		return odd == 0 && Math.abs(lines) <= MOST_MOTION && Math.abs(signed - lines * pixelsInLine) <= MOST_MOTION;
	}

	/** Two pictures one behind the other, of mean 0 and such that a like frame correlates with 1. */
	private static float[] standardized(final float[] first, final float[] second) {
		final int n = first.length;
		final float[] both = Arrays.copyOf(first, 2 * n);
		System.arraycopy(second, 0, both, n, n);
		standardize(both, 2 * n, 1 / Math.sqrt(n));
		return both;
	}

	/** A frame that begins so many bytes later, with zeros behind. */
	private float[] standardized(final ByteBuffer frame, final int skippedBytes) {
		final int n = means[0].length;
		final int there = skippedBytes == 0 ? n : n - 1;
		final float[] values = new float[2 * n];
		for (int i = 0; i < there; i++) values[i] = PixelValue.at(frame, type, i * type.bytes() + skippedBytes);
		standardize(values, there, 1 / Math.sqrt(there));
		return values;
	}

	private static void standardize(final float[] values, final int n, final double norm) {
		double sum = 0;
		double squares = 0;
		for (int i = 0; i < n; i++) {
			sum += values[i];
			squares += (double) values[i] * values[i];
		}
		final double mean = sum / n;
		final double scale = norm / Math.sqrt(Math.max(squares / n - mean * mean, Double.MIN_NORMAL));
		for (int i = 0; i < n; i++) values[i] = (float) ((values[i] - mean) * scale);
	}

	/** In JTransforms' layout of the transform of real values: the two real ones first, then real and imaginary parts. */
	private static void conjugateTimes(final float[] a, final float[] b) {
		a[0] *= b[0];
		a[1] *= b[1];
		for (int i = 2; i < a.length; i += 2) {
			final float real = a[i] * b[i] + a[i + 1] * b[i + 1];
			a[i + 1] = a[i] * b[i + 1] - a[i + 1] * b[i];
			a[i] = real;
		}
	}
}
