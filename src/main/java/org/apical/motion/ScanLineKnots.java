package org.apical.motion;

/** Knots along scan time, evenly over the frame's rows; a few rows of the template together make a cell. */
record ScanLineKnots(int height, int knots) implements KnotGeometry {

	private static final int MOST = 25;
	private static final int ROWS_PER_KNOT = 10;
	/** Displacement hardly changes from one of so many cells to the next. */
	private static final int MOST_CELLS = 256;

	static ScanLineKnots of(final int height) {
		return new ScanLineKnots(height, Math.max(1, Math.min(MOST, height / ROWS_PER_KNOT + 1)));
	}

	/** Rows from one knot to the next. */
	double spacing() {
		return knots == 1 ? height : (height - 1.0) / (knots - 1);
	}

	@Override
	public double distance(final int a, final int b) {
		return Math.abs(a - b) * spacing();
	}

	@Override
	public int cells(final int level) {
		return ((height >> level) + rowsPerCell(level) - 1) / rowsPerCell(level);
	}

	private int rowsPerCell(final int level) {
		return ((height >> level) + MOST_CELLS - 1) / MOST_CELLS;
	}

	@Override
	public int cell(final int level, final int y, final int x) {
		return y / rowsPerCell(level);
	}

	@Override
	public int perCell() {
		return 2;
	}

	@Override
	public void weights(final int level, final int cell, final double dy, final int[] at, final double[] weights) {
		scan((cell + 0.5) * rowsPerCell(level) * (1 << level) - 0.5 + dy, at, weights);
	}

	/** The knots around a row of the frame as it was scanned. */
	void scan(final double row, final int[] at, final double[] weights) {
		final double position = Math.max(0, Math.min(knots - 1.0, row / spacing()));
		final int k = Math.min((int) position, Math.max(0, knots - 2));
		at[0] = k;
		at[1] = Math.min(k + 1, knots - 1);
		weights[1] = position - k;
		weights[0] = 1 - weights[1];
	}
}
