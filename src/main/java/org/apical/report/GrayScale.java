package org.apical.report;

import java.awt.image.BufferedImage;
import java.util.Arrays;

/**
 * Maps an image's values to shades of grey, from the darkest half per cent to the brightest.
 *
 * @param black value shown black
 * @param white value shown white
 */
public record GrayScale(float black, float white) {

	private static final double CLIPPED = 0.005;

	/** The range that suits this image; NaN pixels do not count. */
	public static GrayScale of(final float[] pixels) {
		final float[] sorted = pixels.clone();
		Arrays.sort(sorted); // NaN comes last
		int n = sorted.length;
		while (n > 0 && Float.isNaN(sorted[n - 1])) n--;
		if (n == 0) return new GrayScale(0, 1);
		final float black = sorted[(int) (CLIPPED * (n - 1))];
		final float white = sorted[(int) Math.ceil((1 - CLIPPED) * (n - 1))];
		return new GrayScale(black, white > black ? white : black + 1);
	}

	/** @param pixels row by row; NaN becomes black */
	public BufferedImage image(final float[] pixels, final int width, final int height) {
		final BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
		final byte[] row = new byte[width];
		for (int y = 0; y < height; y++) {
			for (int x = 0; x < width; x++) {
				final float share = (pixels[y * width + x] - black) / (white - black);
				row[x] = (byte) Math.round(255 * Math.max(0, Math.min(1, Float.isNaN(share) ? 0 : share)));
			}
			image.getRaster().setDataElements(0, y, width, 1, row);
		}
		return image;
	}
}
