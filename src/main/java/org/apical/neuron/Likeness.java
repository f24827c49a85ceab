package org.apical.neuron;

import java.util.Arrays;

import org.apical.roi.Roi;

/**
 * How alike two ROIs of an aligned field are.
 *
 * @param distance between their centres, px
 * @param shape pixels in both over pixels in either, once they are laid centre on centre
 */
record Likeness(double distance, double shape) {

	static Likeness of(final Roi a, final Roi b) {
		final double dy = b.centerY() - a.centerY(), dx = b.centerX() - a.centerX();
		return new Likeness(Math.hypot(dy, dx), shape(a, b, (int) Math.round(dy), (int) Math.round(dx)));
	}

	private static double shape(final Roi a, final Roi b, final int dy, final int dx) {
		final int[] others = b.pixels();
		int both = 0;
		for (int i = 0; i < a.size(); i++) {
			final int y = a.pixel(i) / a.width() + dy, x = a.pixel(i) % a.width() + dx;
			if (x >= 0 && x < b.width() && y >= 0 && Arrays.binarySearch(others, y * b.width() + x) >= 0) both++;
		}
		return both / (double) (a.size() + b.size() - both);
	}
}
