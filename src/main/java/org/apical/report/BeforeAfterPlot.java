package org.apical.report;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.List;

import org.apical.recording.Sampling;

/** Mean images before and after motion correction beside each other in one grey scale, planes below each other. */
public final class BeforeAfterPlot {

	private static final int PANEL = 560;
	private static final int GAP = 12;

	/**
	 * A plane's images, row by row; NaN where never imaged.
	 *
	 * @param caption what frames they are of
	 */
	public record Pair(String caption, float[] before, float[] after) {}

	private final int width;
	private final int height;
	private final MeanPicture picture;

	/**
	 * @param width of the images, px
	 * @param height of the images, px
	 */
	public BeforeAfterPlot(final int width, final int height, final Sampling sampling) {
		this.width = width;
		this.height = height;
		picture = new MeanPicture(width, height, sampling, PANEL, (int) Math.max(1, Math.min(PANEL, (long) PANEL * height / width)));
	}

	public BufferedImage image(final List<Pair> planes) {
		final int row = MeanPicture.CAPTION + picture.boxHeight() + GAP;
		// tall images do not fill their box
		final int panel = (int) Math.min(PANEL, Math.max(200, (long) picture.boxHeight() * width / height));
		final BufferedImage image = new BufferedImage(2 * panel + 3 * GAP, planes.size() * row, BufferedImage.TYPE_INT_RGB);
		final Graphics2D g = image.createGraphics();
		g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
		g.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
		g.setColor(Color.WHITE);
		g.fillRect(0, 0, image.getWidth(), image.getHeight());
		for (int p = 0; p < planes.size(); p++) {
			final Pair pair = planes.get(p);
			final int top = p * row + MeanPicture.CAPTION;
			final GrayScale gray = GrayScale.of(pair.after());
			picture.draw(g, GAP, top, pair.caption() + ", before", pair.before(), gray);
			picture.draw(g, panel + 2 * GAP, top, "after", pair.after(), gray);
		}
		g.dispose();
		return image;
	}
}
