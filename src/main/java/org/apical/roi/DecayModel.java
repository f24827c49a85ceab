package org.apical.roi;

import java.util.Arrays;

/**
 * What the decay of its transients says about an ROI's compartment, beside the others of its field.
 *
 * <p>How long transients last is first of all the indicator's; how much shorter they are in thin processes differs between
 * labs, down to not at all, and so does how alike cells of one kind are. So none of it is taken for granted: the field's
 * general decay, the strength of the difference between its compartments and the spread within one are unknowns that all
 * ROIs of the field tell of together, those of clear form the most (Bayes' rule, all three integrated out). Where decays do
 * not go with the forms they change nothing.
 *
 * @param logs mean logarithm of each compartment's decay time, the soma's being 0: a difference of usual strength
 * @param spread least SD of the logarithm within a compartment of a field
 */
public record DecayModel(double[] logs, double spread) {

	/**
	 * How probable it is beforehand that a field's compartments decay alike: more than in training, since a difference shows in
	 * a few clear ROIs, and where there is none a doubt costs.
	 */
	private static final double ALIKE = 2 / 3.0;
	/** The others' strengths are taken for even between 0 and this many times the usual one. */
	private static final double STRONGEST = 4;
	private static final int STRENGTHS = 25;
	/** The field's general decay lies within a factor of exp(1.5) of the median, in steps finer than the spread. */
	private static final int LEVELS = 61;
	private static final double LEVEL_STEP = 0.05;
	/** The spread is the least one times 1, 2, 4 or 8. */
	private static final int SPREADS = 4;
	/** Share of decays read wrongly, and how far off they are. */
	private static final double WRONG = 0.1, WRONG_SPREAD = 0.5;

	/**
	 * @param p probabilities by all else, a row an ROI of one field, in the order of {@link Compartment}
	 * @param decaysS decay time of each, s; NaN where not known
	 * @return the probabilities with the decays known
	 */
	double[][] given(final double[][] p, final double[] decaysS) {
		final double[] known = Arrays.stream(decaysS).filter(d -> d > 0).map(Math::log).sorted().toArray();
		final double middle = known.length == 0 ? 0 : known[known.length / 2];
		final double[] weights = weights(p, decaysS, middle);
		final double[][] after = new double[p.length][];
		for (int i = 0; i < p.length; i++) after[i] = decaysS[i] > 0 ? averaged(p[i], Math.log(decaysS[i]) - middle, weights) : p[i].clone();
		return after;
	}

	/** How probable each of the field's possible states is, adding to 1. */
	private double[] weights(final double[][] p, final double[] decaysS, final double middle) {
		final double[] logs = new double[(STRENGTHS + 1) * SPREADS * LEVELS];
		for (int w = 0; w < logs.length; w++) {
			logs[w] = Math.log(w < SPREADS * LEVELS ? ALIKE : (1 - ALIKE) / STRENGTHS);
			for (int i = 0; i < p.length; i++)
				if (decaysS[i] > 0) logs[w] += Math.log(Arrays.stream(joint(p[i], Math.log(decaysS[i]) - middle, w)).sum());
		}
		final double[] all = CompartmentModel.logSoftmax(logs, 1);
		return Arrays.stream(all).map(Math::exp).toArray();
	}

	private double[] averaged(final double[] p, final double log, final double[] weights) {
		final double[] sum = new double[p.length];
		for (int w = 0; w < weights.length; w++) {
			final double[] joint = joint(p, log, w);
			final double all = Arrays.stream(joint).sum();
			for (int k = 0; k < sum.length; k++) sum[k] += weights[w] * joint[k] / all;
		}
		return sum;
	}

	/** Of each compartment and the decay, under the w-th combination of strength, spread and level. */
	private double[] joint(final double[] p, final double log, final int w) {
		final double strength = STRONGEST * (w / LEVELS / SPREADS) / STRENGTHS;
		final double within = spread * (1 << w / LEVELS % SPREADS);
		final double off = log - (w % LEVELS - LEVELS / 2) * LEVEL_STEP;
		final double[] joint = new double[p.length];
		for (int k = 0; k < joint.length; k++) {
			final double from = off - strength * logs[k];
			joint[k] = p[k] * ((1 - WRONG) * bell(from, within) + WRONG * bell(from, WRONG_SPREAD));
		}
		return joint;
	}

	private static double bell(final double x, final double sd) {
		return Math.exp(-x * x / (2 * sd * sd)) / sd;
	}
}
