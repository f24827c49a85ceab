package org.apical.ij.bci;

import java.awt.Color;
import java.awt.Frame;
import java.awt.Graphics2D;
import java.awt.GraphicsDevice;
import java.awt.Point;
import java.awt.Rectangle;
import java.awt.Toolkit;
import java.awt.image.BufferStrategy;
import java.awt.image.BufferedImage;

/**
 * A window over a whole screen, or a square in its middle, on which one thread draws whole pictures: each is made behind
 * the scene and shown at once. A corner patch turns from black to white and back with each picture, for a photodiode.
 */
final class StimulusScreen implements AutoCloseable {

	private final Frame frame;
	private final BufferStrategy buffers;
	private final int patchPx;
	private boolean bright;
	private boolean closed;

	/**
	 * @param sidePx side of a square window; 0 to fill the screen
	 * @param patchPx side of the patch; 0 for none
	 */
	StimulusScreen(final GraphicsDevice screen, final int sidePx, final int patchPx) {
		this.patchPx = patchPx;
		final Rectangle all = screen.getDefaultConfiguration().getBounds();
		frame = new Frame("Apical stimulus", screen.getDefaultConfiguration());
		frame.setUndecorated(true);
		frame.setResizable(false);
		frame.setIgnoreRepaint(true);
		frame.setFocusableWindowState(false);
		frame.setAlwaysOnTop(true);
		frame.setBackground(Color.BLACK);
		frame.setCursor(Toolkit.getDefaultToolkit().createCustomCursor(new BufferedImage(16, 16, BufferedImage.TYPE_INT_ARGB), new Point(),
			"none"));
		frame.setBounds(sidePx == 0 ? all : new Rectangle(all.x + (all.width - sidePx) / 2, all.y + (all.height - sidePx) / 2, sidePx,
			sidePx));
		frame.setVisible(true);
		if (sidePx == 0 && screen.isFullScreenSupported()) screen.setFullScreenWindow(frame);
		frame.createBufferStrategy(2);
		buffers = frame.getBufferStrategy();
	}

	int width() {
		return frame.getWidth();
	}

	int height() {
		return frame.getHeight();
	}

	/** @param picture as large as the window; null for the colour alone */
	synchronized void draw(final BufferedImage picture, final Color ground) {
		if (closed) return;
		bright = !bright;
		do {
			do {
				final Graphics2D g = (Graphics2D) buffers.getDrawGraphics();
				if (picture != null) g.drawImage(picture, 0, 0, null);
				else {
					g.setColor(ground);
					g.fillRect(0, 0, width(), height());
				}
				if (patchPx > 0) {
					g.setColor(bright ? Color.WHITE : Color.BLACK);
					g.fillRect(0, height() - patchPx, patchPx, patchPx);
				}
				g.dispose();
			}
			while (buffers.contentsRestored());
			buffers.show();
		}
		while (buffers.contentsLost());
		// On X11 drawing may otherwise lie in a queue.
		Toolkit.getDefaultToolkit().sync();
	}

	@Override
	public synchronized void close() {
		if (closed) return;
		closed = true;
		buffers.dispose();
		frame.dispose();
	}
}
