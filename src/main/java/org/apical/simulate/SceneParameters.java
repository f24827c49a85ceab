package org.apical.simulate;

/**
 * What the still tissue looks like. All sizes inside the tissue are in µm and scale with the pixel; brightness is
 * relative to the neuropil.
 *
 * @param width pixels in a row of the field
 * @param height rows of the field
 * @param pixelUm pixel size, µm
 * @param planes 1: somas, trunks and dendrites together in one plane; 2: plane 0 holds the somas, plane 1 the trunks
 *          and dendrites
 * @param somasPerMm2 density of labelled somas
 * @param trunksPerMm2 density of apical trunks cut across
 * @param dendritesPerMm2 density of dendrites lying in the plane
 * @param pairedFraction share of the somas whose own trunk or dendrite is in view too, as far as there are enough
 * @param silentFraction share of the neurons that can be seen but never fire
 * @param vesselsPerMm2 density of (dark) blood vessels
 * @param neuropil brightness of the neuropil's texture; 1 is usual, 0 gives bare cells on a faint even ground
 * @param psfUm standard deviation of the point spread function, µm; never below 0.8 px, which keeps the image nearly
 *          free of aliasing
 * @param marginPx tissue kept beyond each edge of the field, px: the largest displacement that can be simulated
 * @param seed equal seeds give equal tissue
 */
public record SceneParameters(int width, int height, double pixelUm, int planes, double somasPerMm2, double trunksPerMm2,
	double dendritesPerMm2, double pairedFraction, double silentFraction, double vesselsPerMm2, double neuropil, double psfUm,
	int marginPx, long seed)
{

	/** 512 x 512 µm of one plane at 1 µm per pixel: about 50 somas, 40 trunks and 40 dendrites. */
	public static final SceneParameters DEFAULT = new SceneParameters(512, 512, 1, 1, 190, 150, 150, 0.6, 0.1, 8, 1, 0.6, 48, 1);

	/** Few and bright: about ten somas, eight trunks and eight dendrites in half a millimetre square. */
	public static final SceneParameters SPARSE = DEFAULT.withDensity(40, 30, 30).withNeuropil(0.5);

	/** Crowded: about 150 somas, 100 trunks and 100 dendrites in half a millimetre square, many of them overlapping. */
	public static final SceneParameters DENSE = DEFAULT.withDensity(570, 380, 380);

	/** The paper's imaging: a soma plane and a dendrite plane. */
	public static final SceneParameters TWO_PLANES = DEFAULT.withPlanes(2).withDensity(190, 190, 190);

	public SceneParameters {
		if (width < 16 || height < 16) throw new IllegalArgumentException("A scene needs 16 x 16 pixels or more, not " + width +
			" x " + height);
		if (!(pixelUm > 0)) throw new IllegalArgumentException("Pixel size must be positive, not " + pixelUm + " µm");
		if (planes < 1 || planes > 2) throw new IllegalArgumentException("A scene has 1 or 2 planes, not " + planes);
		if (!(somasPerMm2 >= 0 && trunksPerMm2 >= 0 && dendritesPerMm2 >= 0 && vesselsPerMm2 >= 0 && neuropil >= 0))
			throw new IllegalArgumentException("Densities and neuropil must be 0 or more");
		if (!(pairedFraction >= 0 && pairedFraction <= 1 && silentFraction >= 0 && silentFraction <= 1))
			throw new IllegalArgumentException("Fractions must lie between 0 and 1");
		if (!(psfUm > 0) || marginPx < 0) throw new IllegalArgumentException(
			"The point spread must be positive and the margin 0 or more, not " + psfUm + " µm and " + marginPx + " px");
	}

	/** Length of a tissue measure in pixels. */
	double px(final double um) {
		return um / pixelUm;
	}

	/** Standard deviation of the point spread, px. */
	double psfPx() {
		return Math.max(0.8, px(psfUm));
	}

	/** Field plus margin, mm². */
	double areaMm2() {
		return (width + 2.0 * marginPx) * (height + 2.0 * marginPx) * pixelUm * pixelUm * 1e-6;
	}

	public SceneParameters withSize(final int newWidth, final int newHeight) {
		return new SceneParameters(newWidth, newHeight, pixelUm, planes, somasPerMm2, trunksPerMm2, dendritesPerMm2, pairedFraction,
			silentFraction, vesselsPerMm2, neuropil, psfUm, marginPx, seed);
	}

	public SceneParameters withPixelUm(final double um) {
		return new SceneParameters(width, height, um, planes, somasPerMm2, trunksPerMm2, dendritesPerMm2, pairedFraction,
			silentFraction, vesselsPerMm2, neuropil, psfUm, marginPx, seed);
	}

	public SceneParameters withPlanes(final int n) {
		return new SceneParameters(width, height, pixelUm, n, somasPerMm2, trunksPerMm2, dendritesPerMm2, pairedFraction,
			silentFraction, vesselsPerMm2, neuropil, psfUm, marginPx, seed);
	}

	/** Structures per mm². */
	public SceneParameters withDensity(final double somas, final double trunks, final double dendrites) {
		return new SceneParameters(width, height, pixelUm, planes, somas, trunks, dendrites, pairedFraction, silentFraction,
			vesselsPerMm2, neuropil, psfUm, marginPx, seed);
	}

	public SceneParameters withPaired(final double fraction) {
		return new SceneParameters(width, height, pixelUm, planes, somasPerMm2, trunksPerMm2, dendritesPerMm2, fraction,
			silentFraction, vesselsPerMm2, neuropil, psfUm, marginPx, seed);
	}

	public SceneParameters withSilent(final double fraction) {
		return new SceneParameters(width, height, pixelUm, planes, somasPerMm2, trunksPerMm2, dendritesPerMm2, pairedFraction,
			fraction, vesselsPerMm2, neuropil, psfUm, marginPx, seed);
	}

	public SceneParameters withVessels(final double perMm2) {
		return new SceneParameters(width, height, pixelUm, planes, somasPerMm2, trunksPerMm2, dendritesPerMm2, pairedFraction,
			silentFraction, perMm2, neuropil, psfUm, marginPx, seed);
	}

	public SceneParameters withNeuropil(final double brightness) {
		return new SceneParameters(width, height, pixelUm, planes, somasPerMm2, trunksPerMm2, dendritesPerMm2, pairedFraction,
			silentFraction, vesselsPerMm2, brightness, psfUm, marginPx, seed);
	}

	public SceneParameters withMargin(final int px) {
		return new SceneParameters(width, height, pixelUm, planes, somasPerMm2, trunksPerMm2, dendritesPerMm2, pairedFraction,
			silentFraction, vesselsPerMm2, neuropil, psfUm, px, seed);
	}

	public SceneParameters withSeed(final long newSeed) {
		return new SceneParameters(width, height, pixelUm, planes, somasPerMm2, trunksPerMm2, dendritesPerMm2, pairedFraction,
			silentFraction, vesselsPerMm2, neuropil, psfUm, marginPx, newSeed);
	}
}
