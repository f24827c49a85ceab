package org.apical.ij;

import java.awt.Dimension;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.Window;
import java.awt.event.WindowAdapter;
import java.awt.event.WindowEvent;
import java.awt.image.BufferedImage;

import javax.swing.JComponent;
import javax.swing.JDialog;

/**
 * Shows a picture beside a dialog and goes with it. To ImageJ it is no image: the active image, its overlay and the macro
 * recorder know nothing of it. Only for the event thread.
 */
final class PreviewWindow {

	private static final double LARGEST_SHARE_OF_SCREEN = 0.6;
	private static final int GAP = 8;

	private final JDialog window;
	private BufferedImage picture;

	/** @param closed to be run when the user closes the window */
	PreviewWindow(final Window dialog, final Runnable closed) {
		window = new JDialog(dialog, "Preview");
		window.setName("preview");
		// whoever is typing a number goes on typing
		window.setFocusableWindowState(false);
		window.add(new JComponent() {

			@Override
			protected void paintComponent(final Graphics g) {
				draw((Graphics2D) g, getWidth(), getHeight());
			}
		});
		window.addWindowListener(new WindowAdapter() {

			@Override
			public void windowClosing(final WindowEvent e) {
				closed.run();
			}
		});
	}

	/** Replaces what is shown; the window keeps the place and size that the user gave it while the picture keeps its size. */
	void show(final BufferedImage image) {
		final boolean fits = picture != null && picture.getWidth() == image.getWidth() && picture.getHeight() == image.getHeight();
		picture = image;
		if (!window.isVisible() || !fits) place();
		window.setVisible(true);
		window.repaint();
	}

	private void place() {
		final Window dialog = window.getOwner();
		final Rectangle screen = dialog.getGraphicsConfiguration().getBounds();
		final double scale = Math.min(1, Math.min(LARGEST_SHARE_OF_SCREEN * screen.width / picture.getWidth(), LARGEST_SHARE_OF_SCREEN *
			screen.height / picture.getHeight()));
		window.getContentPane().setPreferredSize(new Dimension((int) (scale * picture.getWidth()), (int) (scale * picture.getHeight())));
		window.pack();
		final int right = screen.x + screen.width - window.getWidth();
		final int below = screen.y + screen.height - window.getHeight();
		final int beside = dialog.getX() + dialog.getWidth() + GAP;
		final int before = dialog.getX() - window.getWidth() - GAP;
		window.setLocation(beside <= right || before < screen.x ? Math.min(beside, right) : before, Math.max(screen.y, Math.min(dialog.getY(),
			below)));
	}

	private void draw(final Graphics2D g, final int width, final int height) {
		if (picture == null) return;
		g.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
		final double scale = Math.min((double) width / picture.getWidth(), (double) height / picture.getHeight());
		g.drawImage(picture, 0, 0, (int) (scale * picture.getWidth()), (int) (scale * picture.getHeight()), null);
	}

	void hide() {
		window.setVisible(false);
	}

	void close() {
		window.dispose();
	}
}
