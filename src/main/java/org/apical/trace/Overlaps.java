package org.apical.trace;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.SingularValueDecomposition;

/** Groups of ROIs that share pixels, and for each the matrix that turns its weighted means into demixed fluorescence. */
final class Overlaps {

	/** A group whose matrix is worse conditioned than this is not demixed: noise would grow as much. */
	private static final double WORST_CONDITION = 30;

	private final int[][] pixels;
	private final double[][] shares;
	private final int[] group;
	private final List<int[]> groups = new ArrayList<>();
	private final List<double[][]> unmixing = new ArrayList<>();

	/** @param shares of each ROI's pixels, adding to 1 */
	Overlaps(final int[][] pixels, final double[][] shares) {
		this.pixels = pixels;
		this.shares = shares;
		group = new int[pixels.length];
		Arrays.setAll(group, r -> r);
		final Map<Integer, Integer> owner = new HashMap<>();
		for (int r = 0; r < pixels.length; r++)
			for (final int p : pixels[r]) {
				final Integer other = owner.putIfAbsent(p, r);
				if (other != null) group[root(other)] = root(r);
			}
		final Map<Integer, List<Integer>> members = new HashMap<>();
		for (int r = 0; r < group.length; r++) members.computeIfAbsent(root(r), key -> new ArrayList<>()).add(r);
		for (final List<Integer> together : members.values()) if (together.size() > 1) add(together);
	}

	int[][] groups() {
		return groups.toArray(new int[0][]);
	}

	double[][][] unmixing() {
		return unmixing.toArray(new double[0][][]);
	}

	private int root(final int r) {
		int i = r;
		while (group[i] != i) i = group[i];
		return i;
	}

	/**
	 * With shares s, an ROI of fluorescence F shows s F / (s.s) in its pixels, so that its own weighted mean is F. The
	 * weighted means of mixed pixels are then m = M F with M[i][j] = s_i.s_j / (s_j.s_j); least squares is its inverse.
	 */
	private void add(final List<Integer> together) {
		final int n = together.size();
		final double[][] mixing = new double[n][n];
		for (int j = 0; j < n; j++) {
			final Map<Integer, Double> share = new HashMap<>();
			double square = 0;
			final int rj = together.get(j);
			for (int k = 0; k < pixels[rj].length; k++) {
				share.put(pixels[rj][k], shares[rj][k]);
				square += shares[rj][k] * shares[rj][k];
			}
			for (int i = 0; i < n; i++) {
				final int ri = together.get(i);
				for (int k = 0; k < pixels[ri].length; k++)
					mixing[i][j] += shares[ri][k] * share.getOrDefault(pixels[ri][k], 0.0) / square;
			}
		}
		final SingularValueDecomposition svd = new SingularValueDecomposition(new Array2DRowRealMatrix(mixing, false));
		if (!(svd.getConditionNumber() < WORST_CONDITION)) return;
		groups.add(together.stream().mapToInt(Integer::intValue).toArray());
		unmixing.add(svd.getSolver().getInverse().getData());
	}
}
