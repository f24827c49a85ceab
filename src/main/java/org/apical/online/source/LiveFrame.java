package org.apical.online.source;

/**
 * One plane and channel at one moment, filled again and again by {@link FrameSource#next}. Belongs to one thread at a time.
 */
public final class LiveFrame {

	private float[] pixels = new float[0];
	private int width;
	private int height;
	private long number;
	private int plane;
	private int channel;
	private double deviceTimeS = Double.NaN;
	private long arrivalNanos;

	/** Row by row, in detector counts; exactly width x height values. */
	public float[] pixels() {
		return pixels;
	}

	/** Pixels in a row. */
	public int width() {
		return width;
	}

	/** Rows. */
	public int height() {
		return height;
	}

	/**
	 * Which frame of the acquisition this is, from 0: each plane and channel counts, and so do lost ones. Goes on rising when
	 * a sender starts anew.
	 */
	public long number() {
		return number;
	}

	/** From 0. */
	public int plane() {
		return plane;
	}

	/** From 0. */
	public int channel() {
		return channel;
	}

	/** The sender's time stamp on its own clock, s; NaN where it gives none. */
	public double deviceTimeS() {
		return deviceTimeS;
	}

	/** {@link System#nanoTime} when the frame's last byte was in our hands. */
	public long arrivalNanos() {
		return arrivalNanos;
	}

	/** For sources: makes room for so many pixels, which only takes memory where the size changes. */
	public void resize(final int newWidth, final int newHeight) {
		final int n = Math.multiplyExact(newWidth, newHeight);
		if (pixels.length != n) pixels = new float[n];
		width = newWidth;
		height = newHeight;
	}

	/** For sources: says which frame this is and when it came. */
	public void label(final long newNumber, final int newPlane, final int newChannel, final double newDeviceTimeS, final long newArrivalNanos) {
		number = newNumber;
		plane = newPlane;
		channel = newChannel;
		deviceTimeS = newDeviceTimeS;
		arrivalNanos = newArrivalNanos;
	}
}
