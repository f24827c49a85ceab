package org.apical.signal;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Residuals of the error epochs as they are nested: sessions in neurons in populations in animals.
 *
 * <p>Every level's mean is the plain mean of the level beneath it: a session's value is the mean over its events, a
 * neuron's the mean over its sessions, a population's the mean over its neurons. So neither an animal with many neurons,
 * nor a neuron with many sessions, nor a session with many events counts for more than another. The contrast is taken at
 * the top, between a population's two means, so that a neuron seen in one epoch only still counts there.
 */
public final class NestedResiduals {

	/** Means of one neuron in one session, NaN where it had no event. */
	private record Session(double reduction, double increase) {}

	private record Animal(String name, Session[][] plus, Session[][] minus) {}

	private final List<Animal> animals;
	private final List<String> gaps;

	private NestedResiduals(final List<Animal> animals, final List<String> gaps) {
		this.animals = animals;
		this.gaps = gaps;
	}

	/**
	 * @param rows in any order. Rows of the same neuron, session, day and epoch are averaged by their number of events. Rows of
	 *          P0 and of other epochs are left aside, and so are rows without a residual. A neuron that is P+ in one session
	 *          and P- in another counts as two.
	 * @throws IllegalArgumentException where a neuron is P+ and P- in one session
	 */
	public static NestedResiduals of(final List<EpochResidual> rows) {
		final Map<String, Map<Role, Map<String, Map<List<Object>, double[]>>>> tree = new LinkedHashMap<>();
		final List<String> gaps = new ArrayList<>();
		int noEvents = 0, noValue = 0, again = 0;
		for (final EpochResidual row : rows) {
			if (!row.epoch().isError() || row.role() == Role.P0) continue;
			final Map<Role, Map<String, Map<List<Object>, double[]>>> roles = tree.computeIfAbsent(row.animal(),
				k -> new LinkedHashMap<>());
			if (row.events() == 0) noEvents++;
			else if (Double.isNaN(row.z())) noValue++;
			else {
				final double[] sums = roles.computeIfAbsent(row.role(), k -> new LinkedHashMap<>()).computeIfAbsent(row
					.neuron(), k -> new LinkedHashMap<>()).computeIfAbsent(List.of(row.session(), row.day()), k -> new double[4]);
				final int at = row.epoch() == Epoch.ERROR_REDUCTION ? 0 : 2;
				if (sums[at + 1] > 0) again++;
				sums[at] += row.z() * row.events();
				sums[at + 1] += row.events();
			}
		}
		if (noEvents > 0) gaps.add(noEvents + " rows without events left out");
		if (noValue > 0) gaps.add(noValue + " rows without a residual (empty or NaN) left out");
		if (again > 0) gaps.add(again + " rows repeat neuron, session and epoch of another and are averaged with it by their number of events");
		final List<Animal> animals = new ArrayList<>();
		tree.forEach((name, roles) -> {
			twoRoles(name, roles, gaps);
			final Animal animal = new Animal(name, sessions(roles.get(Role.P_PLUS)), sessions(roles.get(Role.P_MINUS)));
			final String gap = gap(animal);
			if (gap == null) animals.add(animal);
			else gaps.add("animal " + name + " left out: no " + gap);
		});
		return new NestedResiduals(animals, gaps);
	}

	private static void twoRoles(final String animal, final Map<Role, Map<String, Map<List<Object>, double[]>>> roles,
		final List<String> gaps)
	{
		final List<String> names = new ArrayList<>();
		roles.getOrDefault(Role.P_PLUS, Map.of()).forEach((neuron, sessions) -> {
			final Map<List<Object>, double[]> others = roles.getOrDefault(Role.P_MINUS, Map.of()).get(neuron);
			if (others == null) return;
			names.add(neuron);
			for (final List<Object> session : sessions.keySet())
				if (others.containsKey(session)) throw new IllegalArgumentException("neuron " + neuron + " of animal " + animal +
					" is P+ and P- in session " + session.get(0));
		});
		if (!names.isEmpty()) gaps.add("animal " + animal + ": P+ in one session and P- in another, so each counts as two neurons: " + String
			.join(", ", names) + " (are neurons followed over days? see track)");
	}

	private static Session[][] sessions(final Map<String, Map<List<Object>, double[]>> neurons) {
		if (neurons == null) return new Session[0][];
		return neurons.values().stream().map(byName -> byName.values().stream().map(s -> new Session(s[0] / s[1], s[2] /
			s[3])).toArray(Session[]::new)).toArray(Session[][]::new);
	}

	private static String gap(final Animal animal) {
		for (final Role role : new Role[] { Role.P_PLUS, Role.P_MINUS }) {
			final Session[][] neurons = role == Role.P_PLUS ? animal.plus : animal.minus;
			if (Double.isNaN(mean(neurons, true))) return role + " events in error reduction";
			if (Double.isNaN(mean(neurons, false))) return role + " events in error increase";
		}
		return null;
	}

	/** What could not be used, one line each. */
	public List<String> gaps() {
		return Collections.unmodifiableList(gaps);
	}

	/** The animals that have both populations in both epochs, in the order of the rows. */
	public List<AnimalContrast> contrasts() {
		return animals.stream().map(a -> new AnimalContrast(a.name, contrast(a.plus), contrast(a.minus))).toList();
	}

	/**
	 * Mean signed separation of one bootstrap sample: animals are drawn with replacement, then neurons within each
	 * population, then sessions within each neuron.
	 *
	 * @return NaN where no animal of the sample has events in all four cells
	 */
	double resampledSeparation(final SplittableRandom random) {
		double sum = 0;
		int n = 0;
		for (int i = 0; i < animals.size(); i++) {
			final Animal animal = animals.get(random.nextInt(animals.size()));
			final double separation = resampledContrast(animal.plus, random) - resampledContrast(animal.minus, random);
			if (Double.isNaN(separation)) continue;
			sum += separation;
			n++;
		}
		return sum / n;
	}

	private static double contrast(final Session[][] neurons) {
		return mean(neurons, true) - mean(neurons, false);
	}

	private static double resampledContrast(final Session[][] neurons, final SplittableRandom random) {
		final Session[][] drawn = new Session[neurons.length][];
		for (int i = 0; i < drawn.length; i++) {
			final Session[] from = neurons[random.nextInt(neurons.length)];
			drawn[i] = new Session[from.length];
			for (int j = 0; j < from.length; j++) drawn[i][j] = from[random.nextInt(from.length)];
		}
		return contrast(drawn);
	}

	private static double mean(final Session[][] neurons, final boolean reduction) {
		double sum = 0;
		int n = 0;
		for (final Session[] sessions : neurons) {
			double inner = 0;
			int m = 0;
			for (final Session s : sessions) {
				final double value = reduction ? s.reduction : s.increase;
				if (Double.isNaN(value)) continue;
				inner += value;
				m++;
			}
			if (m == 0) continue;
			sum += inner / m;
			n++;
		}
		return n == 0 ? Double.NaN : sum / n;
	}
}
