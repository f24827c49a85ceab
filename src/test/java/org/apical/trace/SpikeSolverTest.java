package org.apical.trace;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.util.Random;

import org.junit.Test;

public class SpikeSolverTest {

	private static final double RATE_HZ = 20;

	@Test
	public void oasisIsTheExactNonNegativeLeastSquaresSolution() {
		for (long seed = 0; seed < 5; seed++) exact(new Kinetics(0.5, 0), 0, seed, 1e-6);
	}

	@Test
	public void onlineNnlsIsTheExactNonNegativeLeastSquaresSolution() {
		for (long seed = 0; seed < 5; seed++) exact(new Kinetics(0.5, 0.1), 0, seed, 1e-4);
	}

	@Test
	public void aPenaltyIsThePaperOne() {
		exact(new Kinetics(0.5, 0.1), 0.3, 7, 1e-4);
		exact(new Kinetics(0.5, 0), 0.3, 7, 1e-6);
	}

	@Test
	public void aBoundedLagStaysCloseToTheExactSolution() {
		for (final Kinetics kinetics : new Kinetics[] { new Kinetics(0.5, 0), new Kinetics(0.5, 0.1) }) {
			final double[] y = samples(kinetics, 300, 3);
			final double[] whole = run(kinetics, y, 0, 300);
			final double[] bounded = run(kinetics, y, 0, 20);
			double difference = 0;
			double size = 0;
			for (int t = 0; t < y.length; t++) {
				difference += Math.abs(whole[t] - bounded[t]);
				size += whole[t];
			}
			assertTrue(kinetics + ": " + difference + " of " + size, difference < 0.05 * size);
		}
	}

	@Test
	public void whatHasSettledDoesNotDependOnWhatComesLater() {
		for (final Kinetics kinetics : new Kinetics[] { new Kinetics(0.5, 0), new Kinetics(0.5, 0.1) }) {
			final double[] y = samples(kinetics, 200, 4);
			final SpikeSolver one = SpikeSolver.of(kinetics, RATE_HZ, 0, 20);
			final SpikeSolver other = SpikeSolver.of(kinetics, RATE_HZ, 0, 20);
			for (int t = 0; t < 150; t++) assertEquals(one.push(y[t]), other.push(y[t]), 0);
			assertEquals(one.push(y[150]), other.push(y[150] + 10), 0);
		}
	}

	@Test
	public void aLoneSpikeIsFoundAtItsFrameWithItsHeight() {
		for (final Kinetics kinetics : new Kinetics[] { new Kinetics(0.5, 0), new Kinetics(0.5, 0.1) }) {
			final double[] y = new double[100];
			add(y, kinetics, 40, 2);
			final double[] spikes = run(kinetics, y, 0, 30);
			assertEquals(2, spikes[40], 1e-6);
			double rest = 0;
			for (int t = 0; t < 100; t++) if (t != 40) rest += spikes[t];
			assertEquals(0, rest, 1e-6);
		}
	}

	@Test
	public void badFramesAreBridged() {
		for (final Kinetics kinetics : new Kinetics[] { new Kinetics(0.5, 0), new Kinetics(0.5, 0.1) }) {
			final double[] y = new double[100];
			add(y, kinetics, 40, 2);
			for (int t = 50; t < 55; t++) y[t] = Double.NaN;
			final double[] spikes = run(kinetics, y, 0, 30);
			assertEquals(2, spikes[40], 1e-3);
			for (int t = 41; t < 100; t++) assertEquals(0, spikes[t], 1e-3);
		}
	}

	@Test
	public void decayFromBeforeTheFirstFrameIsNoSpike() {
		for (final Kinetics kinetics : new Kinetics[] { new Kinetics(0.5, 0), new Kinetics(0.5, 0.1) }) {
			final SpikeSolver solver = SpikeSolver.of(kinetics, RATE_HZ, 0, 10);
			solver.begin(3);
			for (int t = 0; t < 40; t++)
				assertEquals(0, solver.push(3 * Math.pow(kinetics.decay(RATE_HZ), t + 1)), 1e-9);
		}
	}

	private static void exact(final Kinetics kinetics, final double penalty, final long seed, final double tolerance) {
		final double[] y = samples(kinetics, 80, seed);
		final double[] exact = coordinateDescent(kinetics, y, penalty);
		final double[] spikes = run(kinetics, y, penalty, 80);
		// At the very end OASIS charges a spike only for the frames that are there.
		final int last = penalty > 0 && !kinetics.rises() ? 60 : 80;
		for (int t = 0; t < last; t++) assertEquals(kinetics + ", seed " + seed + ", frame " + t, exact[t], spikes[t], tolerance);
	}

	private static double[] run(final Kinetics kinetics, final double[] y, final double penalty, final int lag) {
		final SpikeSolver solver = SpikeSolver.of(kinetics, RATE_HZ, penalty, lag);
		final double[] spikes = new double[y.length];
		for (int t = 0; t < y.length + lag; t++) {
			final double spike = solver.push(t < y.length ? y[t] : Double.NaN);
			if (t >= lag) spikes[t - lag] = spike;
		}
		return spikes;
	}

	/** Minimises the same objective by cycling over the spikes until nothing moves. */
	private static double[] coordinateDescent(final Kinetics kinetics, final double[] y, final double penalty) {
		final int n = y.length;
		final double[] h = new double[n];
		add(h, kinetics, 0, 1);
		final double[] s = new double[n];
		final double[] r = y.clone();
		for (int sweep = 0; sweep < 200000; sweep++) {
			double moved = 0;
			for (int j = 0; j < n; j++) {
				double gradient = -penalty;
				double square = 0;
				for (int i = j; i < n; i++) {
					gradient += h[i - j] * r[i];
					square += h[i - j] * h[i - j];
				}
				final double step = Math.max(0, s[j] + gradient / square) - s[j];
				s[j] += step;
				for (int i = j; i < n; i++) r[i] -= step * h[i - j];
				moved = Math.max(moved, Math.abs(step));
			}
			if (moved < 1e-10) break;
		}
		return s;
	}

	private static double[] samples(final Kinetics kinetics, final int n, final long seed) {
		final Random random = new Random(seed);
		final double[] y = new double[n];
		for (int t = 0; t < n; t++) if (random.nextInt(12) == 0) add(y, kinetics, t, 1 + random.nextDouble());
		for (int t = 0; t < n; t++) y[t] += 0.2 * random.nextGaussian();
		return y;
	}

	private static void add(final double[] y, final Kinetics kinetics, final int start, final double height) {
		final double d = kinetics.decay(RATE_HZ);
		final double r = kinetics.rise(RATE_HZ);
		double before = 0;
		double c = height / kinetics.peak(RATE_HZ);
		for (int t = start; t < y.length; t++) {
			y[t] += c;
			final double next = (d + r) * c - d * r * before;
			before = c;
			c = next;
		}
	}
}
