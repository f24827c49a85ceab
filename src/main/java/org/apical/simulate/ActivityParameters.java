package org.apical.simulate;

/**
 * What the neurons do. Fluorescence transients are relative to a structure's own baseline (dF/F).
 *
 * @param eventsHz mean rate of a neuron's bursts, 1/s; neurons differ log-normally
 * @param spikesPerEvent mean number of spikes in a burst, 1 or more
 * @param dffPerSpike height of one spike's transient
 * @param riseS time constant of the indicator's rise, s
 * @param decayS time constant of its decay in a soma of usual size, s
 * @param somaOnly share of a neuron's bursts that do not reach its dendrite
 * @param dendriteOnly number of bursts of the dendrite alone for each burst of the soma
 * @param couplingNoise standard deviation of the logarithm of a dendrite's response to a burst that reaches it
 * @param neuropil RMS of the neuropil's own relative change, which is shared over about a quarter of the field
 * @param networkHz rate of events that many neurons and the neuropil take part in, 1/s
 * @param networkShare share of the neurons that take part in one of them
 * @param decayByThickness how far thin parts decay faster: 0 not at all; 1 in proportion to volume over surface, as calcium would that
 *          leaves through the membrane alone and is seen at once (thickness and surface over volume: Anwar et al. 2014, Front Cell Neurosci 8:168)
 */
public record ActivityParameters(double eventsHz, double spikesPerEvent, double dffPerSpike, double riseS, double decayS,
	double somaOnly, double dendriteOnly, double couplingNoise, double neuropil, double networkHz, double networkShare,
	double decayByThickness)
{

	/** Volume over surface of a soma of usual size, a ball of 15.5 µm, in µm. */
	private static final double SOMA_UM = 15.5 / 6;

	/** Nothing changes. */
	public static final ActivityParameters SILENT = new ActivityParameters(0, 1, 0, 0.05, 0.5, 0, 0, 0, 0, 0, 0, 0);

	/** Layer-5 neurons with a GCaMP6 between fast and slow. */
	public static final ActivityParameters DEFAULT = new ActivityParameters(0.08, 3, 0.35, 0.06, 0.6, 0.15, 0.15, 0.25, 0.06, 0.01,
		0.3, 0);

	public ActivityParameters {
		if (!(eventsHz >= 0 && spikesPerEvent >= 1 && dffPerSpike >= 0 && couplingNoise >= 0 && neuropil >= 0 && networkHz >= 0))
			throw new IllegalArgumentException("Rates and heights of activity must be 0 or more, spikes per event 1 or more");
		if (!(riseS > 0 && decayS > 0)) throw new IllegalArgumentException("Rise and decay must be positive, not " + riseS +
			" and " + decayS + " s");
		if (!(somaOnly >= 0 && somaOnly <= 1 && dendriteOnly >= 0 && networkShare >= 0 && networkShare <= 1))
			throw new IllegalArgumentException("Shares of activity must lie between 0 and 1");
		if (!(decayByThickness >= 0 && decayByThickness <= 1)) throw new IllegalArgumentException(
			"How far thin parts decay faster must lie between 0 and 1, not at " + decayByThickness);
	}

	/** Time constant of the decay in one part of a neuron, s. */
	double decayS(final Structure part) {
		return decayS * (1 - decayByThickness * (1 - part.volumeOverSurfaceUm() / SOMA_UM));
	}

	public ActivityParameters withEvents(final double hz, final double spikes) {
		return new ActivityParameters(hz, spikes, dffPerSpike, riseS, decayS, somaOnly, dendriteOnly, couplingNoise, neuropil,
			networkHz, networkShare, decayByThickness);
	}

	public ActivityParameters withKinetics(final double dff, final double rise, final double decay) {
		return new ActivityParameters(eventsHz, spikesPerEvent, dff, rise, decay, somaOnly, dendriteOnly, couplingNoise, neuropil,
			networkHz, networkShare, decayByThickness);
	}

	public ActivityParameters withCoupling(final double somaAlone, final double dendriteAlone, final double noise) {
		return new ActivityParameters(eventsHz, spikesPerEvent, dffPerSpike, riseS, decayS, somaAlone, dendriteAlone, noise,
			neuropil, networkHz, networkShare, decayByThickness);
	}

	public ActivityParameters withNeuropil(final double rms) {
		return new ActivityParameters(eventsHz, spikesPerEvent, dffPerSpike, riseS, decayS, somaOnly, dendriteOnly, couplingNoise,
			rms, networkHz, networkShare, decayByThickness);
	}

	public ActivityParameters withNetwork(final double hz, final double share) {
		return new ActivityParameters(eventsHz, spikesPerEvent, dffPerSpike, riseS, decayS, somaOnly, dendriteOnly, couplingNoise,
			neuropil, hz, share, decayByThickness);
	}

	public ActivityParameters withDecayByThickness(final double share) {
		return new ActivityParameters(eventsHz, spikesPerEvent, dffPerSpike, riseS, decayS, somaOnly, dendriteOnly, couplingNoise,
			neuropil, networkHz, networkShare, share);
	}
}
