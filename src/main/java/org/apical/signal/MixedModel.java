package org.apical.signal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.CholeskyDecomposition;
import org.apache.commons.math3.linear.NonPositiveDefiniteMatrixException;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.SingularMatrixException;
import org.apache.commons.math3.optim.InitialGuess;
import org.apache.commons.math3.optim.MaxEval;
import org.apache.commons.math3.optim.SimpleValueChecker;
import org.apache.commons.math3.optim.nonlinear.scalar.GoalType;
import org.apache.commons.math3.optim.nonlinear.scalar.ObjectiveFunction;
import org.apache.commons.math3.optim.nonlinear.scalar.noderiv.NelderMeadSimplex;
import org.apache.commons.math3.optim.nonlinear.scalar.noderiv.SimplexOptimizer;

/**
 * Linear mixed model y = X beta + sum of Z_k u_k + e with independent random effects u_k, fitted by restricted maximum
 * likelihood. The likelihood is profiled over beta and the residual variance (Bates et al. 2015, J. Stat. Softw. 67, eq.
 * 39-41), so that the search runs over one relative standard deviation an effect only.
 *
 * @param beta fixed effects
 * @param standardErrors of the fixed effects
 * @param variances of the random effects, in the order given
 * @param residualVariance variance of e
 * @param logLikelihood restricted log-likelihood at the optimum
 */
public record MixedModel(double[] beta, double[] standardErrors, double[] variances, double residualVariance,
	double logLikelihood)
{

	/**
	 * Observations of one group share a random number, which enters each of them times its covariate.
	 *
	 * @param group of each observation, from 0
	 * @param covariate of each observation: ones for a random intercept
	 */
	public record RandomEffect(int[] group, double[] covariate) {

		/** A random intercept for each group. */
		public static RandomEffect intercept(final int[] group) {
			final double[] ones = new double[group.length];
			Arrays.fill(ones, 1);
			return new RandomEffect(group, ones);
		}

		private int groups() {
			return Arrays.stream(group).max().orElse(-1) + 1;
		}
	}

	/**
	 * @param y n observations
	 * @param x n rows of p fixed-effect covariates, the intercept's ones included
	 * @throws IllegalArgumentException where there are no more observations than covariates, or covariates depend on each
	 *           other
	 */
	public static MixedModel fit(final double[] y, final double[][] x, final RandomEffect... effects) {
		if (y.length <= x[0].length) throw new IllegalArgumentException("A mixed model of " + x[0].length +
			" fixed effects needs more than " + y.length + " observations");
		final Profile profile = new Profile(y, x, effects);
		double[] theta = new double[effects.length];
		Arrays.fill(theta, 1);
		try {
			for (int restart = 0; restart < 3; restart++) theta = new SimplexOptimizer(new SimpleValueChecker(1e-13, 1e-13))
				.optimize(new MaxEval(20_000), GoalType.MINIMIZE, new InitialGuess(theta), new ObjectiveFunction(
					profile::deviance), new NelderMeadSimplex(effects.length, 0.3)).getPoint();
			return profile.solution(theta);
		}
		catch (final SingularMatrixException | NonPositiveDefiniteMatrixException e) {
			throw new IllegalArgumentException("Fixed effects of the mixed model depend on each other", e);
		}
	}

	/**
	 * Random effects that share observations with each other and with no others, such as all of one animal: they stand for
	 * themselves in the likelihood.
	 */
	private static final class Block {

		private final int[] effectOf; // of each random number of the block
		private final double[][] zz, zx, factor, half;

		Block(final int[] effectOf, final int columns) {
			this.effectOf = effectOf;
			zz = new double[effectOf.length][effectOf.length];
			factor = new double[effectOf.length][effectOf.length];
			zx = new double[effectOf.length][columns];
			half = new double[effectOf.length][columns];
		}

		/**
		 * Takes what these effects explain out of the cross products of [X y].
		 *
		 * @return logarithm of the determinant of theta Z'Z theta + 1
		 */
		double explain(final double[] theta, final double[][] rest) {
			double logDeterminant = 0;
			for (int i = 0; i < effectOf.length; i++) {
				final double own = theta[effectOf[i]];
				final double[] row = factor[i], solved = half[i];
				for (int j = 0; j <= i; j++) {
					double sum = own * zz[i][j] * theta[effectOf[j]] + (i == j ? 1 : 0);
					for (int k = 0; k < j; k++) sum -= row[k] * factor[j][k];
					row[j] = i == j ? Math.sqrt(sum) : sum / factor[j][j];
				}
				logDeterminant += 2 * Math.log(row[i]);
				for (int c = 0; c < solved.length; c++) {
					double sum = own * zx[i][c];
					for (int k = 0; k < i; k++) sum -= row[k] * half[k][c];
					solved[c] = sum / row[i];
				}
				for (int a = 0; a < rest.length; a++) for (int b = 0; b < rest.length; b++) rest[a][b] -= solved[a] * solved[b];
			}
			return logDeterminant;
		}
	}

	/** The data's cross products, and the likelihood as a function of the relative standard deviations theta. */
	private static final class Profile {

		private final int n, p;
		private final double[][] xx;
		private final List<Block> blocks = new ArrayList<>();

		/** The response stands as the last column of x, so that one set of products holds both. */
		Profile(final double[] y, final double[][] x, final RandomEffect[] effects) {
			n = y.length;
			p = x[0].length;
			xx = new double[p + 1][p + 1];
			final int[] first = new int[effects.length + 1]; // random number of an effect's first group
			for (int k = 0; k < effects.length; k++) first[k + 1] = first[k] + effects[k].groups();
			final int[] effectOf = new int[first[effects.length]], place = new int[effectOf.length];
			for (int k = 0; k < effects.length; k++) Arrays.fill(effectOf, first[k], first[k + 1], k);
			final Block[] blockOf = blocks(first, effectOf, place, effects);
			final double[] row = new double[p + 1];
			for (int i = 0; i < n; i++) {
				System.arraycopy(x[i], 0, row, 0, p);
				row[p] = y[i];
				for (int a = 0; a <= p; a++) for (int b = 0; b <= p; b++) xx[a][b] += row[a] * row[b];
				for (int k = 0; k < effects.length; k++) {
					final int u = first[k] + effects[k].group[i];
					final double weight = effects[k].covariate[i];
					for (int a = 0; a <= p; a++) blockOf[u].zx[place[u]][a] += weight * row[a];
					for (int l = 0; l < effects.length; l++) {
						final int v = first[l] + effects[l].group[i];
						blockOf[u].zz[place[u]][place[v]] += weight * effects[l].covariate[i];
					}
				}
			}
		}

		/** Which random numbers are linked by observations; fills in the place of each in its block. */
		private Block[] blocks(final int[] first, final int[] effectOf, final int[] place, final RandomEffect[] effects) {
			final int[] leader = IntStream.range(0, effectOf.length).toArray();
			for (int i = 0; i < n; i++) for (int k = 1; k < effects.length; k++) leader[leader(leader, first[k] + effects[k].group[i])] =
				leader(leader, effects[0].group[i]);
			final Map<Integer, List<Integer>> members = new TreeMap<>();
			for (int u = 0; u < effectOf.length; u++) members.computeIfAbsent(leader(leader, u), l -> new ArrayList<>()).add(u);
			final Block[] blockOf = new Block[effectOf.length];
			for (final List<Integer> own : members.values()) {
				final Block block = new Block(own.stream().mapToInt(u -> effectOf[u]).toArray(), p + 1);
				blocks.add(block);
				for (int k = 0; k < own.size(); k++) {
					blockOf[own.get(k)] = block;
					place[own.get(k)] = k;
				}
			}
			return blockOf;
		}

		private static int leader(final int[] leader, final int of) {
			int u = of;
			while (leader[u] != u) u = leader[u] = leader[leader[u]];
			return u;
		}

		/** Twice the negative restricted log-likelihood; the sign of theta does not matter. */
		double deviance(final double[] theta) {
			final double[][] products = products();
			double random = 0;
			for (final Block block : blocks) random += block.explain(theta, products);
			final RealMatrix rest = new Array2DRowRealMatrix(products, false);
			final CholeskyDecomposition fixed = factor(rest);
			return random + logDeterminant(fixed) + (n - p) * (1 + Math.log(2 * Math.PI * residual(fixed, rest) / (n - p)));
		}

		private double[][] products() {
			return Arrays.stream(xx).map(double[]::clone).toArray(double[][]::new);
		}

		MixedModel solution(final double[] theta) {
			final double[][] products = products();
			for (final Block block : blocks) block.explain(theta, products);
			final RealMatrix rest = new Array2DRowRealMatrix(products, false);
			final CholeskyDecomposition fixed = factor(rest);
			final double variance = residual(fixed, rest) / (n - p);
			final double[] beta = fixed.getSolver().solve(rest.getSubMatrix(0, p - 1, p, p)).getColumn(0);
			final RealMatrix covariance = fixed.getSolver().getInverse();
			final double[] errors = new double[p];
			for (int j = 0; j < p; j++) errors[j] = Math.sqrt(variance * covariance.getEntry(j, j));
			return new MixedModel(beta, errors, Arrays.stream(theta).map(t -> t * t * variance).toArray(), variance, -deviance(
				theta) / 2);
		}

		/** Sum of squares that neither the random nor the fixed effects explain. */
		private double residual(final CholeskyDecomposition fixed, final RealMatrix rest) {
			final RealMatrix xy = rest.getSubMatrix(0, p - 1, p, p);
			return rest.getEntry(p, p) - xy.transpose().multiply(fixed.getSolver().solve(xy)).getEntry(0, 0);
		}

		/** Factor of the fixed effects' part. */
		private CholeskyDecomposition factor(final RealMatrix rest) {
			return new CholeskyDecomposition(rest.getSubMatrix(0, p - 1, 0, p - 1));
		}

		private static double logDeterminant(final CholeskyDecomposition factor) {
			final RealMatrix l = factor.getL();
			double sum = 0;
			for (int i = 0; i < l.getRowDimension(); i++) sum += Math.log(l.getEntry(i, i));
			return 2 * sum;
		}
	}
}
