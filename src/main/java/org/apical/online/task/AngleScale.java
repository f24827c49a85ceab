package org.apical.online.task;

/**
 * From the readout to the angle of the shown grating: seven angles of 0, 15, … 90 deg.
 *
 * @param minimum readout at which the scale begins, usually the baseline's minimum
 * @param threshold readout of a hit, 90 deg
 * @param edges where one angle gives way to the next
 */
public record AngleScale(double minimum, double threshold, Edges edges) {

	/** Angle of a hit. */
	public static final double TARGET_DEG = 90;

	/** Angle between neighbouring gratings. */
	public static final double STEP_DEG = 15;

	/** Number of angles between the lowest and the target. */
	private static final int STEPS = (int) (TARGET_DEG / STEP_DEG);

	/** Where one angle gives way to the next. */
	public enum Edges {

		/** Six equal steps from the minimum (0 deg) to the threshold (90 deg). */
		EVEN,

		/** As CLOOSE: five equal steps from the minimum (15 deg) to the threshold; 0 deg is what lies below the minimum. */
		CLOOSE
	}

	public AngleScale {
		if (!(threshold > minimum)) throw new IllegalArgumentException("The threshold (" + threshold +
			") must lie above the baseline's minimum (" + minimum + ")");
	}

	/** The angle to show. */
	public double angle(final double x) {
		if (x >= threshold) return TARGET_DEG;
		final double share = (x - minimum) / (threshold - minimum);
		final int step = edges == Edges.EVEN ? (int) Math.floor(STEPS * share) : 1 + (int) Math.floor((STEPS - 1) * share);
		return STEP_DEG * Math.max(0, Math.min(STEPS - 1, step));
	}

	/** Whether the readout is below the whole scale, which CLOOSE counts as an early failure. */
	public boolean isBelow(final double x) {
		return x < minimum;
	}
}
