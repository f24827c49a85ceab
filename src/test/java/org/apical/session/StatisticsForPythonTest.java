package org.apical.session;

import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.apical.signal.CurveComparison;
import org.apical.signal.GroupStatistics;
import org.apical.signal.Line;
import org.apical.signal.LineFit;
import org.apical.signal.LinearSvm;
import org.apical.signal.ResidualRows;
import org.junit.Test;

import com.google.gson.Gson;

/** Leaves inputs and results in {@code target/statistics}, where src/test/python/check_statistics.py compares them with scipy, statsmodels and scikit-learn. */
public class StatisticsForPythonTest {

	private static final Path FOLDER = Path.of("target", "statistics");

	@Test
	public void whatPythonChecksIsLeftInAFolder() throws IOException {
		final Path table = FOLDER.resolve("residuals.csv");
		Files.createDirectories(FOLDER);
		ResidualTable.write(ResidualRows.random(6, 10, 8, 0.3, 0.15, 11), table);
		final GroupAnalysis analysis = new GroupAnalysis(GroupStatistics.Parameters.DEFAULT);
		try (ResultFolder folder = ResultFolder.open(FOLDER)) {
			analysis.write(analysis.compute(List.of(table)), folder);
			Files.writeString(folder.stage("fits.json"), new Gson().toJson(Map.of("lines", lines(), "svm", svm())));
			folder.publish();
		}
		assertTrue(Files.size(FOLDER.resolve("fits.json")) > 1000);
	}

	private static Map<String, Object> lines() {
		final Random random = new Random(5);
		final double[] x = new double[60], y = new double[60];
		for (int i = 0; i < x.length; i++) {
			x[i] = Math.exp(0.5 * random.nextGaussian());
			y[i] = 0.3 + 0.6 * x[i] + 0.3 * random.nextGaussian() + (i % 12 == 0 ? 2 : 0);
		}
		final Map<String, Object> result = new LinkedHashMap<>(Map.of("x", x, "y", y, "aic", CurveComparison.of(x, y)));
		for (final LineFit fit : LineFit.values()) {
			final Line line = fit.fit(x, y);
			result.put(fit.name().toLowerCase(), new double[] { line.intercept(), line.slope() });
		}
		return result;
	}

	private static Map<String, Object> svm() {
		final Random random = new Random(6);
		final int n = 50, d = 6;
		final double[][] x = new double[n][d];
		final int[] labels = new int[n];
		for (int i = 0; i < n; i++) {
			labels[i] = i % 3 == 0 ? 1 : -1;
			for (int k = 0; k < d; k++) x[i][k] = random.nextGaussian() / Math.sqrt(d) + (k == 0 ? 0.3 * labels[i] : 0);
		}
		final LinearSvm svm = new LinearSvm(LinearSvm.gram(x), 1, 1e-8);
		final double[] alpha = svm.fit(labels), weights = new double[d], leftOut = new double[n];
		for (int i = 0; i < n; i++) for (int k = 0; k < d; k++) weights[k] += alpha[i] * labels[i] * x[i][k];
		svm.leaveOneOut(labels, leftOut);
		final int[][] shuffled = new int[20][];
		final double[] accuracies = new double[shuffled.length], decision = new double[n];
		final boolean[] atLeast = new boolean[shuffled.length];
		final LinearSvm quick = new LinearSvm(LinearSvm.gram(x), 1, 1e-4);
		for (int k = 0; k < shuffled.length; k++) {
			shuffled[k] = labels.clone();
			for (int i = n - 1; i > 0; i--) {
				final int j = random.nextInt(i + 1), swap = shuffled[k][i];
				shuffled[k][i] = shuffled[k][j];
				shuffled[k][j] = swap;
			}
			svm.leaveOneOut(shuffled[k], decision);
			accuracies[k] = LinearSvm.accuracy(shuffled[k], decision);
			atLeast[k] = quick.decodesAtLeast(shuffled[k], 0.5);
		}
		return Map.of("x", x, "labels", labels, "weights", weights, "left_out", leftOut, "bias_feature", Math.sqrt(LinearSvm.BIAS),
			"shuffled", shuffled, "accuracies", accuracies, "at_least_half", atLeast);
	}
}
