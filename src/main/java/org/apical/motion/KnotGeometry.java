package org.apical.motion;

/**
 * How the displacement within a frame hangs on a few knots: the template is cut into cells (rows or tiles), and a cell's
 * displacement is a weighted mean of a few knots'.
 */
interface KnotGeometry {

	int knots();

	/** Distance of two knots in px of the full size. */
	double distance(int knotA, int knotB);

	/** Number of cells of the template on a level of the pyramid. */
	int cells(int level);

	/** The cell that a template pixel of a level lies in. */
	int cell(int level, int y, int x);

	/** Number of knots that a cell hangs on. */
	int perCell();

	/**
	 * @param dy displacement of the cell, px of the full size: content is scanned where it stands, not where it belongs
	 * @param knots filled with {@link #perCell()} knots
	 * @param weights filled with their weights, which sum to 1
	 */
	void weights(int level, int cell, double dy, int[] knots, double[] weights);
}
