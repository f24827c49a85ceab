package org.apical.ij.bci;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Which grey value makes a screen shine at a wanted share of its range, since a screen's light does not rise evenly. */
final class GammaTable {

	private static final int STEPS = 1024;
	private static final int MOST = 255;

	private final int[] greys = new int[STEPS + 1];

	private GammaTable() {}

	/** A screen whose light rises as grey to that power. */
	static GammaTable power(final double gamma) {
		final GammaTable table = new GammaTable();
		for (int i = 0; i <= STEPS; i++) table.greys[i] = (int) Math.round(MOST * Math.pow(i / (double) STEPS, 1 / gamma));
		return table;
	}

	/**
	 * A screen that was measured.
	 *
	 * @param file a line for each measurement: grey value (0 to 255) and luminance in any unit, apart by a comma or blanks,
	 *          both rising; between them straight lines
	 * @throws IllegalArgumentException with one line for the user where it does not hold that
	 */
	static GammaTable measured(final Path file) {
		final double[][] rows;
		try {
			rows = Files.readAllLines(file).stream().map(String::strip).filter(l -> !l.isEmpty() && !l.startsWith("#")).map(l -> Arrays
				.stream(l.split("[,;\\s]+")).mapToDouble(Double::parseDouble).toArray()).toArray(double[][]::new);
		}
		catch (final IOException | NumberFormatException e) {
			throw new IllegalArgumentException(file + ": the gamma table cannot be read (" + e.getMessage() + ")", e);
		}
		boolean rising = rows.length > 1;
		for (int i = 0; i < rows.length; i++) rising &= rows[i].length == 2 && rows[i][0] >= 0 && rows[i][0] <= MOST && (i == 0 ||
			rows[i][0] > rows[i - 1][0] && rows[i][1] > rows[i - 1][1]);
		if (!rising) throw new IllegalArgumentException(file +
			": a gamma table has two lines or more of a grey value (0 to 255) and its luminance, both rising");
		final GammaTable table = new GammaTable();
		final double darkest = rows[0][1], range = rows[rows.length - 1][1] - darkest;
		for (int i = 0, k = 0; i <= STEPS; i++) {
			final double wanted = darkest + range * i / STEPS;
			while (k < rows.length - 2 && rows[k + 1][1] < wanted) k++;
			final double share = (wanted - rows[k][1]) / (rows[k + 1][1] - rows[k][1]);
			table.greys[i] = (int) Math.round(rows[k][0] + share * (rows[k + 1][0] - rows[k][0]));
		}
		return table;
	}

	/** @param luminance 0 for the darkest, 1 for the brightest */
	int grey(final double luminance) {
		return greys[(int) Math.round(STEPS * Math.max(0, Math.min(1, luminance)))];
	}
}
