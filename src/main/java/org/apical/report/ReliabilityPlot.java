package org.apical.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

import javax.imageio.ImageIO;

import org.apical.report.Chart.Mark;
import org.apical.roi.Compartment;
import org.apical.roi.CompartmentTrainer.Judgement;
import org.apical.session.TableWriter;

/**
 * How far probabilities mean what they say: of all ROIs that were given a compartment with a probability of about p, the
 * share that belongs to it should be p.
 */
public final class ReliabilityPlot {

	private static final int SIZE = 460;
	/** Probabilities that one point of the curve stands for, as wide as a tenth at least. */
	private static final int LEAST = 25;
	private static final double WIDTH = 0.1;

	private record Statement(double probability, boolean holds) {}

	private record Point(double predicted, double observed, int count) {}

	private final List<Point> points = new ArrayList<>();
	private final int judged;
	private final double accuracy;

	public ReliabilityPlot(final List<Judgement> judgements) {
		judged = judgements.size();
		accuracy = judgements.stream().filter(Judgement::right).count() / (double) judged;
		final List<Statement> statements = new ArrayList<>();
		for (final Judgement j : judgements) for (final Compartment c : Compartment.values()) statements.add(new Statement(j.probabilities()[c
			.ordinal()], j.kind() == c));
		statements.sort(Comparator.comparingDouble(Statement::probability));
		for (int from = 0, to = 0; to < statements.size(); from = to) {
			final double end = statements.get(from).probability + WIDTH;
			while (to < statements.size() && (to < from + LEAST || statements.get(to).probability < end || statements.size() - to < LEAST)) to++;
			points.add(point(statements.subList(from, to)));
		}
	}

	private static Point point(final List<Statement> statements) {
		return new Point(statements.stream().mapToDouble(Statement::probability).average().orElseThrow(), statements.stream().filter(
			Statement::holds).count() / (double) statements.size(), statements.size());
	}

	/** Share of the ROIs whose most probable compartment is the true one. */
	public double accuracy() {
		return accuracy;
	}

	public void writePng(final Path file) throws IOException {
		ImageIO.write(figure().image(), "png", file.toFile());
	}

	private Figure figure() {
		final TableWriter table = new TableWriter("predicted", "observed", "count");
		points.forEach(p -> table.add(p.predicted, p.observed, p.count));
		final double[] ends = { 0, 1 };
		final Chart chart = new Chart("Predicted probability of a compartment", "Share that belongs to it").line("as it should be", ends, ends,
			Mark.NEUTRAL, true).joined(String.format(Locale.ROOT, "%d ROIs not trained on, accuracy %.3f", judged, accuracy), points.stream()
				.mapToDouble(Point::predicted).toArray(), points.stream().mapToDouble(Point::observed).toArray(), Mark.PLUS);
		return new Figure("reliability", "Reliability of the compartments' probabilities", "", chart.chart(), SIZE, SIZE, table);
	}
}
