package org.apical.motion;

/**
 * Maximum-likelihood displacement of one frame against a template, to a fraction of a pixel.
 *
 * <p>Coarse: the matched filter of the photon-noise likelihood over all displacements within reach, on a halved frame; left
 * out where the frame is found close to the template so clearly that it can stand nowhere else.
 * Fine: Gauss-Newton on the informative pixels from coarse to full size, the frame's gain and offset fitted along; a
 * pass over the pixels serves all iterations ({@link CellMatch}). The
 * template is evaluated between its pixels, never the noisy frame, so the noise stays what the likelihood says it is.
 * The standard error is that of the inverse Fisher information (Cramér-Rao bound) at the estimate; there is none where noise
 * alone would be explained as well somewhere within reach, or another place explains the frame about as well.
 *
 * <p>The estimate depends on the frame and the template alone, never on other frames. Not thread-safe: it owns its work
 * arrays. Make one per thread with {@link #fork()}.
 */
public final class RigidEstimator implements MotionEstimator {

	/** Candidates this much weaker than the best are not looked at on a finer level. */
	private static final double SHARE_COARSE = 0.75;
	private static final double SHARE_FINE = 0.93;
	private static final int CANDIDATES = 4;
	private static final int ITERATIONS = 10;
	private static final double COARSE_TOLERANCE = 0.05;
	/** Standard deviations of a correlation. */
	private static final double DOUBT = 5;
	/** Probability with which noise alone may be taken for the template somewhere within reach. */
	private static final double CHANCE = 0.01;
	/** Logarithm of how many times more likely than any other place the frame's own must be. */
	private static final double RIVAL = 5;

	private final TemplateModel model;
	private final double reach;
	private final CoarseCorrelator correlator;
	private final Pyramid pyramid;
	private final CellMatch[] matches;
	private final RigidStep step = new RigidStep();
	private final double[] dy = new double[CANDIDATES];
	private final double[] dx = new double[CANDIDATES];
	private final double[] z = new double[CANDIDATES];
	private int candidates;
	private final Agreement agreement;
	private double lastDy;
	private double lastDx;
	private double lastSigma = Double.NaN;
	/** What noise alone reaches at the best of all places looked at, but for {@link #CHANCE}. */
	private double noiseZ;
	/** Pixels of the full size to one of the level that the last frame was followed to. */
	private int scale;

	/** @param maxShiftPx largest displacement along either axis, px */
	public RigidEstimator(final TemplateModel model, final double maxShiftPx) {
		this.model = model;
		reach = maxShiftPx;
		correlator = model.correlator();
		pyramid = new Pyramid(model.width(), model.height(), model.levels());
		matches = new CellMatch[model.searchLevel() + 1];
		for (int l = 0; l < matches.length; l++) matches[l] = new CellMatch(model.moments(l));
		agreement = new Agreement(model.denoised(), model.width(), model.height());
	}

	@Override
	public RigidEstimator fork() {
		return new RigidEstimator(model, reach);
	}

	@Override
	public void locate(final float[] frame) {
		search(frame, 0);
	}

	@Override
	public double dy() {
		return lastDy;
	}

	@Override
	public double dx() {
		return lastDx;
	}

	@Override
	public double sigma() {
		return lastSigma;
	}

	private void search(final int bottom) {
		final int top = model.searchLevel();
		final double places = (2.0 * correlator.reachY() + 1) * (2 * correlator.reachX() + 1);
		noiseZ = Math.sqrt(2 * Math.log(places / CHANCE));
		if (!isClose(top)) {
			candidates = correlator.find(pyramid.level(top), CANDIDATES, SHARE_COARSE);
			System.arraycopy(correlator.dy, 0, dy, 0, candidates);
			System.arraycopy(correlator.dx, 0, dx, 0, candidates);
		}
		descend(top, Math.min(top, bottom));
	}

	/** Climbs from no displacement. @return whether the place found, the only candidate then, is the frame's beyond doubt */
	private boolean isClose(final int top) {
		candidates = 1;
		dy[0] = 0;
		dx[0] = 0;
		refine(top, 0, COARSE_TOLERANCE);
		final int count = matches[top].count;
		final double correlation = Math.sqrt(-Math.expm1(-z[0] * z[0] / count));
		return correlation > model.likeness() + DOUBT / Math.sqrt(count);
	}

	/**
	 * Searches everywhere but refines no further than to a level of the pyramid, as a start for a finer model.
	 */
	void search(final float[] frame, final int bottom) {
		begin(frame);
		search(bottom);
	}

	/**
	 * From a known neighbourhood, without the search over all displacements.
	 *
	 * @param start within about two pixels of the answer
	 */
	public Shift estimate(final float[] frame, final Shift start) {
		begin(frame);
		final int top = Math.min(1, model.searchLevel());
		noiseZ = 0;
		candidates = 1;
		dy[0] = (start.dy() - model.origin().dy()) / (1 << top);
		dx[0] = (start.dx() - model.origin().dx()) / (1 << top);
		descend(top, 0);
		return new Shift(lastDy, lastDx, lastSigma);
	}

	private void begin(final float[] frame) {
		pyramid.fill(frame);
		for (final CellMatch match : matches) match.clear();
	}

	@Override
	public float[] displacement() {
		return null;
	}

	@Override
	public double agreement(final float[] frame) {
		return agreement.rigid(frame, lastDy, lastDx);
	}

	@Override
	public void correct(final float[] frame, final Interpolation how, final float fill, final float[] out) {
		Warp.rigid(frame, model.width(), model.height(), lastDy, lastDx, how, fill, out);
	}

	@Override
	public double typicalAgreement() {
		return agreement.typical();
	}

	@Override
	public double wholeAgreement() {
		return agreement.whole();
	}

	/** The gain of the last frame against the template. */
	double gain() {
		return step.gain;
	}

	/** The brightness of the last frame where its gain is 0. */
	double offset() {
		return step.offset;
	}

	/** The last frame and its halved copies. */
	Pyramid pyramid() {
		return pyramid;
	}

	/** Whether the template was seen in the last frame more clearly than in noise alone. */
	boolean isSeen() {
		return z[0] > noiseZ;
	}

	/** Whether the last frame may as well stand somewhere else. @param distance from where it was found, px */
	boolean hasRivalBeyond(final double distance) {
		for (int i = 1; i < candidates; i++) {
			if (scale * Math.hypot(dy[i] - dy[0], dx[i] - dx[0]) > distance && z[0] * z[0] - z[i] * z[i] < 2 * RIVAL) return true;
		}
		return false;
	}

	/** How clearly the template was seen in the last frame, in standard deviations. */
	double clarity() {
		return step.z;
	}

	private void descend(final int top, final int bottom) {
		for (int level = top;; level--) {
			// On a coarser level there is no use in being exact: the next one starts within a fraction of its pixel anyway.
			final double tolerance = level > 0 ? COARSE_TOLERANCE : 0.002;
			final int tried = candidates;
			for (int i = 0; i < tried; i++) refine(level, i, tolerance);
			keepBest();
			if (level == bottom) {
				// Gain and standard error are those of the last fit: make that the best one.
				if (tried > 1) refine(level, 0, tolerance);
				break;
			}
			for (int i = 0; i < candidates; i++) {
				dy[i] *= 2;
				dx[i] *= 2;
			}
		}
		scale = 1 << bottom;
		final boolean found = z[0] > 0;
		lastDy = found ? clip(dy[0] * scale + model.origin().dy()) : 0;
		lastDx = found ? clip(dx[0] * scale + model.origin().dx()) : 0;
		lastSigma = isSeen() && !hasRivalBeyond(0) ? step.sigma * scale : Double.NaN;
	}

	private void refine(final int level, final int i, final double tolerance) {
		step.dy = dy[i];
		step.dx = dx[i];
		step.solve(matches[level], pyramid.some(level, matches[level].size()), ITERATIONS, tolerance);
		final double limit = reach / (1 << level) + 1;
		final boolean lost = Math.hypot(step.dy - dy[i], step.dx - dx[i]) > 3 || Math.abs(step.dy) > limit || Math.abs(
			step.dx) > limit;
		if (!lost) {
			dy[i] = step.dy;
			dx[i] = step.dx;
		}
		z[i] = lost || Double.isNaN(step.z) ? 0 : step.z;
	}

	/** Sorts the best candidate to the front and drops those that have fallen behind. */
	private void keepBest() {
		for (int i = 1; i < candidates; i++) if (z[i] > z[0]) {
			swap(z, i);
			swap(dy, i);
			swap(dx, i);
		}
		int n = 1;
		for (int i = 1; i < candidates; i++) {
			final boolean same = Math.hypot(dy[i] - dy[0], dx[i] - dx[0]) < 0.5;
			if (same || z[i] < SHARE_FINE * z[0]) continue;
			z[n] = z[i];
			dy[n] = dy[i];
			dx[n++] = dx[i];
		}
		candidates = n;
	}

	private static void swap(final double[] a, final int i) {
		final double t = a[0];
		a[0] = a[i];
		a[i] = t;
	}

	private double clip(final double d) {
		return Math.max(-reach, Math.min(reach, d));
	}
}
