package org.apical.motion;

/**
 * Displacement of every row of one frame, for scanners that take rows one after the other while the tissue moves: a smooth
 * function of scan time, all rows estimated jointly from the photon-noise likelihood and a prior whose strength comes from
 * the movie itself (empirical Bayes; see {@link SmoothnessLearner}). Where rows do not move apart the prior shrinks and the
 * estimate becomes the rigid one.
 *
 * <p>{@link #displacement()} holds rows x 2 values, as dy, dx of each of the frame's rows in px. Not thread-safe.
 */
public final class LineScanEstimator extends FieldEstimator {

	private final ScanLineKnots geometry;
	/** Null where rows do not move far enough to need it. */
	private final BandSearch bands;
	private final float[] rows;
	private final int[] at = new int[2];
	private final double[] weights = new double[2];

	LineScanEstimator(final TemplateModel model, final double maxShiftPx, final SmoothnessPrior prior) {
		this(model, maxShiftPx, prior, ScanLineKnots.of(model.height()));
	}

	private LineScanEstimator(final TemplateModel model, final double maxShiftPx, final SmoothnessPrior prior,
		final ScanLineKnots geometry)
	{
		super(model, maxShiftPx, prior, geometry, model.bandLevel());
		this.geometry = geometry;
		bands = bands();
		rows = new float[2 * model.height()];
	}

	private LineScanEstimator(final LineScanEstimator other) {
		super(other);
		geometry = other.geometry;
		bands = bands();
		rows = new float[other.rows.length];
	}

	private BandSearch bands() {
		final int top = model.bandLevel();
		return BandSearch.isNeeded(prior, top) ? new BandSearch(model.bandCorrelator(), model.height() >> top, top, prior) : null;
	}

	@Override
	void spreadStart(final Pyramid pyramid) {
		if (bands == null) return;
		final int top = model.bandLevel();
		bands.search(pyramid.level(top));
		final double scale = 1 << top;
		if (isAstray(scale)) return;
		for (int k = 0; k < geometry.knots(); k++) {
			final double row = (k * geometry.spacing() + 0.5) / scale - 0.5;
			int b = 0;
			while (b < bands.bands() - 2 && row > bands.centre(b + 1)) b++;
			final int next = Math.min(b + 1, bands.bands() - 1);
			final double f = next == b ? 0 : Math.max(0, Math.min(1, (row - bands.centre(b)) / (bands.centre(next) - bands.centre(b))));
			for (int axis = 0; axis < 2; axis++) fit.knots[2 * k + axis] = scale * ((1 - f) * bands.path[2 * b + axis] + f *
				bands.path[2 * next + axis]);
		}
	}

	/** Whether the bands lead elsewhere altogether: a few rows look alike in many places, the whole frame in one. */
	private boolean isAstray(final double scale) {
		double y = 0;
		double x = 0;
		for (int b = 0; b < bands.bands(); b++) {
			y += scale * bands.path[2 * b] / bands.bands();
			x += scale * bands.path[2 * b + 1] / bands.bands();
		}
		return Math.hypot(y - fit.knots[0], x - fit.knots[1]) > ownReach;
	}

	@Override
	public FieldEstimator fork() {
		return new LineScanEstimator(this);
	}

	@Override
	void spread() {
		double sumY = 0;
		double sumX = 0;
		final int height = model.height();
		for (int r = 0; r < height; r++) {
			geometry.scan(r, at, weights);
			for (int axis = 0; axis < 2; axis++) rows[2 * r + axis] = (float) (weights[0] * fit.knots[2 * at[0] + axis] + weights[1] *
				fit.knots[2 * at[1] + axis]);
			sumY += rows[2 * r];
			sumX += rows[2 * r + 1];
		}
		dy = sumY / height;
		dx = sumX / height;
	}

	@Override
	public float[] displacement() {
		return rows;
	}

	@Override
	public double agreement(final float[] frame) {
		return agreement.lines(frame, rows);
	}

	@Override
	public void correct(final float[] frame, final Interpolation how, final float fill, final float[] out) {
		Warp.lines(frame, model.width(), model.height(), rows, how, fill, out);
	}
}
