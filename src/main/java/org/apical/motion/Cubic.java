package org.apical.motion;

/**
 * The monomials up to the third degree of an offset (u, v) along y and x: 1, u, v, uu, uv, vv, uuu, uuv, uvv, vvv. The
 * template around a pixel is a weighted sum of them.
 */
final class Cubic {

	static final int TERMS = 10;

	/** Offsets up to this are what the polynomials were fitted to, px. */
	static final double REACH = 0.6;

	private Cubic() {}

	/** @param terms filled with the monomials at (u, v) */
	static void value(final double u, final double v, final double[] terms) {
		terms[0] = 1;
		terms[1] = u;
		terms[2] = v;
		terms[3] = u * u;
		terms[4] = u * v;
		terms[5] = v * v;
		terms[6] = u * u * u;
		terms[7] = u * u * v;
		terms[8] = u * v * v;
		terms[9] = v * v * v;
	}

	/** @param terms filled with the monomials' derivatives along y */
	static void slopeY(final double u, final double v, final double[] terms) {
		terms[0] = 0;
		terms[1] = 1;
		terms[2] = 0;
		terms[3] = 2 * u;
		terms[4] = v;
		terms[5] = 0;
		terms[6] = 3 * u * u;
		terms[7] = 2 * u * v;
		terms[8] = v * v;
		terms[9] = 0;
	}

	/** @param terms filled with the monomials' derivatives along x */
	static void slopeX(final double u, final double v, final double[] terms) {
		terms[0] = 0;
		terms[1] = 0;
		terms[2] = 1;
		terms[3] = 0;
		terms[4] = u;
		terms[5] = 2 * v;
		terms[6] = 0;
		terms[7] = u * u;
		terms[8] = 2 * u * v;
		terms[9] = 3 * v * v;
	}
}
