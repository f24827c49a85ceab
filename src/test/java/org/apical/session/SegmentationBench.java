package org.apical.session;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.apical.motion.FrameMotion;
import org.apical.motion.MotionParameters;
import org.apical.recording.DerivedMovie;
import org.apical.recording.FrameStream;
import org.apical.recording.Movie;
import org.apical.recording.OpenOptions;
import org.apical.recording.Progress;
import org.apical.recording.RecordingService;
import org.apical.roi.CompartmentClassifier;
import org.apical.roi.DetectorParameters;
import org.apical.roi.Roi;
import org.apical.simulate.ActivityParameters;
import org.apical.simulate.MovementParameters;
import org.apical.simulate.SceneParameters;
import org.apical.simulate.SimulatedRecording;
import org.apical.simulate.SimulationParameters;
import org.scijava.Context;

/**
 * Detection, compartments and pairing on simulated fields of several rates, photon counts, pixel sizes, densities and
 * seeds, still or moving (then corrected first). {@code main(seeds, firstSeed, names, "list")} prints a table for the
 * fields whose name matches a pattern, and with {@code list} each failure; a number after it tells how far thin parts decay
 * faster (0 to 1). Its figures stand in docs/benchmarks.md.
 */
public final class SegmentationBench {

	private static final int SIZE = 256;
	private static final double SECONDS = 150;
	/** Fast recordings are shorter, which keeps the bench short. */
	private static final int FRAMES = 4000;

	private record Case(String name, double rate, double photons, double um, double density, int planes, boolean moving) {

		Case(final String name, final double rate, final double photons, final double um, final double density) {
			this(name, rate, photons, um, density, 1, false);
		}

		/** Whatever a lab might bring, drawn anew for each seed. */
		static Case any(final long seed) {
			final SplittableRandom random = new SplittableRandom(seed);
			final double rate = 7 * Math.pow(60 / 7.0, random.nextDouble());
			final double um = 0.5 * Math.pow(4, random.nextDouble());
			final double squareMm = Math.pow(SIZE * um / 1000, 2);
			// 490 structures a mm² are usual; three times that is as crowded as cortex gets.
			final double density = Math.min(3, 10 * Math.pow(15, random.nextDouble()) / (490 * squareMm));
			return new Case("any", rate, Math.pow(20, random.nextDouble()), um, density, 1 + random.nextInt(2), random.nextBoolean());
		}
	}

	private static final Case[] CASES = { new Case("usual", 15, 4, 1, 1), new Case("1 photon", 15, 1, 1, 1), new Case("20 photons", 15, 20, 1, 1),
		new Case("7 Hz", 7, 4, 1, 1), new Case("60 Hz, 1 photon", 60, 1, 1, 1), new Case("sparse", 15, 4, 1, 0.2), new Case("dense", 15, 4, 1,
			3), new Case("2 µm/px", 15, 4, 2, 1), new Case("0.5 µm/px", 15, 4, 0.5, 1), new Case("two planes", 15.46, 4, 1, 1, 2, false), new Case(
				"moving", 15, 4, 1, 1, 1, true), new Case("moving, 1 photon", 30, 1, 1, 1, 1, true), new Case("moving, dense", 15, 4, 1, 3, 1, true),
		new Case("moving, 2 µm/px", 15, 4, 2, 1, 1, true), new Case("moving, two planes", 15.46, 4, 1, 1, 2, true), new Case("any", 0, 0, 0, 0) };

	private final RecordingService service;
	private final PrintStream failures;
	private final double decayByThickness;

	private SegmentationBench(final RecordingService service, final PrintStream failures, final double decayByThickness) {
		this.service = service;
		this.decayByThickness = decayByThickness;
		this.failures = failures;
	}

	public static void main(final String[] args) throws IOException {
		final int seeds = args.length > 0 ? Integer.parseInt(args[0]) : 3;
		final long first = args.length > 1 ? Long.parseLong(args[1]) : 1;
		final String names = args.length > 2 ? args[2] : ".*";
		System.out.println(SegmentationScore.HEADER);
		final SegmentationScore all = new SegmentationScore();
		try (Context context = new Context(RecordingService.class)) {
			final SegmentationBench bench = new SegmentationBench(context.service(RecordingService.class), args.length > 3 ? System.out : null, args.length > 4
				? Double.parseDouble(args[4]) : 0);
			for (final Case c : CASES) {
				if (!c.name.matches(names)) continue;
				final SegmentationScore score = new SegmentationScore();
				for (long seed = first; seed < first + seeds; seed++) bench.run(c.name.equals("any") ? Case.any(seed) : c, seed, score);
				System.out.println(score.row(c.name));
				all.add(score);
			}
		}
		System.out.println(all.row("all"));
	}

	private SimulationParameters parameters(final Case c, final long seed) {
		final SceneParameters d = c.planes == 1 ? SceneParameters.DEFAULT : SceneParameters.TWO_PLANES;
		final SimulationParameters still = SimulationParameters.DEFAULT.withScene(d.withSize(SIZE, SIZE).withPixelUm(c.um).withMargin(c.moving
			? 32 : 8).withDensity(c.density * d.somasPerMm2(), c.density * d.trunksPerMm2(), c.density * d.dendritesPerMm2())).withRate(c.rate)
			.withPhotons(c.photons).withActivity(ActivityParameters.DEFAULT.withDecayByThickness(decayByThickness)).withFrames((int) Math.min(SECONDS * c.rate, FRAMES)).withSeed(seed);
		return c.moving ? still : still.withMovement(MovementParameters.STILL);
	}

	private void run(final Case c, final long seed, final SegmentationScore score) throws IOException {
		final SimulatedRecording simulated = new SimulatedRecording(parameters(c, seed));
		if (failures != null) failures.println(seed + ": " + c + ", " + simulated.rois().size() + " ROIs");
		final Path folder = Files.createTempDirectory("apical-bench");
		try (ResultFolder results = ResultFolder.open(folder);
				CorrectedRecording recording = c.moving ? corrected(simulated, folder) : held(simulated))
		{
			final long start = System.nanoTime();
			final List<Roi> rois = new SegmentationRun(DetectorParameters.DEFAULT, new CompartmentClassifier(), c.planes == 2 ? 0 : -1, c.planes == 2
				? 1 : -1).run(recording, results, Progress.NONE);
			final double seconds = (System.nanoTime() - start) / 1e9;
			final List<Roi> paired = new ExtractionRun(ExtractionRun.Settings.DEFAULT).run(recording, rois, results, Progress.NONE).rois();
			final int[][] offset = IntStream.range(0, c.planes).mapToObj(p -> offset(simulated, recording, p)).toArray(int[][]::new);
			score.add(simulated, paired, offset, seconds, failures);
		}
		try (Stream<Path> files = Files.walk(folder)) {
			for (final Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) Files.delete(file);
		}
	}

	private CorrectedRecording corrected(final SimulatedRecording simulated, final Path folder) throws IOException {
		try (ResultFolder results = ResultFolder.open(folder)) {
			new CorrectionRun(MotionParameters.DEFAULT, 0, null).run(simulated, results, Progress.NONE);
			results.publish();
		}
		return CorrectedRecording.open(service, List.of(folder), OpenOptions.DEFAULT, 0);
	}

	/** How far the corrected movie stands from the simulated field: a template's origin is free. */
	private static int[] offset(final SimulatedRecording simulated, final CorrectedRecording recording, final int plane) {
		final List<FrameMotion> motion = recording.motion(plane);
		final double[] dy = IntStream.range(0, motion.size()).mapToDouble(t -> simulated.movie(plane, 0).truth(t).dy() - motion.get(t).shift()
			.dy()).sorted().toArray();
		final double[] dx = IntStream.range(0, motion.size()).mapToDouble(t -> simulated.movie(plane, 0).truth(t).dx() - motion.get(t).shift()
			.dx()).sorted().toArray();
		return motion.isEmpty() ? new int[2] : new int[] { (int) Math.round(dy[dy.length / 2]), (int) Math.round(dx[dx.length / 2]) };
	}

	/** The planes in memory, 16 bits a pixel: each frame is simulated once. */
	private static CorrectedRecording held(final SimulatedRecording simulated) throws IOException {
		final List<Movie> movies = new ArrayList<>();
		for (int p = 0; p < simulated.planes(); p++) movies.add(held(simulated.movie(p, 0)));
		return CorrectedRecording.of(movies);
	}

	private static Movie held(final Movie movie) throws IOException {
		final short[][] frames = new short[movie.frames()][movie.pixels()];
		FrameStream.run(0, frames.length, FrameStream.defaultThreads(), () -> new float[movie.pixels()], movie::read, (t, frame) -> IntStream
			.range(0, frame.length).forEach(p -> frames[t][p] = (short) frame[p]));
		return new DerivedMovie(movie) {

			@Override
			public void read(final int frame, final float[] into) {
				for (int p = 0; p < into.length; p++) into[p] = frames[frame][p] & 0xffff;
			}
		};
	}
}
