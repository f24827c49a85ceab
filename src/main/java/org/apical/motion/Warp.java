package org.apical.motion;

import java.util.Arrays;

/**
 * Moves a frame's content back onto the template. Pixels that were never imaged get the fill value.
 *
 * <p>A displacement (dy, dx) says how far the content stands from the template, down and right positive, so the corrected
 * pixel (r, c) is the frame at (r + dy, c + dx).
 */
public final class Warp {

	private Warp() {}

	/**
	 * One displacement for the whole frame.
	 *
	 * @param out another array of the frame's size
	 */
	public static void rigid(final float[] frame, final int width, final int height, final double dy, final double dx,
		final Interpolation how, final float fill, final float[] out)
	{
		final double y = place(dy, how);
		final double x = place(dx, how);
		for (int r = 0; r < height; r++) row(frame, width, height, r + y, x, fill, out, r * width);
	}

	/**
	 * A displacement for each row of the frame as it was scanned.
	 *
	 * @param displacement rows x 2, as dy, dx of each of the frame's rows
	 */
	public static void lines(final float[] frame, final int width, final int height, final float[] displacement,
		final Interpolation how, final float fill, final float[] out)
	{
		double s = displacement[0];
		for (int r = 0; r < height; r++) {
			s = scannedAt(displacement, height, r, s + 1);
			row(frame, width, height, place(s, how), place(at(displacement, height, s, 1), how), fill, out, r * width);
		}
	}

	/**
	 * A displacement for each node of a grid that spans the template from corner to corner, linear in between.
	 *
	 * @param displacement grid rows x grid columns x 2, as dy, dx
	 */
	public static void blocks(final float[] frame, final int width, final int height, final float[] displacement,
		final int gridRows, final int gridColumns, final Interpolation how, final float fill, final float[] out)
	{
		for (int r = 0; r < height; r++) {
			final double gy = gridRows == 1 || height == 1 ? 0 : r * (gridRows - 1.0) / (height - 1);
			final int j = Math.min((int) gy, Math.max(0, gridRows - 2));
			final double fy = gy - j;
			final int top = j * gridColumns;
			final int bottom = Math.min(j + 1, gridRows - 1) * gridColumns;
			for (int c = 0; c < width; c++) {
				final double gx = gridColumns == 1 || width == 1 ? 0 : c * (gridColumns - 1.0) / (width - 1);
				final int i = Math.min((int) gx, Math.max(0, gridColumns - 2));
				final double fx = gx - i;
				final int next = Math.min(i + 1, gridColumns - 1);
				final double dy = mix(displacement, 0, top + i, top + next, bottom + i, bottom + next, fy, fx);
				final double dx = mix(displacement, 1, top + i, top + next, bottom + i, bottom + next, fy, fx);
				out[r * width + c] = pixel(frame, width, height, r + place(dy, how), c + place(dx, how), fill);
			}
		}
	}

	private static double place(final double position, final Interpolation how) {
		return how == Interpolation.NEAREST ? Math.rint(position) : position;
	}

	private static double mix(final float[] d, final int axis, final int a, final int b, final int c, final int e,
		final double fy, final double fx)
	{
		return (1 - fy) * ((1 - fx) * d[2 * a + axis] + fx * d[2 * b + axis]) + fy * ((1 - fx) * d[2 * c + axis] + fx *
			d[2 * e + axis]);
	}

	private static float pixel(final float[] frame, final int width, final int height, final double y, final double x,
		final float fill)
	{
		final int y0 = (int) Math.floor(y);
		final int x0 = (int) Math.floor(x);
		final float fy = (float) (y - y0);
		final float fx = (float) (x - x0);
		if (y0 < 0 || x0 < 0 || y0 + (fy > 0 ? 1 : 0) >= height || x0 + (fx > 0 ? 1 : 0) >= width) return fill;
		final int i = y0 * width + x0;
		final int right = fx > 0 ? 1 : 0;
		final int down = fy > 0 ? width : 0;
		return (1 - fy) * ((1 - fx) * frame[i] + fx * frame[i + right]) + fy * ((1 - fx) * frame[i + down] + fx * frame[i +
			down + right]);
	}

	/** The frame row s at which template row r was scanned: s - dy(s) = r. */
	static double scannedAt(final float[] displacement, final int height, final int r, final double start) {
		double s = start;
		for (int k = 0; k < 20; k++) {
			final double next = r + at(displacement, height, s, 0);
			if (Math.abs(next - s) < 1e-3) return next;
			s = next;
		}
		return s;
	}

	private static double at(final float[] displacement, final int height, final double s, final int axis) {
		if (s <= 0) return displacement[axis];
		if (s >= height - 1) return displacement[2 * (height - 1) + axis];
		final int k = (int) s;
		final double f = s - k;
		return (1 - f) * displacement[2 * k + axis] + f * displacement[2 * k + 2 + axis];
	}

	/** One row of the output: the frame along the line at height y, from column dx on. */
	private static void row(final float[] frame, final int width, final int height, final double y, final double dx,
		final float fill, final float[] out, final int start)
	{
		final int y0 = (int) Math.floor(y);
		final float fy = (float) (y - y0);
		final int x0 = (int) Math.floor(dx);
		final float fx = (float) (dx - x0);
		final int down = fy > 0 ? width : 0;
		final int right = fx > 0 ? 1 : 0;
		final int from = Math.min(width, Math.max(0, -x0));
		final int to = Math.max(from, Math.min(width, width - x0 - right));
		if (y0 < 0 || y0 >= height || down > 0 && y0 + 1 >= height) {
			Arrays.fill(out, start, start + width, fill);
			return;
		}
		Arrays.fill(out, start, start + from, fill);
		Arrays.fill(out, start + to, start + width, fill);
		final int in = y0 * width + x0;
		if (fy == 0 && fx == 0) {
			if (to > from) System.arraycopy(frame, in + from, out, start + from, to - from);
			return;
		}
		final float a = (1 - fy) * (1 - fx);
		final float b = (1 - fy) * fx;
		final float c = fy * (1 - fx);
		final float d = fy * fx;
		for (int x = from; x < to; x++) {
			final int i = in + x;
			out[start + x] = a * frame[i] + b * frame[i + right] + c * frame[i + down] + d * frame[i + down + right];
		}
	}
}
