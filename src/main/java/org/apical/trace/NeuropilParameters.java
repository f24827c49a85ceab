package org.apical.trace;

/**
 * How the surround's light is taken out of an ROI.
 *
 * @param coefficient share of the surround's fluctuation that is in the ROI too, 0 to 1; NaN to fit it for each ROI
 * @param gapPixels distance from the ROI that is left out, px
 * @param minPixels the surround grows until it has this many pixels
 * @param maxRadiusPixels or until it reaches this far, px
 */
public record NeuropilParameters(double coefficient, int gapPixels, int minPixels, int maxRadiusPixels) {

	/** Coefficient 0.7 (Chen et al., Nature 2013), at least 350 pixels from 3 px on. */
	public static final NeuropilParameters DEFAULT = new NeuropilParameters(0.7, 2, 350, 30);

	public NeuropilParameters {
		if (coefficient < 0 || coefficient > 1) throw new IllegalArgumentException(
			"A neuropil coefficient lies between 0 and 1, not at " + coefficient);
		if (gapPixels < 0 || minPixels < 1 || maxRadiusPixels <= gapPixels) throw new IllegalArgumentException(
			"A surround needs a gap of 0 px or more, 1 pixel or more and a radius beyond the gap, not " + gapPixels + ", " +
				minPixels + " and " + maxRadiusPixels);
	}

	/** The coefficient is fitted for each ROI. */
	public NeuropilParameters fitted() {
		return withCoefficient(Double.NaN);
	}

	public NeuropilParameters withCoefficient(final double c) {
		return new NeuropilParameters(c, gapPixels, minPixels, maxRadiusPixels);
	}
}
