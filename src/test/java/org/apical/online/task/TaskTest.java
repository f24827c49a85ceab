package org.apical.online.task;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.junit.Test;

/** Readout 0 is the scale's minimum, 1 the threshold; ten frames a second. */
public class TaskTest {

	private static final double STEP_S = 0.1;
	private static final Calibration SCALE = new Calibration(1, 2, 0.2, 0.4, 0, new double[] { 1 }, new double[] { 0.5 });

	private final List<TrialResult> results = new ArrayList<>();
	private final List<Double> rewards = new ArrayList<>();
	private Task task;
	private long frame;
	private double timeS;

	private void begin(final TaskParameters p) {
		task = new Task(p, 5, results::add);
		task.begin(SCALE, new Calibration(0.5, 1, -0.2, 0.4, -1, new double[] { 0.5 }, new double[] { 0.5 }));
	}

	private void step(final double x) {
		task.step(frame, timeS, x);
		if (task.reward() == Task.Reward.DUE) rewards.add(timeS);
		frame++;
		timeS += STEP_S;
	}

	private void steps(final int n, final double x) {
		for (int i = 0; i < n; i++) step(x);
	}

	@Test
	public void aHitFreezesTheGratingPaysAfterASecondAndGoesBlack() {
		begin(TaskParameters.DEFAULT);
		steps(5, 0.3);
		assertEquals(TaskState.GREY, task.state());
		steps(10, 0.3);
		assertEquals(TaskState.RUN, task.state());
		assertEquals(15, task.angleDeg(), 0);
		final double hitS = timeS;
		step(1.2);
		assertTrue(task.isHit(frame - 1));
		assertEquals("the frame of the hit is the last of the run", TaskState.RUN, task.state());
		assertEquals(90, task.angleDeg(), 0);
		steps(10, 0);
		assertEquals(TaskState.FREEZE, task.state());
		assertEquals(90, task.angleDeg(), 0);
		steps(11, 0);
		assertEquals(List.of(1.0), rewards.stream().map(r -> Math.round(10 * (r - hitS)) / 10.0).toList());
		assertEquals(TaskState.BLACK, task.state());
		assertTrue(Double.isNaN(task.angleDeg()));
		steps(10, 0);
		assertEquals(TrialResult.Outcome.HIT, results.get(0).outcome());
		assertEquals(hitS, results.get(0).hitS(), 1e-9);
		assertEquals("the next trial begins at once", 1, task.trial());
		assertEquals(TaskState.GREY, task.state());
	}

	@Test
	public void aMissTimesOutAndIsNotPaid() {
		begin(TaskParameters.DEFAULT);
		steps(5 + 281, 0.99);
		assertEquals(TaskState.TIMEOUT, task.state());
		steps(32, 5);
		assertEquals(TrialResult.Outcome.MISS, results.get(0).outcome());
		assertEquals(-1, results.get(0).hitFrame());
		assertTrue(rewards.isEmpty());
	}

	@Test
	public void onlyTheRunIsJudged() {
		begin(TaskParameters.DEFAULT);
		steps(5, 2);
		assertEquals(TaskState.GREY, task.state());
		step(0.5);
		steps(280, 0.5);
		steps(20, 2);
		assertEquals(TaskState.TIMEOUT, task.state());
		assertTrue(rewards.isEmpty());
	}

	@Test
	public void sevenAnglesLieBetweenMinimumAndThreshold() {
		final AngleScale even = new AngleScale(0, 1, AngleScale.Edges.EVEN), cloose = new AngleScale(0, 1, AngleScale.Edges.CLOOSE);
		final Set<Double> shown = new HashSet<>();
		for (double x = -0.2; x < 1.2; x += 0.01) shown.add(even.angle(x));
		assertEquals(Set.of(0.0, 15.0, 30.0, 45.0, 60.0, 75.0, 90.0), shown);
		assertEquals("CLOOSE shows 0 deg below the minimum alone", 15, cloose.angle(0.01), 0);
		assertEquals(0, cloose.angle(-0.01), 0);
		assertEquals(0, even.angle(0.01), 0);
		assertEquals(75, even.angle(0.999), 0);
		assertEquals(75, cloose.angle(0.999), 0);
		assertEquals(90, cloose.angle(1), 0);
	}

	@Test
	public void aReadoutThatIsNotKnownChangesNothing() {
		begin(TaskParameters.DEFAULT);
		steps(15, 0.55);
		final double before = task.angleDeg();
		steps(20, Double.NaN);
		assertEquals(before, task.angleDeg(), 0);
		assertEquals(TaskState.RUN, task.state());
	}

	@Test
	public void aRewardThatFramesStoppedForIsNotPaidLate() {
		begin(TaskParameters.DEFAULT);
		steps(10, 0.3);
		step(1.5);
		timeS += 30;
		step(0);
		assertEquals(Task.Reward.TOO_LATE, task.reward());
		steps(40, 0);
		assertTrue(rewards.isEmpty());
	}

	@Test
	public void aStallShorterThanThatPaysOnceWhenFramesComeAgain() {
		begin(TaskParameters.DEFAULT);
		steps(10, 0.3);
		step(1.5);
		timeS += 2.5;
		steps(50, 0);
		assertEquals(1, rewards.size());
	}

	@Test
	public void theReadoutMustFallFirstWhereTheRuleSaysSo() {
		begin(TaskParameters.DEFAULT.withRules(AngleScale.Edges.EVEN, false, 0.5));
		steps(20, 1.5);
		assertEquals("a readout that is high already is no hit", TaskState.RUN, task.state());
		assertEquals(75, task.angleDeg(), 0);
		step(0.4);
		step(1.5);
		assertTrue(task.isHit(frame - 1));
	}

	@Test
	public void aReadoutBelowTheScaleEndsTheTrialWhereTheRuleSaysSo() {
		begin(TaskParameters.DEFAULT.withRules(AngleScale.Edges.CLOOSE, true, Double.NaN));
		steps(10, 0.3);
		step(-0.1);
		assertEquals(TaskState.TIMEOUT, task.state());
		steps(31, 0.3);
		assertEquals(TrialResult.Outcome.MISS, results.get(0).outcome());
	}

	@Test
	public void catchTrialsLackTheRewardOrTheGrating() {
		begin(TaskParameters.DEFAULT.withCatch(1, TaskParameters.CatchKind.REWARD));
		steps(10, 0.3);
		step(1.5);
		steps(40, 0);
		assertTrue(rewards.isEmpty());
		assertEquals(TrialResult.Outcome.HIT, results.get(0).outcome());
		assertEquals("no_reward", results.get(0).condition());
		begin(TaskParameters.DEFAULT.withCatch(1, TaskParameters.CatchKind.FEEDBACK));
		steps(10, 0.3);
		assertTrue(Double.isNaN(task.angleDeg()));
		step(1.5);
		steps(40, 0);
		assertEquals(1, rewards.size());
		assertEquals("no_feedback", results.get(1).condition());
	}

	@Test
	public void aShareOfTheTrialsIsDrawnForCatchTrialsByTheSeed() {
		begin(TaskParameters.DEFAULT.withCatch(0.3, TaskParameters.CatchKind.REWARD).withTimes(0.1, 1, 0.1, 0, 0.1, 0.1));
		steps(20 * 200, 0);
		final long caught = results.stream().filter(r -> !r.condition().isEmpty()).count();
		assertEquals(0.3, caught / (double) results.size(), 0.1);
	}

	@Test
	public void afterTheReversalTheOtherSignCounts() {
		begin(TaskParameters.DEFAULT.withReversal(1).withTimes(0.1, 2, 0.1, 0, 0.1, 0.1));
		steps(24, 0.3);
		assertEquals(1, task.trial());
		step(0.5);
		step(2);
		assertFalse("what was a hit before is none now", task.isHit(frame - 1));
		step(-0.6);
		assertTrue(task.isHit(frame - 1));
		steps(5, 0);
		assertEquals("reversed", results.get(1).condition());
		assertEquals("the threshold in the readout's own sign", -0.5, results.get(1).threshold(), 0);
	}

	@Test
	public void trialsEndAtTheirNumberOrTime() {
		begin(TaskParameters.DEFAULT.withLimits(2, Double.POSITIVE_INFINITY).withTimes(0.1, 1, 0.1, 0, 0.1, 0.1));
		steps(100, 0);
		assertEquals(2, results.size());
		assertTrue(task.isDone(timeS));
		assertEquals(TaskState.BLACK, task.state());
		assertEquals(-1, task.trial());
	}

	@Test
	public void anAbortedTrialIsToldAndANewOneBegins() {
		begin(TaskParameters.DEFAULT);
		steps(10, 0.3);
		step(1.5);
		task.abort(frame, timeS);
		assertEquals(TrialResult.Outcome.ABORTED, results.get(0).outcome());
		assertEquals(-1, task.trial());
		steps(20, 0.3);
		assertEquals(1, task.trial());
		assertTrue("its reward is not paid", rewards.isEmpty());
	}

	@Test
	public void theBaselineShowsAllSevenGratingsEquallyOftenInChangingOrder() {
		final BaselineGratings gratings = new BaselineGratings(2, 3);
		final List<Double> shown = new ArrayList<>();
		for (int i = 0; i < 14; i++) shown.add(gratings.angle(2 * i + 0.5));
		assertEquals(7, new HashSet<>(shown.subList(0, 7)).size());
		assertEquals(7, new HashSet<>(shown.subList(7, 14)).size());
		assertNotEquals(shown.subList(0, 7), shown.subList(7, 14));
	}
}
