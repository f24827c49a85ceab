package org.apical.motion;

/**
 * Correlation of a frame with a template at a displacement, pixel by nearest pixel: unlike that of an interpolated frame it
 * does not depend on the fraction of the displacement, which would smooth the noise.
 */
final class Agreement {

	private static final int PIXELS = 1 << 16;

	private final float[] template;
	private final int width;
	private final int height;
	private final float pivot;
	/** Rows of a large frame are left out; some ten thousand pixels tell a correlation well. */
	private final int step;
	private double n;
	private double sumT;
	private double sumTT;
	private double sumF;
	private double sumFF;
	private double sumFT;

	/** @param template NaN where unknown */
	Agreement(final float[] template, final int width, final int height) {
		this.template = template;
		this.width = width;
		this.height = height;
		float first = 0;
		for (final float v : template) if (v == v) {
			first = v;
			break;
		}
		pivot = first;
		step = Math.max(1, (int) Math.round((double) width * height / PIXELS));
	}

	double rigid(final float[] frame, final double dy, final double dx) {
		reset();
		final int oy = (int) Math.rint(dy);
		final int ox = (int) Math.rint(dx);
		for (int r = 0; r < height; r += step) addRow(frame, r, r + oy, ox);
		return value();
	}

	/** @param displacement rows x 2, of each of the frame's rows */
	double lines(final float[] frame, final float[] displacement) {
		reset();
		for (int s = 0; s < height; s += step) addRow(frame, (int) Math.rint(s - displacement[2 * s]), s, (int) Math.rint(
			displacement[2 * s + 1]));
		return value();
	}

	/** @param corrected frame on the template, NaN where it was not imaged */
	double aligned(final float[] corrected) {
		add(corrected);
		return value();
	}

	/**
	 * Correlation of a frame with the mean of the others, where the template is the mean of all: a frame always agrees with
	 * its own noise.
	 *
	 * @param frames number of frames in the mean, 3 or more
	 */
	double others(final float[] corrected, final int frames) {
		add(corrected);
		final double k = frames;
		final double vt = sumTT - sumT * sumT / n;
		final double vf = sumFF - sumF * sumF / n;
		final double covariance = sumFT - sumT * sumF / n;
		final double vo = k * k * vt - 2 * k * covariance + vf;
		return vo > 0 && vf > 0 ? (k * covariance - vf) / Math.sqrt(vo * vf) : Double.NaN;
	}

	private void add(final float[] corrected) {
		reset();
		for (int r = 0; r < height; r++) addRow(corrected, r, r, 0);
	}

	private void reset() {
		n = sumT = sumTT = sumF = sumFF = sumFT = 0;
	}

	private void addRow(final float[] frame, final int templateRow, final int frameRow, final int ox) {
		if (frameRow < 0 || frameRow >= height || templateRow < 0 || templateRow >= height) return;
		final int from = Math.max(0, -ox);
		final int to = Math.min(width, width - ox);
		final int t0 = templateRow * width;
		final int f0 = frameRow * width + ox;
		float t = 0, tt = 0, f = 0, ff = 0, ft = 0;
		int count = 0;
		// Differences from a pivot keep the sums small enough for floats.
		for (int c = from; c < to; c++) {
			final float a = template[t0 + c] - pivot;
			final float b = frame[f0 + c] - pivot;
			if (a != a || b != b) continue;
			count++;
			t += a;
			tt += a * a;
			f += b;
			ff += b * b;
			ft += a * b;
		}
		n += count;
		sumTT += tt + 2.0 * pivot * t + (double) pivot * pivot * count;
		sumFF += ff + 2.0 * pivot * f + (double) pivot * pivot * count;
		sumFT += ft + (double) pivot * (t + f) + (double) pivot * pivot * count;
		sumT += t + (double) pivot * count;
		sumF += f + (double) pivot * count;
	}

	private double value() {
		final double vt = sumTT - sumT * sumT / n;
		final double vf = sumFF - sumF * sumF / n;
		return vt > 0 && vf > 0 ? (sumFT - sumT * sumF / n) / Math.sqrt(vt * vf) : Double.NaN;
	}
}
