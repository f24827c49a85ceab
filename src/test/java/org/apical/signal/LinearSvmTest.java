package org.apical.signal;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;

import java.util.Arrays;
import java.util.Random;

import org.junit.Test;

public class LinearSvmTest {

	/** Observations, features; with fewer features than margin vectors, more, and one alone. */
	private static final int[][] SHAPES = { { 12, 2 }, { 9, 1 }, { 40, 30 }, { 60, 5 }, { 80, 79 } };
	private static final double COST = 1;

	private final Random random = new Random(2);
	private double[][] x;
	private int[] labels;

	/** @param pull of the labels on the first feature */
	private void draw(final int[] shape, final double pull) {
		x = new double[shape[0]][shape[1]];
		labels = new int[shape[0]];
		for (int i = 0; i < x.length; i++) {
			labels[i] = i % 3 == 0 ? 1 : -1;
			for (int k = 0; k < x[i].length; k++) x[i][k] = (random.nextGaussian() + (k == 0 ? pull * labels[i] : 0)) / Math.sqrt(x[i].length);
		}
	}

	private double[] leaveOneOut(final double tolerance) {
		final double[] out = new double[labels.length];
		new LinearSvm(LinearSvm.gram(x), COST, tolerance).leaveOneOut(labels, out);
		return out;
	}

	/** Decision of an observation by a machine that is trained on the others, as the class's words have it. */
	private double trainedWithout(final int left) {
		final double[][] others = new double[x.length - 1][];
		final int[] theirs = new int[x.length - 1];
		for (int i = 0, k = 0; i < x.length; i++) if (i != left) {
			others[k] = x[i];
			theirs[k++] = labels[i];
		}
		final double[] alpha = new LinearSvm(LinearSvm.gram(others), COST, 1e-9).fit(theirs);
		double decision = 0;
		for (int i = 0; i < alpha.length; i++) {
			double product = LinearSvm.BIAS;
			for (int k = 0; k < x[left].length; k++) product += others[i][k] * x[left][k];
			decision += alpha[i] * theirs[i] * product;
		}
		return decision;
	}

	@Test
	public void leavingOutIsTrainingWithoutIt() {
		for (final int[] shape : SHAPES)
			for (final double pull : new double[] { 0, 1 }) {
				draw(shape, pull);
				final double[] out = leaveOneOut(1e-9);
				for (int left = 0; left < x.length; left++) assertEquals(Arrays.toString(shape), trainedWithout(left), out[left], 1e-6);
			}
	}

	@Test
	public void observationsThatAreThereTwiceDoNoHarm() {
		draw(new int[] { 24, 30 }, 0.5);
		for (int i = 0; i < 8; i++) x[i + 8] = x[i].clone();
		final double[] out = leaveOneOut(1e-9);
		for (int left = 0; left < x.length; left++) assertEquals(trainedWithout(left), out[left], 1e-6);
	}

	@Test
	public void theQuickAnswerIsThatOfAllDecisions() {
		for (final int[] shape : SHAPES)
			for (int repeat = 0; repeat < 20; repeat++) {
				draw(shape, repeat / 20.0);
				final double accuracy = LinearSvm.accuracy(labels, leaveOneOut(1e-8));
				final LinearSvm svm = new LinearSvm(LinearSvm.gram(x), COST, 1e-4);
				for (int k = -3; k <= 3; k++) assertEquals(Arrays.toString(shape) + k, k <= 0, svm.decodesAtLeast(labels, accuracy + k * 1e-3));
			}
	}

	@Test
	public void bothClassesCountAlikeInTheAccuracy() {
		assertEquals((1 + 1.0 / 3) / 2, LinearSvm.accuracy(new int[] { 1, -1, -1, -1 }, new double[] { 2, 1, -1, 3 }), 1e-12);
	}

	@Test
	public void oneObservationOfAClassCannotBeLeftOut() {
		x = new double[][] { { 1 }, { 2 }, { 3 } };
		labels = new int[] { 1, -1, -1 };
		assertThrows(IllegalArgumentException.class, () -> leaveOneOut(1e-3));
	}
}
