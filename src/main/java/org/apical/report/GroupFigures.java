package org.apical.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

import org.apache.commons.math3.stat.StatUtils;
import org.apical.report.Chart.Mark;
import org.apical.session.GroupAnalysis;
import org.apical.session.GroupAnalysis.Performance;
import org.apical.session.RulePredictions;
import org.apical.session.TableWriter;
import org.apical.signal.AnimalContrast;
import org.apical.signal.Epoch;
import org.apical.signal.EpochResidual;
import org.apical.signal.Learning;
import org.apical.signal.NeuronDay;
import org.apical.signal.Role;
import org.apical.simulate.ExperimentParameters.Rule;

/** The figures of the page about a group. */
public final class GroupFigures {

	private static final int WIDTH = 460, HEIGHT = 340;

	/** By rule. */
	private static final Mark[] MARKS = { Mark.OTHER, Mark.MINUS, Mark.PLUS, Mark.ACCENT };

	private final GroupAnalysis.Result result;
	private final List<AnimalContrast> contrasts;

	public GroupFigures(final GroupAnalysis.Result result) {
		this.result = result;
		contrasts = result.statistics().contrasts();
	}

	/** Contrasts of both populations in each animal. */
	public Figure contrasts() {
		final Chart chart = Chart.ofCategories("Contrast (z): error reduction - increase", "P+", "P-").zero();
		final TableWriter data = new TableWriter("animal", "pplus_contrast", "pminus_contrast");
		final double[] plus = contrasts.stream().mapToDouble(AnimalContrast::plus).toArray(), minus = contrasts.stream().mapToDouble(
			AnimalContrast::minus).toArray();
		for (final AnimalContrast c : contrasts) {
			chart.line(null, new double[] { 0, 1 }, new double[] { c.plus(), c.minus() }, Mark.NEUTRAL, false);
			data.add(c.animal(), c.plus(), c.minus());
		}
		chart.points("P+", filled(plus.length, 0), plus, Mark.PLUS).points("P-", filled(minus.length, 1), minus, Mark.MINUS);
		return new Figure("contrasts", "Contrasts by animal", "Mean residual in error reduction minus error increase; each line joins one animal's P+ and P- neurons (n = " +
			contrasts.size() + " animals). Lines that fall to the right are signed, level lines away from zero common. Paired t test over animals: " +
			HtmlPage.p(result.statistics().separation().p()) + ".", chart.chart(), WIDTH, HEIGHT, data);
	}

	/** Residuals by epoch and role in each animal; contrasts alone where the rows are not known. */
	public Figure epochs() {
		final String[] cells = { "P+ reduction", "P+ increase", "P- reduction", "P- increase" };
		final Chart chart = Chart.ofCategories("Residual (z)", cells).zero();
		final TableWriter data = new TableWriter("animal", "population", "epoch", "mean_residual_z", "neuron_sessions");
		final Set<String> animals = new LinkedHashSet<>();
		result.rows().forEach(r -> animals.add(r.animal()));
		for (int role = 0; role < 2; role++) {
			final Role population = role == 0 ? Role.P_PLUS : Role.P_MINUS;
			final List<Double> x = new ArrayList<>(), y = new ArrayList<>();
			for (final String animal : animals) {
				final double[] pair = new double[2];
				for (int e = 0; e < 2; e++) {
					final Epoch epoch = e == 0 ? Epoch.ERROR_REDUCTION : Epoch.ERROR_INCREASE;
					final double[] values = values(r -> r.animal().equals(animal) && r.role() == population && r.epoch() == epoch);
					pair[e] = mean(values);
					x.add(2.0 * role + e);
					y.add(pair[e]);
					data.add(animal, population, epoch.label(), pair[e], values.length);
				}
				chart.line(null, new double[] { 2 * role, 2 * role + 1 }, pair, Mark.NEUTRAL, false);
			}
			chart.points(population.label(), array(x), array(y), Mark.of(population));
		}
		final String caption = result.rows().isEmpty() ? "Not drawn: the input holds contrasts only, not the residuals they come from."
			: "Mean residual over neuron-sessions by population and epoch; each line is one animal (n = " + animals.size() +
				"). A vector signal falls for P+ and rises for P-. Tests are in the table below.";
		return new Figure("epochs", "Residuals by epoch and role", caption, chart.chart(), WIDTH, HEIGHT, data);
	}

	/** Activity of the populations over days, relative to the first day. */
	public Figure activity() {
		final Chart chart = new Chart("Day", "Log rate relative to the first day").counted().zero();
		final TableWriter data = new TableWriter("population", "day", "log_rate_change", "neurons");
		for (final Role role : Role.values()) {
			final Map<Double, List<Double>> byDay = new TreeMap<>();
			first().forEach((first, days) -> days.stream().filter(d -> d.role() == role).forEach(d -> byDay.computeIfAbsent(d.day(),
				k -> new ArrayList<>()).add(Math.log(d.activity() / first.activity()))));
			chart.joined(role.label(), days(byDay), means(byDay), Mark.of(role));
			byDay.forEach((day, values) -> data.add(role, day, mean(array(values)), values.size()));
		}
		return new Figure("activity", "Activity over days", "Mean over neurons of the log of the mean inferred rate, relative to each neuron's first day (n = " +
			first().size() + " neurons). Gradient learning drives P+ up and P- down; a scalar reward drives neither apart.", chart.chart(),
			WIDTH, HEIGHT, data);
	}

	private Map<NeuronDay, List<NeuronDay>> first() {
		final Map<List<String>, List<NeuronDay>> neurons = new LinkedHashMap<>();
		for (final NeuronDay d : result.days())
			if (d.activity() > 0 && !Double.isNaN(d.day())) neurons.computeIfAbsent(d.who(), k -> new ArrayList<>())
				.add(d);
		final Map<NeuronDay, List<NeuronDay>> first = new LinkedHashMap<>();
		for (final List<NeuronDay> days : neurons.values()) first.put(days.stream().min((a, b) -> Double.compare(a.day(), b.day()))
			.orElseThrow(), days);
		return first;
	}

	/** Accuracy of each animal over days. */
	public Figure performance() {
		final Chart chart = new Chart("Day", "Accuracy (share of hits)").counted().shares();
		final TableWriter data = new TableWriter("animal", "day", "accuracy", "chance");
		final Map<String, List<Performance>> animals = new LinkedHashMap<>();
		final Map<Double, List<Double>> accuracy = new TreeMap<>(), chance = new TreeMap<>();
		for (final Performance p : result.performance()) {
			data.add(p.animal(), p.day(), p.accuracy(), p.chance());
			if (Double.isNaN(p.day())) continue;
			animals.computeIfAbsent(p.animal(), k -> new ArrayList<>()).add(p);
			accuracy.computeIfAbsent(p.day(), k -> new ArrayList<>()).add(p.accuracy());
			if (!Double.isNaN(p.chance())) chance.computeIfAbsent(p.day(), k -> new ArrayList<>()).add(p.chance());
		}
		for (final List<Performance> own : animals.values()) {
			own.sort(Comparator.comparingDouble(Performance::day));
			chart.line(null, array(own.stream().map(Performance::day).toList()), array(own.stream().map(Performance::accuracy).toList()),
				Mark.NEUTRAL, false);
		}
		chart.joined("mean of the animals", days(accuracy), means(accuracy), Mark.ACCENT).line("chance", days(chance), means(chance), Mark.OTHER,
			true);
		return new Figure("behaviour", "Behaviour over days", "Share of trials that ended in a hit; each grey line is an animal (n = " + animals
			.size() + "). Chance: how often stretches of the day's baseline would have reached the threshold.", chart.chart(), WIDTH, HEIGHT,
			data);
	}

	private static double[] days(final Map<Double, List<Double>> byDay) {
		return byDay.keySet().stream().mapToDouble(d -> d).toArray();
	}

	private static double[] means(final Map<Double, List<Double>> byDay) {
		return byDay.values().stream().mapToDouble(v -> mean(array(v))).toArray();
	}

	/** A neuron's contrast against its later change. */
	public Figure learning() {
		final Chart chart = new Chart("Residual contrast (z)", "Later change of log rate").zero();
		final TableWriter data = new TableWriter("animal", "neuron", "population", "day", "contrast_z", "log_rate_change");
		final List<Learning.Change> changes = Learning.changes(result.days());
		for (final Role role : new Role[] { Role.P_PLUS, Role.P_MINUS }) {
			final List<Learning.Change> own = changes.stream().filter(c -> c.day().role() == role).toList();
			chart.points(role.label(), own.stream().mapToDouble(c -> c.day().contrast()).toArray(), own.stream().mapToDouble(
				Learning.Change::change).toArray(), Mark.of(role));
		}
		for (final Learning.Change c : changes) data.add(c.day().animal(), c.day().neuron(), c.day().role(), c.day().day(), c.day()
			.contrast(), c.change());
		return new Figure("learning", "Contrast and later change", "Each point is a neuron on one day (n = " + changes.size() +
			" neuron-days): its residual contrast against the change of its log rate to the mean of the next three days. Test below.", chart
				.chart(), WIDTH, HEIGHT, data);
	}

	/** How far P+ and P- drift apart over days, beside what each rule predicts. */
	public Figure rules() {
		final double[] days = RulePredictions.dates(result.days()).stream().mapToDouble(d -> d).toArray();
		final Chart chart = new Chart("Day", "P+ minus P- (log rate)").counted().zero();
		final TableWriter data = new TableWriter("rule", "day", "divergence", "sd_over_experiments", "experiments");
		int experiments = 0;
		for (final Map.Entry<Rule, List<RulePredictions.Outcome>> rule : result.rules().rules().entrySet()) {
			final double[] middle = new double[days.length];
			experiments = rule.getValue().size();
			for (int t = 0; t < days.length; t++) {
				final int day = t;
				final double[] values = rule.getValue().stream().mapToDouble(o -> o.divergence()[day]).toArray();
				middle[t] = mean(values);
				data.add(label(rule.getKey()), days[t], middle[t], Math.sqrt(StatUtils.variance(values)), values.length);
			}
			chart.joined(label(rule.getKey()), days, middle, MARKS[rule.getKey().ordinal()]);
		}
		final double[] own = RulePredictions.outcome(result.days()).divergence();
		chart.joined("these animals", days, own, Mark.NEUTRAL);
		for (int t = 0; t < days.length; t++) data.add("these animals", days[t], own[t], null, 1);
		return new Figure("rules", "These animals beside what learning rules predict", "Log rate of P+ minus that of P-, since the first day. Grey: these animals. Others: means of " + experiments +
			" simulated experiments a rule, with as many mice, days and neurons, whose dendrites carry the measured separation. The table has their scatter.",
			chart.chart(), WIDTH, HEIGHT, data);
	}

	/** A rule's name for readers. */
	static String label(final Rule rule) {
		return switch (rule) {
			case NONE -> "no learning";
			case SCALAR_REWARD -> "scalar reward";
			case VECTOR_GRADIENT -> "vector gradient";
			case TARGET_DIFFERENCE -> "target difference";
		};
	}

	private double[] values(final Predicate<EpochResidual> which) {
		return result.rows().stream().filter(which).filter(r -> r.events() > 0 && !Double.isNaN(r.z())).mapToDouble(EpochResidual::z)
			.toArray();
	}

	private static double mean(final double[] values) {
		double sum = 0;
		for (final double v : values) sum += v;
		return sum / values.length;
	}

	private static double[] filled(final int n, final double value) {
		final double[] values = new double[n];
		Arrays.fill(values, value);
		return values;
	}

	private static double[] array(final List<Double> values) {
		return values.stream().mapToDouble(v -> v).toArray();
	}
}
