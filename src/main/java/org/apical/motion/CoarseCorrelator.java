package org.apical.motion;

/**
 * Finds large displacements: the correlation of a frame with the template's log-likelihood score, for all whole-pixel
 * displacements at once by fast Fourier transform, judged by how much better the template explains the frame there than a
 * constant does.
 *
 * <p>For photon noise the log-likelihood of a displacement d is the sum of n(x) log T(x - d), so the score image is the
 * (high-passed) logarithm of the template. A displacement is worth the log-likelihood ratio of a regression of the frame's
 * overlap on the score, {@code -n/2 log(1 - r²)} with n the overlap in pixels and r the correlation there. In photon noise that
 * is the matched filter's squared signal-to-noise ratio; in bright frames it also counts that elsewhere the frame's own
 * structure stays unexplained, where a matched filter would prefer large overlaps. Frame and template are padded, nothing
 * wraps around.
 *
 * <p>Not thread-safe: it owns its work arrays. Make one per thread with {@link #fork()}.
 */
final class CoarseCorrelator {

	/** Candidate displacements of the last frame, px, best first, and their {@linkplain #z clarity}. */
	final double[] dy = new double[MOST];
	final double[] dx = new double[MOST];
	/** Square root of twice the log-likelihood ratio: how many standard deviations the template stands out of the noise. */
	final double[] z = new double[MOST];

	/** Most candidates that can be asked for. */
	static final int MOST = 8;

	private final int width;
	private final int height;
	private final int reachY;
	private final int reachX;
	private final int surround;
	private final float[] window;
	/** Transformed score image, conjugated. */
	private final float[] filterRe;
	private final float[] filterIm;
	/** Energy of the score above and left of each pixel. */
	private final double[] scoreEnergy;
	private final PaddedTransform transform;
	private final float[] prepared;
	private final float[] rowMeans;
	/** Energy of the frame above and left of each pixel. */
	private final double[] frameEnergy;
	/** Square root of twice the log-likelihood ratio of each displacement, -reach to reach, row by row. */
	final float[] map;

	/**
	 * @param template row by row, NaN where unknown
	 * @param reach largest displacement along either axis, px
	 */
	CoarseCorrelator(final float[] template, final int width, final int height, final NoiseModel noise, final int reach) {
		this.width = width;
		this.height = height;
		reachY = Math.min(reach, Math.max(0, height - 4));
		reachX = Math.min(reach, Math.max(0, width - 4));
		surround = Math.max(2, Math.min(width, height) / 10);
		transform = new PaddedTransform(width, height, reachY, reachX);
		window = window(width, height);
		prepared = new float[width * height];
		rowMeans = new float[width * height];
		frameEnergy = new double[(width + 1) * (height + 1)];
		map = new float[(2 * reachY + 1) * (2 * reachX + 1)];
		final float[] score = score(template, noise);
		scoreEnergy = new double[(width + 1) * (height + 1)];
		sumUp(score, scoreEnergy);
		transform.forward(score, 0, height);
		filterRe = transform.re.clone();
		filterIm = transform.im.clone();
	}

	private CoarseCorrelator(final CoarseCorrelator other) {
		width = other.width;
		height = other.height;
		reachY = other.reachY;
		reachX = other.reachX;
		surround = other.surround;
		window = other.window;
		filterRe = other.filterRe;
		filterIm = other.filterIm;
		scoreEnergy = other.scoreEnergy;
		transform = new PaddedTransform(width, height, reachY, reachX);
		prepared = new float[width * height];
		rowMeans = new float[width * height];
		frameEnergy = new double[other.frameEnergy.length];
		map = new float[other.map.length];
	}

	/** Another one for another thread; shares what does not change. */
	CoarseCorrelator fork() {
		return new CoarseCorrelator(this);
	}

	/**
	 * Looks for the best displacements, the highest local maxima, and leaves them in {@link #dy}, {@link #dx} and {@link #z}.
	 *
	 * @param most how many at the most
	 * @param share only those at least this share of the best, as z
	 * @return how many, 1 or more; a frame that tells nothing is at (0, 0) with z 0
	 */
	int find(final float[] frame, final int most, final double share) {
		prepare(frame);
		correlate(0, height);
		final int w = 2 * reachX + 1;
		final int h = 2 * reachY + 1;
		int n = 0;
		for (int j = 0; j < h; j++) for (int i = 0; i < w; i++) {
			final float v = map[j * w + i];
			if (!(v > 0) || n == most && v <= z[n - 1] || !isMaximum(j, i, w, h, v)) continue;
			int k = n < most ? n++ : n - 1;
			for (; k > 0 && z[k - 1] < v; k--) move(k - 1, k);
			z[k] = v;
			dy[k] = j - reachY + vertex(at(j - 1, i, w, h), v, at(j + 1, i, w, h));
			dx[k] = i - reachX + vertex(at(j, i - 1, w, h), v, at(j, i + 1, w, h));
		}
		if (n == 0) {
			dy[0] = dx[0] = z[0] = 0;
			return 1;
		}
		int keep = 1;
		while (keep < n && z[keep] >= share * z[0]) keep++;
		return keep;
	}

	private void move(final int from, final int to) {
		dy[to] = dy[from];
		dx[to] = dx[from];
		z[to] = z[from];
	}

	private boolean isMaximum(final int j, final int i, final int w, final int h, final float v) {
		for (int b = -1; b <= 1; b++) for (int a = -1; a <= 1; a++) {
			if ((a != 0 || b != 0) && at(j + b, i + a, w, h) > v) return false;
		}
		return true;
	}

	private float at(final int j, final int i, final int w, final int h) {
		return j < 0 || i < 0 || j >= h || i >= w ? Float.NEGATIVE_INFINITY : map[j * w + i];
	}

	/** Where between -0.5 and 0.5 a parabola through three equidistant values peaks. */
	private static double vertex(final float before, final float at, final float after) {
		if (Float.isInfinite(before) || Float.isInfinite(after)) return 0;
		final double curvature = before - 2.0 * at + after;
		return curvature >= 0 ? 0 : Math.max(-0.5, Math.min(0.5, 0.5 * (before - after) / curvature));
	}

	int reachY() {
		return reachY;
	}

	int reachX() {
		return reachX;
	}

	/**
	 * Fills the {@link #map} for some rows of the frame last {@linkplain #prepare prepared}.
	 *
	 * @param from first row
	 * @param to row after the last
	 */
	void correlate(final int from, final int to) {
		transform.forward(prepared, from, to);
		transform.multiplyConjugate(filterRe, filterIm);
		transform.inverse(map);
		int k = 0;
		for (int j = -reachY; j <= reachY; j++) for (int i = -reachX; i <= reachX; i++, k++) {
			final int top = Math.max(from, j);
			final int bottom = Math.min(to, height + j);
			final int left = Math.max(0, i);
			final int right = Math.min(width, width + i);
			final double product = top >= bottom ? 0 : within(scoreEnergy, top - j, left - i, bottom - j, right - i) * within(frameEnergy,
				top, left, bottom, right);
			final double r = product > 0 ? map[k] / Math.sqrt(product) : 0;
			final double ratio = -(double) (bottom - top) * (right - left) * Math.log1p(-Math.min(r * r, 0.999999));
			map[k] = (float) Math.copySign(Math.sqrt(ratio), r);
		}
	}

	/** Takes in a frame: less its surround, times the window. */
	void prepare(final float[] frame) {
		double sum = 0;
		int n = 0;
		for (final float v : frame) if (v == v) {
			sum += v;
			n++;
		}
		final float mean = (float) (sum / Math.max(1, n));
		for (int i = 0; i < frame.length; i++) prepared[i] = frame[i] == frame[i] ? frame[i] - mean : 0;
		BoxFilter.subtractMean(prepared, rowMeans, width, height, surround);
		for (int i = 0; i < frame.length; i++) prepared[i] = frame[i] == frame[i] ? prepared[i] * window[i] : 0;
		sumUp(prepared, frameEnergy);
	}

	/** The integral image of the squares, one row and column larger. */
	private void sumUp(final float[] image, final double[] energy) {
		final int w = width + 1;
		for (int y = 0; y < height; y++) {
			double row = 0;
			for (int x = 0; x < width; x++) {
				final float v = image[y * width + x];
				row += v * v;
				energy[(y + 1) * w + x + 1] = energy[y * w + x + 1] + row;
			}
		}
	}

	private double within(final double[] energy, final int top, final int left, final int bottom, final int right) {
		final int w = width + 1;
		return energy[bottom * w + right] - energy[top * w + right] - energy[bottom * w + left] + energy[top * w + left];
	}

	/** The template's score, less its surround, so that brightness gradients do not pull. */
	private float[] score(final float[] template, final NoiseModel noise) {
		final float[] score = InformativePixels.withoutNaN(template).clone();
		double mean = 0;
		for (int i = 0; i < score.length; i++) mean += (score[i] = (float) noise.score(score[i])) / score.length;
		for (int i = 0; i < score.length; i++) score[i] -= (float) mean;
		BoxFilter.subtractMean(score, rowMeans, width, height, surround);
		for (int i = 0; i < score.length; i++) if (Float.isNaN(template[i])) score[i] = 0;
		return score;
	}

	/** Raised-cosine borders of a sixteenth of the side. */
	private static float[] window(final int width, final int height) {
		final float[] window = new float[width * height];
		for (int y = 0; y < height; y++) for (int x = 0; x < width; x++) window[y * width + x] = (float) (taper(y, height) *
			taper(x, width));
		return window;
	}

	private static double taper(final int i, final int n) {
		final double edge = n / 16.0;
		final double distance = Math.min(i, n - 1 - i) + 0.5;
		return distance >= edge ? 1 : 0.5 - 0.5 * Math.cos(Math.PI * distance / edge);
	}
}
