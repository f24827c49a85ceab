package org.apical.roi;

import java.util.Arrays;

/** A region in its bounding box with a rim of one pixel around, its enclosed holes filled: what can be said of its form. */
final class PixelMask {

	final int width;
	final int height;
	final boolean[] inside;
	/** Pixels inside. */
	final int count;
	private final int fieldWidth;
	private final int top;
	private final int left;
	private double centerY;
	private double centerX;

	/** @param pixels row-major indices in a field so many pixels wide */
	PixelMask(final int[] pixels, final int fieldWidth) {
		this.fieldWidth = fieldWidth;
		int l = Integer.MAX_VALUE, r = 0, t = Integer.MAX_VALUE, b = 0;
		for (final int p : pixels) {
			l = Math.min(l, p % fieldWidth);
			r = Math.max(r, p % fieldWidth);
			t = Math.min(t, p / fieldWidth);
			b = Math.max(b, p / fieldWidth);
		}
		left = l - 1;
		top = t - 1;
		width = r - left + 2;
		height = b - top + 2;
		final boolean[] member = new boolean[width * height];
		for (final int p : pixels) member[index(p)] = true;
		inside = filled(member);
		int n = 0;
		for (int p = 0; p < inside.length; p++) if (inside[p]) {
			n++;
			centerY += p / width;
			centerX += p % width;
		}
		count = n;
		centerY /= n;
		centerX /= n;
	}

	/** Where a pixel of the field stands in the mask. */
	int index(final int fieldPixel) {
		return (fieldPixel / fieldWidth - top) * width + fieldPixel % fieldWidth - left;
	}

	/** Of a pixel of the mask from the middle of the region, px. */
	double distance(final int p) {
		return Math.hypot(p / width - centerY, p % width - centerX);
	}

	/** All that cannot be reached from outside. */
	private boolean[] filled(final boolean[] member) {
		final boolean[] outside = new boolean[member.length];
		final int[] queue = new int[member.length];
		int n = 1;
		outside[0] = true;
		for (int head = 0; head < n; head++) {
			final int y = queue[head] / width, x = queue[head] % width;
			for (int k = 0; k < 4; k++) {
				final int v = y + (k == 0 ? 1 : k == 1 ? -1 : 0), u = x + (k == 2 ? 1 : k == 3 ? -1 : 0);
				if (v < 0 || u < 0 || v >= height || u >= width || outside[v * width + u] || member[v * width + u]) continue;
				outside[v * width + u] = true;
				queue[n++] = v * width + u;
			}
		}
		for (int p = 0; p < outside.length; p++) outside[p] = !outside[p];
		return outside;
	}

	/** Distance of each inside pixel's centre to the edge, px: half a pixel at the rim. */
	double[] depths() {
		final double[] d = distances(inside);
		for (int p = 0; p < d.length; p++) d[p] = inside[p] ? Math.max(0.5, d[p] - 0.5) : 0;
		return d;
	}

	/**
	 * Distance of each pixel of a set to the nearest that is not in it, px, by a chamfer of two passes.
	 *
	 * @param set pixels of this mask, without its rim
	 */
	double[] distances(final boolean[] set) {
		final double[] d = new double[set.length];
		for (int p = 0; p < d.length; p++) d[p] = set[p] ? 1e9 : 0;
		for (int p = 0; p < d.length; p++) relax(d, p, -1);
		for (int p = d.length - 1; p >= 0; p--) relax(d, p, 1);
		return d;
	}

	/** One step: the four neighbours already visited. */
	private void relax(final double[] d, final int p, final int way) {
		if (d[p] == 0) return;
		d[p] = Math.min(Math.min(d[p], Math.min(d[p + way], d[p + way * width]) + 1), Math.min(d[p + way * (width - 1)], d[p + way * (width +
			1)]) + Math.sqrt(2));
	}

	/** Variances along the long and short axis, px²; a pixel's own 1/12 included. */
	double[] moments() {
		double yy = 1 / 12.0, xx = 1 / 12.0, xy = 0;
		for (int p = 0; p < inside.length; p++) if (inside[p]) {
			final double y = p / width - centerY, x = p % width - centerX;
			yy += y * y / count;
			xx += x * x / count;
			xy += x * y / count;
		}
		final double half = Math.hypot((yy - xx) / 2, xy);
		return new double[] { (yy + xx) / 2 + half, (yy + xx) / 2 - half };
	}
}
