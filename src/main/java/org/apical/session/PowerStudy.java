package org.apical.session;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

import org.apical.recording.FrameStream;
import org.apical.recording.Progress;
import org.apical.signal.BootstrapInterval;
import org.apical.signal.EpochResidual;
import org.apical.signal.GroupStatistics;
import org.apical.signal.SessionSignals;
import org.apical.simulate.ExperimentParameters;
import org.apical.simulate.ExperimentParameters.Signal;
import org.apical.simulate.LearningMouse;

/**
 * How often the group's tests find a signal in simulated experiments: power where one is planted, the rate of false
 * positives where none is. Each experiment goes from events to the group through the same code as real data. What rests on
 * the animals' contrasts alone is also asked of the first two mice, the first three and so on: how many a study needs.
 *
 * @param experiments number of simulated experiments
 * @param findings how often each test found a signal, by number of mice
 * @param meanSeparation mean of the estimated separations of all mice, z
 * @param eventsPerSession mean number of events of a neuron in an error epoch of a session
 */
public record PowerStudy(int experiments, List<Finding> findings, double meanSeparation, double eventsPerSession) {

	/**
	 * @param test with the level 0.05, two-sided where it does not say otherwise; or an interval
	 * @param animals number of mice
	 * @param found share of the experiments in which p was at most the level, or the interval held the planted separation
	 */
	public record Finding(String test, int animals, double found) {}

	/** Level of all tests. */
	private static final double LEVEL = 0.05;
	private static final int RESAMPLES = 500;
	public static final String PAIRED_T = "paired t over animals, two-sided";
	public static final String SIGN_FLIP = "sign flip over animals, one-sided";

	/** Simulates the experiments with only those neurons that the tests need: P+ and P-. */
	public static PowerStudy run(final ExperimentParameters full, final int experiments, final int threads,
		final Progress progress) throws IOException
	{
		final ExperimentParameters parameters = full.withNeurons(full.perRole(), 0, full.eventsPerMinute());
		final double planted = full.signal() == Signal.VECTOR ? full.separation() : 0;
		final int mice = full.animals();
		final Map<String, Predicate<GroupStatistics>> overAnimals = overAnimals(planted), ofResiduals = ofResiduals(planted);
		final Map<String, int[]> found = new LinkedHashMap<>(); // by number of mice
		overAnimals.keySet().forEach(test -> found.put(test, new int[mice + 1]));
		ofResiduals.keySet().forEach(test -> found.put(test, new int[mice + 1]));
		final double[] sums = new double[2];
		FrameStream.run(0, experiments, threads, Slot::new, (i, slot) -> slot.run(parameters.withSeed(parameters.seed() +
			1_000_003L * i)), (i, slot) -> {
				for (final GroupStatistics group : slot.groups) overAnimals.forEach((test, finds) -> {
					if (finds.test(group)) found.get(test)[group.contrasts().size()]++;
				});
				final GroupStatistics all = slot.groups.get(slot.groups.size() - 1);
				ofResiduals.forEach((test, finds) -> {
					if (finds.test(all)) found.get(test)[mice]++;
				});
				sums[0] += all.meanSeparation();
				sums[1] += slot.events;
				progress.update("Simulating experiments", i + 1L, experiments);
			});
		final List<Finding> findings = new ArrayList<>();
		found.forEach((test, counts) -> {
			for (int n = ofResiduals.containsKey(test) ? mice : Math.min(2, mice); n <= mice; n++) findings.add(new Finding(test, n, counts[n] /
				(double) experiments));
		});
		return new PowerStudy(experiments, findings, sums[0] / experiments, sums[1] / experiments);
	}

	/** What the animals' contrasts tell. */
	private static Map<String, Predicate<GroupStatistics>> overAnimals(final double planted) {
		final Map<String, Predicate<GroupStatistics>> tests = new LinkedHashMap<>();
		tests.put(PAIRED_T, g -> g.separation().p() <= LEVEL);
		tests.put(SIGN_FLIP, g -> g.signFlip().oneSided() <= LEVEL);
		tests.put("sign flip over animals, two-sided", g -> g.signFlip().twoSided() <= LEVEL);
		tests.put("bootstrap interval holds the truth", g -> holds(g.bootstrap(), planted));
		return tests;
	}

	/** What needs the residuals beneath them. */
	private static Map<String, Predicate<GroupStatistics>> ofResiduals(final double planted) {
		final Map<String, Predicate<GroupStatistics>> tests = new LinkedHashMap<>();
		tests.put("mixed model, intercepts only", g -> g.supplement().get(0).p() <= LEVEL);
		tests.put("mixed model, animal slopes", g -> g.supplement().get(1).p() <= LEVEL);
		tests.put("pooled Welch t of P+ (published unit)", g -> g.supplement().get(2).p() <= LEVEL);
		tests.put("interval from resampling all levels holds the truth", g -> holds(g.allLevels(), planted));
		return tests;
	}

	private static boolean holds(final BootstrapInterval interval, final double truth) {
		return interval.low() <= truth && truth <= interval.high();
	}

	/** Share in which a test of all mice found a signal. */
	public double found(final String test) {
		return findings.stream().filter(f -> f.test.equals(test)).reduce((fewer, more) -> more).orElseThrow().found;
	}

	/** The study as a table of one line a test and number of mice. */
	public TableWriter table() {
		final TableWriter table = new TableWriter("test", "animals", "found", "experiments");
		for (final Finding f : findings) table.add(f.test, f.animals, f.found, experiments);
		final int mice = findings.get(findings.size() - 1).animals;
		return table.add("mean separation (z)", mice, meanSeparation, experiments).add("events per neuron, session and epoch", mice,
			eventsPerSession, experiments);
	}

	/** One experiment at a time. */
	private static final class Slot {

		/** Of the first two mice, the first three, and so on; the last is of all. */
		List<GroupStatistics> groups;
		double events;

		void run(final ExperimentParameters parameters) {
			final List<EpochResidual> rows = new ArrayList<>();
			for (int animal = 0; animal < parameters.animals(); animal++) {
				final LearningMouse mouse = new LearningMouse(parameters, animal);
				for (int day = 0; day < parameters.days(); day++) rows.addAll(SessionSignals.rows(SimulatedData.of(mouse.nextDay(),
					parameters, new float[0][]), SessionSignals.Parameters.DEFAULT));
			}
			events = rows.stream().filter(r -> r.epoch().isError()).mapToInt(EpochResidual::events).average().orElse(0);
			final GroupStatistics.Parameters statistics = GroupStatistics.Parameters.DEFAULT.withResamples(RESAMPLES);
			final GroupStatistics all = GroupStatistics.ofResiduals(rows, statistics);
			groups = new ArrayList<>();
			for (int n = 2; n < all.contrasts().size(); n++) groups.add(GroupStatistics.ofContrasts(all.contrasts().subList(0, n), statistics));
			groups.add(all);
		}
	}
}
