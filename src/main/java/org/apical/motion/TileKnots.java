package org.apical.motion;

/** Knots on a grid that spans the template from corner to corner; the cells are small square tiles. */
record TileKnots(int width, int height, int rows, int columns) implements KnotGeometry {

	private static final double KNOT_SPACING_PX = 40;
	private static final int MOST_PER_SIDE = 12;
	/** Least side of a tile on any level, px of that level. */
	private static final int LEAST_TILE = 4;
	/** Tiles along the longer side at the most: small enough that the field hardly changes within one. */
	private static final int MOST_TILES = 64;

	static TileKnots of(final int width, final int height) {
		return new TileKnots(width, height, perSide(height), perSide(width));
	}

	private static int perSide(final int length) {
		return (int) Math.max(2, Math.min(MOST_PER_SIDE, Math.round(length / KNOT_SPACING_PX) + 1));
	}

	@Override
	public int knots() {
		return rows * columns;
	}

	@Override
	public double distance(final int a, final int b) {
		final double y = (a / columns - b / columns) * (height - 1.0) / (rows - 1);
		final double x = (a % columns - b % columns) * (width - 1.0) / (columns - 1);
		return Math.hypot(y, x);
	}

	private int tile(final int level) {
		return Math.max(LEAST_TILE, ((Math.max(width, height) >> level) + MOST_TILES - 1) / MOST_TILES);
	}

	private int tilesAcross(final int level) {
		return ((width >> level) + tile(level) - 1) / tile(level);
	}

	@Override
	public int cells(final int level) {
		return tilesAcross(level) * (((height >> level) + tile(level) - 1) / tile(level));
	}

	@Override
	public int cell(final int level, final int y, final int x) {
		return y / tile(level) * tilesAcross(level) + x / tile(level);
	}

	@Override
	public int perCell() {
		return 4;
	}

	@Override
	public void weights(final int level, final int cell, final double dy, final int[] at, final double[] weights) {
		final int across = tilesAcross(level);
		final double y = (cell / across + 0.5) * tile(level) * (1 << level) - 0.5;
		final double x = (cell % across + 0.5) * tile(level) * (1 << level) - 0.5;
		final double gy = Math.max(0, Math.min(rows - 1.0, y * (rows - 1) / Math.max(1, height - 1)));
		final double gx = Math.max(0, Math.min(columns - 1.0, x * (columns - 1) / Math.max(1, width - 1)));
		final int j = Math.min((int) gy, rows - 2);
		final int i = Math.min((int) gx, columns - 2);
		final double fy = gy - j;
		final double fx = gx - i;
		at[0] = j * columns + i;
		at[1] = at[0] + 1;
		at[2] = at[0] + columns;
		at[3] = at[2] + 1;
		weights[0] = (1 - fy) * (1 - fx);
		weights[1] = (1 - fy) * fx;
		weights[2] = fy * (1 - fx);
		weights[3] = fy * fx;
	}
}
