package org.apical.online;

import org.apical.motion.MotionParameters;
import org.apical.trace.BaselineParameters;
import org.apical.trace.DeconvolverParameters;
import org.apical.trace.NeuropilParameters;

/**
 * How the frames of a plane are corrected and read, live and in a replay alike.
 *
 * @param motion model, reach and interpolation of the motion correction
 * @param scanPhasePx columns by which odd lines stand to the right of even ones, px; NaN to measure it
 * @param neuropil surround of each ROI and its share
 * @param baseline F0 of dF/F0, from past frames alone
 * @param rateHz frames of the plane per second
 * @param holdBad whether a frame whose motion cannot be trusted counts for nothing; else it counts like any other
 * @param rates how rates are inferred, to read them out instead of dF/F0; null to read out dF/F0
 */
public record PlaneParameters(MotionParameters motion, double scanPhasePx, NeuropilParameters neuropil,
	BaselineParameters baseline, double rateHz, boolean holdBad, DeconvolverParameters rates)
{

	/** @param rateHz frames of the plane per second */
	public static PlaneParameters of(final double rateHz) {
		return new PlaneParameters(MotionParameters.DEFAULT, 0, NeuropilParameters.DEFAULT, BaselineParameters.ONLINE, rateHz, true,
			null);
	}

	public PlaneParameters {
		if (!(rateHz > 0)) throw new IllegalArgumentException("A plane has more than 0 frames per second, not " + rateHz);
	}

	public PlaneParameters withMotion(final MotionParameters m) {
		return new PlaneParameters(m, scanPhasePx, neuropil, baseline, rateHz, holdBad, rates);
	}

	public PlaneParameters withScanPhase(final double px) {
		return new PlaneParameters(motion, px, neuropil, baseline, rateHz, holdBad, rates);
	}

	public PlaneParameters withNeuropil(final NeuropilParameters n) {
		return new PlaneParameters(motion, scanPhasePx, n, baseline, rateHz, holdBad, rates);
	}

	public PlaneParameters withBaseline(final BaselineParameters b) {
		return new PlaneParameters(motion, scanPhasePx, neuropil, b, rateHz, holdBad, rates);
	}

	public PlaneParameters withHoldBad(final boolean hold) {
		return new PlaneParameters(motion, scanPhasePx, neuropil, baseline, rateHz, hold, rates);
	}

	public PlaneParameters withRates(final DeconvolverParameters d) {
		return new PlaneParameters(motion, scanPhasePx, neuropil, baseline, rateHz, holdBad, d);
	}
}
