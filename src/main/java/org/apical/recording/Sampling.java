package org.apical.recording;

/**
 * Where and when a movie was sampled. A value that is not known is NaN, never a guess.
 *
 * @param rateHz frames per second of one plane and channel (the volume rate where planes are recorded alternately)
 * @param pixelWidthUm width of a pixel, µm
 * @param pixelHeightUm height of a pixel, µm
 */
public record Sampling(double rateHz, double pixelWidthUm, double pixelHeightUm) {

	/** Nothing known. */
	public static final Sampling UNKNOWN = new Sampling(Double.NaN, Double.NaN, Double.NaN);

	public Sampling {
		if (rateHz <= 0 || Double.isInfinite(rateHz)) throw new IllegalArgumentException("Frame rate must be positive, not " + rateHz + " Hz");
		if (pixelWidthUm <= 0 || pixelHeightUm <= 0) throw new IllegalArgumentException(
			"Pixel size must be positive, not " + pixelWidthUm + " x " + pixelHeightUm + " µm");
	}

	public boolean hasRate() {
		return !Double.isNaN(rateHz);
	}

	public boolean hasPixelSize() {
		return !Double.isNaN(pixelWidthUm) && !Double.isNaN(pixelHeightUm);
	}

	public Sampling withRate(final double hz) {
		return new Sampling(hz, pixelWidthUm, pixelHeightUm);
	}

	public Sampling withPixelSize(final double um) {
		return new Sampling(rateHz, um, um);
	}

	/** What the file says, overruled by what the user says. */
	public Sampling with(final OpenOptions options) {
		final Sampling rated = Double.isNaN(options.rateHz()) ? this : withRate(options.rateHz());
		return Double.isNaN(options.pixelSizeUm()) ? rated : rated.withPixelSize(options.pixelSizeUm());
	}
}
