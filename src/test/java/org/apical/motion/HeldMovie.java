package org.apical.motion;

import java.io.IOException;

import org.apical.recording.Movie;
import org.apical.recording.PixelType;
import org.apical.recording.Sampling;

/** A movie held in memory, frames x pixels, so that a test can spoil single frames. */
record HeldMovie(int width, int height, PixelType pixelType, float[][] data) implements Movie {

	static HeldMovie of(final Movie movie) throws IOException {
		final float[][] data = new float[movie.frames()][movie.pixels()];
		for (int t = 0; t < data.length; t++) movie.read(t, data[t]);
		return new HeldMovie(movie.width(), movie.height(), movie.pixelType(), data);
	}

	@Override
	public int frames() {
		return data.length;
	}

	@Override
	public Sampling sampling() {
		return Sampling.UNKNOWN;
	}

	@Override
	public void read(final int frame, final float[] into) {
		System.arraycopy(data[frame], 0, into, 0, pixels());
	}
}
