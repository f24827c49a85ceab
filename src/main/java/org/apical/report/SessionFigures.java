package org.apical.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

import org.apical.report.Chart.Mark;
import org.apical.session.TableWriter;
import org.apical.signal.Epoch;
import org.apical.signal.NetworkDecoder;
import org.apical.signal.PairedEvent;
import org.apical.signal.Residual;
import org.apical.signal.Role;
import org.apical.signal.SdResidual;
import org.apical.signal.SessionData;
import org.apical.signal.SessionSignals;
import org.apical.signal.Trial;

/** The figures of the page about one session. */
public final class SessionFigures {

	private static final int WIDTH = 460, HEIGHT = 340, WIDE = 940, LOW = 260;
	/** As much of a session as shows single events. */
	private static final double TRACE_S = 60;
	/** Space between two traces, in units of the larger one's peak. */
	private static final double TRACE_GAP = 1.2;

	private final SessionSignals signals;
	private final SessionData data;

	public SessionFigures(final SessionSignals signals) {
		this.signals = signals;
		data = signals.data();
	}

	/** Rates of the neurons with most events, and when soma and dendrite fired together. */
	public Figure traces() {
		final List<Integer> shown = busiest(4);
		final int from = busiestStart(shown), to = Math.min(data.frames(), from + (int) (TRACE_S * data.rateHz()));
		final Chart chart = new Chart("Time (s)", "Inferred somatic rate").unscaled();
		final TableWriter table = new TableWriter("neuron", "time_s", "rate", "coincident_event");
		final double[] times = IntStream.range(from, to).mapToDouble(t -> t / data.rateHz()).toArray();
		for (int row = 0; row < shown.size(); row++) {
			final int neuron = shown.get(row);
			double peak = 1e-9;
			for (int t = from; t < to; t++) peak = Math.max(peak, data.rates()[neuron][t]);
			final double[] y = new double[to - from], events = new double[to - from];
			Arrays.fill(events, Double.NaN);
			for (int t = from; t < to; t++) y[t - from] = data.rates()[neuron][t] / peak - TRACE_GAP * row;
			for (final PairedEvent e : data.events())
				if (e.neuron() == neuron && e.frame() >= from && e.frame() < to) events[e.frame() - from] = y[e.frame() - from];
			for (int t = from; t < to; t++) table.add(data.names()[neuron], times[t - from], (double) data.rates()[neuron][t], Double
				.isNaN(events[t - from]) ? 0 : 1);
			final Mark mark = Mark.of(data.roles()[neuron]);
			chart.line(null, times, y, mark, false).points(data.names()[neuron] + " (" + data.roles()[neuron] + ")", times, events, mark);
		}
		return new Figure("traces", "Traces with events", "Inferred rates of the " + shown.size() +
			" P+ and P- neurons with most events, each scaled to its peak; marks are events seen in soma and dendrite.", chart.chart(),
			WIDE, LOW, table);
	}

	/** Soma against dendrite with the line, for the busiest neuron of a role. */
	public Optional<Figure> scatter(final Role role) {
		final int neuron = busiest(data.neurons()).stream().filter(i -> data.roles()[i] == role).findFirst().orElse(-1);
		if (neuron < 0) return Optional.empty();
		final List<PairedEvent> own = data.events().stream().filter(e -> e.neuron() == neuron).toList();
		final double[] x = own.stream().mapToDouble(PairedEvent::soma).toArray(), y = own.stream().mapToDouble(PairedEvent::dendrite)
			.toArray();
		final SdResidual fit = signals.lines()[neuron];
		final double[] ends = { Arrays.stream(x).min().orElse(0), Arrays.stream(x).max().orElse(1) };
		final Chart chart = new Chart("Somatic magnitude", "Dendritic magnitude").points("events", x, y, Mark.of(role)).line("fit", ends,
			new double[] { fit.line().at(ends[0]), fit.line().at(ends[1]) }, Mark.NEUTRAL, false);
		final TableWriter table = new TableWriter("frame", "soma", "dendrite", "sd_residual_z");
		for (int i = 0; i < x.length; i++) table.add(own.get(i).frame(), x[i], y[i], fit.z()[i]);
		final String name = data.names()[neuron];
		return Optional.of(new Figure("scatter-" + name, "Soma and dendrite of neuron " + name + " (" + role + ")", String.format(
			Locale.ROOT, "n = %d coincident events; dendrite = %.3f + %.3f x soma. Events above the line are amplified, below attenuated. " +
				"Best of three curves by AIC: %s.", x.length, fit.line().intercept(), fit.line().slope(), signals.curves()[neuron].best()), chart
					.chart(), WIDTH, HEIGHT, table));
	}

	/** Residuals against somatic magnitude, which must be flat. */
	public Figure flatness() {
		final List<Residual> events = signals.residuals();
		final double[] x = events.stream().mapToDouble(Residual::soma).toArray(), z = events.stream().mapToDouble(Residual::z)
			.toArray();
		final Chart chart = new Chart("Somatic magnitude", "Residual (z)").points(null, x, z, Mark.NEUTRAL).zero();
		final int bins = Math.min(8, x.length / 20);
		if (bins > 1) {
			final Integer[] order = IntStream.range(0, x.length).boxed().sorted(Comparator.comparingDouble(i -> x[i])).toArray(
				Integer[]::new);
			final double[] middle = new double[bins], mean = new double[bins];
			for (int b = 0; b < bins; b++) {
				final int from = b * x.length / bins, to = (b + 1) * x.length / bins;
				for (int k = from; k < to; k++) mean[b] += z[order[k]] / (to - from);
				middle[b] = x[order[(from + to) / 2]];
			}
			chart.joined("mean of equal parts", middle, mean, Mark.ACCENT);
		}
		final double worst = Arrays.stream(signals.lines()).filter(l -> l != null).mapToDouble(l -> Math.abs(l.somaCorrelation())).max()
			.orElse(Double.NaN);
		final TableWriter table = new TableWriter("neuron", "soma", "sd_residual_z");
		for (final Residual r : events) table.add(data.names()[r.neuron()], r.soma(), r.z());
		return new Figure("flatness", "Residuals do not depend on somatic magnitude", "All " + x.length + " events of " + fitted() +
			" neurons; the means should lie on zero. Largest correlation of any neuron: " + HtmlPage.text(worst) + ".", chart.chart(),
			WIDTH, HEIGHT, table);
	}

	/** Residuals by epoch and role, one line a neuron. */
	public Figure epochs() {
		final Chart chart = Chart.ofCategories("Residual (z)", "P+ reduction", "P+ increase", "P- reduction", "P- increase").zero();
		final TableWriter table = new TableWriter("neuron", "population", "reduction_z", "increase_z", "n_reduction", "n_increase");
		for (final Role role : new Role[] { Role.P_PLUS, Role.P_MINUS }) {
			final double at = role == Role.P_PLUS ? 0 : 2;
			final List<Double> x = new ArrayList<>(), y = new ArrayList<>();
			for (int i = 0; i < data.neurons(); i++) {
				if (data.roles()[i] != role || signals.lines()[i] == null) continue;
				final double[] pair = { signals.means().mean(Epoch.ERROR_REDUCTION, i), signals.means().mean(Epoch.ERROR_INCREASE, i) };
				chart.line(null, new double[] { at, at + 1 }, pair, Mark.NEUTRAL, false);
				x.addAll(List.of(at, at + 1));
				y.addAll(List.of(pair[0], pair[1]));
				table.add(data.names()[i], role, pair[0], pair[1], signals.means().events(Epoch.ERROR_REDUCTION, i), signals.means().events(
					Epoch.ERROR_INCREASE, i));
			}
			chart.points(role.label(), x.stream().mapToDouble(v -> v).toArray(), y.stream().mapToDouble(v -> v).toArray(), Mark.of(role));
		}
		return new Figure("epochs", "Residuals by epoch and role", "Mean residual of each neuron (a line) in windows of 2 s in which the error fell or grew. " +
			(signals.vector() == null ? "No test: see the gaps." : "Separation of the populations' contrasts, permuting roles: " + HtmlPage.p(
				signals.vector().p()) + " (n = " + signals.vector().plusNeurons() + " P+ and " + signals.vector().minusNeurons() +
				" P- neurons)."), chart.chart(), WIDTH, HEIGHT, table);
	}

	/** Decoding accuracy of each neuron. */
	public Figure decoding() {
		final TableWriter table = new TableWriter("neuron", "population", "accuracy", "p", "p_fdr", "confidence_correlation");
		final List<Double> accuracy = new ArrayList<>(), significant = new ArrayList<>();
		for (int i = 0; i < data.neurons(); i++) {
			final NetworkDecoder d = signals.decoders()[i];
			if (d == null) continue;
			final boolean found = signals.decoderP()[i] <= 0.05;
			accuracy.add(found ? Double.NaN : d.accuracy());
			significant.add(found ? d.accuracy() : Double.NaN);
			table.add(data.names()[i], data.roles()[i], d.accuracy(), d.p(), signals.decoderP()[i], d.confidenceCorrelation());
		}
		final double[] x = Chart.places(accuracy.size(), 1);
		final long found = significant.stream().filter(a -> !a.isNaN()).count();
		final Chart chart = new Chart("Neuron", "Decoded rightly (mean of both classes)").counted().across(0.5).points("p > 0.05", x, accuracy
			.stream().mapToDouble(a -> a).toArray(), Mark.NEUTRAL).points("p <= 0.05 (corrected)", x, significant.stream().mapToDouble(
				a -> a).toArray(), Mark.ACCENT);
		return new Figure("decoding", "Amplified or attenuated, decoded from the other somas", String.format(Locale.ROOT,
			"Leave-one-out accuracy of a linear SVM on the 2 s before each event; %d of %d neurons above chance (label permutation, corrected over neurons). Confidence against residual: the decision value and the residual correlate with r = %s on average over neurons.",
			found, accuracy.size(), HtmlPage.text(Arrays.stream(signals.decoders()).filter(d -> d != null).mapToDouble(
				NetworkDecoder::confidenceCorrelation).average().orElse(Double.NaN))), chart.chart(), WIDTH, HEIGHT, table);
	}

	/** What the decoders take amplified and attenuated events for, one line a neuron. */
	public Figure confusion() {
		final TableWriter table = new TableWriter("neuron", "population", "amplified_right", "amplified_wrong", "attenuated_right",
			"attenuated_wrong");
		final Chart chart = Chart.ofCategories("Decoded as amplified (share)", "amplified events", "attenuated events").shares().across(0.5);
		final int[][] sum = new int[2][2];
		int neurons = 0;
		for (int i = 0; i < data.neurons(); i++) {
			if (signals.decoders()[i] == null) continue;
			final int[][] c = signals.decoders()[i].confusion();
			for (int t = 0; t < 2; t++) for (int p = 0; p < 2; p++) sum[t][p] += c[t][p];
			chart.line(null, new double[] { 0, 1 }, asAmplified(c), Mark.NEUTRAL, false);
			table.add(data.names()[i], data.roles()[i], c[1][1], c[1][0], c[0][0], c[0][1]);
			neurons++;
		}
		if (neurons > 0) chart.joined("all events together", new double[] { 0, 1 }, asAmplified(sum), Mark.ACCENT);
		return new Figure("confusion", "Decoder confusion", String.format(Locale.ROOT,
			"Each grey line is a neuron (n = %d); a decoder that works falls from above to below one half. All events together: amplified %d right and %d wrong, attenuated %d right and %d wrong. Tests: the figure beside.",
			neurons, sum[1][1], sum[1][0], sum[0][0], sum[0][1]), chart.chart(), WIDTH, HEIGHT, table);
	}

	private static double[] asAmplified(final int[][] confusion) {
		return new double[] { confusion[1][1] / (double) (confusion[1][0] + confusion[1][1]), confusion[0][1] / (double) (confusion[0][0] +
			confusion[0][1]) };
	}

	/** Outcome of the trials along the session. */
	public Figure learning() {
		final TableWriter table = new TableWriter("trial", "hit", "running_accuracy");
		final double[] hits = data.trials().stream().filter(t -> t.outcome() != Trial.Outcome.ABORTED).mapToDouble(t -> t
			.outcome() == Trial.Outcome.HIT ? 1 : 0).toArray();
		final int half = Math.max(2, Math.min(10, hits.length / 6));
		final double[] running = new double[hits.length];
		for (int i = 0; i < hits.length; i++) {
			running[i] = Arrays.stream(hits, Math.max(0, i - half), Math.min(hits.length, i + half + 1)).average().orElseThrow();
			table.add(i + 1, (int) hits[i], running[i]);
		}
		final double[] x = Chart.places(hits.length, 1);
		final Chart chart = new Chart("Trial", "Accuracy").counted().shares().line("running mean of " + (2 * half + 1) + " trials", x, running, Mark.ACCENT,
			false).points("hit (1) or miss (0)", x, hits, Mark.NEUTRAL);
		String chance = "";
		if (signals.behaviour() != null && !Double.isNaN(signals.behaviour().chance())) {
			chart.across(signals.behaviour().chance());
			chance = " Dotted: chance, from resampled baseline.";
		}
		return new Figure("behaviour", "Behaviour", "n = " + hits.length + " trials that ended in a hit or a miss." + chance, chart
			.chart(), WIDTH, HEIGHT, table);
	}

	private long fitted() {
		return Arrays.stream(signals.lines()).filter(l -> l != null).count();
	}

	/** Neurons with a fit, those of P+ and P- first, by their number of events. */
	private List<Integer> busiest(final int most) {
		final int[] events = new int[data.neurons()];
		data.events().forEach(e -> events[e.neuron()]++);
		return IntStream.range(0, events.length).filter(i -> signals.lines()[i] != null).boxed().sorted(Comparator.comparingInt(
			(Integer i) -> data.roles()[i] == null || data.roles()[i] == Role.P0 ? 1 : 0).thenComparingInt(i -> -events[i])).limit(most)
			.toList();
	}

	private int busiestStart(final List<Integer> shown) {
		final int length = (int) (TRACE_S * data.rateHz());
		final int[] counts = new int[data.frames() / length + 1];
		data.events().stream().filter(e -> shown.contains(e.neuron())).forEach(e -> counts[e.frame() / length]++);
		int best = 0;
		for (int i = 1; i < counts.length; i++) if (counts[i] > counts[best]) best = i;
		return best * length;
	}
}
