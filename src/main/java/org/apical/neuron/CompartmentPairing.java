package org.apical.neuron;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

import org.apical.roi.Compartment;
import org.apical.roi.Roi;

/**
 * Finds out which trunks and dendrites belong to which soma, in one plane or across planes.
 *
 * <p>A dendrite goes to the soma whose dF/F0 it follows best, if it follows it closely
 * ({@link PairingParameters#correlation()}), by more than what all ROIs share (network events, neuropil, motion), not so
 * well with time shifted round, with coinciding events, and if it lies near. Of several dendrites of one soma those stay
 * that follow the best of them too. Dendrites without a soma in view are grouped if they are nearly the same.
 */
public final class CompartmentPairing {

	/** Fewer events than these say nothing about coincidence. */
	private static final int LEAST_EVENTS = 3;
	/** What a micrometre of distance takes from the score: it decides between somas that fit alike. */
	private static final double NEARNESS = 0.0005;

	/**
	 * A soma and a dendrite that were put together.
	 *
	 * @param soma index of the ROI
	 * @param dendrite index of the ROI
	 * @param correlation of their dF/F0, noise taken into account
	 * @param specific the same without what all ROIs share
	 */
	public record Pair(int soma, int dendrite, double correlation, double specific) {}

	/**
	 * @param rois as given, with the number of their neuron where they have one
	 * @param neurons those with two parts or more
	 * @param pairs somas with dendrites
	 * @param expectedFalse how many pairs within reach are as highly correlated with their time shuffled
	 */
	public record Result(List<Roi> rois, List<Neuron> neurons, List<Pair> pairs, double expectedFalse) {}

	private final PairingParameters parameters;

	public CompartmentPairing(final PairingParameters parameters) {
		this.parameters = parameters;
	}

	/**
	 * @param rois classified
	 * @param dff dF/F0, ROIs x frames, in the order of {@code rois}
	 * @param events frames of each ROI's events, ascending
	 * @param rateHz frames per second
	 * @param pixelUm edge of a pixel, µm; NaN counts as 1
	 * @throws IllegalArgumentException where the numbers of ROIs, traces and event lists differ
	 */
	public Result pair(final List<Roi> rois, final float[][] dff, final int[][] events, final double rateHz,
		final double pixelUm)
	{
		if (rois.size() != dff.length || rois.size() != events.length) throw new IllegalArgumentException(
			"Pairing got " + rois.size() + " ROIs, " + dff.length + " traces and events of " + events.length);
		final Comovement comovement = new Comovement(dff, rateHz);
		final Geometry geometry = new Geometry(rois, Double.isNaN(pixelUm) ? 1 : pixelUm);
		final int frames = dff.length == 0 ? 0 : dff[0].length;
		final List<Pair> candidates = new ArrayList<>();
		double chance = 0;
		for (final int s : indices(rois, true)) {
			for (final int d : indices(rois, false)) {
				if (geometry.apart(s, d) > parameters.reachUm()) continue;
				chance += comovement.chance(s, d, parameters.correlation(), 1);
				final Pair pair = new Pair(s, d, comovement.correlation(s, d), comovement.specific(s, d));
				if (holds(pair, comovement, events, frames, rateHz)) candidates.add(pair);
			}
		}
		final List<Pair> pairs = unique(candidates, geometry, comovement);
		final int[] numbers = new int[rois.size()];
		int next = 1;
		for (final Pair p : pairs) {
			if (numbers[p.soma] == 0) numbers[p.soma] = next++;
			numbers[p.dendrite] = numbers[p.soma];
		}
		groupOrphans(rois, comovement, geometry, numbers, next);
		return result(rois, numbers, pairs, chance);
	}

	private record Geometry(List<Roi> rois, double pixelUm) {

		/** Distance of two centres in the plane, µm. */
		double apart(final int i, final int j) {
			final Roi a = rois.get(i);
			final Roi b = rois.get(j);
			return Math.hypot(a.centerY() - b.centerY(), a.centerX() - b.centerX()) * pixelUm;
		}
	}

	private static int[] indices(final List<Roi> rois, final boolean somas) {
		return IntStream.range(0, rois.size()).filter(i -> rois.get(i).compartment() == Compartment.SOMA == somas).toArray();
	}

	private boolean holds(final Pair p, final Comovement comovement, final int[][] events, final int frames,
		final double rateHz)
	{
		if (p.correlation < parameters.correlation() || p.specific < parameters.specific()) return false;
		if (comovement.chance(p.soma, p.dendrite, p.correlation, 2) > parameters.significance()) return false;
		final int[] a = events[p.dendrite];
		final int[] b = events[p.soma];
		return a.length < LEAST_EVENTS || b.length < LEAST_EVENTS || EventCoincidence.chance(a, b, parameters
			.coincidenceSeconds() * rateHz, frames) <= parameters.significance();
	}

	/** The best soma for each dendrite; then, for each soma, its best dendrite and those that follow that one too. */
	private List<Pair> unique(final List<Pair> candidates, final Geometry geometry, final Comovement comovement) {
		final Comparator<Pair> better = Comparator.comparingDouble(p -> p.specific - NEARNESS * geometry.apart(p.soma,
			p.dendrite));
		final Map<Integer, Pair> best = new TreeMap<>();
		for (final Pair p : candidates) best.merge(p.dendrite, p, (a, b) -> better.compare(a, b) >= 0 ? a : b);
		final Map<Integer, Pair> leading = new TreeMap<>();
		for (final Pair p : best.values()) leading.merge(p.soma, p, (a, b) -> better.compare(a, b) >= 0 ? a : b);
		return best.values().stream().filter(p -> {
			final Pair lead = leading.get(p.soma);
			return p == lead || comovement.specific(p.dendrite, lead.dendrite) >= parameters.correlation();
		}).toList();
	}

	/** Gives dendrites without a soma that are nearly the same one number. */
	private void groupOrphans(final List<Roi> rois, final Comovement comovement, final Geometry geometry,
		final int[] numbers, final int first)
	{
		int next = first;
		final int[] orphans = IntStream.of(indices(rois, false)).filter(i -> numbers[i] == 0).toArray();
		for (final int i : orphans) {
			for (final int j : orphans) {
				if (j <= i || numbers[j] != 0 || geometry.apart(i, j) > parameters.reachUm()) continue;
				if (comovement.specific(i, j) < parameters.branches()) continue;
				if (numbers[i] == 0) numbers[i] = next++;
				numbers[j] = numbers[i];
			}
		}
	}

	private static Result result(final List<Roi> rois, final int[] numbers, final List<Pair> pairs, final double chance) {
		final List<Roi> numbered = IntStream.range(0, numbers.length).mapToObj(i -> rois.get(i).withNeuron(numbers[i])).toList();
		final Map<Integer, List<Roi>> parts = new TreeMap<>();
		for (final Roi roi : numbered) roi.neuron().ifPresent(n -> parts.computeIfAbsent(n, k -> new ArrayList<>()).add(roi));
		final List<Neuron> neurons = new ArrayList<>();
		parts.forEach((number, own) -> {
			own.sort(Comparator.comparing(Roi::compartment));
			neurons.add(new Neuron(number, own));
		});
		return new Result(numbered, neurons, pairs, chance);
	}
}
