package org.apical.simulate;

/**
 * From light to numbers: count = offset + gain x photons + read noise, rounded to uint16.
 *
 * @param photons mean photons per pixel and frame, over the still field at the start
 * @param gain counts per photon
 * @param offset counts in the dark
 * @param readNoise standard deviation of the electronic noise, counts
 */
public record Detector(double photons, double gain, double offset, double readNoise) {

	/** 4 photons per pixel, 25 counts each, on an offset of 100. */
	public static final Detector DEFAULT = new Detector(4, 25, 100, 0);

	public Detector {
		if (!(photons > 0 && gain > 0 && readNoise >= 0) || Double.isNaN(offset)) throw new IllegalArgumentException(
			"Photons and gain must be positive and read noise 0 or more, not " + photons + ", " + gain + " and " + readNoise);
	}

	public Detector withPhotons(final double perPixel) {
		return new Detector(perPixel, gain, offset, readNoise);
	}

	public Detector withGain(final double countsPerPhoton, final double darkCounts) {
		return new Detector(photons, countsPerPhoton, darkCounts, readNoise);
	}

	public Detector withReadNoise(final double counts) {
		return new Detector(photons, gain, offset, counts);
	}

	/** Variance of the read noise and of the rounding, photons². */
	double extraVariance() {
		return (readNoise * readNoise + 1.0 / 12) / (gain * gain);
	}
}
