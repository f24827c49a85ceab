package org.apical.trace;

import org.apical.recording.Movie;
import org.apical.recording.PixelType;
import org.apical.recording.Sampling;

/** A movie held in memory, frames x pixels. */
record ArrayMovie(int width, int height, float[][] data) implements Movie {

	@Override
	public int frames() {
		return data.length;
	}

	@Override
	public PixelType pixelType() {
		return PixelType.FLOAT32;
	}

	@Override
	public Sampling sampling() {
		return Sampling.UNKNOWN.withRate(10);
	}

	@Override
	public void read(final int frame, final float[] into) {
		System.arraycopy(data[frame], 0, into, 0, pixels());
	}
}
