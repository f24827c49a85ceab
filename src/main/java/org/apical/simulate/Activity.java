package org.apical.simulate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * Who fired when, and how bright that makes each structure. A neuron's bursts show in its soma and, unless they stay
 * there, in its dendrites with a height of their own; dendrites have some bursts alone; network events reach many neurons
 * at once. A neuron whose soma is not in view has dendritic bursts only. Holds spike times, no traces.
 */
public final class Activity {

	private static final int NEUROPIL = 50_000;
	private static final double SPIKE_INTERVAL_S = 0.012, NEUROPIL_TIME_S = 0.7;
	private static final int NEUROPIL_KNOTS = 2;

	/** One burst of a neuron. */
	private record Burst(double timeS, int spikes, boolean inSoma, boolean inDendrite, double coupling) {}

	private final ActivityParameters p;
	private final List<Scene> planes;
	private final Map<Structure, Transients> transients = new HashMap<>();
	private final Transients network;
	private final SmoothField[] neuropil;

	/**
	 * @param planes scenes whose structures share neurons
	 * @param seconds length of the recording
	 * @param seed equal seeds give equal activity
	 */
	public Activity(final ActivityParameters parameters, final List<Scene> planes, final double seconds, final long seed) {
		this(parameters, planes, seconds, seed, Map.of());
	}

	/** @param told what some of the structures do; the others are left to chance */
	Activity(final ActivityParameters parameters, final List<Scene> planes, final double seconds, final long seed,
		final Map<Structure, Transients> told)
	{
		p = parameters;
		this.planes = List.copyOf(planes);
		neuropil = new SmoothField[planes.size()];
		final SplittableRandom random = Seeds.random(seed, NEUROPIL - 1, 0);
		final List<Double> networkTimes = times(p.networkHz(), seconds, random);
		network = new Transients(networkTimes.stream().map(t -> new Transients.Spike(t, 3 * p.neuropil())).toList(), p.riseS(), p
			.decayS());
		final Map<Integer, List<Structure>> neurons = new TreeMap<>();
		for (final Scene plane : planes) {
			final SplineImage canvas = plane.baseline();
			neuropil[plane.plane()] = new SmoothField(seed, NEUROPIL, NEUROPIL_KNOTS, canvas.width(), canvas.height());
			for (final Structure s : plane.structures()) neurons.computeIfAbsent(s.neuron(), n -> new ArrayList<>()).add(s);
		}
		final Set<Integer> silent = silent(neurons, planes.get(0).parameters(), random);
		neurons.forEach((neuron, parts) -> {
			final SplittableRandom own = Seeds.random(seed, NEUROPIL - 2, neuron);
			final List<Burst> bursts = silent.contains(neuron) ? List.of() : bursts(networkTimes, seconds, own);
			for (final Structure part : parts) transients.put(part, transients(part, bursts, own));
		});
		transients.putAll(told);
	}

	private static Set<Integer> silent(final Map<Integer, List<Structure>> neurons, final SceneParameters scene,
		final SplittableRandom random)
	{
		final Set<Integer> silent = new HashSet<>();
		for (final int neuron : neurons.keySet()) if (random.nextDouble() < scene.silentFraction()) silent.add(neuron);
		return silent;
	}

	private List<Burst> bursts(final List<Double> networkTimes, final double seconds, final SplittableRandom random) {
		final double rate = p.eventsHz() * Math.exp(0.5 * random.nextGaussian() - 0.125);
		final List<Double> somatic = times(rate, seconds, random);
		for (final double t : networkTimes) {
			if (random.nextDouble() < p.networkShare()) somatic.add(t + 0.05 * random.nextDouble());
		}
		final List<Burst> bursts = new ArrayList<>();
		for (final double t : somatic) bursts.add(burst(t, true, random.nextDouble() >= p.somaOnly(), random));
		for (final double t : times(rate * p.dendriteOnly(), seconds, random)) bursts.add(burst(t, false, true, random));
		return bursts;
	}

	private Burst burst(final double timeS, final boolean inSoma, final boolean inDendrite, final SplittableRandom random) {
		final int spikes = 1 + new PoissonSampler(random).next(p.spikesPerEvent() - 1);
		return new Burst(timeS, spikes, inSoma, inDendrite, Math.exp(p.couplingNoise() * random.nextGaussian()));
	}

	private Transients transients(final Structure part, final List<Burst> bursts, final SplittableRandom random) {
		final boolean soma = part.kind() == Kind.SOMA;
		final double gain = p.dffPerSpike() * Math.exp(0.3 * random.nextGaussian());
		final List<Transients.Spike> spikes = new ArrayList<>();
		for (final Burst burst : bursts) {
			if (!(soma ? burst.inSoma : burst.inDendrite)) continue;
			// branches of one dendrite see nearly the same
			final double height = gain * (soma ? 1 : burst.coupling * Math.exp(0.3 * p.couplingNoise() * random.nextGaussian()));
			for (int i = 0; i < burst.spikes; i++) spikes.add(new Transients.Spike(burst.timeS + i * SPIKE_INTERVAL_S, height));
		}
		return new Transients(spikes, p.riseS(), p.decayS(part));
	}

	/** A Poisson process that began before the recording did. */
	private List<Double> times(final double hz, final double seconds, final SplittableRandom random) {
		final List<Double> times = new ArrayList<>();
		if (hz == 0) return times;
		double t = -5 * p.decayS();
		while ((t += -Math.log1p(-random.nextDouble()) / hz) < seconds) times.add(t);
		return times;
	}

	/** Relative change of a structure's own fluorescence, 0 at rest. */
	public double dff(final Structure structure, final double timeS) {
		return transients.get(structure).at(timeS);
	}

	/** When its spikes came, s; some before the recording began. */
	public double[] spikeTimes(final Structure structure) {
		return transients.get(structure).times();
	}

	/** Highest dF/F between two times. */
	public double highest(final Structure structure, final double fromS, final double toS) {
		return transients.get(structure).highest(fromS, toS);
	}

	/** Whether anything ever changes. */
	boolean changes() {
		return p.neuropil() > 0 || p.dffPerSpike() > 0 && (p.eventsHz() > 0 || p.networkHz() > 0);
	}

	/**
	 * The light of a plane's tissue at one time.
	 *
	 * @param into coefficients of the scene's canvas
	 */
	void light(final int plane, final double timeS, final float[] into) {
		final Scene scene = planes.get(plane);
		final float[] baseline = scene.baseline().coefficients(), ground = scene.neuropil().coefficients();
		System.arraycopy(baseline, 0, into, 0, into.length);
		if (p.neuropil() > 0) {
			final SmoothField.Instant local = neuropil[plane].at(timeS / NEUROPIL_TIME_S);
			final double shared = network.at(timeS);
			final int width = scene.baseline().width();
			for (int r = 0, i = 0; r < scene.baseline().height(); r++) {
				local.row(r);
				for (int c = 0; c < width; c++, i++) into[i] += ground[i] * Math.max(-0.9, shared + p.neuropil() * local.value(c));
			}
		}
		for (final Structure s : scene.structures()) {
			final double dff = dff(s, timeS);
			if (dff > 1e-4) Scene.addTo(into, s, (float) dff);
		}
	}
}
