package org.apical.motion;

import java.io.IOException;
import java.io.Serializable;
import java.util.Arrays;

import org.apical.recording.FrameStream;
import org.apical.recording.Movie;
import org.apical.recording.Progress;

/** Gathers mean images and quality figures while frames go by. */
public final class MotionStatistics implements Serializable {

	private static final long serialVersionUID = 1;

	/** Frames that are summed up by themselves before they are added to those before: the pieces that a recording is split into. */
	public static final int PART_FRAMES = 512;

	private static final int SAMPLE = 60;

	private final int width;
	private final int height;
	private final HalfMeans after;
	private final HalfMeans before;
	private int frames;
	private int bad;
	private final double[] margin = new double[4];

	/** Of no frame yet. */
	public MotionStatistics(final int width, final int height) {
		this.width = width;
		this.height = height;
		after = new HalfMeans(width, height);
		before = new HalfMeans(width, height);
	}

	/** @param corrected NaN where it was not imaged */
	void add(final FrameMotion motion, final float[] raw, final float[] corrected, final float[] displacement) {
		frames++;
		if (motion.bad()) bad++;
		else {
			before.add(raw);
			after.add(corrected);
			if (displacement == null) widen(motion.shift().dy(), motion.shift().dx());
			else for (int i = 0; i < displacement.length; i += 2) widen(displacement[i], displacement[i + 1]);
		}
		if ((motion.frame() + 1) % PART_FRAMES == 0) endPart();
	}

	/** Ends a part; frames that follow are of the next. */
	void endPart() {
		before.endPart();
		after.endPart();
	}

	/** Adds the frames that follow, gathered elsewhere. */
	public void add(final MotionStatistics next) {
		before.add(next.before);
		after.add(next.after);
		frames += next.frames;
		bad += next.bad;
		for (int i = 0; i < margin.length; i++) margin[i] = Math.max(margin[i], next.margin[i]);
	}

	/** Content that moved up left nothing imaged at the bottom, and so on. */
	private void widen(final double dy, final double dx) {
		margin[0] = Math.max(margin[0], -dy);
		margin[1] = Math.max(margin[1], -dx);
		margin[2] = Math.max(margin[2], dy);
		margin[3] = Math.max(margin[3], dx);
	}

	MotionSummary summary(final Movie movie, final Alignment alignment, final MotionParameters parameters,
		final double scanPhase, final Progress progress) throws IOException
	{
		final float[] mean = after.mean();
		final float[] meanBefore = before.mean();
		final int[] valid = { ceil(margin[0]), ceil(margin[1]), height - ceil(margin[2]), width - ceil(margin[3]) };
		final int n = Math.min(SAMPLE, movie.frames());
		final double[] correlationBefore = new double[n];
		final double[] correlationAfter = new double[n];
		final double[] residual = new double[n];
		final class Slot {

			final float[] frame = new float[width * height];
			final float[] corrected = new float[width * height];
			final Alignment.Estimators estimators = alignment.new Estimators();
			final RigidEstimator check = new RigidEstimator(alignment.model(), parameters.maxShiftPx());
			final Agreement withBefore = new Agreement(within(meanBefore, valid), width, height);
			final Agreement withAfter = new Agreement(within(mean, valid), width, height);
		}
		FrameStream.run(0, n, parameters.threads(), Slot::new, (k, slot) -> {
			final int t = (int) ((k + 0.5) * movie.frames() / n);
			// the very estimator that corrected the frame, so that the mean holds just this
			final MotionEstimator estimator = slot.estimators.of(t);
			movie.read(t, slot.frame);
			correlationBefore[k] = slot.withBefore.others(slot.frame, frames - bad);
			estimator.estimate(slot.frame);
			estimator.correct(slot.frame, parameters.interpolation(), Float.NaN, slot.corrected);
			correlationAfter[k] = slot.withAfter.others(slot.corrected, frames - bad);
			final Shift left = slot.check.estimate(slot.corrected, Shift.NONE);
			residual[k] = Double.isNaN(left.sigma()) ? Double.NaN : left.length() / Math.sqrt(2);
		}, (k, slot) -> progress.update("Checking the result", k + 1, n));
		final double residualMotion = Math.sqrt(mean(Arrays.stream(residual).map(v -> v * v).toArray()));
		return new MotionSummary(alignment.model().template(), mean, meanBefore, before.crispness(valid), after.crispness(valid), mean(
			correlationBefore), mean(correlationAfter), residualMotion, bad, frames, valid, scanPhase);
	}

	/** Only the area that is imaged in every frame counts, before and after alike. */
	private float[] within(final float[] image, final int[] area) {
		final float[] cut = new float[image.length];
		for (int i = 0; i < cut.length; i++) {
			final int r = i / width;
			final int c = i % width;
			cut[i] = r >= area[0] && c >= area[1] && r < area[2] && c < area[3] ? image[i] : Float.NaN;
		}
		return cut;
	}

	private static int ceil(final double margin) {
		return (int) Math.ceil(margin - 1e-6);
	}

	private static double mean(final double[] values) {
		return Arrays.stream(values).filter(v -> !Double.isNaN(v)).average().orElse(Double.NaN);
	}
}
