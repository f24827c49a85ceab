package org.apical.report;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;

/** A bar of a round length in the lower left corner of a picture. */
final class ScaleBar {

	private static final int[] ROUND_UM = { 500, 200, 100, 50, 20, 10, 5, 2, 1 };
	private static final double LARGEST_SHARE = 0.25;
	private static final int INSET = 12;

	private ScaleBar() {}

	/**
	 * @param left left edge of the picture
	 * @param bottom lower edge
	 * @param pointsPerUm its scale
	 * @param width its width
	 */
	static void draw(final Graphics2D g, final int left, final int bottom, final double pointsPerUm, final int width) {
		for (final int um : ROUND_UM) {
			if (um * pointsPerUm > LARGEST_SHARE * width) continue;
			g.setColor(Color.WHITE);
			g.fillRect(left + INSET, bottom - INSET - 4, (int) Math.round(um * pointsPerUm), 4);
			g.setFont(new Font(Font.SANS_SERIF, Font.BOLD, 13));
			g.drawString(um + " µm", left + INSET, bottom - INSET - 9);
			return;
		}
	}
}
