package org.apical.recording;

import java.util.Arrays;
import java.util.Objects;

/** A frame series in memory: every pixel of stored frame n is n. */
final class NumberedSeries implements FrameSeries {

	private final int frames;
	private final double[] seconds;
	boolean closed;

	NumberedSeries(final int frames, final double... seconds) {
		this.frames = frames;
		this.seconds = seconds;
	}

	@Override
	public int width() {
		return 3;
	}

	@Override
	public int height() {
		return 2;
	}

	@Override
	public PixelType pixelType() {
		return PixelType.UINT16;
	}

	@Override
	public int frames() {
		return frames;
	}

	@Override
	public void read(final int index, final float[] into) {
		Objects.checkIndex(index, frames);
		Arrays.fill(into, 0, 6, index);
	}

	@Override
	public double timeSeconds(final int index) {
		return seconds.length == 0 ? Double.NaN : seconds[index];
	}

	@Override
	public void close() {
		closed = true;
	}
}
