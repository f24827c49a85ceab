package org.apical.ij;

import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.Insets;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.Window;
import java.awt.event.WindowAdapter;
import java.awt.event.WindowEvent;
import java.awt.image.BufferedImage;
import java.util.List;

import javax.swing.JComponent;
import javax.swing.JDialog;

/**
 * Shows a picture beside a dialog and goes with it. To ImageJ it is no image: the active image, its overlay and the macro
 * recorder know nothing of it. Only for the event thread.
 */
final class PreviewWindow {

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

	/** On the side of the dialog where there is most room, so that both are seen whole; not larger than the picture. */
	private void place() {
		window.addNotify(); // from here on its frame is known
		final Rectangle screen = window.getOwner().getGraphicsConfiguration().getBounds();
		final Insets frame = window.getInsets();
		double scale = 0;
		for (final Rectangle side : sides(window.getOwner().getBounds(), screen)) {
			final double fits = Math.min(1, Math.min((double) (side.width - frame.left - frame.right) / picture.getWidth(), (double) (side.height -
				frame.top - frame.bottom) / picture.getHeight()));
			if (fits <= scale) continue;
			scale = fits;
			window.setSize((int) (scale * picture.getWidth()) + frame.left + frame.right, (int) (scale * picture.getHeight()) + frame.top +
				frame.bottom);
			window.setLocation(Math.min(side.x, screen.x + screen.width - window.getWidth()), Math.min(side.y, screen.y + screen.height - window
				.getHeight()));
		}
		window.validate();
	}

	private static List<Rectangle> sides(final Rectangle dialog, final Rectangle screen) {
		final int right = dialog.x + dialog.width + GAP;
		final int below = dialog.y + dialog.height + GAP;
		return List.of(new Rectangle(right, Math.max(screen.y, dialog.y), screen.x + screen.width - right, screen.height - Math.max(0, dialog.y -
			screen.y)), new Rectangle(screen.x, screen.y, dialog.x - GAP - screen.x, screen.height), new Rectangle(screen.x, below,
				screen.width, screen.y + screen.height - below), new Rectangle(screen.x, screen.y, screen.width, dialog.y - GAP - screen.y));
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
