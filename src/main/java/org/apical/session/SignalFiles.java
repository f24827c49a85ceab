package org.apical.session;

import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.apical.signal.Behaviour;
import org.apical.signal.Controls;
import org.apical.signal.CurveComparison;
import org.apical.signal.NetworkDecoder;
import org.apical.signal.Residual;
import org.apical.signal.SdResidual;
import org.apical.signal.SessionSignals;
import org.apical.signal.TestResult;
import org.apical.signal.VectorTest;

/**
 * Writes what a session says about the dendrites' signals: {@code residuals.csv}, {@code event_residuals.csv}, {@code
 * neurons.csv}, {@code controls.csv}, {@code session_tests.csv} and {@code behaviour.csv}. Empty cells are results that the data do not allow;
 * the reasons are in the report and in the run's record.
 */
public final class SignalFiles {

	/** How well the animal did, one line. */
	static final String BEHAVIOUR = "behaviour.csv";

	private SignalFiles() {}

	public static void write(final SessionSignals signals, final ResultFolder folder) throws IOException {
		ResidualTable.write(signals.rows(), folder.stage(ResidualTable.NAME));
		final TableWriter events = new TableWriter("neuron", "population", "frame", "time_s", "soma_magnitude",
			"sd_residual_z");
		for (final Residual r : signals.residuals()) events.add(signals.data().names()[r.neuron()], signals.data().roles()[r
			.neuron()], r.frame(), r.frame() / signals.data().rateHz(), r.soma(), r.z());
		events.write(folder.stage("event_residuals.csv"));
		neurons(signals).write(folder.stage("neurons.csv"));
		controls(signals.controls()).write(folder.stage("controls.csv"));
		tests(signals.tests()).write(folder.stage("session_tests.csv"));
		if (signals.behaviour() != null) behaviour(signals).write(folder.stage(BEHAVIOUR));
	}

	private static TableWriter behaviour(final SessionSignals signals) {
		final Behaviour b = signals.behaviour();
		return new TableWriter("animal", "session", "day", "trials", "accuracy", "accuracy_early", "accuracy_late", "rewards_per_minute",
			"time_to_target_s", "time_to_target_early_s", "time_to_target_late_s", "chance").add(signals.data().animal(), signals.data()
				.session(), signals.data().day(), b.trials(), b.accuracy(), b.early(), b.late(), b.rewardsPerMinute(), b.timeToTargetS(), b
					.earlyTimeS(), b.lateTimeS(), b.chance());
	}

	/** One line a neuron. */
	public static TableWriter neurons(final SessionSignals signals) {
		final TableWriter table = new TableWriter("animal", "session", "day", "neuron", "population", "n_events", "intercept", "slope",
			"residual_sd", "soma_correlation", "aic_linear", "aic_exponential", "aic_logarithmic", "decoder_accuracy", "decoder_p",
			"decoder_p_fdr", "confidence_correlation", "mean_rate", "contrast_z");
		for (int i = 0; i < signals.data().neurons(); i++) {
			final int neuron = i;
			final SdResidual line = signals.lines()[i];
			final CurveComparison curves = signals.curves()[i];
			final NetworkDecoder decoder = signals.decoders()[i];
			table.add(signals.data().animal(), signals.data().session(), signals.data().day(), signals.data().names()[i], signals.data()
				.roles()[i], signals.data().events().stream().filter(e -> e.neuron() == neuron).count(), line == null ? null : line.line()
					.intercept(), line == null ? null : line.line().slope(), line == null ? null : line.sd(), line == null ? null : line
						.somaCorrelation(), curves == null ? null : curves.linear(), curves == null ? null : curves.exponential(),
				curves == null ? null : curves.logarithmic(), decoder == null ? null : decoder.accuracy(), decoder == null ? null
					: decoder.p(), decoder == null ? null : signals.decoderP()[i], decoder == null ? null : decoder
						.confidenceCorrelation(), signals.activity()[i], line == null ? null : signals.means().contrast(i));
		}
		return table;
	}

	/** One line a control. */
	public static TableWriter controls(final List<Controls.Row> rows) {
		final TableWriter table = new TableWriter("control", "meaning", "separation_z", "p", "n_pplus", "n_pminus", "gap");
		for (final Controls.Row r : rows) table.add(r.control().label(), r.control().meaning(), r.separation(), r.p(), r
			.plusNeurons(), r.minusNeurons(), r.gap());
		return table;
	}

	/** One line a test. */
	public static TableWriter tests(final List<TestResult> tests) {
		final TableWriter table = new TableWriter("question", "test", "unit", "n", "estimate", "statistic", "p", "effect_size",
			"gap");
		for (final TestResult t : tests) table.add(t.question(), t.test(), t.unit(), t.n(), t.estimate(), t.statistic(), t.p(), t
			.effect(), t.gap());
		return table;
	}

	/** The session's main numbers for the run's record. */
	public static Map<String, Object> summary(final SessionSignals signals) {
		final Map<String, Object> summary = new LinkedHashMap<>();
		summary.put("animal", signals.data().animal());
		summary.put("session", signals.data().session());
		summary.put("rate_hz", signals.data().rateHz());
		summary.put("frames", signals.data().frames());
		summary.put("neurons", signals.data().neurons());
		summary.put("neurons_with_residuals", Arrays.stream(signals.lines()).filter(l -> l != null).count());
		summary.put("events", signals.residuals().size());
		final VectorTest vector = signals.vector();
		if (vector != null) {
			summary.put("pplus_contrast", vector.contrast().plus());
			summary.put("pminus_contrast", vector.contrast().minus());
			summary.put("signed_separation", vector.contrast().separation());
			summary.put("role_permutation_p", vector.p());
			summary.put("role_decoder_accuracy", vector.roleAccuracy());
			summary.put("role_decoder_p", vector.roleP());
		}
		final Behaviour behaviour = signals.behaviour();
		if (behaviour != null) summary.put("behaviour", behaviour);
		summary.put("gaps", signals.gaps());
		return summary;
	}
}
