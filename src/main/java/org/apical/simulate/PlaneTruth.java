package org.apical.simulate;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Function;

import org.apache.commons.csv.CSVPrinter;
import org.apical.recording.NpyWriter;
import org.apical.recording.tiff.TiffMovieWriter;

/** Writes the true displacements of one plane, frame by frame, and its still scene; see {@link TruthFiles}. */
final class PlaneTruth implements Closeable {

	private final SimulatedMovie movie;
	private final Path scene;
	private final CSVPrinter table;
	private final NpyWriter warp;
	private final NpyWriter field;
	private final float[] rows;
	private final float[] displacement;
	private final float[] samples;

	/** @param suffix what the files have in their names before the extension */
	PlaneTruth(final SimulatedMovie movie, final String suffix, final Function<String, Path> file) throws IOException {
		this.movie = movie;
		final boolean deforms = movie.movement().deforms();
		final boolean rowsMove = deforms || movie.movement().parameters().linePx() > 0;
		final int down = samples(movie.height()), across = samples(movie.width());
		rows = new float[2 * movie.height()];
		displacement = new float[deforms ? 2 * movie.pixels() : 0];
		samples = new float[2 * down * across];
		scene = file.apply("truth_scene" + suffix + ".tif");
		table = TruthFiles.open(file.apply("truth" + suffix + ".csv"), "frame", "time_s", "dy_px", "dx_px", "crb_px", "row_rms_px",
			"scan_phase_px", "jump");
		warp = rowsMove ? new NpyWriter(file.apply("truth_warp" + suffix + ".npy"), movie.height(), 2) : null;
		field = deforms ? new NpyWriter(file.apply("truth_field" + suffix + ".npy"), down, across, 2) : null;
	}

	private static int samples(final int length) {
		return (length + TruthFiles.FIELD_STEP - 1) / TruthFiles.FIELD_STEP;
	}

	void frame(final int frame, final double boundPx) throws IOException {
		final Movement movement = movie.movement();
		final Displacement shift = movie.truth(frame);
		movement.rows(frame, rows);
		double square = 0;
		for (int r = 0; r < movie.height(); r++) square += (Math.pow(rows[2 * r] - shift.dy(), 2) + Math.pow(rows[2 * r + 1] - shift
			.dx(), 2)) / 2;
		table.printRecord(frame, movie.clock(frame), shift.dy(), shift.dx(), boundPx, Math.sqrt(square / movie.height()), movement
			.scanPhase(frame), movement.jumps(frame));
		if (warp != null) warp.write(rows);
		if (field != null) {
			movement.field(frame, displacement);
			int i = 0;
			for (int r = 0; r < movie.height(); r += TruthFiles.FIELD_STEP) {
				for (int c = 0; c < movie.width(); c += TruthFiles.FIELD_STEP) {
					samples[i++] = displacement[2 * (r * movie.width() + c)];
					samples[i++] = displacement[2 * (r * movie.width() + c) + 1];
				}
			}
			field.write(samples);
		}
	}

	void finish() throws IOException {
		if (warp != null) warp.finish();
		if (field != null) field.finish();
		TiffMovieWriter.writeImage(scene, movie.width(), movie.height(), movie.scene().image(), movie.sampling());
	}

	@Override
	public void close() throws IOException {
		try (table; warp; field) {
			table.flush();
		}
	}
}
