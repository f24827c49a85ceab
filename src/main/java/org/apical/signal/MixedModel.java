package org.apical.signal;

import java.util.Arrays;

import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.CholeskyDecomposition;
import org.apache.commons.math3.linear.MatrixUtils;
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

	/** The data's cross products, and the likelihood as a function of the relative standard deviations theta. */
	private static final class Profile {

		private final int n, p, q;
		private final int[] effectOf; // random-effect column -> effect
		private final RealMatrix zz, zx, xx;

		/** The response stands as the last column of x, so that one set of products holds both. */
		Profile(final double[] y, final double[][] x, final RandomEffect[] effects) {
			n = y.length;
			p = x[0].length;
			q = Arrays.stream(effects).mapToInt(RandomEffect::groups).sum();
			effectOf = new int[q];
			final double[][] z = new double[n][q], xy = new double[n][];
			for (int i = 0; i < n; i++) {
				xy[i] = Arrays.copyOf(x[i], p + 1);
				xy[i][p] = y[i];
			}
			for (int k = 0, first = 0; k < effects.length; first += effects[k++].groups()) {
				Arrays.fill(effectOf, first, first + effects[k].groups(), k);
				for (int i = 0; i < n; i++) z[i][first + effects[k].group[i]] = effects[k].covariate[i];
			}
			final RealMatrix zMatrix = new Array2DRowRealMatrix(z, false), xMatrix = new Array2DRowRealMatrix(xy, false);
			zz = zMatrix.transpose().multiply(zMatrix);
			zx = zMatrix.transpose().multiply(xMatrix);
			xx = xMatrix.transpose().multiply(xMatrix);
		}

		/** Twice the negative restricted log-likelihood; the sign of theta does not matter. */
		double deviance(final double[] theta) {
			final CholeskyDecomposition random = randomPart(theta);
			final RealMatrix rest = rest(random, theta);
			final CholeskyDecomposition fixed = factor(rest.getSubMatrix(0, p - 1, 0, p - 1));
			final double residual = rest.getEntry(p, p) - quadratic(fixed, rest);
			return logDeterminant(random) + logDeterminant(fixed) + (n - p) * (1 + Math.log(2 * Math.PI * residual / (n - p)));
		}

		MixedModel solution(final double[] theta) {
			final RealMatrix rest = rest(randomPart(theta), theta);
			final CholeskyDecomposition fixed = factor(rest.getSubMatrix(0, p - 1, 0, p - 1));
			final double variance = (rest.getEntry(p, p) - quadratic(fixed, rest)) / (n - p);
			final double[] beta = fixed.getSolver().solve(rest.getColumnMatrix(p).getSubMatrix(0, p - 1, 0, 0)).getColumn(0);
			final RealMatrix covariance = fixed.getSolver().getInverse();
			final double[] errors = new double[p];
			for (int j = 0; j < p; j++) errors[j] = Math.sqrt(variance * covariance.getEntry(j, j));
			return new MixedModel(beta, errors, Arrays.stream(theta).map(t -> t * t * variance).toArray(), variance, -deviance(
				theta) / 2);
		}

		/** Factor of theta Z'Z theta + 1. */
		private CholeskyDecomposition randomPart(final double[] theta) {
			final RealMatrix a = MatrixUtils.createRealIdentityMatrix(q);
			for (int i = 0; i < q; i++)
				for (int j = 0; j < q; j++) a.addToEntry(i, j, theta[effectOf[i]] * zz.getEntry(i, j) * theta[effectOf[j]]);
			return factor(a);
		}

		/** What the random effects leave of the cross products of [X y]. */
		private RealMatrix rest(final CholeskyDecomposition random, final double[] theta) {
			final RealMatrix scaled = zx.copy();
			for (int i = 0; i < q; i++)
				for (int j = 0; j <= p; j++) scaled.multiplyEntry(i, j, theta[effectOf[i]]);
			return xx.subtract(scaled.transpose().multiply(random.getSolver().solve(scaled)));
		}

		private double quadratic(final CholeskyDecomposition fixed, final RealMatrix rest) {
			final RealMatrix xy = rest.getSubMatrix(0, p - 1, p, p);
			return xy.transpose().multiply(fixed.getSolver().solve(xy)).getEntry(0, 0);
		}

		/** Products of matrices are symmetric up to rounding only; the lower half is taken for both. */
		private static CholeskyDecomposition factor(final RealMatrix a) {
			for (int i = 0; i < a.getRowDimension(); i++)
				for (int j = 0; j < i; j++) a.setEntry(j, i, a.getEntry(i, j));
			return new CholeskyDecomposition(a);
		}

		private static double logDeterminant(final CholeskyDecomposition factor) {
			final RealMatrix l = factor.getL();
			double sum = 0;
			for (int i = 0; i < l.getRowDimension(); i++) sum += Math.log(l.getEntry(i, i));
			return 2 * sum;
		}
	}
}
