package org.apical.motion;

/**
 * Displacement that changes smoothly over the field, for tissue that deforms: knots on a grid, estimated jointly from the
 * photon-noise likelihood and a smoothness prior learnt from the movie. Large deformations are followed down from a coarse
 * image.
 *
 * <p>{@link #displacement()} holds grid rows x grid columns x 2 values, as dy, dx in px, on a grid that spans the template
 * from corner to corner. Not thread-safe.
 */
public final class BlockEstimator extends FieldEstimator {

	private final TileKnots geometry;
	private final float[] grid;
	private final float[] aligned;

	BlockEstimator(final TemplateModel model, final double maxShiftPx, final SmoothnessPrior prior) {
		this(model, maxShiftPx, prior, TileKnots.of(model.width(), model.height()));
	}

	private BlockEstimator(final TemplateModel model, final double maxShiftPx, final SmoothnessPrior prior, final TileKnots geometry) {
		super(model, maxShiftPx, prior, geometry, model.levels() - 1);
		this.geometry = geometry;
		grid = new float[2 * geometry.knots()];
		aligned = new float[model.width() * model.height()];
	}

	private BlockEstimator(final BlockEstimator other) {
		super(other);
		geometry = other.geometry;
		grid = new float[other.grid.length];
		aligned = new float[other.aligned.length];
	}

	@Override
	public FieldEstimator fork() {
		return new BlockEstimator(this);
	}

	@Override
	void spread() {
		double sumY = 0;
		double sumX = 0;
		for (int i = 0; i < grid.length; i += 2) {
			grid[i] = (float) fit.knots[i];
			grid[i + 1] = (float) fit.knots[i + 1];
			sumY += grid[i];
			sumX += grid[i + 1];
		}
		dy = sumY / geometry.knots();
		dx = sumX / geometry.knots();
	}

	/** Grid rows and columns. */
	static int[] shape(final int width, final int height) {
		final TileKnots knots = TileKnots.of(width, height);
		return new int[] { knots.rows(), knots.columns() };
	}

	@Override
	public float[] displacement() {
		return grid;
	}

	@Override
	public double agreement(final float[] frame) {
		correct(frame, Interpolation.NEAREST, Float.NaN, aligned);
		return agreement.aligned(aligned);
	}

	@Override
	public void correct(final float[] frame, final Interpolation how, final float fill, final float[] out) {
		Warp.blocks(frame, model.width(), model.height(), grid, geometry.rows(), geometry.columns(), how, fill, out);
	}
}
