package org.apical.signal;

import java.util.Arrays;

/**
 * The exact solution of a support vector machine's dual from one that is near, and how it changes when an observation leaves.
 *
 * <p>Once it is known which coefficients are free and which stand at zero or at their bound, the free ones follow from linear
 * equations: each of their observations lies on its margin. The set is guessed, the equations solved, and whatever then
 * contradicts the conditions changes sides, until nothing does (primal-dual active set; Hintermüller, Ito and Kunisch 2003).
 * When one observation leaves, few of the others change sides; so the equations of the whole set are solved once, and of
 * each departure only those of the few (Cauwenberghs and Poggio 2001 follow the same change step by step).
 *
 * <p>Where the search does not end, or the equations are singular, it says so and coordinate ascent has to do.
 */
final class ActiveSet {

	private static final int MAX_ROUNDS = 30;
	/** Rounding errors of coefficients and margins, both near one. */
	private static final double SLACK = 1e-9;

	private enum Side { ZERO, FREE, BOUND }

	private final double[][] gram;
	private final int n;
	private final Side[] side;
	private final int[] free, place; // the free ones, and where each stands among them
	private int freeCount;
	private double[][] inverse;
	private final double[][] columns;
	private final boolean[] known;
	/** Signed coefficients (coefficient times label) and decision values. */
	private final double[] weight, value;
	private int[] labels;

	/** Of a departure: who changes sides, what is wanted of each, and the basic values (see {@link #column}). */
	private final int[] swapped;
	private final double[] wanted, moved, basic, now;
	private final boolean[] isSwapped;
	private final double[] newAlpha, newValue;

	ActiveSet(final double[][] gram) {
		this.gram = gram;
		n = gram.length;
		side = new Side[n];
		free = new int[n];
		place = new int[n];
		columns = new double[n][];
		known = new boolean[n];
		weight = new double[n];
		value = new double[n];
		swapped = new int[n];
		wanted = new double[n];
		moved = new double[n];
		basic = new double[n];
		now = new double[n];
		isSwapped = new boolean[n];
		newAlpha = new double[n];
		newValue = new double[n];
	}

	/**
	 * Brings a problem that is near its solution there.
	 *
	 * @return whether it was found; otherwise the problem is as it was
	 */
	boolean settle(final SvmDual problem) {
		labels = problem.labels();
		for (int i = 0; i < n; i++) side[i] = problem.alpha(i) <= 0 ? Side.ZERO : problem.alpha(i) >= problem.bound(i) ? Side.BOUND
			: Side.FREE;
		Arrays.fill(known, false);
		for (int round = 0; round < MAX_ROUNDS; round++) {
			if (!invert()) return false;
			solve(problem);
			if (!changesSides(problem)) {
				for (int i = 0; i < n; i++) newAlpha[i] = inside(labels[i] * weight[i], problem.bound(i));
				problem.set(newAlpha, value);
				return true;
			}
		}
		return false;
	}

	private static double inside(final double alpha, final double bound) {
		return Math.max(0, Math.min(bound, alpha));
	}

	/** Inverse of the free observations' products, by Gauss-Jordan elimination without exchanges: they are positive definite. */
	private boolean invert() {
		freeCount = 0;
		for (int i = 0; i < n; i++) {
			place[i] = side[i] == Side.FREE ? freeCount : -1;
			if (side[i] == Side.FREE) free[freeCount++] = i;
		}
		final int m = freeCount;
		inverse = new double[m][m];
		for (int a = 0; a < m; a++) for (int b = 0; b < m; b++) inverse[a][b] = gram[free[a]][free[b]];
		for (int k = 0; k < m; k++) {
			final double[] pivotRow = inverse[k];
			final double pivot = pivotRow[k];
			if (!(pivot > 1e-9 * gram[free[k]][free[k]])) return false;
			pivotRow[k] = 1;
			for (int b = 0; b < m; b++) pivotRow[b] /= pivot;
			for (int a = 0; a < m; a++) {
				if (a == k) continue;
				final double[] row = inverse[a];
				final double factor = row[k];
				row[k] = 0;
				for (int b = 0; b < m; b++) row[b] -= factor * pivotRow[b];
			}
		}
		return true;
	}

	private void solve(final SvmDual problem) {
		Arrays.fill(value, 0);
		for (int i = 0; i < n; i++) {
			weight[i] = side[i] == Side.BOUND ? labels[i] * problem.bound(i) : 0;
			if (side[i] == Side.BOUND) add(weight[i], gram[i], value);
		}
		final double[] missing = new double[freeCount], weights = new double[freeCount];
		for (int a = 0; a < freeCount; a++) missing[a] = labels[free[a]] - value[free[a]];
		for (int a = 0; a < freeCount; a++) add(missing[a], inverse[a], weights);
		for (int a = 0; a < freeCount; a++) {
			weight[free[a]] = weights[a];
			add(weights[a], gram[free[a]], value);
		}
	}

	private boolean changesSides(final SvmDual problem) {
		boolean changed = false;
		for (int i = 0; i < n; i++) {
			final Side to = side(side[i], labels[i] * weight[i], labels[i] * value[i], problem.bound(i));
			changed |= to != side[i];
			side[i] = to;
		}
		return changed;
	}

	private static Side side(final Side is, final double alpha, final double margin, final double bound) {
		switch (is) {
			case FREE:
				return alpha < -SLACK ? Side.ZERO : alpha > bound + SLACK ? Side.BOUND : Side.FREE;
			case ZERO:
				return margin < 1 - SLACK ? Side.FREE : Side.ZERO;
			default:
				return margin > 1 + SLACK ? Side.FREE : Side.BOUND;
		}
	}

	/**
	 * How the basic values, weights of the free and decision values of the others, change with the one thing of an observation
	 * that is held: the decision value of a free one, the weight of another.
	 */
	private double[] column(final int i) {
		if (known[i]) return columns[i];
		known[i] = true;
		if (columns[i] == null) columns[i] = new double[n];
		final double[] column = columns[i], weights = new double[freeCount];
		if (place[i] >= 0) {
			System.arraycopy(inverse[place[i]], 0, weights, 0, freeCount);
			Arrays.fill(column, 0);
		}
		else {
			for (int a = 0; a < freeCount; a++) add(-gram[i][free[a]], inverse[a], weights);
			System.arraycopy(gram[i], 0, column, 0, n);
		}
		for (int a = 0; a < freeCount; a++) add(weights[a], gram[free[a]], column);
		for (int a = 0; a < freeCount; a++) column[free[a]] = weights[a];
		return column;
	}

	private static void add(final double factor, final double[] row, final double[] to) {
		for (int j = 0; j < to.length; j++) to[j] += factor * row[j];
	}

	/**
	 * The settled problem without one of its observations, as far as that is found.
	 *
	 * @param without gets the solution; otherwise it is as it was
	 */
	void leave(final int left, final SvmDual without) {
		for (int i = 0; i < n; i++) basic[i] = place[i] >= 0 ? weight[i] : value[i];
		Arrays.fill(isSwapped, false);
		int count = 0;
		if (place[left] >= 0) count = swap(left, 0, count);
		else add(-weight[left], column(left), basic);
		for (int round = 0; round < MAX_ROUNDS; round++) {
			if (!solveSwapped(count)) return;
			System.arraycopy(basic, 0, now, 0, n);
			for (int k = 0; k < count; k++) add(moved[k], column(swapped[k]), now);
			final int before = count;
			boolean back = false;
			for (int k = before - 1; k >= 0; k--) {
				if (swapped[k] == left || stays(k, without)) continue;
				isSwapped[swapped[k]] = false;
				count--;
				swapped[k] = swapped[count];
				wanted[k] = wanted[count];
				back = true;
			}
			final int kept = count;
			for (int i = 0; i < n; i++) {
				if (i == left || isSwapped[i]) continue;
				final double bound = without.bound(i);
				final Side to = side(side[i], labels[i] * now[i], labels[i] * now[i], bound);
				if (to != side[i]) count = swap(i, to == Side.FREE ? labels[i] : to == Side.BOUND ? labels[i] * bound : 0, count);
			}
			if (back || count > kept) continue;
			finish(left, count, without);
			return;
		}
	}

	private int swap(final int i, final double target, final int count) {
		swapped[count] = i;
		wanted[count] = target;
		isSwapped[i] = true;
		return count + 1;
	}

	/** Whether one that changed sides has to: now held, its margin lies on the right side; now free, its weight is within its bounds. */
	private boolean stays(final int k, final SvmDual problem) {
		final int i = swapped[k];
		if (place[i] < 0) {
			final double alpha = labels[i] * (weight[i] + moved[k]);
			return alpha >= -SLACK && alpha <= problem.bound(i) + SLACK;
		}
		final double beyond = labels[i] * moved[k]; // margin - 1
		return wanted[k] == 0 ? beyond >= -SLACK : beyond <= SLACK;
	}

	/** Moves what those held so that each gets what is wanted, by Gaussian elimination with exchanges of rows. */
	private boolean solveSwapped(final int count) {
		final double[][] a = new double[count][count + 1];
		for (int r = 0; r < count; r++) {
			for (int c = 0; c < count; c++) a[r][c] = column(swapped[c])[swapped[r]];
			a[r][count] = wanted[r] - basic[swapped[r]];
		}
		for (int k = 0; k < count; k++) {
			int best = k;
			for (int r = k + 1; r < count; r++) if (Math.abs(a[r][k]) > Math.abs(a[best][k])) best = r;
			if (!(Math.abs(a[best][k]) > 1e-12)) return false;
			final double[] pivot = a[best];
			a[best] = a[k];
			a[k] = pivot;
			for (int r = k + 1; r < count; r++) {
				final double factor = a[r][k] / pivot[k];
				for (int c = k; c <= count; c++) a[r][c] -= factor * pivot[c];
			}
		}
		for (int k = count - 1; k >= 0; k--) {
			double sum = a[k][count];
			for (int c = k + 1; c < count; c++) sum -= a[k][c] * moved[c];
			moved[k] = sum / a[k][k];
		}
		return true;
	}

	private void finish(final int left, final int count, final SvmDual without) {
		for (int i = 0; i < n; i++) {
			newAlpha[i] = labels[i] * (place[i] >= 0 ? now[i] : i == left ? 0 : weight[i]);
			newValue[i] = place[i] >= 0 ? labels[i] : now[i];
		}
		for (int k = 0; k < count; k++) {
			final int i = swapped[k];
			newAlpha[i] = labels[i] * (place[i] >= 0 ? wanted[k] : weight[i] + moved[k]);
			newValue[i] = place[i] >= 0 ? labels[i] + moved[k] : wanted[k];
		}
		for (int i = 0; i < n; i++) newAlpha[i] = i == left ? 0 : inside(newAlpha[i], without.bound(i));
		without.set(newAlpha, newValue);
	}
}
