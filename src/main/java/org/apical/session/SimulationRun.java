package org.apical.session;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.apical.recording.FrameStream;
import org.apical.recording.NpyWriter;
import org.apical.recording.Progress;
import org.apical.recording.tiff.TiffMovieWriter;
import org.apical.simulate.Displacement;
import org.apical.simulate.SimulatedMovie;
import org.apical.simulate.SimulatedRecording;
import org.apical.simulate.TrueRoi;

/**
 * Writes a simulated recording with its truth: {@code movie.tif}, {@code truth.csv} (displacement of each frame and the
 * Cramér-Rao bound on it), {@code truth-warp.npy} (of each row), {@code truth-still.tif} (the scene without motion and
 * noise), {@code truth-rois.csv}, {@code truth-labels.tif} and {@code truth-dff.npy}. Files of several planes or channels
 * have -p1, -p1-c1 in their names.
 */
public final class SimulationRun {

	private static final String HEADER = "frame,time_s,dy_px,dx_px,bound_px\n";

	/** One frame's work: its pixels, its rows' displacement and the bound. */
	private static final class Slot {
		private final float[][] pixels;
		private final float[] rows;
		private double bound;

		Slot(final SimulatedMovie movie, final int channels) {
			pixels = new float[channels][movie.pixels()];
			rows = new float[2 * movie.height()];
		}
	}

	private final SimulatedRecording recording;
	private final ResultFolder folder;
	private final int threads;

	public SimulationRun(final SimulatedRecording recording, final ResultFolder folder, final int threads) {
		this.recording = recording;
		this.folder = folder;
		this.threads = threads;
	}

	/** @return root mean square of the frames' bounds, px, per plane */
	public double[] run(final Progress progress) throws IOException {
		final double[] bounds = new double[recording.planes()];
		for (int p = 0; p < bounds.length; p++) bounds[p] = plane(p, recording.planes() == 1 ? "" : "-p" + (p + 1), progress);
		rois();
		return bounds;
	}

	private double plane(final int plane, final String suffix, final Progress progress) throws IOException {
		final SimulatedMovie movie = recording.movie(plane, 0);
		final int channels = recording.channels();
		final List<TiffMovieWriter> movies = new ArrayList<>();
		final double[] sum = new double[1];
		try (BufferedWriter truth = Files.newBufferedWriter(folder.stage("truth" + suffix + ".csv"));
				NpyWriter warp = new NpyWriter(folder.stage("truth-warp" + suffix + ".npy"), movie.height(), 2))
		{
			for (int c = 0; c < channels; c++) movies.add(writer(plane, c));
			truth.write(HEADER);
			FrameStream.run(0, movie.frames(), threads, () -> new Slot(movie, channels), (t, slot) -> {
				for (int c = 0; c < channels; c++) recording.movie(plane, c).read(t, slot.pixels[c]);
				movie.movement().rows(t, slot.rows);
				slot.bound = movie.bound(t);
			}, (t, slot) -> {
				for (int c = 0; c < channels; c++) movies.get(c).write(slot.pixels[c]);
				warp.write(slot.rows);
				final Displacement d = movie.truth(t);
				truth.write(String.format(Locale.ROOT, "%d,%.6f,%.5f,%.5f,%.5f\n", t, movie.timeSeconds(t), d.dy(), d.dx(), slot.bound));
				sum[0] += slot.bound * slot.bound;
				progress.update("simulating", t + 1L, movie.frames());
			});
			warp.finish();
		}
		finally {
			for (final TiffMovieWriter writer : movies) writer.close();
		}
		TiffMovieWriter.writeImage(folder.stage("truth-still" + suffix + ".tif"), movie.width(), movie.height(), movie.scene().image(), movie
			.sampling());
		return Math.sqrt(sum[0] / movie.frames());
	}

	private TiffMovieWriter writer(final int plane, final int channel) throws IOException {
		final boolean single = recording.planes() == 1 && recording.channels() == 1;
		final SimulatedMovie movie = recording.movie(plane, channel);
		return new TiffMovieWriter(folder.stage(single ? "movie.tif" : "movie-p" + (plane + 1) + "-c" + (channel + 1) + ".tif"), movie.width(),
			movie.height(), movie.pixelType(), movie.sampling());
	}

	private void rois() throws IOException {
		final List<TrueRoi> rois = recording.rois();
		final SimulatedMovie first = recording.movie(0, 0);
		final float[][] labels = new float[recording.planes()][first.pixels()];
		final float[][] weights = new float[recording.planes()][first.pixels()];
		try (BufferedWriter table = Files.newBufferedWriter(folder.stage("truth-rois.csv"));
				NpyWriter dff = new NpyWriter(folder.stage("truth-dff.npy"), first.frames()))
		{
			table.write("label,kind,neuron,plane,y_px,x_px,area_px,paired,spikes,snr\n");
			for (final TrueRoi roi : rois) {
				table.write(String.format(Locale.ROOT, "%d,%s,%d,%d,%.2f,%.2f,%d,%d,%d,%.2f\n", roi.label(), roi.kind().name().toLowerCase(
					Locale.ROOT), roi.neuron(), roi.plane(), roi.y(), roi.x(), roi.pixels().length, roi.paired() ? 1 : 0, roi.spikes(), roi.snr()));
				dff.write(recording.trace(roi));
				mark(roi, labels[roi.plane()], weights[roi.plane()]);
			}
			dff.finish();
		}
		try (TiffMovieWriter writer = new TiffMovieWriter(folder.stage("truth-labels.tif"), first.width(), first.height(), first.pixelType(),
			first.sampling()))
		{
			for (final float[] plane : labels) writer.write(plane);
		}
	}

	/** A pixel belongs to the structure that adds most light to it. */
	private static void mark(final TrueRoi roi, final float[] labels, final float[] weights) {
		for (int i = 0; i < roi.pixels().length; i++) {
			final int pixel = roi.pixels()[i];
			if (roi.weights()[i] <= weights[pixel]) continue;
			weights[pixel] = roi.weights()[i];
			labels[pixel] = roi.label();
		}
	}
}
