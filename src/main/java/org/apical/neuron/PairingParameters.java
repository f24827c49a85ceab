package org.apical.neuron;

/**
 * When two ROIs count as parts of one neuron.
 *
 * @param correlation least correlation of dF/F0, noise taken into account; 0.6 as in Francioni et al. 2026
 * @param specific least correlation that remains when what all ROIs share is taken out
 * @param coincidenceSeconds events this far apart or less coincide, s
 * @param significance highest chance that coincidences as many, or a correlation as high, come about in shuffled time
 * @param reachUm parts further apart in the plane do not belong together, µm
 * @param branches least correlation of dendrites that are grouped though their soma is not in view
 */
public record PairingParameters(double correlation, double specific, double coincidenceSeconds, double significance,
	double reachUm, double branches)
{
	public static final PairingParameters DEFAULT = new PairingParameters(0.6, 0.5, 0.5, 0.05, 150, 0.85);

	public PairingParameters {
		if (!(correlation > 0 && correlation < 1)) throw new IllegalArgumentException(
			"The correlation of paired ROIs must lie between 0 and 1, not " + correlation);
		if (!(coincidenceSeconds > 0 && reachUm > 0 && significance > 0)) throw new IllegalArgumentException(
			"Coincidence, significance and reach must be positive");
	}

	public PairingParameters withCorrelation(final double least) {
		return new PairingParameters(least, specific, coincidenceSeconds, significance, reachUm, branches);
	}

	public PairingParameters withReach(final double um) {
		return new PairingParameters(correlation, specific, coincidenceSeconds, significance, um, branches);
	}
}
