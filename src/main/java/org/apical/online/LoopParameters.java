package org.apical.online;

import java.util.List;

import org.apical.online.task.CalibrationParameters;
import org.apical.online.task.TaskParameters;

/**
 * What is made of the readings of a session.
 *
 * @param readoutPlane plane whose neurons are read out, from 0; its frames are judged
 * @param rateHz frames of that plane per second
 * @param smoothing number of frames over which the readout is averaged before it is judged
 * @param baselineS length of the baseline, s
 * @param gratingS how long each grating of the baseline is shown, s
 * @param calibration how the threshold is found
 * @param dayOneZ the z of day 1, at which later days have their threshold; NaN on day 1
 * @param threshold to use whatever the baseline says; NaN to find it
 * @param acceptByHand whether trials wait until a person has accepted the calibration
 * @param task what a trial is made of
 * @param rewardUl volume of a reward, µl
 * @param yokedS when rewards come whatever the readout does, s after the first trial began; null where hits are rewarded
 * @param seed of everything that is random
 */
public record LoopParameters(int readoutPlane, double rateHz, int smoothing, double baselineS, double gratingS,
	CalibrationParameters calibration, double dayOneZ, double threshold, boolean acceptByHand, TaskParameters task, double rewardUl,
	List<Double> yokedS, long seed)
{

	/** The published task; 12,000 frames of baseline. */
	public static final LoopParameters DEFAULT = new LoopParameters(0, 15.46, 3, 12_000 / 15.46, 2, CalibrationParameters.DEFAULT,
		Double.NaN, Double.NaN, false, TaskParameters.DEFAULT, 4, null, 1);

	public LoopParameters {
		yokedS = yokedS == null ? null : List.copyOf(yokedS);
		if (readoutPlane < 0) throw new IllegalArgumentException("Planes count from 0; there is no plane " + readoutPlane);
		if (!(rateHz > 0)) throw new IllegalArgumentException("A plane has more than 0 frames per second, not " + rateHz);
		if (smoothing < 1) throw new IllegalArgumentException("The readout is averaged over 1 frame or more, not " + smoothing);
		if (!(baselineS > calibration.trialS())) throw new IllegalArgumentException("The baseline (" + baselineS +
			" s) must be longer than one of the calibration's trials (" + calibration.trialS() + " s)");
		if (!(gratingS > 0)) throw new IllegalArgumentException("A grating is shown for longer than 0 s, not " + gratingS);
		if (!(rewardUl > 0)) throw new IllegalArgumentException("A reward is more than 0 µl, not " + rewardUl);
	}

	/** Frames of a resampled trial. */
	int trialFrames() {
		return (int) Math.max(1, Math.round(calibration.trialS() * rateHz));
	}

	public LoopParameters withPlane(final int plane, final double hz) {
		return new LoopParameters(plane, hz, smoothing, baselineS, gratingS, calibration, dayOneZ, threshold, acceptByHand, task,
			rewardUl, yokedS, seed);
	}

	public LoopParameters withBaseline(final double seconds, final double grating) {
		return new LoopParameters(readoutPlane, rateHz, smoothing, seconds, grating, calibration, dayOneZ, threshold, acceptByHand,
			task, rewardUl, yokedS, seed);
	}

	public LoopParameters withCalibration(final CalibrationParameters c, final double z, final double fixed, final boolean byHand) {
		return new LoopParameters(readoutPlane, rateHz, smoothing, baselineS, gratingS, c, z, fixed, byHand, task, rewardUl, yokedS, seed);
	}

	public LoopParameters withDayOneZ(final double z) {
		return withCalibration(calibration, z, threshold, acceptByHand);
	}

	public LoopParameters withTask(final TaskParameters t) {
		return new LoopParameters(readoutPlane, rateHz, smoothing, baselineS, gratingS, calibration, dayOneZ, threshold, acceptByHand, t,
			rewardUl, yokedS, seed);
	}

	public LoopParameters withYoked(final List<Double> timesS) {
		return new LoopParameters(readoutPlane, rateHz, smoothing, baselineS, gratingS, calibration, dayOneZ, threshold, acceptByHand,
			task, rewardUl, timesS, seed);
	}

	public LoopParameters withSeed(final long n) {
		return new LoopParameters(readoutPlane, rateHz, smoothing, baselineS, gratingS, calibration, dayOneZ, threshold, acceptByHand,
			task, rewardUl, yokedS, n);
	}
}
