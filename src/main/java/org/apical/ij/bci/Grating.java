package org.apical.ij.bci;

import java.awt.image.BufferedImage;

/**
 * A sine grating on a grey ground, under a Gaussian window (a Gabor patch) or over the whole screen.
 *
 * @param periodPx length of one dark and bright stripe, px
 * @param sigmaPx standard deviation of the Gaussian window, px; infinite for none
 * @param contrast 0 to 1
 */
record Grating(double periodPx, double sigmaPx, double contrast, GammaTable gamma) {

	/** Luminance of the ground, and the mean of the stripes. */
	static final double GROUND = 0.5;

	/** @param angleDeg of the stripes against the horizontal, anticlockwise; 90 has them upright */
	BufferedImage image(final int width, final int height, final double angleDeg) {
		final BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
		final double across = 2 * Math.PI / periodPx * Math.sin(Math.toRadians(angleDeg));
		final double down = 2 * Math.PI / periodPx * Math.cos(Math.toRadians(angleDeg));
		final int[] row = new int[width];
		for (int y = 0; y < height; y++) {
			final double v = y - (height - 1) / 2.0;
			for (int x = 0; x < width; x++) {
				final double u = x - (width - 1) / 2.0;
				final double window = Double.isInfinite(sigmaPx) ? 1 : Math.exp(-(u * u + v * v) / (2 * sigmaPx * sigmaPx));
				row[x] = 0x010101 * gamma.grey(GROUND * (1 + contrast * window * Math.cos(across * u + down * v)));
			}
			image.setRGB(0, y, width, 1, row, 0, width);
		}
		return image;
	}
}
