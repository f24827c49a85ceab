package org.apical.neuron;

import org.apical.roi.Roi;

/**
 * An ROI's outline blurred by about what alignment leaves of the days' displacements, so that thin dendrites that lie a
 * pixel apart still overlap. Immutable.
 */
final class BlurredRoi {

	private static final double BLUR = 2;
	private static final float[] KERNEL = kernel();
	private static final int BORDER = KERNEL.length / 2;

	private final double y;
	private final double x;
	private final int top;
	private final int left;
	private final int rows;
	private final int columns;
	/** Of length 1 as a vector. */
	private final float[] values;

	BlurredRoi(final Roi roi) {
		y = roi.centerY();
		x = roi.centerX();
		final int w = roi.width();
		int bottom = 0, right = 0, firstRow = Integer.MAX_VALUE, firstColumn = Integer.MAX_VALUE;
		for (int i = 0; i < roi.size(); i++) {
			final int row = roi.pixel(i) / w, column = roi.pixel(i) % w;
			firstRow = Math.min(firstRow, row);
			firstColumn = Math.min(firstColumn, column);
			bottom = Math.max(bottom, row);
			right = Math.max(right, column);
		}
		top = firstRow - BORDER;
		left = firstColumn - BORDER;
		rows = bottom + BORDER + 1 - top;
		columns = right + BORDER + 1 - left;
		final float[] along = new float[rows * columns];
		for (int i = 0; i < roi.size(); i++) {
			final int at = (roi.pixel(i) / w - top) * columns + roi.pixel(i) % w - left;
			for (int k = -BORDER; k <= BORDER; k++) along[at + k] += KERNEL[k + BORDER];
		}
		values = new float[along.length];
		double square = 0;
		for (int row = 0; row < rows; row++)
			for (int column = 0; column < columns; column++) {
				float sum = 0;
				for (int k = Math.max(-BORDER, -row); k <= Math.min(BORDER, rows - 1 - row); k++) sum += KERNEL[k + BORDER] * along[(row + k) * columns +
					column];
				values[row * columns + column] = sum;
				square += sum * sum;
			}
		for (int i = 0; i < values.length; i++) values[i] /= (float) Math.sqrt(square);
	}

	private static float[] kernel() {
		final int reach = (int) Math.ceil(2.5 * BLUR);
		final float[] kernel = new float[2 * reach + 1];
		for (int k = -reach; k <= reach; k++) kernel[k + reach] = (float) Math.exp(-k * k / (2 * BLUR * BLUR));
		return kernel;
	}

	/** Row of the ROI's centre, px. */
	double y() {
		return y;
	}

	/** Column likewise. */
	double x() {
		return x;
	}

	/** Between the centres, with the other moved; px. */
	double distance(final BlurredRoi other, final int dy, final int dx) {
		return Math.hypot(other.y + dy - y, other.x + dx - x);
	}

	/** 1 where both are the same, 0 where they share nothing, with the other moved. */
	double correlation(final BlurredRoi other, final int dy, final int dx) {
		final int fromRow = Math.max(top, other.top + dy), toRow = Math.min(top + rows, other.top + dy + other.rows);
		final int fromColumn = Math.max(left, other.left + dx), toColumn = Math.min(left + columns, other.left + dx + other.columns);
		double sum = 0;
		for (int row = fromRow; row < toRow; row++) {
			final int a = (row - top) * columns - left, b = (row - dy - other.top) * other.columns - dx - other.left;
			for (int column = fromColumn; column < toColumn; column++) sum += values[a + column] * other.values[b + column];
		}
		return sum;
	}
}
