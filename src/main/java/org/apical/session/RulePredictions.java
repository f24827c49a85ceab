package org.apical.session;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

import org.apical.recording.FrameStream;
import org.apical.recording.Progress;
import org.apical.signal.Learning;
import org.apical.signal.NeuronDay;
import org.apical.signal.SessionSignals;
import org.apical.simulate.ExperimentParameters;
import org.apical.simulate.ExperimentParameters.Rule;
import org.apical.simulate.LearningMouse;

/**
 * What each learning rule predicts of an experiment like the one at hand: simulated mice, as many, over as many days and
 * with as many neurons, whose dendrites carry the separation that was measured, go through the same analysis.
 *
 * @param rules the outcomes of each rule's experiments
 */
public record RulePredictions(Map<Rule, List<Outcome>> rules) {

	/** Short sessions suffice: what scatters is the learning. */
	private static final int FRAMES = 12_000, BASELINE = 2_000;

	/**
	 * What came of an experiment, simulated or real.
	 *
	 * @param divergence log activity of P+ minus that of P-, relative to the first day, of each day
	 * @param slope how a neuron's own contrast predicts its later change of activity, see {@link Learning}; NaN where it
	 *          cannot be told
	 */
	public record Outcome(double[] divergence, double slope) {}

	/**
	 * @param days of the real experiment
	 * @param separation measured, z
	 * @param experiments simulated for each rule
	 */
	public static RulePredictions like(final List<NeuronDay> days, final double separation, final int experiments, final long seed,
		final Progress progress) throws IOException
	{
		final long animals = days.stream().map(NeuronDay::animal).distinct().count();
		final long neurons = days.stream().filter(d -> d.role().sign() != 0).map(NeuronDay::who).distinct().count();
		final ExperimentParameters like = ExperimentParameters.DEFAULT.withSize((int) animals, dates(days).size(), FRAMES, BASELINE)
			.withNeurons((int) Math.max(1, Math.round(neurons / 2.0 / animals)), 0, 6).withSignal(ExperimentParameters.Signal.VECTOR,
				separation);
		final Map<Rule, List<Outcome>> rules = new EnumMap<>(Rule.class);
		for (final Rule rule : Rule.values()) rules.put(rule, new ArrayList<>());
		final int all = experiments * Rule.values().length;
		FrameStream.run(0, all, FrameStream.defaultThreads(), Slot::new, (i, slot) -> slot.outcome = simulate(like.withRule(rule(i))
			.withSeed(seed + 1_000_003L * i)), (i, slot) -> {
				rules.get(rule(i)).add(slot.outcome);
				progress.update("Simulating learning rules", i + 1L, all);
			});
		return new RulePredictions(rules);
	}

	private static final class Slot {
		Outcome outcome;
	}

	private static Rule rule(final int experiment) {
		return Rule.values()[experiment % Rule.values().length];
	}

	private static Outcome simulate(final ExperimentParameters parameters) {
		final List<NeuronDay> days = new ArrayList<>();
		for (int animal = 0; animal < parameters.animals(); animal++) {
			final LearningMouse mouse = new LearningMouse(parameters, animal);
			for (int day = 0; day < parameters.days(); day++) days.addAll(SessionSignals.days(SimulatedData.of(mouse.nextDay(), parameters,
				new float[0][]), SessionSignals.Parameters.DEFAULT));
		}
		return outcome(days);
	}

	/** The same of given days. */
	public static Outcome outcome(final List<NeuronDay> days) {
		final double[] divergence = dates(days).stream().mapToDouble(date -> Learning.change(days, 1, date) - Learning.change(days, -1,
			date)).toArray();
		return new Outcome(divergence, Learning.tests(days).get(0).estimate());
	}

	/** The days of training that the experiment has, in order. */
	public static List<Double> dates(final List<NeuronDay> days) {
		return List.copyOf(new TreeSet<>(days.stream().map(NeuronDay::day).filter(d -> !d.isNaN()).toList()));
	}
}
