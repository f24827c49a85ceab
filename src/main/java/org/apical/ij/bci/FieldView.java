package org.apical.ij.bci;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Dimension;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.Polygon;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import javax.swing.JComponent;

import org.apical.online.LoopStatus;
import org.apical.roi.Roi;
import org.apical.session.RoiOutline;

/** The last frame of one plane with its ROIs where the frame has them; P+ and P- in their colours. */
final class FieldView extends JComponent {

	private record Outline(Polygon polygon, Color color) {}

	/** Share of the pixels that are as dark or bright as they can be shown. */
	private static final double DARKEST = 0.02, BRIGHTEST = 0.998;
	/** Every so many pixels are looked at to find these. */
	private static final int STRIDE = 37;

	private final transient Observation seen;
	private int plane;
	private final transient List<Outline> outlines = new ArrayList<>();
	private transient LoopStatus.Field field;
	private transient BufferedImage picture;
	private int[] row = {};

	FieldView(final Observation seen) {
		this.seen = seen;
		setPreferredSize(new Dimension(512, 512));
	}

	/** @param number from 0 */
	void choose(final int number) {
		plane = number;
		outlines.clear();
		field = null;
	}

	private void learn(final LoopStatus.Field known) {
		if (known == null || known == field) return;
		field = known;
		outlines.clear();
		for (final Roi roi : known.planes().get(plane).rois()) {
			final String population = plane == known.readoutPlane() ? known.populations().of(roi.label()) : "P0";
			outlines.add(new Outline(RoiOutline.draw(roi).getPolygon(), Paints.of(population)));
		}
	}

	/** Looks at the newest frame. @param known null while the session is being set up */
	void refresh(final LoopStatus.Field known) {
		learn(known);
		synchronized (seen) {
			final float[] image = seen.image(plane);
			if (image.length == 0) return;
			final int w = seen.width(), h = seen.height();
			if (picture == null || picture.getWidth() != w || picture.getHeight() != h) picture = new BufferedImage(w, h,
				BufferedImage.TYPE_INT_RGB);
			final float[] some = new float[(image.length + STRIDE - 1) / STRIDE];
			for (int i = 0; i < some.length; i++) some[i] = image[i * STRIDE];
			Arrays.sort(some);
			final float dark = some[(int) (DARKEST * (some.length - 1))];
			final float scale = 255 / Math.max(1e-6f, some[(int) (BRIGHTEST * (some.length - 1))] - dark);
			if (row.length != w) row = new int[w];
			for (int y = 0; y < h; y++) {
				for (int x = 0; x < w; x++) row[x] = 0x010101 * Math.max(0, Math.min(255, (int) (scale * (image[y * w + x] - dark))));
				picture.setRGB(0, y, w, 1, row, 0, w);
			}
		}
		repaint();
	}

	@Override
	protected void paintComponent(final Graphics graphics) {
		final Graphics2D g = (Graphics2D) graphics.create();
		g.setColor(Paints.GROUND);
		g.fillRect(0, 0, getWidth(), getHeight());
		if (picture == null) {
			g.setColor(Paints.TEXT);
			g.drawString("No frame yet", 20, 30);
			g.dispose();
			return;
		}
		final double scale = Math.min(getWidth() / (double) picture.getWidth(), getHeight() / (double) picture.getHeight());
		g.translate((getWidth() - scale * picture.getWidth()) / 2, (getHeight() - scale * picture.getHeight()) / 2);
		g.scale(scale, scale);
		g.drawImage(picture, 0, 0, null);
		g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
		final double[] shift;
		synchronized (seen) {
			shift = seen.shift(plane).clone();
		}
		if (!Double.isNaN(shift[0])) g.translate(shift[1], shift[0]);
		for (final Outline outline : outlines) {
			g.setStroke(new BasicStroke((float) ((outline.color.equals(Paints.OTHER) ? 1 : 2) / scale)));
			g.setColor(outline.color);
			g.drawPolygon(outline.polygon);
		}
		g.dispose();
	}
}
