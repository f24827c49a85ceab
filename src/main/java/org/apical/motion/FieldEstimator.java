package org.apical.motion;

/** What {@link LineScanEstimator} and {@link BlockEstimator} share: from one displacement of the frame down to the knots'. */
abstract class FieldEstimator implements MotionEstimator {

	private static final int COARSE_ITERATIONS = 4;
	private static final int FINE_ITERATIONS = 4;

	final TemplateModel model;
	final double reach;
	final SmoothnessPrior prior;
	final FieldFit fit;
	private final RigidEstimator rigid;
	private final int top;
	final Agreement agreement;

	/** @param top level of the pyramid to begin on */
	FieldEstimator(final TemplateModel model, final double maxShiftPx, final SmoothnessPrior prior,
		final KnotGeometry geometry, final double[] precision, final int top)
	{
		this.model = model;
		this.prior = prior;
		this.top = top;
		reach = maxShiftPx;
		rigid = new RigidEstimator(model, maxShiftPx);
		fit = new FieldFit(model, geometry, precision);
		agreement = new Agreement(model.denoised(), model.width(), model.height());
	}

	@Override
	public Shift estimate(final float[] frame) {
		final Shift start = rigid.search(frame, model.searchLevel());
		final Pyramid pyramid = rigid.pyramid();
		final boolean found = !Double.isNaN(start.sigma());
		final double oy = model.origin().dy();
		final double ox = model.origin().dx();
		fit.start(start.dy() - oy, start.dx() - ox, found ? rigid.gain() : 1, found ? rigid.offset() : 0);
		if (found) for (int level = top; level >= 0; level--) {
			fit.solve(level, pyramid.pixels[level], level > 0 ? COARSE_ITERATIONS : FINE_ITERATIONS, level > 0 ? 0.15 : 0.1);
		}
		final double[] knots = fit.knots;
		for (int i = 0; i < knots.length; i += 2) {
			knots[i] = Math.max(-reach, Math.min(reach, knots[i] + oy));
			knots[i + 1] = Math.max(-reach, Math.min(reach, knots[i + 1] + ox));
		}
		return spread(found ? fit.sigmaOfMean() : Double.NaN);
	}

	@Override
	public abstract FieldEstimator fork();

	/** Makes the displacement in detail from the knots and averages it. */
	abstract Shift spread(double sigma);
}
