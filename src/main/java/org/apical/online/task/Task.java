package org.apical.online.task;

import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * The trials, frame by frame: grey, then the grating follows the readout until it reaches the threshold or time is up;
 * after a hit the grating stands still, the reward comes, black; after a miss a time-out.
 *
 * <p>Everything depends on the frames' times and readouts and on the seed alone, so that a replay gives the same trials.
 * The frame of a hit is the last one of its run; a frame in which time is up is no longer judged. Not thread-safe; a frame
 * costs no allocation, a trial's end one record.
 */
public final class Task {

	/** What a reward that is due came to. */
	public enum Reward {
		/** None is due. */
		NONE,
		/** It is to be asked for now. */
		DUE,
		/** Frames stopped coming for so long that it is not to be paid any more. */
		TOO_LATE
	}

	private final TaskParameters p;
	private final long seed;
	private final Consumer<TrialResult> ended;
	private Calibration forward;
	private Calibration reversed;
	private AngleScale scale;
	private TaskState state = TaskState.BLACK;
	private Reward reward = Reward.NONE;
	private double since;
	private double firstTrialS = Double.NaN;
	private int next;
	private int trial = -1;
	private long startFrame;
	private double startS;
	private long hitFrame;
	private double hitS;
	private double rewardDueS = Double.NaN;
	private int rewardTrial = -1;
	private boolean isReversed;
	private boolean isCatch;
	private boolean armed;
	private double angle = Double.NaN;

	/**
	 * @param seed of the catch trials
	 * @param ended is told every trial that ends
	 */
	public Task(final TaskParameters parameters, final long seed, final Consumer<TrialResult> ended) {
		p = parameters;
		this.seed = seed;
		this.ended = ended;
	}

	/**
	 * Begins trials with the next frame.
	 *
	 * @param calibration of the readout
	 * @param ofReversed of the readout with the other sign; may be null where no reversal is planned
	 */
	public void begin(final Calibration calibration, final Calibration ofReversed) {
		forward = calibration;
		reversed = ofReversed;
		if (p.reversalTrial() >= 0 && ofReversed == null) throw new IllegalArgumentException(
			"A reversal needs a calibration of the reversed readout");
	}

	/**
	 * Judges a frame.
	 *
	 * @param frame number of the frame
	 * @param timeS its time, s; never falls
	 * @param shown the readout to judge; NaN where it is not known, which changes nothing that is shown
	 */
	public void step(final long frame, final double timeS, final double shown) {
		if (trial < 0 && !isDone(timeS)) startTrial(frame, timeS);
		else advance(frame, timeS);
		if (state == TaskState.RUN) judge(frame, timeS, isReversed ? -shown : shown);
		reward = rewardNow(timeS);
	}

	/** Ends a trial under way without a result, and shows black until trials are stepped again. */
	public void abort(final long frame, final double timeS) {
		if (trial >= 0) end(frame, timeS, TrialResult.Outcome.ABORTED);
		rewardDueS = Double.NaN;
		reward = Reward.NONE;
		rest();
	}

	/** Whether no further trial begins. */
	public boolean isDone(final double timeS) {
		if (trial >= 0) return false;
		return p.trials() > 0 && next >= p.trials() || timeS - firstTrialS >= p.durationS();
	}

	private void startTrial(final long frame, final double timeS) {
		if (Double.isNaN(firstTrialS)) firstTrialS = timeS;
		trial = next++;
		startFrame = frame;
		startS = timeS;
		hitFrame = -1;
		hitS = Double.NaN;
		armed = Double.isNaN(p.rearm());
		isReversed = p.reversalTrial() >= 0 && trial >= p.reversalTrial();
		isCatch = p.catchShare() > 0 && new SplittableRandom(seed + trial).nextDouble() < p.catchShare();
		final Calibration used = isReversed ? reversed : forward;
		scale = new AngleScale(used.minimum(), used.threshold(), p.edges());
		enter(TaskState.GREY, timeS);
		if (p.greyS() == 0) enter(TaskState.RUN, timeS);
	}

	private void advance(final long frame, final double timeS) {
		final double passed = timeS - since;
		switch (state) {
			case GREY -> {
				if (passed >= p.greyS()) enter(TaskState.RUN, timeS);
			}
			case RUN -> {
				if (hitFrame >= 0) enter(TaskState.FREEZE, hitS);
				else if (passed >= p.runS()) enter(TaskState.TIMEOUT, timeS);
			}
			case FREEZE -> {
				if (passed >= p.freezeS()) enter(TaskState.BLACK, timeS);
			}
			case BLACK -> {
				if (trial >= 0 && passed >= p.blackS()) finish(frame, timeS, TrialResult.Outcome.HIT);
			}
			case TIMEOUT -> {
				if (passed >= p.timeoutS()) finish(frame, timeS, TrialResult.Outcome.MISS);
			}
			default -> throw new AssertionError(state);
		}
	}

	private void judge(final long frame, final double timeS, final double x) {
		if (hitFrame >= 0) return;
		if (!armed && x < scale.minimum() + p.rearm() * (scale.threshold() - scale.minimum())) armed = true;
		if (!Double.isNaN(x)) angle = armed ? scale.angle(x) : Math.min(scale.angle(x), AngleScale.TARGET_DEG - AngleScale.STEP_DEG);
		else if (Double.isNaN(angle)) angle = 0;
		if (armed && x >= scale.threshold()) {
			hitFrame = frame;
			hitS = timeS;
			if (isCatch && p.catchKind() == TaskParameters.CatchKind.REWARD) return;
			rewardDueS = timeS + p.rewardDelayS();
			rewardTrial = trial;
		}
		else if (p.earlyFailure() && scale.isBelow(x)) enter(TaskState.TIMEOUT, timeS);
	}

	private Reward rewardNow(final double timeS) {
		if (!(timeS >= rewardDueS)) return Reward.NONE;
		final boolean late = timeS > rewardDueS + p.rewardLatestS();
		rewardDueS = Double.NaN;
		return late ? Reward.TOO_LATE : Reward.DUE;
	}

	private void finish(final long frame, final double timeS, final TrialResult.Outcome outcome) {
		end(frame, timeS, outcome);
		if (isDone(timeS)) rest();
		else startTrial(frame, timeS);
	}

	private void end(final long frame, final double timeS, final TrialResult.Outcome outcome) {
		final double threshold = isReversed ? -scale.threshold() : scale.threshold();
		ended.accept(new TrialResult(trial, startFrame, frame, startS, timeS, outcome, hitFrame, hitS, threshold, condition()));
		trial = -1;
	}

	private String condition() {
		final String caught = !isCatch ? "" : p.catchKind() == TaskParameters.CatchKind.REWARD ? "no_reward" : "no_feedback";
		return !isReversed ? caught : caught.isEmpty() ? "reversed" : "reversed+" + caught;
	}

	private void rest() {
		state = TaskState.BLACK;
		angle = Double.NaN;
	}

	private void enter(final TaskState what, final double timeS) {
		state = what;
		since = timeS;
		angle = what == TaskState.FREEZE ? AngleScale.TARGET_DEG : Double.NaN;
	}

	public TaskState state() {
		return state;
	}

	/** Number of the trial under way; -1 between trials. */
	public int trial() {
		return trial;
	}

	/** Angle of the shown grating, deg; NaN where none is shown. */
	public double angleDeg() {
		return isCatch && trial >= 0 && p.catchKind() == TaskParameters.CatchKind.FEEDBACK ? Double.NaN : angle;
	}

	/** Whether the last frame was a hit. */
	public boolean isHit(final long frame) {
		return trial >= 0 && hitFrame == frame;
	}

	/** What the last frame said about a reward. */
	public Reward reward() {
		return reward;
	}

	/** The trial that the last reward belongs to. */
	public int rewardTrial() {
		return rewardTrial;
	}

	/** When the first trial began, s; NaN before it. */
	public double firstTrialS() {
		return firstTrialS;
	}

	/** Number of trials begun. */
	public int begun() {
		return next;
	}
}
