package org.apical.bench;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

import org.apical.motion.FrameMotion;
import org.apical.motion.MotionCorrector;
import org.apical.motion.MotionModel;
import org.apical.motion.MotionParameters;
import org.apical.motion.MotionSink;
import org.apical.motion.MotionSummary;
import org.apical.recording.Progress;
import org.apical.simulate.Detector;
import org.apical.simulate.MovementParameters;
import org.apical.simulate.Scene;
import org.apical.simulate.SceneParameters;
import org.apical.simulate.SimulatedMovie;

/**
 * Error of the estimated motion on simulated movies, beside the Cramér-Rao bound: {@code MotionAccuracy rigid|lines
 * [frames]} prints one line per case. Displacements are compared after removing their mean difference (of each row, for lines):
 * where a template's rows belong is known only from the frames that made it.
 */
public final class MotionAccuracy {

	private MotionAccuracy() {}

	public static void main(final String[] args) throws IOException {
		final MotionModel model = MotionModel.valueOf(args[0].toUpperCase(Locale.ROOT));
		final int frames = args.length > 1 ? Integer.parseInt(args[1]) : 300;
		final int[][] sizes = args.length > 2 ? sizes(args[2]) : new int[][] { { 64, 64 }, { 128, 200 }, { 256, 256 }, { 512, 512 } };
		final double[] rates = args.length > 3 ? Arrays.stream(args[3].split(",")).mapToDouble(Double::parseDouble).toArray() : new double[] { 0.3, 0.6, 1, 4, 20 };
		final int seeds = args.length > 4 ? Integer.parseInt(args[4]) : 1;
		System.out.println("size scene photons seed | error_px bound_px ratio | sigma_px ratio_without_1%_worst worst_px bad frames/s | error_px with rows as they are");
		for (final int[] size : sizes) for (final boolean dense : new boolean[] { false, true }) for (final double photons : rates)
			for (int seed = 1; seed <= seeds; seed++) report(model, frames, size, dense, photons, seed);
	}

	/** Mean of the middle half over frames: the template's own place, which jumps must not shift. */
	private static double centre(final double[] errors, final int row, final int rows) {
		final double[] sorted = new double[errors.length / rows];
		for (int t = 0; t < sorted.length; t++) sorted[t] = errors[t * rows + row];
		Arrays.sort(sorted);
		return Arrays.stream(sorted).skip(sorted.length / 4).limit((sorted.length + 1) / 2).average().orElse(0);
	}

	private static int[][] sizes(final String text) {
		return Arrays.stream(text.split(",")).map(s -> Arrays.stream(s.split("x")).mapToInt(Integer::parseInt).toArray()).toArray(
			int[][]::new);
	}

	private static void report(final MotionModel model, final int frames, final int[] size, final boolean dense, final double photons,
		final int seed) throws IOException
	{
		final SceneParameters p = (dense ? SceneParameters.DENSE : SceneParameters.SPARSE).withSize(size[1], size[0]).withSeed(seed);
		MovementParameters movement = MovementParameters.STILL.withDrift(2, 300).withJitter(0.7).withJumps(30, 50, 3);
		if (model == MotionModel.LINES) movement = MovementParameters.STILL.withDrift(2, 300).withLines(1.5, 5);
		final SimulatedMovie movie = new SimulatedMovie(Scene.of(p), movement, Detector.DEFAULT.withPhotons(photons), frames, seed);
		final int rows = model == MotionModel.LINES ? movie.height() : 1;
		final double[][] found = new double[2][frames * rows];
		final double[] sigma = new double[frames];
		final long start = System.nanoTime();
		final MotionSummary summary = new MotionCorrector(MotionParameters.DEFAULT.withModel(model)).correct(List.of(movie), 0, null,
			new MotionSink() {

				@Override
				public void motion(final FrameMotion m, final float[] displacement) {
					sigma[m.frame()] = m.shift().sigma();
					for (int r = 0; r < rows; r++) {
						found[0][m.frame() * rows + r] = displacement == null ? m.shift().dy() : displacement[2 * r];
						found[1][m.frame() * rows + r] = displacement == null ? m.shift().dx() : displacement[2 * r + 1];
					}
				}

				@Override
				public void frame(final int frame, final int channel, final float[] pixels) {}
			}, Progress.NONE);
		final double seconds = (System.nanoTime() - start) / 1e9;
		final float[] truth = new float[2 * movie.height()];
		for (int t = 0; t < frames; t++) {
			if (rows == 1) {
				found[0][t] -= movie.truth(t).dy();
				found[1][t] -= movie.truth(t).dx();
				continue;
			}
			movie.movement().rows(t, truth);
			for (int r = 0; r < rows; r++) {
				found[0][t * rows + r] -= truth[2 * r];
				found[1][t * rows + r] -= truth[2 * r + 1];
			}
		}
		// the bound of jumps, where part of the field is gone, is another: every frame counts, for lines a sample
		double bound = 0;
		final int bounds = rows == 1 ? frames : 10;
		for (int k = 0; k < bounds; k++) {
			final int t = (int) ((k + 0.5) * frames / bounds);
			final double b = rows == 1 ? movie.bound(t) : movie.lineBound(t, 5);
			bound += b * b / bounds;
		}
		final double[] squared = new double[frames * rows];
		double bent = 0;
		for (final double[] axis : found) {
			final double place = Arrays.stream(axis).average().orElse(0);
			bent += Arrays.stream(axis).map(e -> (e - place) * (e - place)).average().orElse(0) / 2;
			for (int r = 0; r < rows; r++) {
				final double mean = centre(axis, r, rows);
				for (int i = r; i < squared.length; i += rows) squared[i] += (axis[i] - mean) * (axis[i] - mean) / 2;
			}
		}
		Arrays.sort(squared);
		final double all = Math.sqrt(Arrays.stream(squared).average().orElse(0));
		final double most = Math.sqrt(Arrays.stream(squared).limit(squared.length * 99L / 100).average().orElse(0));
		System.out.printf(Locale.ROOT, "%dx%d %s %.1f %d | %.4f %.4f %.2f | %.4f %.2f %.2f %d %.0f | %.4f%n", size[0], size[1], dense ? "dense"
			: "sparse", photons, seed, all, Math.sqrt(bound), all / Math.sqrt(bound), Arrays.stream(sigma).filter(s -> !Double.isNaN(s))
				.average().orElse(Double.NaN), most / Math.sqrt(bound), Math.sqrt(squared[squared.length - 1]), summary.badFrames(), frames /
					seconds, Math.sqrt(bent));
	}
}
