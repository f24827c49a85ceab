package org.apical.signal;

/** The straight line y = intercept + slope x. */
public record Line(double intercept, double slope) {

	public double at(final double x) {
		return intercept + slope * x;
	}
}
