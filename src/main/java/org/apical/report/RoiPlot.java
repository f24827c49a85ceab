package org.apical.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import javax.imageio.ImageIO;

import ij.gui.ShapeRoi;

import org.apical.recording.Sampling;
import org.apical.roi.Compartment;
import org.apical.roi.Roi;
import org.apical.session.RoiOutline;

/** The outlines of ROIs over the mean image of their plane, planes side by side; parts of one neuron carry its number. */
public final class RoiPlot {

	private static final int PANEL = 760;
	private static final int LARGEST_ZOOM = 10;
	private static final int GAP = 12;
	private static final int CAPTION = 24;
	private static final Color TINT = new Color(0x5533bbff, true);

	private final List<float[]> means;
	private final int width;
	private final int height;
	private final Sampling sampling;
	private final double zoom;

	/** @param means image of each plane, row by row */
	public RoiPlot(final List<float[]> means, final int width, final int height, final Sampling sampling) {
		this.means = means;
		this.width = width;
		this.height = height;
		this.sampling = sampling;
		zoom = Math.min(LARGEST_ZOOM, PANEL / (double) width);
	}

	/** @param rois of all planes */
	public void writePng(final Path file, final List<Roi> rois) throws IOException {
		ImageIO.write(image(rois, List.of()), "png", file.toFile());
	}

	/**
	 * @param rois of all planes
	 * @param areas what to tint below their outlines, such as the surrounds they are read against
	 */
	public BufferedImage image(final List<Roi> rois, final List<Roi> areas) {
		final int panel = (int) Math.ceil(zoom * width);
		final BufferedImage image = new BufferedImage(GAP + means.size() * (panel + GAP), (int) Math.ceil(zoom * height) + 2 * CAPTION,
			BufferedImage.TYPE_INT_RGB);
		final Graphics2D g = image.createGraphics();
		g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
		g.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
		g.setColor(Color.WHITE);
		g.fillRect(0, 0, image.getWidth(), image.getHeight());
		for (int p = 0; p < means.size(); p++) draw(g, p, GAP + p * (panel + GAP), rois, areas);
		legend(g, image.getHeight() - 7, rois);
		g.dispose();
		return image;
	}

	private void draw(final Graphics2D g, final int plane, final int left, final List<Roi> rois,
		final List<Roi> areas)
	{
		g.setColor(Color.BLACK);
		g.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 15));
		g.drawString(means.size() == 1 ? "Mean image and ROIs" : "Plane " + (plane + 1), left, CAPTION - 6);
		final float[] mean = means.get(plane);
		final int w = (int) Math.round(zoom * width), h = (int) Math.round(zoom * height);
		g.drawImage(GrayScale.of(mean).image(mean, width, height), left, CAPTION, w, h, null);
		final AffineTransform toPanel = new AffineTransform(zoom, 0, 0, zoom, left, CAPTION);
		g.setColor(TINT);
		for (final Roi area : areas) if (area.plane() == plane) g.fill(toPanel.createTransformedShape(outline(area)));
		g.setStroke(new BasicStroke(1.3f));
		g.setFont(new Font(Font.SANS_SERIF, Font.BOLD, 11));
		for (final Roi roi : rois) {
			if (roi.plane() != plane) continue;
			g.setColor(RoiOutline.color(roi.compartment()));
			g.draw(toPanel.createTransformedShape(outline(roi)));
			roi.neuron().ifPresent(n -> g.drawString(Integer.toString(n), (float) (left + zoom * (roi.centerX() + 0.5)) - 4, (float) (CAPTION +
				zoom * (roi.centerY() + 0.5)) + 4));
		}
		if (sampling.hasPixelSize()) ScaleBar.draw(g, left, CAPTION + h, zoom / sampling.pixelWidthUm(), w);
	}

	private static Shape outline(final Roi roi) {
		final ij.gui.Roi drawn = RoiOutline.draw(roi);
		return AffineTransform.getTranslateInstance(drawn.getXBase(), drawn.getYBase()).createTransformedShape(new ShapeRoi(drawn).getShape());
	}

	private static void legend(final Graphics2D g, final int y, final List<Roi> rois) {
		g.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 15));
		int x = GAP;
		for (final Compartment c : Compartment.values()) {
			final String text = rois.stream().filter(r -> r.compartment() == c).count() + " " + c.word() + "s";
			g.setColor(RoiOutline.color(c));
			g.fillRect(x, y - 10, 10, 10);
			g.setColor(Color.BLACK);
			g.drawString(text, x + 14, y);
			x += 40 + g.getFontMetrics().stringWidth(text);
		}
	}
}
