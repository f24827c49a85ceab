package org.apical.session;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import org.apical.recording.FrameStream;
import org.apical.recording.Progress;
import org.apical.signal.EpochResidual;
import org.apical.signal.GroupStatistics;
import org.apical.signal.SessionSignals;
import org.apical.simulate.ExperimentParameters;
import org.apical.simulate.ExperimentParameters.Signal;
import org.apical.simulate.LearningMouse;

/**
 * How often the group's tests find a signal in simulated experiments: power where one is planted, the rate of false
 * positives where none is. Each experiment goes from events to the group through the same code as real data.
 *
 * @param experiments number of simulated experiments
 * @param pairedT share in which the animal-level paired t test has p below the level
 * @param signFlipOneSided the same for the one-sided sign-flip test
 * @param signFlipTwoSided the same for the two-sided one
 * @param mixedIntercepts the same for the mixed model without animal slopes
 * @param mixedSlopes the same for the mixed model with animal slopes
 * @param pooled the same for the published test of P+ neurons, pooled
 * @param coverage share in which the bootstrap interval holds the planted separation
 * @param allLevels the same for the interval from resampling at every level
 * @param meanSeparation mean of the estimated separations, z
 * @param eventsPerSession mean number of events of a neuron in an error epoch of a session
 */
public record PowerStudy(int experiments, double pairedT, double signFlipOneSided, double signFlipTwoSided,
	double mixedIntercepts, double mixedSlopes, double pooled, double coverage, double allLevels, double meanSeparation, double eventsPerSession)
{

	/** Level of all tests. */
	private static final double LEVEL = 0.05;
	private static final int RESAMPLES = 500;

	/** Simulates the experiments with only those neurons that the tests need: P+ and P-. */
	public static PowerStudy run(final ExperimentParameters full, final int experiments, final int threads,
		final Progress progress) throws IOException
	{
		final ExperimentParameters parameters = full.withNeurons(full.perRole(), 0, full.eventsPerMinute());
		final double planted = full.signal() == Signal.VECTOR ? full.separation() : 0;
		final int[] found = new int[8];
		final double[] sums = new double[2];
		FrameStream.run(0, experiments, threads, Slot::new, (i, slot) -> slot.run(parameters.withSeed(parameters.seed() +
			1_000_003L * i)), (i, slot) -> {
				final GroupStatistics group = slot.group;
				final double[] p = { group.separation().p(), group.signFlip().oneSided(), group.signFlip().twoSided(), group
					.supplement().get(0).p(), group.supplement().get(1).p(), group.supplement().get(2).p() };
				for (int k = 0; k < p.length; k++) if (p[k] <= LEVEL) found[k]++;
				if (group.bootstrap().low() <= planted && planted <= group.bootstrap().high()) found[6]++;
				if (group.allLevels().low() <= planted && planted <= group.allLevels().high()) found[7]++;
				sums[0] += group.meanSeparation();
				sums[1] += slot.events;
				progress.update("Simulating experiments", i + 1L, experiments);
			});
		final double n = experiments;
		return new PowerStudy(experiments, found[0] / n, found[1] / n, found[2] / n, found[3] / n, found[4] / n, found[5] / n,
			found[6] / n, found[7] / n, sums[0] / n, sums[1] / n);
	}

	/** The study as a table of one line a test. */
	public TableWriter table() {
		return new TableWriter("test", "found", "experiments").add("paired t over animals, two-sided", pairedT, experiments).add(
			"sign flip over animals, one-sided", signFlipOneSided, experiments).add("sign flip over animals, two-sided",
				signFlipTwoSided, experiments).add("mixed model, intercepts only", mixedIntercepts, experiments).add(
					"mixed model, animal slopes", mixedSlopes, experiments).add("pooled Welch t of P+ (published unit)", pooled, experiments)
			.add("bootstrap interval holds the truth", coverage, experiments).add(
				"interval from resampling all levels holds the truth", allLevels, experiments).add("mean separation (z)", meanSeparation, experiments).add(
				"events per neuron, session and epoch", eventsPerSession, experiments);
	}

	/** One experiment at a time. */
	private static final class Slot {

		GroupStatistics group;
		double events;

		void run(final ExperimentParameters parameters) {
			final List<EpochResidual> rows = new ArrayList<>();
			for (int animal = 0; animal < parameters.animals(); animal++) {
				final LearningMouse mouse = new LearningMouse(parameters, animal);
				for (int day = 0; day < parameters.days(); day++) rows.addAll(SessionSignals.rows(SimulatedData.of(mouse.nextDay(),
					parameters, new float[0][]), SessionSignals.Parameters.DEFAULT));
			}
			events = rows.stream().filter(r -> r.epoch().isError()).mapToInt(EpochResidual::events).average().orElse(0);
			group = GroupStatistics.ofResiduals(rows, GroupStatistics.Parameters.DEFAULT.withResamples(RESAMPLES));
		}
	}
}
