package org.apical.signal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

import org.apical.recording.Progress;

/**
 * Everything that one session says about the dendrites' signals. What could not be computed is null (or NaN) here and has
 * its reason in {@code gaps}.
 *
 * @param data what was analysed
 * @param lines fit of each neuron
 * @param curves whether another curve than a line would fit each neuron's events better
 * @param residuals all events with their residuals
 * @param windows of all epochs, control trials only
 * @param means residuals by neuron and epoch
 * @param decoders decoder of each neuron
 * @param decoderP the decoders' p values corrected over neurons (Benjamini-Hochberg)
 * @param tests reward, outcome, error and perturbation over neurons
 * @param vector the vector test
 * @param controls its controls
 * @param behaviour how well the animal did
 * @param activity mean inferred rate of each neuron
 * @param gaps what could not be computed and why, one line each
 */
public record SessionSignals(SessionData data, SdResidual[] lines, CurveComparison[] curves,
	List<Residual> residuals, List<Window> windows,
	EpochMeans means, NetworkDecoder[] decoders, double[] decoderP, List<TestResult> tests, VectorTest vector,
	List<Controls.Row> controls, Behaviour behaviour, double[] activity, List<String> gaps)
{

	/**
	 * @param windowS length of the epochs' windows, s
	 * @param trialS longest run of a trial, s
	 * @param controls which are made
	 */
	public record Parameters(SdResidual.Parameters fit, NetworkDecoder.Parameters decoder, double windowS, double trialS,
		Set<Controls.Control> controls)
	{

		public static final Parameters DEFAULT = new Parameters(SdResidual.Parameters.DEFAULT, NetworkDecoder.Parameters.DEFAULT,
			2, 28, EnumSet.allOf(Controls.Control.class));

		public Parameters withFit(final SdResidual.Parameters f) {
			return new Parameters(f, decoder, windowS, trialS, controls);
		}

		public Parameters withDecoder(final NetworkDecoder.Parameters d) {
			return new Parameters(fit, d, windowS, trialS, controls);
		}

		public Parameters withControls(final Set<Controls.Control> c) {
			return new Parameters(fit, decoder, windowS, trialS, c);
		}

		/** The one seed of all that is drawn at random. */
		public long seed() {
			return decoder.seed();
		}
	}

	/** @throws IOException never, unless {@code progress} or a worker fails with one */
	public static SessionSignals of(final SessionData data, final Parameters parameters, final Progress progress)
		throws IOException
	{
		final List<String> gaps = new ArrayList<>(data.notes());
		final Residuals residuals = Residuals.of(data, data.events(), parameters.fit);
		gather(gaps, "residuals", data.names(), residuals.reasons());
		final long alone = IntStream.range(0, data.neurons()).filter(i -> data.events().stream().noneMatch(e -> e.neuron() == i)).count();
		if (alone > 0) gaps.add("residuals: " + alone + " of " + data.neurons() + " somas have no dendrite with coincident events");

		final NetworkDecoder[] decoders = new NetworkDecoder[data.neurons()];
		final String[] reasons = new String[data.neurons()];
		for (int i = 0; i < decoders.length; i++) {
			progress.update("Decoding from the network", i, decoders.length);
			if (residuals.lines()[i] != null) try {
				final int neuron = i;
				final List<Residual> own = residuals.events().stream().filter(e -> e.neuron() == neuron).toList();
				decoders[i] = NetworkDecoder.of(i, own.stream().mapToInt(Residual::frame).toArray(), own.stream().mapToDouble(
					Residual::z).toArray(), data.rates(), data.rateHz(), parameters.decoder, (stage, done, total) -> progress.update(
						stage, neuron, data.neurons()));
			}
			catch (final GapException e) {
				reasons[i] = e.getMessage();
			}
		}
		gather(gaps, "network decoder", data.names(), reasons);
		final double[] decoderP = MultipleComparisons.benjaminiHochberg(Arrays.stream(decoders).mapToDouble(d -> d == null
			? Double.NaN : d.p()).toArray());

		final List<Window> windows = windows(data, parameters);
		final EpochMeans means = EpochMeans.of(residuals.events(), windows, data.frames(), data.neurons());
		final List<TestResult> tests = tests(data, residuals, windows, means);
		tests.stream().filter(t -> t.gap() != null && !t.gap().equals(Residuals.NO_PERTURBATION)).forEach(t -> gaps.add(t.question() +
			": " + t.gap()));
		VectorTest vector = null;
		Behaviour behaviour = null;
		try {
			if (data.log() == null) throw new GapException("no log of the task was given");
			vector = VectorTest.of(means, data.roles(), data.animal(), parameters.seed());
		}
		catch (final GapException e) {
			gaps.add("vector test: " + e.getMessage());
		}
		try {
			if (data.log() == null) throw new GapException("no log of the task was given");
			behaviour = Behaviour.of(data.log(), data.trials(), data.rateHz(), parameters.trialS, parameters.seed());
			if (behaviour.chanceGap() != null) gaps.add("chance level: " + behaviour.chanceGap());
		}
		catch (final GapException e) {
			gaps.add("behaviour: " + e.getMessage());
		}
		final List<Controls.Row> controls = vector == null || parameters.controls.isEmpty() ? List.of() : new Controls(data,
			residuals, windows, parameters.fit, parameters.seed()).rows(parameters.controls);
		controls.stream().filter(c -> c.gap() != null).forEach(c -> gaps.add("control '" + c.control().label() + "': " + c.gap()));
		return new SessionSignals(data, residuals.lines(), curves(data, residuals.lines()),
			residuals.events(), windows, means, decoders, decoderP, tests, vector,
			controls, behaviour, Arrays.stream(data.rates()).mapToDouble(SessionSignals::mean).toArray(), gaps);
	}

	private static CurveComparison[] curves(final SessionData data, final SdResidual[] lines) {
		final CurveComparison[] curves = new CurveComparison[lines.length];
		for (int i = 0; i < lines.length; i++) {
			final int neuron = i;
			final List<PairedEvent> own = data.events().stream().filter(e -> e.neuron() == neuron).toList();
			if (lines[i] != null) curves[i] = CurveComparison.of(own.stream().mapToDouble(PairedEvent::soma).toArray(), own.stream()
				.mapToDouble(PairedEvent::dendrite).toArray());
		}
		return curves;
	}

	private static List<Window> windows(final SessionData data, final Parameters parameters) {
		if (data.log() == null) return List.of();
		return Epochs.of(data.log(), data.trials(), data.rateHz(), parameters.windowS).stream().filter(w -> data.trials().get(w
			.trial()).isControl()).toList();
	}

	private static List<TestResult> tests(final SessionData data, final Residuals residuals, final List<Window> windows,
		final EpochMeans means)
	{
		final List<TestResult> tests = new ArrayList<>();
		final int[] fitted = IntStream.range(0, data.neurons()).filter(i -> residuals.lines()[i] != null).toArray();
		tests.add(difference("reward: after a hit against time-out", fitted, windows, means, Epoch.REWARD_HIT, Epoch.REWARD_MISS));
		tests.add(difference("outcome: before a hit against before a time-out", fitted, windows, means, Epoch.OUTCOME_HIT,
			Epoch.OUTCOME_MISS));
		for (final Role role : Role.values()) tests.add(difference("error reduction against increase, " + role, Arrays.stream(
			fitted).filter(i -> data.roles()[i] == role).toArray(), windows, means, Epoch.ERROR_REDUCTION, Epoch.ERROR_INCREASE));
		tests.add(residuals.perturbation(data));
		return tests;
	}

	/** Paired t test over neurons that have both epochs. */
	private static TestResult difference(final String question, final int[] neurons, final List<Window> windows,
		final EpochMeans means, final Epoch a, final Epoch b)
	{
		for (final Epoch epoch : new Epoch[] { a, b })
			if (windows.stream().noneMatch(w -> w.epoch() == epoch)) return TestResult.gap(question, "t", "neurons", 0,
				"the session has no window of " + epoch.label());
		return LocationTests.oneSample(question, "neurons", Arrays.stream(neurons).mapToDouble(i -> means.mean(a, i) - means.mean(
			b, i)).filter(d -> !Double.isNaN(d)).toArray());
	}

	private static void gather(final List<String> gaps, final String what, final String[] names, final String[] reasons) {
		for (int i = 0; i < names.length; i++)
			if (reasons[i] != null) gaps.add(what + ", neuron " + names[i] + ": " + reasons[i]);
	}

	private static double mean(final float[] values) {
		double sum = 0;
		for (final float v : values) sum += v;
		return sum / values.length;
	}

	/** The rows of {@code residuals.csv}: neurons with a fit and a role. */
	public List<EpochResidual> rows() {
		return rows(data, lines, means);
	}

	/** The rows alone, without decoding, tests and controls: all that a group needs of a session. */
	public static List<EpochResidual> rows(final SessionData data, final Parameters parameters) {
		final Residuals residuals = Residuals.of(data, data.events(), parameters.fit);
		return rows(data, residuals.lines(), EpochMeans.of(residuals.events(), windows(data, parameters), data.frames(), data
			.neurons()));
	}

	/** Activity and contrast of the P+ and P- neurons alone; activity is the sum of somatic magnitudes a frame. */
	public static List<NeuronDay> days(final SessionData data, final Parameters parameters) {
		final Residuals residuals = Residuals.of(data, data.events(), parameters.fit);
		final EpochMeans means = EpochMeans.of(residuals.events(), windows(data, parameters), data.frames(), data.neurons());
		final double[] activity = new double[data.neurons()];
		data.events().forEach(e -> activity[e.neuron()] += e.soma() / data.frames());
		return IntStream.range(0, activity.length).filter(i -> data.roles()[i] != null && data.roles()[i] != Role.P0).mapToObj(
			i -> new NeuronDay(data.animal(), data.names()[i], data.roles()[i], data.day(), activity[i], residuals.lines()[i] == null
				? Double.NaN : means.contrast(i))).toList();
	}

	private static List<EpochResidual> rows(final SessionData data, final SdResidual[] lines, final EpochMeans means) {
		final String[] names = new String[data.neurons()];
		for (int i = 0; i < names.length; i++)
			if (lines[i] != null && data.roles()[i] != null) names[i] = data.names()[i];
		return means.rows(data.animal(), data.session(), data.day(), names, data.roles());
	}
}
