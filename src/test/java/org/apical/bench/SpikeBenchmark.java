package org.apical.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.apical.trace.Deconvolution;
import org.apical.trace.Deconvolver;
import org.apical.trace.DeconvolverParameters;
import org.apical.trace.EventDetector;
import org.apical.trace.Response;

/**
 * Scores Apical, and rates inferred by others, on the traces of {@code spike-ground-truth}.
 *
 * <p>Run: {@code SpikeBenchmark DATA/spike-ground-truth [RATES]}, RATES being what {@code src/test/python/score_oasis.py}
 * wrote. Apical runs with its defaults on every cell. Others' rates go through the same smoothing and event detection; since
 * they bring no detection of their own, their threshold is the one, common to all cells, that suits them best on these very
 * cells, and in brackets the best one for each cell.
 */
public final class SpikeBenchmark {

	private static final double[] THRESHOLDS = { 2, 3, 4, 5, 6, 7, 8, 10, 12, 15, 20, 25, 30, 40 };
	private static final double[] SMOOTHINGS_S = { 0.03, 0.05, 0.08 };
	private static final double SMOOTHING_S = DeconvolverParameters.DEFAULT.smoothingSeconds();

	/** One recording with its spikes. */
	public record Cell(String name, float[] dff, double rateHz, double startSeconds, double[] spikes) {

		static Cell read(final Path trace) throws IOException {
			final String name = trace.getFileName().toString().replace("_trace.csv", "");
			final double[][] rows = rows(trace);
			final float[] dff = new float[rows.length];
			for (int t = 0; t < dff.length; t++) dff[t] = (float) rows[t][1];
			final double[][] spikes = rows(trace.resolveSibling(name + "_spikes.csv"));
			return new Cell(name, dff, (dff.length - 1) / (rows[dff.length - 1][0] - rows[0][0]), rows[0][0],
				Arrays.stream(spikes).mapToDouble(row -> row[0]).toArray());
		}

		/** Apical's own score, every parameter at its default. */
		public SpikeScore score() {
			final Deconvolution found = Deconvolver.deconvolve(dff, rateHz, DeconvolverParameters.DEFAULT);
			return score(found, EventDetector.MIN_SNR);
		}

		private SpikeScore score(final Deconvolution found, final double threshold) {
			return SpikeScore.of(found.rate(), EventDetector.detect(found, dff, rateHz, threshold), spikes, startSeconds, rateHz);
		}
	}

	private SpikeBenchmark() {}

	/** All cells of a folder. */
	public static List<Cell> cells(final Path folder) throws IOException {
		final List<Cell> cells = new ArrayList<>();
		try (Stream<Path> files = Files.list(folder)) {
			for (final Path file : files.filter(f -> f.toString().endsWith("_trace.csv")).sorted().toList()) cells.add(Cell.read(file));
		}
		return cells;
	}

	public static void main(final String[] args) throws IOException {
		final List<Cell> cells = cells(Path.of(args[0]));
		System.out.println("| method | cell | precision | recall | F1 | correlation | unsmoothed |");
		System.out.println("|---|---|---|---|---|---|---|");
		for (final Cell cell : cells) print("Apical", cell, cell.score(), "");
		if (args.length < 2) return;
		final List<SpikeScore[]> theirs = new ArrayList<>();
		try (Stream<Path> methods = Files.list(Path.of(args[1]))) {
			for (final Path method : methods.sorted().toList()) theirs.addAll(Arrays.asList(scoreOther(method, cells)));
		}
		leaveOneOut(cells, ours(cells), theirs);
	}

	/** Scores by setting and cell: each response, smoothing and threshold. */
	private static List<SpikeScore[]> ours(final List<Cell> cells) {
		final List<SpikeScore[]> ours = new ArrayList<>();
		for (final Response response : Response.values()) for (final double smoothing : SMOOTHINGS_S) {
			final DeconvolverParameters p = DeconvolverParameters.DEFAULT.withResponse(response).withSmoothing(smoothing);
			final List<Deconvolution> found = cells.stream().map(c -> Deconvolver.deconvolve(c.dff, c.rateHz, p)).toList();
			for (final double threshold : THRESHOLDS) ours.add(IntStream.range(0, cells.size()).mapToObj(c -> cells.get(c).score(found.get(c),
				threshold)).toArray(SpikeScore[]::new));
		}
		return ours;
	}

	/** Each cell under the settings, ours or the others' with their configuration, that suit the other six cells best. */
	private static void leaveOneOut(final List<Cell> cells, final List<SpikeScore[]> ours, final List<SpikeScore[]> theirs) {
		System.out.println("\n| cell | Apical F1, defaults | F1 | correlation | peer's F1 | correlation |");
		System.out.println("|---|---|---|---|---|---|");
		for (int c = 0; c < cells.size(); c++) {
			final SpikeScore other = theirs.get(best(theirs, c))[c];
			final SpikeScore own = ours.get(best(ours, c))[c];
			System.out.printf(Locale.ROOT, "| %s | %.2f | %.2f | %.3f | %.2f | %.3f |%n", cells.get(c).name(), cells.get(c).score().f1(), own.f1(), own
				.correlation(), other.f1(), other.correlation());
		}
	}

	/** The setting with the largest sum of F1 over all cells but one. */
	private static int best(final List<SpikeScore[]> settings, final int without) {
		return IntStream.range(0, settings.size()).boxed().max(Comparator.comparingDouble(k -> IntStream.range(0, settings.get(k).length).filter(
			c -> c != without).mapToDouble(c -> settings.get(k)[c].f1()).sum())).orElseThrow();
	}

	/** Scores by threshold and cell. */
	private static SpikeScore[][] scoreOther(final Path method, final List<Cell> cells) throws IOException {
		final SpikeScore[][] scores = new SpikeScore[THRESHOLDS.length][cells.size()];
		int common = 0;
		double most = 0;
		for (int c = 0; c < cells.size(); c++) {
			final Deconvolution theirs = read(method.resolve(cells.get(c).name() + ".csv"), cells.get(c).rateHz());
			for (int k = 0; k < THRESHOLDS.length; k++) scores[k][c] = cells.get(c).score(theirs, THRESHOLDS[k]);
		}
		for (int k = 0; k < THRESHOLDS.length; k++) {
			final double sum = Arrays.stream(scores[k]).mapToDouble(SpikeScore::f1).sum();
			if (sum <= most) continue;
			most = sum;
			common = k;
		}
		for (int c = 0; c < cells.size(); c++) {
			final int cell = c;
			final double best = Arrays.stream(scores).mapToDouble(row -> row[cell].f1()).max().getAsDouble();
			print(method.getFileName().toString(), cells.get(c), scores[common][c], String.format(Locale.ROOT, " (%.2f)", best));
		}
		return scores;
	}

	private static void print(final String method, final Cell cell, final SpikeScore s, final String best) {
		System.out.printf(Locale.ROOT, "| %s | %s | %.2f | %.2f | %.3f%s | %.3f | %.3f |%n", method, cell.name(), s.precision(),
			s.recall(), s.f1(), best, s.correlation(), s.asIs());
	}

	/** Others' spikes as a rate with its error, smoothed as Apical's are. */
	private static Deconvolution read(final Path file, final double rateHz) throws IOException {
		final List<String> lines = Files.readAllLines(file);
		final String[] noiseAndNorm = lines.get(0).split(",");
		final double[] spikes = lines.stream().skip(1).mapToDouble(Double::parseDouble).toArray();
		final double[] smooth = SpikeScore.smooth(spikes, SMOOTHING_S * rateHz);
		final float[] rate = new float[spikes.length];
		for (int t = 0; t < rate.length; t++) rate[t] = (float) (smooth[t] * rateHz);
		final float[] error = new float[rate.length];
		Arrays.fill(error, (float) (Double.parseDouble(noiseAndNorm[0]) / Double.parseDouble(noiseAndNorm[1]) /
			(SMOOTHING_S * Math.sqrt(2 * Math.PI))));
		return new Deconvolution(rate, rate, error, rate, null);
	}

	private static double[][] rows(final Path csv) throws IOException {
		try (Stream<String> lines = Files.lines(csv)) {
			return lines.skip(1).map(line -> Arrays.stream(line.split(",")).mapToDouble(Double::parseDouble).toArray())
				.toArray(double[][]::new);
		}
	}
}
