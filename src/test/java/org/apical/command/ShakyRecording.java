package org.apical.command;

import java.io.IOException;
import java.nio.file.Path;

import org.apical.recording.tiff.TiffMovieWriter;
import org.apical.simulate.Detector;
import org.apical.simulate.MovementParameters;
import org.apical.simulate.Scene;
import org.apical.simulate.SceneParameters;
import org.apical.simulate.SimulatedMovie;

/** A small recording that moves, for the tests of all faces. */
public final class ShakyRecording {

	private ShakyRecording() {}

	public static SimulatedMovie movie(final int frames) {
		return new SimulatedMovie(Scene.of(SceneParameters.DENSE.withSize(64, 48)), MovementParameters.STILL.withJitter(1.5),
			Detector.DEFAULT, frames, 1);
	}

	/** @return the file, a TIFF of 64 x 48 pixels at 30 Hz */
	public static Path write(final Path file, final int frames) throws IOException {
		final SimulatedMovie movie = movie(frames);
		final float[] frame = new float[movie.pixels()];
		try (TiffMovieWriter writer = new TiffMovieWriter(file, movie.width(), movie.height(), movie.pixelType(), movie.sampling())) {
			for (int t = 0; t < frames; t++) {
				movie.read(t, frame);
				writer.write(frame);
			}
		}
		return file;
	}
}
