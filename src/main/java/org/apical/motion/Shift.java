package org.apical.motion;

import java.io.Serializable;

/**
 * A displacement of a frame's content from the template: down and right positive.
 *
 * @param dy rows, px
 * @param dx columns, px
 * @param sigma standard error of the estimate per axis, px; NaN where it is not known
 */
public record Shift(double dy, double dx, double sigma) implements Serializable {

	public static final Shift NONE = new Shift(0, 0, Double.NaN);

	/** Length of the displacement, px. */
	public double length() {
		return Math.hypot(dy, dx);
	}
}
