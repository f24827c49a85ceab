package org.apical.report;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

import org.apical.session.ResultFolder;
import org.apical.signal.Behaviour;
import org.apical.signal.Controls;
import org.apical.signal.Role;
import org.apical.signal.SessionSignals;
import org.apical.signal.TestResult;
import org.apical.signal.VectorTest;

/** The page about one session. */
public final class SessionReport {

	/** Level at which the answer's sentence calls a difference one. */
	private static final double LEVEL = 0.05;

	private final SessionSignals signals;
	private final long seed;

	/** @param seed of the analysis, for the page's foot */
	public SessionReport(final SessionSignals signals, final long seed) {
		this.signals = signals;
		this.seed = seed;
	}

	/** Stages the page as one HTML file, and its figures beside it; returns them. */
	public List<Figure> write(final ResultFolder folder) throws IOException {
		final SessionFigures figures = new SessionFigures(signals);
		final HtmlPage page = new HtmlPage("Dendritic signals of " + signals.data().animal() + ", " + signals.data().session());
		page.answer(answer()).paragraph(evidence());
		if (!signals.residuals().isEmpty()) {
			page.figures(figures.epochs(), figures.flatness());
			page.heading("Soma and dendrite").figures(figures.traces());
			page.figures(Arrays.stream(Role.values()).map(figures::scatter).flatMap(o -> o.stream()).limit(2).toArray(Figure[]::new));
			page.heading("The network before the event").figures(figures.decoding(), figures.confusion());
			if (!signals.data().trials().isEmpty()) page.heading("Behaviour").figures(figures.learning());
		}
		behaviour(page);
		page.heading("Epochs");
		page.table(List.of("question", "test", "n", "unit", "estimate (z)", "statistic", "p", "effect size"), signals.tests().stream().map(
			SessionReport::row).toList());
		if (!signals.controls().isEmpty()) {
			page.heading("Controls of the vector test");
			page.table(List.of("control", "what it changes", "separation (z)", "p", "P+", "P-"), signals.controls().stream().map(
				SessionReport::row).toList());
		}
		page.gaps(signals.gaps());
		return page.write(folder, String.format(Locale.ROOT, "Seed %d; %d frames at %.2f Hz; residuals: dendrite minus its line on the soma, z-scored per neuron; n of each figure in its caption.",
			seed, signals.data().frames(), signals.data().rateHz()));
	}

	private String answer() {
		final VectorTest vector = signals.vector();
		if (vector == null) return "This session cannot say whether the signals are signed; the reasons are below.";
		final String numbers = String.format(Locale.ROOT, "P+ contrast %.3f z, P- contrast %.3f z, separation %.3f z (permuting roles, %s)",
			vector.contrast().plus(), vector.contrast().minus(), vector.contrast().separation(), HtmlPage.p(vector.p()));
		if (vector.p() > LEVEL) return "This session alone shows no signed signal: " + numbers + ".";
		return (vector.contrast().separation() > 0 ? "In this session the signal's sign follows the causal role: "
			: "In this session the signal's sign is opposite to the causal role: ") + numbers + ".";
	}

	private String evidence() {
		final StringBuilder text = new StringBuilder(String.format(Locale.ROOT, "%d coincident events of %d of %d neurons have a residual.", signals
			.residuals().size(), Arrays.stream(signals.lines()).filter(l -> l != null).count(), signals.data().neurons()));
		final VectorTest vector = signals.vector();
		if (vector != null) {
			final double signed = vector.contrast().signedEnergy(), common = vector.contrast().commonEnergy();
			text.append(String.format(Locale.ROOT, " Of the contrasts' energy %.0f %% is signed (vector), %.0f %% common (scalar); noise alone would give half and half.",
				100 * signed / (signed + common), 100 * common / (signed + common)));
			if (!Double.isNaN(vector.roleAccuracy())) text.append(String.format(Locale.ROOT, " A decoder tells a neuron's role from its residuals in %.0f %% (%s).",
				100 * vector.roleAccuracy(), HtmlPage.p(vector.roleP())));
		}
		return text.append(" One session has few neurons: the question is answered over animals, by 'group'.").toString();
	}

	private void behaviour(final HtmlPage page) {
		final Behaviour b = signals.behaviour();
		if (b == null) return;
		page.table(List.of("behaviour", "whole session", "first third", "last third"), List.of(Arrays.asList("accuracy", b.accuracy(), b
			.early(), b.late()), Arrays.asList("time to target (s, median)", b.timeToTargetS(), b.earlyTimeS(), b.lateTimeS()), Arrays
				.asList("rewards per minute", b.rewardsPerMinute(), null, null), Arrays.asList("chance level of accuracy", b.chance(), null,
					null)));
	}

	private static List<Object> row(final TestResult t) {
		return new ArrayList<>(List.of(t.question(), t.gap() == null ? t.test() : "not computed: " + t.gap(), t.n(), t.unit(), t
			.estimate(), t.statistic(), t.p(), t.effect()));
	}

	private static List<Object> row(final Controls.Row r) {
		return List.of(r.control().label(), r.gap() == null ? r.control().meaning() : "not computed: " + r.gap(), r.separation(), r.p(), r
			.plusNeurons(), r.minusNeurons());
	}
}
