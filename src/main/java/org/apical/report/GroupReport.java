package org.apical.report;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import org.apache.commons.math3.stat.StatUtils;
import org.apical.session.GroupAnalysis;
import org.apical.session.RulePredictions;
import org.apical.session.ResultFolder;
import org.apical.signal.GroupStatistics;
import org.apical.signal.TestResult;

/** The page about a group of animals: does each dendrite get its own signed teaching signal? */
public final class GroupReport {

	/** Level at which the answer's sentence calls a difference one. */
	private static final double LEVEL = 0.05;

	private final GroupAnalysis.Result result;
	private final GroupStatistics group;

	public GroupReport(final GroupAnalysis.Result result) {
		this.result = result;
		group = result.statistics();
	}

	/** Stages the page as one HTML file, and its figures beside it; returns them. */
	public List<Figure> write(final ResultFolder folder) throws IOException {
		final GroupFigures figures = new GroupFigures(result);
		final HtmlPage page = new HtmlPage("Do dendrites get signed teaching signals?").answer(answer()).paragraph(evidence());
		page.figures(figures.contrasts(), figures.epochs());
		if (!result.days().isEmpty()) {
			page.heading("Learning");
			page.figures(figures.activity(), figures.learning());
			if (!result.performance().isEmpty()) page.figures(figures.performance());
			page.paragraph("Whether a neuron's own contrast predicts how its activity changes over the following days, beyond its activity on the day and its role:");
			page.table(header(false), result.learning().stream().map(t -> row(t, null, null)).toList());
		}
		if (result.rules() != null) {
			page.heading("What learning rules predict");
			page.figures(figures.rules()).table(List.of("", "P+ minus P- on the last day (log rate)", "SD over experiments",
				"own contrast predicts later change (slope)", "SD over experiments"), rules());
		}
		page.heading("Tests over animals");
		page.paragraph("The animal is the unit. The last two columns are corrected for the number of tests in this table, after Holm (any false positive) and Benjamini-Hochberg (share of false positives).");
		final List<List<Object>> rows = new ArrayList<>();
		for (int i = 0; i < group.tests().size(); i++) rows.add(row(group.tests().get(i), group.holm()[i], group.falseDiscovery()[i]));
		page.table(header(true), rows);
		if (!group.supplement().isEmpty()) {
			page.heading("Mixed models and the published tests beside them");
			page.paragraph("The pooled tests take each neuron's session as independent of all others, as published. Rows of one animal are not, so their p values are too small: compare them with the animal-level ones above. The mixed model without animal slopes shares that fault in part.");
			page.table(header(false), group.supplement().stream().map(t -> row(t, null, null)).toList());
		}
		page.gaps(group.gaps());
		return page.write(folder, "Contrast: mean residual in error reduction minus error increase, each level of nesting (events, sessions, neurons, animals) averaged plainly. Signed separation: P+ contrast minus P- contrast.");
	}

	private List<List<Object>> rules() {
		final List<List<Object>> rows = new ArrayList<>();
		final RulePredictions.Outcome own = RulePredictions.outcome(result.days());
		rows.add(Arrays.asList("these animals", last(own), null, own.slope(), null));
		result.rules().rules().forEach((rule, outcomes) -> {
			final double[] last = outcomes.stream().mapToDouble(GroupReport::last).toArray();
			final double[] slope = outcomes.stream().mapToDouble(RulePredictions.Outcome::slope).filter(s -> !Double.isNaN(s)).toArray();
			rows.add(Arrays.asList(GroupFigures.label(rule), StatUtils.mean(last), Math.sqrt(StatUtils.variance(last)), StatUtils.mean(
				slope), Math.sqrt(StatUtils.variance(slope))));
		});
		return rows;
	}

	private static double last(final RulePredictions.Outcome outcome) {
		return outcome.divergence()[outcome.divergence().length - 1];
	}

	private String answer() {
		final int n = group.contrasts().size();
		final double p = group.separation().p();
		if (Double.isNaN(p)) return String.format(Locale.ROOT, "Not to be decided: %s (signed separation %.3f z in %d %s).", group
			.separation().gap(), group.meanSeparation(), n, n == 1 ? "animal" : "animals");
		final String numbers = String.format(Locale.ROOT, "P+ and P- contrasts differ by %.3f z on average over %d animals (paired t test, %s)", group
			.meanSeparation(), n, HtmlPage.p(p));
		if (p > LEVEL) return "No signed signal can be shown: " + numbers + ".";
		return (group.meanSeparation() > 0 ? "Yes, the signal's sign follows the causal role: " : "The signal's sign is opposite to the causal role: ") +
			numbers + ".";
	}

	private String evidence() {
		return String.format(Locale.ROOT, "%d of %d animals have a positive separation; sign-flip permutation (%s%d patterns) %s one-sided, %s two-sided. " +
			"Drawing animals anew (bootstrap) puts the separation between %s and %s z (95 %%). Of the contrasts' energy %.0f %% is signed (vector) and %.0f %% common (scalar); " +
			"noise alone would give half and half. Effect size d_z = %s.", group.positive(), group.contrasts().size(), group.signFlip()
				.exact() ? "all " : "", group.signFlip().patterns(), HtmlPage.p(group.signFlip().oneSided()), HtmlPage.p(group.signFlip()
					.twoSided()), HtmlPage.text(group.bootstrap().low()), HtmlPage.text(group
					.bootstrap().high()), 100 * group.signedFraction(), 100 * group
						.commonFraction(), HtmlPage.text(group.separation().effect()));
	}

	private static List<String> header(final boolean corrected) {
		return Stream.concat(Stream.of("question", "test", "n", "unit", "estimate", "statistic", "p", "effect size"), corrected ? Stream
			.of("p (Holm)", "p (B-H)") : Stream.of()).toList();
	}

	private static List<Object> row(final TestResult t, final Double holm, final Double falseDiscovery) {
		final List<Object> row = new ArrayList<>(List.of(t.question(), t.gap() == null ? t.test() : "not computed: " + t.gap(), t.n(), t
			.unit(), t.estimate(), t.statistic(), t.p(), t.effect()));
		if (holm != null) {
			row.add(holm);
			row.add(falseDiscovery);
		}
		return row;
	}
}
