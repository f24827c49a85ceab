package org.apical.session;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

import org.apache.commons.math3.stat.correlation.PearsonsCorrelation;
import org.apical.recording.DerivedMovie;
import org.apical.recording.FrameStream;
import org.apical.recording.Movie;
import org.apical.recording.Progress;
import org.apical.roi.Compartment;
import org.apical.roi.CompartmentClassifier;
import org.apical.roi.DetectionScore;
import org.apical.roi.DetectorParameters;
import org.apical.roi.Roi;
import org.apical.simulate.MovementParameters;
import org.apical.simulate.SceneParameters;
import org.apical.simulate.SimulatedRecording;
import org.apical.simulate.SimulationParameters;
import org.apical.simulate.TrueRoi;

/**
 * Detection, compartments and pairing on simulated fields of several rates, photon counts, pixel sizes, densities and
 * seeds. {@code main(seeds, firstSeed)} prints a table; its figures stand in docs/benchmarks.md.
 */
public final class SegmentationBench {

	/** Least peak of an ROI's transients over photon noise, seen for half a second, for it to count as active. */
	private static final double CLEAR = 5;
	private static final double SECONDS = 150;

	private record Case(String name, double rate, double photons, double um, double density, int planes) {}

	private static final Case[] CASES = { new Case("usual", 15, 4, 1, 1, 1), new Case("1 photon", 15, 1, 1, 1, 1), new Case("20 photons",
		15, 20, 1, 1, 1), new Case("7 Hz", 7, 4, 1, 1, 1), new Case("60 Hz, 1 photon", 60, 1, 1, 1, 1), new Case("sparse", 15, 4, 1, 0.2,
			1), new Case("dense", 15, 4, 1, 3, 1), new Case("2 µm/px", 15, 4, 2, 1, 1), new Case("0.5 µm/px", 15, 4, 0.5, 1, 1), new Case(
				"two planes", 15.46, 4, 1, 1, 2) };

	private int truths;
	private int found;
	private int hits;
	private int activeHits;
	private int rightKind;
	private int truePairs;
	private int rightPairs;
	private int pairs;
	private double seconds;

	private SegmentationBench() {}

	public static void main(final String[] args) throws IOException {
		final int seeds = args.length > 0 ? Integer.parseInt(args[0]) : 3;
		final long first = args.length > 1 ? Long.parseLong(args[1]) : 1;
		System.out.println("| field | true ROIs | F1 | recall | precision | compartment | pairs found | false pairs | detection (s) |");
		System.out.println("|---|---|---|---|---|---|---|---|---|");
		for (final Case c : CASES) {
			final SegmentationBench bench = new SegmentationBench();
			for (long seed = first; seed < first + seeds; seed++) bench.run(c, seed);
			System.out.println(bench.row(c.name, seeds));
		}
	}

	private static SimulationParameters parameters(final Case c, final long seed) {
		final SceneParameters d = c.planes == 1 ? SceneParameters.DEFAULT : SceneParameters.TWO_PLANES;
		return SimulationParameters.DEFAULT.withScene(d.withSize(256, 256).withPixelUm(c.um).withMargin(8).withDensity(c.density * d
			.somasPerMm2(), c.density * d.trunksPerMm2(), c.density * d.dendritesPerMm2())).withMovement(MovementParameters.STILL).withRate(
				c.rate).withPhotons(c.photons).withFrames((int) (SECONDS * c.rate)).withSeed(seed);
	}

	private void run(final Case c, final long seed) throws IOException {
		final SimulationParameters p = parameters(c, seed);
		final SimulatedRecording simulated = new SimulatedRecording(p);
		final List<Movie> movies = new ArrayList<>();
		for (int plane = 0; plane < simulated.planes(); plane++) movies.add(held(simulated.movie(plane, 0)));
		final Path folder = Files.createTempDirectory("apical-bench");
		try (CorrectedRecording recording = CorrectedRecording.of(movies); ResultFolder results = ResultFolder.open(folder)) {
			final long start = System.nanoTime();
			final List<Roi> rois = new SegmentationRun(DetectorParameters.DEFAULT, new CompartmentClassifier(), c.planes == 2 ? 0 : -1, c.planes == 2
				? 1 : -1).run(recording, results, Progress.NONE);
			seconds += (System.nanoTime() - start) / 1e9;
			score(simulated, new ExtractionRun(ExtractionRun.Settings.DEFAULT).run(recording, rois, results, Progress.NONE).rois(), p);
		}
		Files.delete(folder);
	}

	private void score(final SimulatedRecording recording, final List<Roi> rois, final SimulationParameters p) {
		final List<TrueRoi> truth = recording.rois();
		final List<Roi> wanted = truth.stream().map(t -> Roi.of(t.label(), t.plane(), 256, 256, t.pixels(), t.weights())).toList();
		final DetectionScore score = DetectionScore.of(wanted, rois, 0.3);
		final int[] truthOf = new int[rois.size()];
		Arrays.fill(truthOf, -1);
		for (final int[] h : score.hits()) {
			truthOf[h[1]] = h[0];
			if (clear(truth.get(h[0]), p)) activeHits++;
			if (rois.get(h[1]).compartment() == Compartment.of(truth.get(h[0]).kind().toString())) rightKind++;
		}
		truths += (int) truth.stream().filter(t -> clear(t, p)).count();
		found += rois.size();
		hits += score.hits().size();
		for (int s = 0; s < rois.size(); s++) for (int d = 0; d < rois.size(); d++) {
			final boolean paired = rois.get(s).compartment() == Compartment.SOMA && rois.get(d).compartment() != Compartment.SOMA && rois.get(s)
				.neuron().isPresent() && rois.get(s).neuron().equals(rois.get(d).neuron());
			final boolean belong = truthOf[s] >= 0 && truthOf[d] >= 0 && partners(truth.get(truthOf[s]), truth.get(truthOf[d]));
			if (paired && truthOf[s] >= 0 && truthOf[d] >= 0) pairs++;
			if (belong && (paired || follows(recording, truth.get(truthOf[s]), truth.get(truthOf[d])))) truePairs++;
			if (paired && belong) rightPairs++;
		}
	}

	/** Whether a dendrite follows its soma as closely as pairing asks for; one that goes its own way cannot be found. */
	private static boolean follows(final SimulatedRecording recording, final TrueRoi soma, final TrueRoi dendrite) {
		final float[] a = recording.trace(soma);
		final float[] b = recording.trace(dendrite);
		final double[] x = IntStream.range(0, a.length).mapToDouble(t -> a[t]).toArray();
		final double[] y = IntStream.range(0, b.length).mapToDouble(t -> b[t]).toArray();
		return new PearsonsCorrelation().correlation(x, y) >= 0.6;
	}

	private static boolean partners(final TrueRoi soma, final TrueRoi dendrite) {
		return soma.neuron() == dendrite.neuron() && soma.kind().toString().equals("soma") && !dendrite.kind().toString().equals("soma");
	}

	private static boolean clear(final TrueRoi roi, final SimulationParameters p) {
		return roi.active() && roi.snr() * Math.sqrt(0.5 * p.rateHz()) >= CLEAR;
	}

	private String row(final String name, final int seeds) {
		final double recall = activeHits / (double) truths;
		final double precision = hits / (double) found;
		return String.format(Locale.ROOT, "| %s | %d | %.3f | %.3f | %.3f | %.3f | %d of %d | %d of %d | %.1f |", name, truths, 2 * recall *
			precision / (recall + precision), recall, precision, rightKind / (double) hits, rightPairs, truePairs, pairs - rightPairs, pairs,
			seconds / seeds);
	}

	/** The movie in memory, 16 bits a pixel: each frame is simulated once. */
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
