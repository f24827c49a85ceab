package org.apical.motion;

/** What {@link LineScanEstimator} and {@link BlockEstimator} share: from one displacement of the frame down to the knots'. */
abstract class FieldEstimator implements MotionEstimator {

	private static final int COARSE_ITERATIONS = 5;
	private static final int FINE_ITERATIONS = 6;
	private static final double SIGMAS = 6;

	final TemplateModel model;
	final FieldFit fit;
	double dy;
	double dx;
	private double sigma = Double.NaN;
	final SmoothnessPrior prior;
	private final double reach;
	/** No part of a frame stands further from the rest, px. */
	final double ownReach;
	private final KnotGeometry geometry;
	private final double[] precision;
	private final CellMoments[] moments;
	private final double[] bend;
	private final RigidEstimator rigid;
	final Agreement agreement;

	/** @param top level of the pyramid to begin on */
	FieldEstimator(final TemplateModel model, final double maxShiftPx, final SmoothnessPrior prior, final KnotGeometry geometry,
		final int top)
	{
		this(model, maxShiftPx, geometry, prior, prior.precision(geometry), moments(model, geometry, top));
	}

	/** Another one for another thread; shares what does not change. */
	FieldEstimator(final FieldEstimator other) {
		this(other.model, other.reach, other.geometry, other.prior, other.precision, other.moments);
		unbend(other.bend);
	}

	private FieldEstimator(final TemplateModel model, final double reach, final KnotGeometry geometry, final SmoothnessPrior prior,
		final double[] precision, final CellMoments[] moments)
	{
		this.model = model;
		this.prior = prior;
		this.reach = reach;
		ownReach = SIGMAS * Math.max(prior.deviationY(), prior.deviationX());
		this.geometry = geometry;
		this.precision = precision;
		this.moments = moments;
		bend = new double[2 * geometry.knots()];
		rigid = new RigidEstimator(model, reach);
		fit = new FieldFit(moments, geometry, precision);
		agreement = new Agreement(model.denoised(), model.width(), model.height());
	}

	private static CellMoments[] moments(final TemplateModel model, final KnotGeometry geometry, final int top) {
		final CellMoments[] moments = new CellMoments[top + 1];
		for (int l = 0; l <= top; l++) moments[l] = CellMoments.of(model.level(l), geometry, l);
		return moments;
	}

	@Override
	public void locate(final float[] frame) {
		final boolean found = follow(frame, 0);
		spread();
		sigma = found && !rigid.hasRivalBeyond(ownReach) ? fit.sigmaOfMean() : Double.NaN;
	}

	@Override
	public double dy() {
		return dy;
	}

	@Override
	public double dx() {
		return dx;
	}

	@Override
	public double sigma() {
		return sigma;
	}

	/**
	 * Finds the knots' displacements, in {@code fit.knots}.
	 *
	 * @param finest level of the pyramid to stop at
	 * @return whether the template was found in the frame
	 */
	boolean follow(final float[] frame, final int finest) {
		rigid.search(frame, model.searchLevel());
		// finer levels tell apart what looks alike on this one
		if (rigid.hasRivalBeyond(0)) rigid.search(frame, 0);
		final Pyramid pyramid = rigid.pyramid();
		final boolean found = rigid.isSeen();
		final double oy = model.origin().dy();
		final double ox = model.origin().dx();
		fit.start(rigid.dy() - oy, rigid.dx() - ox, found ? rigid.gain() : 1, found ? rigid.offset() : 0);
		if (found) spreadStart(pyramid);
		if (found) for (int level = moments.length - 1; level >= finest; level--) {
			fit.solve(level, pyramid.some(level, moments[level].size()), level > 0 ? COARSE_ITERATIONS : FINE_ITERATIONS, level > 0 ? 0.1 :
				0.01);
		}
		final double[] knots = fit.knots;
		for (int i = 0; i < knots.length; i += 2) {
			knots[i] = Math.max(-reach, Math.min(reach, knots[i] + oy - bend[i]));
			knots[i + 1] = Math.max(-reach, Math.min(reach, knots[i + 1] + ox - bend[i + 1]));
		}
		return found;
	}

	/**
	 * States how the template is bent: the displacements that its knots have on average, which are then taken from every
	 * frame's. A template made from n frames is bent by their mean displacement.
	 */
	void unbend(final double[] mean) {
		System.arraycopy(mean, 0, bend, 0, bend.length);
	}

	@Override
	public abstract FieldEstimator fork();

	@Override
	public double typicalAgreement() {
		return agreement.typical();
	}

	@Override
	public double wholeAgreement() {
		return agreement.whole();
	}

	/**
	 * Moves the knots of {@link #fit} from the one displacement found for the frame nearer to their own, where that may be
	 * necessary.
	 */
	void spreadStart(final Pyramid pyramid) {}

	/** Makes the displacement in detail from the knots and leaves its average in {@link #dy} and {@link #dx}. */
	abstract void spread();
}
