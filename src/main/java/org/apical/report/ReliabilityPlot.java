package org.apical.report;

import java.io.IOException;
import java.nio.file.Path;
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
	private static final int BINS = 10;

	private final int[] count = new int[BINS];
	private final double[] predicted = new double[BINS];
	private final double[] observed = new double[BINS];
	private final int judged;
	private final double accuracy;

	public ReliabilityPlot(final List<Judgement> judgements) {
		judged = judgements.size();
		accuracy = judgements.stream().filter(Judgement::right).count() / (double) judged;
		for (final Judgement j : judgements) for (final Compartment c : Compartment.values()) {
			final double p = j.probabilities()[c.ordinal()];
			final int bin = (int) Math.min(BINS - 1, BINS * p);
			count[bin]++;
			predicted[bin] += p;
			if (j.kind() == c) observed[bin]++;
		}
		for (int i = 0; i < BINS; i++) {
			predicted[i] /= count[i];
			observed[i] /= count[i];
		}
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
		for (int i = 0; i < BINS; i++) table.add(predicted[i], observed[i], count[i]);
		final double[] ends = { 0, 1 };
		final Chart chart = new Chart("Predicted probability of a compartment", "Share that belongs to it").line("as it should be", ends, ends,
			Mark.NEUTRAL, true).joined(String.format(Locale.ROOT, "%d ROIs not trained on, accuracy %.3f", judged, accuracy), predicted, observed,
				Mark.PLUS);
		return new Figure("reliability", "Reliability of the compartments' probabilities", "", chart.chart(), SIZE, SIZE, table);
	}
}
