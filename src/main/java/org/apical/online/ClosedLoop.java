package org.apical.online;

import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

import org.apical.online.readout.Populations;
import org.apical.online.readout.Readout;
import org.apical.online.task.BaselineGratings;
import org.apical.online.task.Calibration;
import org.apical.online.task.Task;
import org.apical.online.task.TaskState;
import org.apical.online.task.TrialResult;
import org.apical.online.task.YokedRewards;

/**
 * From readings to decisions: dF/F0, readout, baseline, calibration, trials. What it decides follows from the readings,
 * their times and the operator's commands alone. So the same class runs live, in a replay, and to find back where a
 * session stood that was killed.
 *
 * <p>A frame costs no allocation. Not thread-safe.
 */
public final class ClosedLoop {

	/** How far the session has come. */
	public enum Stage {
		/** Gratings in random order. */
		BASELINE,
		/** The threshold is there and waits to be accepted. */
		CALIBRATED,
		TRIALS,
		/** No trial will come any more. */
		OVER
	}

	/** More frames of baseline than the rate promises are kept, up to this share. */
	private static final double BASELINE_SLACK = 1.25;

	private final LoopParameters p;
	private final CausalTraces[] traces;
	private final Readout readout;
	private final Populations populations;
	private final int[] plus;
	private final int[] minus;
	private final RunningMean mean;
	private final BaselineGratings gratings;
	private final Task task;
	/** Null where hits are rewarded. */
	private final YokedRewards yoked;
	private final Consumer<Calibration> calibrated;
	private final float[][] baseline;
	private final double[] baselineShown;
	private int baselineFrames;
	private double baselineElapsedS;
	private double lastS = Double.NaN;
	private long lastFrame = -1;
	private Stage stage = Stage.BASELINE;
	private boolean paused;
	private Calibration calibration;
	private Calibration reversed;
	private String problem;
	private double x = Double.NaN;
	private double shown = Double.NaN;
	private double baselineAngle = Double.NaN;
	private Task.Reward reward = Task.Reward.NONE;

	/**
	 * @param planes all planes in order
	 * @param populations ROIs of the readout plane
	 * @param readout what is made of them
	 * @param calibrated is told the calibration when the baseline is over, and again when it changes
	 * @param ended is told every trial that ends
	 */
	public ClosedLoop(final LoopParameters parameters, final List<PlaneSetup> planes, final Populations populations,
		final Readout readout, final Consumer<Calibration> calibrated, final Consumer<TrialResult> ended)
	{
		p = parameters;
		this.readout = readout;
		this.populations = populations;
		readout.prepare(populations);
		plus = populations.places(populations.plus());
		minus = populations.places(populations.minus());
		this.calibrated = calibrated;
		if (p.readoutPlane() >= planes.size()) throw new IllegalArgumentException("There is no plane " + p.readoutPlane() +
			" to read out; there are " + planes.size());
		traces = planes.stream().map(CausalTraces::new).toArray(CausalTraces[]::new);
		mean = new RunningMean(p.smoothing());
		gratings = new BaselineGratings(p.gratingS(), p.seed());
		task = new Task(p.task(), p.seed(), ended);
		yoked = p.yokedS() == null ? null : new YokedRewards(p.yokedS(), p.task().rewardLatestS());
		final int capacity = (int) Math.ceil(BASELINE_SLACK * p.baselineS() * p.rateHz()) + 1;
		baseline = new float[capacity][traces[p.readoutPlane()].signals().length];
		baselineShown = new double[capacity];
	}

	/**
	 * Judges a frame. Those of planes that are not read out only feed their traces.
	 *
	 * @param frame number of the frame
	 * @param timeS its time, s; never falls
	 */
	public void accept(final int plane, final long frame, final double timeS, final FrameReading reading) {
		traces[plane].push(reading);
		lastFrame = frame;
		if (plane != p.readoutPlane()) {
			x = shown = Double.NaN;
			reward = Task.Reward.NONE;
			return;
		}
		reward = Task.Reward.NONE;
		x = readout.value(traces[plane].signals());
		shown = mean.push(x);
		if (!paused) switch (stage) {
			case BASELINE -> baseline(traces[plane].signals(), timeS);
			case TRIALS -> {
				task.step(frame, timeS, shown);
				reward = yoked == null ? task.reward() : yoked.step(timeS - task.firstTrialS());
				if (task.isDone(timeS)) stage = Stage.OVER;
			}
			default -> { /* waits */ }
		}
		lastS = timeS;
	}

	private void baseline(final float[] signals, final double timeS) {
		if (baselineFrames > 0) baselineElapsedS += timeS - lastS;
		if (baselineElapsedS >= p.baselineS() || baselineFrames == baseline.length) {
			calibrate();
			return;
		}
		baselineAngle = gratings.angle(baselineElapsedS);
		System.arraycopy(signals, 0, baseline[baselineFrames], 0, signals.length);
		baselineShown[baselineFrames++] = shown;
	}

	private void calibrate() {
		baselineAngle = Double.NaN;
		final float[][] seen = Arrays.copyOf(baseline, baselineFrames);
		if (readout.learn(seen)) {
			mean.reset();
			for (int t = 0; t < seen.length; t++) baselineShown[t] = mean.push(readout.value(seen[t]));
		}
		final double[] values = Arrays.copyOf(baselineShown, baselineFrames);
		try {
			calibration = calibration(values, p.threshold());
			if (p.task().reversalTrial() >= 0) reversed = calibration(Arrays.stream(values).map(v -> -v).toArray(), Double.NaN);
		}
		catch (final IllegalArgumentException e) {
			problem = "The calibration failed: " + e.getMessage();
			stage = Stage.OVER;
			return;
		}
		stage = Stage.CALIBRATED;
		calibrated.accept(calibration);
		if (!p.acceptByHand()) begin();
	}

	private Calibration calibration(final double[] values, final double fixed) {
		final Calibration found = Double.isNaN(p.dayOneZ()) ? Calibration.firstDay(values, p.trialFrames(), p.calibration(), p.seed())
			: Calibration.laterDay(values, p.trialFrames(), p.calibration(), p.seed(), p.dayOneZ());
		return Double.isNaN(fixed) ? found : found.at(fixed);
	}

	private void begin() {
		task.begin(calibration, reversed);
		stage = Stage.TRIALS;
	}

	/**
	 * Does what a person, or the program itself, asks for; it takes effect with the next frame. What makes no sense at this
	 * stage changes nothing.
	 *
	 * @param value the threshold for {@link Operator#THRESHOLD}, else of no meaning
	 */
	public void apply(final Operator command, final double value) {
		switch (command) {
			case ACCEPT -> {
				if (stage == Stage.CALIBRATED) begin();
			}
			case THRESHOLD -> {
				if (calibration == null || !(value > calibration.minimum())) return;
				calibration = calibration.at(value);
				calibrated.accept(calibration);
				if (stage == Stage.TRIALS) task.begin(calibration, reversed);
			}
			case PAUSE -> {
				paused = true;
				abort();
			}
			case RESUME -> paused = false;
			case STOP -> {
				abort();
				stage = Stage.OVER;
			}
			case INTERRUPTED -> abort();
		}
	}

	private void abort() {
		if (stage == Stage.TRIALS) task.abort(lastFrame + 1, lastS);
	}

	/** ROIs of the readout plane. */
	public Populations populations() {
		return populations;
	}

	/** Plane whose frames are judged. */
	public int readoutPlane() {
		return p.readoutPlane();
	}

	public Stage stage() {
		return stage;
	}

	public boolean isPaused() {
		return paused;
	}

	/** What is shown in the last frame. */
	public TaskState state() {
		return paused ? TaskState.BLACK : stage == Stage.BASELINE ? TaskState.BASELINE : task.state();
	}

	/** Number of the trial under way; -1 between trials. */
	public int trial() {
		return task.trial();
	}

	/** Readout of the last frame; NaN where its plane is not read out or it counts for nothing. */
	public double x() {
		return x;
	}

	/** Mean signal of P+ in the readout plane's last frame. */
	public double plus() {
		return Populations.mean(traces[p.readoutPlane()].signals(), plus);
	}

	/** Mean signal of P- in the readout plane's last frame. */
	public double minus() {
		return Populations.mean(traces[p.readoutPlane()].signals(), minus);
	}

	/** Mean of the last frames' readout, as it was judged. */
	public double shown() {
		return shown;
	}

	/** Angle of the shown grating, deg; NaN where none is shown. */
	public double angleDeg() {
		return paused ? Double.NaN : stage == Stage.BASELINE ? baselineAngle : task.angleDeg();
	}

	/** Whether this frame was a hit. */
	public boolean isHit(final long frame) {
		return stage == Stage.TRIALS && task.isHit(frame);
	}

	/** Whether a reward is to be asked for after the last frame. */
	public Task.Reward reward() {
		return reward;
	}

	/** The trial that the reward belongs to; -1 for none. */
	public int rewardTrial() {
		return yoked == null ? task.rewardTrial() : task.trial();
	}

	/** Why it is asked for, as {@code rewards.csv} has it. */
	public String rewardReason() {
		return yoked == null ? "hit" : "yoked";
	}

	/** The day's threshold; null before the end of the baseline. */
	public Calibration calibration() {
		return calibration;
	}

	/** Why the session cannot go on; null where it can. */
	public String problem() {
		return problem;
	}

	/** dF/F0 of a plane's ROIs in its last frame. The array is used again. */
	public float[] dff(final int plane) {
		return traces[plane].dff();
	}
}
