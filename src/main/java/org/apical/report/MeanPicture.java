package org.apical.report;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;

import org.apical.recording.Sampling;

/**
 * A mean image with a caption above and a scale bar in it, as large as its box allows.
 *
 * @param width of the image, px
 * @param height of the image, px
 * @param boxWidth room for it, points
 * @param boxHeight room for it without the caption, points
 */
record MeanPicture(int width, int height, Sampling sampling, int boxWidth, int boxHeight) {

	/** Room above the box, points. */
	static final int CAPTION = 24;

	/** @param y upper edge of the box; the caption is above */
	void draw(final Graphics2D g, final int x, final int y, final String caption, final float[] pixels, final GrayScale gray) {
		g.setColor(Color.BLACK);
		g.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 15));
		g.drawString(caption, x, y - 6);
		final double scale = Math.min((double) boxWidth / width, (double) boxHeight / height);
		final int shownWidth = Math.max(1, (int) Math.round(scale * width));
		final int shownHeight = Math.max(1, (int) Math.round(scale * height));
		g.drawImage(gray.image(pixels, width, height), x, y, shownWidth, shownHeight, null);
		if (sampling.hasPixelSize()) ScaleBar.draw(g, x, y + shownHeight, scale / sampling.pixelWidthUm(), shownWidth);
	}
}
