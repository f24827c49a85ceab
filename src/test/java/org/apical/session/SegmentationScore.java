package org.apical.session;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

import org.apache.commons.math3.stat.correlation.PearsonsCorrelation;
import org.apical.roi.Compartment;
import org.apical.roi.DetectionScore;
import org.apical.roi.Roi;
import org.apical.simulate.SceneParameters;
import org.apical.simulate.SimulatedRecording;
import org.apical.simulate.SimulationParameters;
import org.apical.simulate.Structure;
import org.apical.simulate.TrueRoi;

/** Adds up over simulated fields how well ROIs, their compartments and their pairs agree with the truth. */
final class SegmentationScore {

	static final String HEADER = "| field | true ROIs | F1 | recall | precision | compartment | pairs found | of all | false pairs | detection (s) |\n" +
		"|---|---|---|---|---|---|---|---|---|---|";

	private static final double OVERLAP = 0.3;
	/** Least peak of an ROI's transients over photon noise, seen for half a second, for it to count as active. */
	private static final double CLEAR = 5;

	private static final int NOTHING = -1;
	/** Something that lies in view by less than half of its light: neither right nor wrong to find. */
	private static final int PARTIAL = -2;

	private int truths;
	private int found;
	private int hits;
	private int activeHits;
	private int rightKind;
	private int truePairs;
	private int allPairs;
	private int rightPairs;
	private int pairs;
	private int fields;
	private double seconds;

	/**
	 * One field.
	 *
	 * @param offset where the corrected movie's rows and columns stand in the simulated field's, px
	 * @param failures where to tell what was missed or made up; null for nowhere
	 */
	void add(final SimulatedRecording recording, final List<Roi> rois, final int[][] offset, final double time, final PrintStream failures) {
		fields++;
		seconds += time;
		final SimulationParameters p = recording.parameters();
		final List<TrueRoi> truth = recording.rois();
		final List<Roi> wanted = truth.stream().map(t -> moved(t, p, offset[t.plane()])).toList();
		final DetectionScore score = DetectionScore.of(wanted, rois, OVERLAP);
		final int[] truthOf = new int[rois.size()];
		Arrays.fill(truthOf, NOTHING);
		for (final int[] h : score.hits()) {
			truthOf[h[1]] = h[0];
			if (clear(truth.get(h[0]), p)) activeHits++;
			if (rois.get(h[1]).compartment() == kind(truth.get(h[0]))) rightKind++;
			else if (failures != null) failures.println("  named " + rois.get(h[1]) + ", is " + text(truth.get(h[0])));
		}
		final List<Roi> partial = partial(recording, offset);
		for (int j = 0; j < rois.size(); j++) {
			final Roi roi = rois.get(j);
			if (truthOf[j] < 0 && partial.stream().anyMatch(t -> t.overlap(roi) >= OVERLAP)) truthOf[j] = PARTIAL;
		}
		truths += (int) truth.stream().filter(t -> clear(t, p)).count();
		found += (int) IntStream.of(truthOf).filter(t -> t != PARTIAL).count();
		hits += score.hits().size();
		for (int s = 0; s < rois.size(); s++) for (int d = 0; d < rois.size(); d++) pair(recording, rois, truthOf, s, d, failures);
		if (failures != null) list(truth, wanted, rois, truthOf, p, failures);
	}

	private void pair(final SimulatedRecording recording, final List<Roi> rois, final int[] truthOf, final int s, final int d,
		final PrintStream failures)
	{
		final Roi soma = rois.get(s), dendrite = rois.get(d);
		final boolean paired = soma.compartment() == Compartment.SOMA && dendrite.compartment() != Compartment.SOMA && soma.neuron()
			.isPresent() && soma.neuron().equals(dendrite.neuron());
		final TrueRoi a = truthOf[s] < 0 ? null : recording.rois().get(truthOf[s]), b = truthOf[d] < 0 ? null : recording.rois().get(
			truthOf[d]);
		final boolean belong = a != null && b != null && kind(a) == Compartment.SOMA && kind(b) != Compartment.SOMA && a.neuron() == b
			.neuron();
		final double together = belong ? correlation(recording.trace(a), recording.trace(b)) : 0;
		if (paired && truthOf[s] != PARTIAL && truthOf[d] != PARTIAL) pairs++;
		if (belong) allPairs++;
		if (belong && (paired || together >= 0.6)) truePairs++;
		if (belong && paired) rightPairs++;
		if (failures == null) return;
		if (paired && !belong && truthOf[s] != PARTIAL && truthOf[d] != PARTIAL) failures.println("  false pair " + soma + " [" + text(a) + "], " + dendrite + " [" + text(b) + "]");
		if (belong && !paired) failures.printf(Locale.ROOT, "  missed pair (true correlation %.2f) %s, %s%n", together, soma, dendrite);
	}

	private static void list(final List<TrueRoi> truth, final List<Roi> wanted, final List<Roi> rois, final int[] truthOf,
		final SimulationParameters p, final PrintStream failures)
	{
		for (int i = 0; i < wanted.size(); i++) {
			final int n = i;
			if (!clear(truth.get(i), p) || IntStream.of(truthOf).anyMatch(t -> t == n)) continue;
			failures.println("  missed " + text(truth.get(i)) + nearest(wanted.get(i), rois));
		}
		for (int j = 0; j < rois.size(); j++) {
			if (truthOf[j] == NOTHING) failures.printf(Locale.ROOT, "  false %s, SNR %.1f%s%n", rois.get(j), rois.get(j).snr(), nearest(rois.get(j),
				wanted));
		}
	}

	private static String nearest(final Roi roi, final List<Roi> others) {
		double best = 0;
		Roi nearest = null;
		for (final Roi other : others) if (roi.overlap(other) > best) {
			best = roi.overlap(other);
			nearest = other;
		}
		return nearest == null ? ", nothing there" : String.format(Locale.ROOT, ", overlap %.2f with %s", best, nearest);
	}

	private static String text(final TrueRoi t) {
		return t == null ? "nothing" : String.format(Locale.ROOT, "%s %d (plane %d, %d px at row %.1f, column %.1f, SNR %.1f, %d spikes)", t.kind(), t
			.label(), t.plane(), t.pixels().length, t.y(), t.x(), t.snr(), t.spikes());
	}

	private static Compartment kind(final TrueRoi t) {
		return Compartment.of(t.kind().toString());
	}

	/** What the field shows of structures that lie mostly outside. */
	private static List<Roi> partial(final SimulatedRecording recording, final int[][] offset) {
		final SceneParameters scene = recording.parameters().scene();
		final int margin = scene.marginPx(), canvas = scene.width() + 2 * margin;
		final List<Roi> partial = new ArrayList<>();
		for (int plane = 0; plane < recording.planes(); plane++) for (final Structure s : recording.movie(plane, 0).scene().structures()) {
			float most = 0;
			double all = 0, inField = 0;
			final List<Integer> seen = new ArrayList<>();
			for (final float w : s.weights()) most = Math.max(most, w);
			for (int i = 0; i < s.pixels().length; i++) {
				final int row = s.pixels()[i] / canvas - margin, column = s.pixels()[i] % canvas - margin;
				all += s.weights()[i];
				if (row >= 0 && column >= 0 && row < scene.height() && column < scene.width()) inField += s.weights()[i];
				final int y = row + offset[plane][0], x = column + offset[plane][1];
				if (s.weights()[i] >= most / 4 && y >= 0 && x >= 0 && y < scene.height() && x < scene.width()) seen.add(y * scene.width() + x);
			}
			if (!seen.isEmpty() && inField < 0.5 * all) partial.add(Roi.of(1, plane, scene.width(), scene.height(), seen.stream().mapToInt(i -> i).toArray()));
		}
		return partial;
	}

	/** The true ROI where the corrected movie shows it; whole but for what left the field. */
	private static Roi moved(final TrueRoi t, final SimulationParameters p, final int[] offset) {
		final int width = p.scene().width(), height = p.scene().height();
		final List<Integer> kept = new ArrayList<>();
		for (final int pixel : t.pixels()) {
			final int y = pixel / width + offset[0], x = pixel % width + offset[1];
			if (y >= 0 && x >= 0 && y < height && x < width) kept.add(y * width + x);
		}
		if (kept.isEmpty()) kept.add(0);
		return Roi.of(t.label(), t.plane(), width, height, kept.stream().mapToInt(i -> i).toArray()).withCompartment(kind(t));
	}

	private static double correlation(final float[] a, final float[] b) {
		return new PearsonsCorrelation().correlation(IntStream.range(0, a.length).mapToDouble(t -> a[t]).toArray(), IntStream.range(0,
			b.length).mapToDouble(t -> b[t]).toArray());
	}

	private static boolean clear(final TrueRoi roi, final SimulationParameters p) {
		return roi.active() && roi.snr() * Math.sqrt(0.5 * p.rateHz()) >= CLEAR;
	}

	void add(final SegmentationScore other) {
		truths += other.truths;
		found += other.found;
		hits += other.hits;
		activeHits += other.activeHits;
		rightKind += other.rightKind;
		truePairs += other.truePairs;
		allPairs += other.allPairs;
		rightPairs += other.rightPairs;
		pairs += other.pairs;
		fields += other.fields;
		seconds += other.seconds;
	}

	String row(final String name) {
		final double recall = activeHits / (double) truths;
		final double precision = hits / (double) found;
		return String.format(Locale.ROOT, "| %s | %d | %.3f | %.3f | %.3f | %.3f | %d of %d | %d | %d of %d | %.1f |", name, truths, 2 * recall *
			precision / (recall + precision), recall, precision, rightKind / (double) hits, rightPairs, truePairs, allPairs, pairs - rightPairs,
			pairs, seconds / fields);
	}
}
