package org.apical.signal;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.junit.Test;

public class BehaviourTest {

	/** Frames a second. */
	private static final double RATE = 10;
	private static final int BASELINE = 400;

	private final List<Trial> trials = new ArrayList<>();
	private final List<TrialState> states = new ArrayList<>();
	private final List<Integer> numbers = new ArrayList<>();

	private void trial(final Trial.Outcome outcome, final int runFrames) {
		for (int t = 0; t < runFrames + 10; t++) {
			states.add(t < runFrames ? TrialState.RUN : outcome == Trial.Outcome.HIT ? TrialState.FREEZE : TrialState.TIMEOUT);
			numbers.add(trials.size());
		}
		trials.add(new Trial(trials.size(), outcome, 1, ""));
	}

	private FrameLog log(final boolean readout) {
		final int n = BASELINE + states.size();
		final int[] trial = new int[n];
		final TrialState[] state = new TrialState[n];
		final double[] x = new double[n];
		Arrays.fill(trial, -1);
		Arrays.fill(state, TrialState.BASELINE);
		for (int t = BASELINE; t < n; t++) {
			trial[t] = numbers.get(t - BASELINE);
			state[t] = states.get(t - BASELINE);
		}
		// above the threshold once, for long enough to be judged so
		Arrays.fill(x, 200, 203, 2);
		return new FrameLog(trial, state, new double[n], readout ? x : null, null, null);
	}

	@Test
	public void accuracyTimesAndRewardsAreCounted() throws GapException {
		for (int i = 0; i < 3; i++) trial(Trial.Outcome.MISS, 280);
		for (int i = 0; i < 3; i++) trial(Trial.Outcome.HIT, 40 + 10 * i);
		trial(Trial.Outcome.ABORTED, 5);
		final Behaviour b = Behaviour.of(log(true), trials, RATE, 10, 1);
		assertEquals(6, b.trials());
		assertEquals(0.5, b.accuracy(), 0);
		assertEquals(0, b.early(), 0);
		assertEquals(1, b.late(), 0);
		assertEquals(5, b.timeToTargetS(), 1e-12);
		assertTrue("no hit, no time", Double.isNaN(b.earlyTimeS()));
		assertEquals(3 / ((states.size()) / RATE / 60), b.rewardsPerMinute(), 1e-9);
	}

	@Test
	public void chanceIsHowOftenTheBaselineWouldHaveHit() throws GapException {
		trial(Trial.Outcome.HIT, 40);
		// of stretches of 100 frames that begin at 0 to 299, those from 103 to 200 hold all three frames above the threshold
		assertEquals(98 / 300.0, Behaviour.of(log(true), trials, RATE, 10, 1).chance(), 0.05);
	}

	@Test
	public void whatCannotBeToldSaysWhy() throws GapException {
		trial(Trial.Outcome.HIT, 40);
		final Behaviour blind = Behaviour.of(log(false), trials, RATE, 10, 1);
		assertTrue(Double.isNaN(blind.chance()));
		assertEquals("the frame log has no readout (column x)", blind.chanceGap());
		assertTrue(Behaviour.of(log(true), trials, RATE, 60, 1).chanceGap().contains("fewer than a trial's 600"));
		assertThrows(GapException.class, () -> Behaviour.of(log(true), List.of(new Trial(0, Trial.Outcome.ABORTED, 1, "")), RATE, 10, 1));
	}
}
