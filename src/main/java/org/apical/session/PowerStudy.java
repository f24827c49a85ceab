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
 * @param meanSeparation mean of the estimated separations, z
 * @param eventsPerSession mean number of events of a neuron in an error epoch of a session
 */
public record PowerStudy(int experiments, double pairedT, double signFlipOneSided, double signFlipTwoSided,
	double mixedIntercepts, double mixedSlopes, double pooled, double coverage, double meanSeparation, double eventsPerSession)
{

	private static final int RESAMPLES = 500;

	/** @param planted true separation, which the interval should hold */
	public static PowerStudy run(final ExperimentParameters parameters, final double planted, final int experiments,
		final double level, final int threads, final Progress progress) throws IOException
	{
		final int[] found = new int[7];
		final double[] sums = new double[2];
		FrameStream.run(0, experiments, threads, Slot::new, (i, slot) -> slot.run(parameters.withSeed(parameters.seed() +
			1_000_003L * i)), (i, slot) -> {
				final GroupStatistics group = slot.group;
				final double[] p = { group.separation().p(), group.signFlip().oneSided(), group.signFlip().twoSided(), group
					.supplement().get(0).p(), group.supplement().get(1).p(), group.supplement().get(2).p() };
				for (int k = 0; k < p.length; k++) if (p[k] <= level) found[k]++;
				if (group.bootstrap().low() <= planted && planted <= group.bootstrap().high()) found[6]++;
				sums[0] += group.meanSeparation();
				sums[1] += slot.events;
				progress.update("Simulating experiments", i + 1L, experiments);
			});
		final double n = experiments;
		return new PowerStudy(experiments, found[0] / n, found[1] / n, found[2] / n, found[3] / n, found[4] / n, found[5] / n,
			found[6] / n, sums[0] / n, sums[1] / n);
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
