package org.apical.roi;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * One-to-one matching of found with true ROIs, best overlap first, at an intersection over union of 0.3 or more.
 *
 * @param hits true index and found index of each match
 */
public record DetectionScore(int truths, int found, List<int[]> hits) {

	public static DetectionScore of(final List<Roi> truths, final List<Roi> found, final double least) {
		record Pair(int truth, int roi, double overlap) {}
		final List<Pair> pairs = new ArrayList<>();
		for (int i = 0; i < truths.size(); i++) for (int j = 0; j < found.size(); j++) {
			final double overlap = truths.get(i).overlap(found.get(j));
			if (overlap >= least) pairs.add(new Pair(i, j, overlap));
		}
		pairs.sort(Comparator.comparingDouble(p -> -p.overlap));
		final boolean[] truthTaken = new boolean[truths.size()];
		final boolean[] roiTaken = new boolean[found.size()];
		final List<int[]> hits = new ArrayList<>();
		for (final Pair p : pairs) {
			if (truthTaken[p.truth] || roiTaken[p.roi]) continue;
			truthTaken[p.truth] = roiTaken[p.roi] = true;
			hits.add(new int[] { p.truth, p.roi });
		}
		return new DetectionScore(truths.size(), found.size(), hits);
	}

	public double recall() {
		return truths == 0 ? 1 : hits.size() / (double) truths;
	}

	public double precision() {
		return found == 0 ? 1 : hits.size() / (double) found;
	}

	public double f1() {
		return 2.0 * hits.size() / Math.max(1, truths + found);
	}
}
