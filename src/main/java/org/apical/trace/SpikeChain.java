package org.apical.trace;

/** From a drift-free sample to a settled spike to a rate, the part that offline and online share. Not thread-safe. */
final class SpikeChain {

	/** Calcium there at the first frame is believed in only as far as it exceeds this many noise SDs. */
	private static final double DOUBT_IN_NOISE = 2;

	/** How far a transient's decay is thought to depart from the exponential one, SD as a share of its speed. */
	private static final double DECAY_DOUBT = 0.1;

	private final SpikeSolver solver;
	private final SpikeSmoothing smoothing;
	private final double doubt;
	private boolean begun;
	private double initial;
	private double spike;
	private double rate;
	private double calcium;
	private final double left;
	private final double spikeError;
	private final double driftError;

	SpikeChain(final Deconvolution.Calibration calibration, final double rateHz, final DeconvolverParameters parameters) {
		solver = SpikeSolver.of(calibration.kinetics(), rateHz, calibration.penalty(),
			Baseline.frames(parameters.lagSeconds(), rateHz));
		smoothing = new SpikeSmoothing(parameters.smoothingSeconds(), rateHz);
		left = calibration.kinetics().decay(rateHz);
		spikeError = calibration.heightError(rateHz) * smoothing.peak();
		driftError = DECAY_DOUBT / calibration.kinetics().decaySeconds();
		doubt = DOUBT_IN_NOISE * calibration.noise();
	}

	void push(final double sample) {
		if (!begun && !Double.isNaN(sample)) {
			initial = Math.max(0, sample - doubt);
			solver.begin(initial);
			begun = true;
		}
		spike = solver.push(sample);
		rate = smoothing.push(spike);
		calcium = left * calcium + smoothing.center();
	}

	/** The spike {@link #spikeLag()} frames ago. */
	double spike() {
		return spike;
	}

	/** The rate {@link #lag()} frames ago. */
	double rate() {
		return rate;
	}

	/** Calcium taken to be there one frame before the first. */
	double initialCalcium() {
		return initial;
	}

	/** Standard error of {@link #rate()}. */
	double rateError() {
		return spikeError + driftError * calcium;
	}

	int spikeLag() {
		return solver.lag();
	}

	int lag() {
		return solver.lag() + smoothing.lag();
	}
}
