package org.apical.online.task;

/**
 * How the threshold is found from the baseline (Francioni et al. 2026).
 *
 * @param trials number of stretches of baseline that are drawn, with replacement
 * @param trialS length of a stretch, s
 * @param step by which the threshold is raised, in units of the readout
 * @param success share of stretches that reach the threshold sought, 0 to 1
 */
public record CalibrationParameters(int trials, double trialS, double step, double success) {

	/** 200 trials of 435 frames at 15.46 Hz; steps of 0.005; half of them succeed. */
	public static final CalibrationParameters DEFAULT = new CalibrationParameters(200, 435 / 15.46, 0.005, 0.5);

	public CalibrationParameters {
		if (trials < 1) throw new IllegalArgumentException("A calibration draws 1 trial or more, not " + trials);
		if (!(trialS > 0)) throw new IllegalArgumentException("A calibration's trials last longer than 0 s, not " + trialS);
		if (!(step > 0)) throw new IllegalArgumentException("The threshold is raised in positive steps, not by " + step);
		if (!(success > 0 && success < 1)) throw new IllegalArgumentException(
			"The share of successes lies between 0 and 1, not at " + success);
	}
}
