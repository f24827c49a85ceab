package org.apical.signal;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.apical.signal.Trial.Outcome;
import org.junit.Test;

public class EpochsTest {

	private final List<TrialState> states = new ArrayList<>();
	private final List<Double> angles = new ArrayList<>();
	private final List<Integer> trials = new ArrayList<>();

	@Test
	public void windowsFollowTheShownAngleInsideTheRunAlone() {
		stretch(0, TrialState.GREY, 5, Double.NaN, 0);
		stretch(0, TrialState.RUN, 20, 0, 1);   // rises
		stretch(0, TrialState.RUN, 20, 60, -1); // falls
		stretch(0, TrialState.RUN, 25, 30, 0);  // stands; five frames are left over
		stretch(0, TrialState.FREEZE, 20, 90, 0);
		stretch(0, TrialState.BLACK, 10, Double.NaN, 0);
		final List<Window> windows = windows(Outcome.HIT);
		assertEquals(List.of(new Window(Epoch.ERROR_REDUCTION, 0, 5, 25, 9.5), new Window(Epoch.ERROR_INCREASE, 0, 25, 45, 50.5),
			new Window(Epoch.OUTCOME_HIT, 0, 50, 70, 30), new Window(Epoch.REWARD_HIT, 0, 70, 90, 90)), windows);
	}

	@Test
	public void aMissHasATimeOutInsteadOfAReward() {
		stretch(0, TrialState.RUN, 20, 0, 1);
		stretch(0, TrialState.TIMEOUT, 30, Double.NaN, 0);
		final List<Epoch> epochs = windows(Outcome.MISS).stream().map(Window::epoch).toList();
		assertEquals(List.of(Epoch.ERROR_REDUCTION, Epoch.OUTCOME_MISS, Epoch.REWARD_MISS), epochs);
	}

	@Test
	public void abortedTrialsAndTrialsTooShortHaveNoWindow() {
		stretch(0, TrialState.RUN, 19, 0, 1);
		assertTrue(windows(Outcome.HIT).isEmpty());
		stretch(0, TrialState.RUN, 40, 0, 1);
		assertTrue(windows(Outcome.ABORTED).isEmpty());
	}

	@Test
	public void aSilentNeuronCountsZeroForRewardAndNothingForErrors() {
		final List<Window> windows = List.of(new Window(Epoch.REWARD_HIT, 0, 0, 10, 90), new Window(Epoch.REWARD_HIT, 1, 20, 30, 90),
			new Window(Epoch.ERROR_REDUCTION, 0, 10, 20, 30));
		final EpochMeans means = EpochMeans.of(List.of(new Residual(0, 5, 1, 2), new Residual(0, 12, 1, 1)), windows, 40, 2);
		assertEquals(1, means.mean(Epoch.REWARD_HIT, 0), 1e-12);
		assertEquals(0, means.mean(Epoch.REWARD_HIT, 1), 0);
		assertEquals(1, means.mean(Epoch.ERROR_REDUCTION, 0), 1e-12);
		assertTrue(Double.isNaN(means.mean(Epoch.ERROR_REDUCTION, 1)));
	}

	private void stretch(final int trial, final TrialState state, final int frames, final double angle, final double step) {
		for (int i = 0; i < frames; i++) {
			trials.add(trial);
			states.add(state);
			angles.add(angle + step * i);
		}
	}

	private List<Window> windows(final Outcome outcome) {
		final FrameLog log = new FrameLog(trials.stream().mapToInt(i -> i).toArray(), states.toArray(TrialState[]::new), angles
			.stream().mapToDouble(d -> d).toArray(), null, null, null);
		return Epochs.of(log, Arrays.asList(new Trial(0, outcome, Double.NaN, "")), 10, 2);
	}
}
