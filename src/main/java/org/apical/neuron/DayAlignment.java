package org.apical.neuron;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import net.imglib2.img.array.ArrayImgs;

import org.apical.motion.MotionCorrector;
import org.apical.motion.MotionEstimator;
import org.apical.motion.MotionModel;
import org.apical.motion.MotionParameters;
import org.apical.motion.Shift;
import org.apical.motion.Template;
import org.apical.recording.FrameStream;
import org.apical.recording.ImgMovie;
import org.apical.recording.Progress;

/**
 * Aligns the mean images of one plane on several days to the first day's. Each day is compared with the average of the days
 * before it, as they were aligned, so that no day's activity weighs much: first turned and scaled by steps, the motion
 * package's estimator finding the shift at each, then affine and then smoothly deformed by the displacements of tiles.
 */
public final class DayAlignment {

	/** Steps that leave less than tiles can bridge. */
	private static final double ANGLE_STEP = Math.toRadians(1), SCALE_STEP = 0.03;
	private static final int SCALE_STEPS = 2;
	private static final int[] AFFINE_REACH = { 12, 8, 4 };
	private static final int[] SMOOTH_REACH = { 13, 8, 6, 4, 3 };

	/**
	 * @param maxShiftPx largest displacement of a day, px
	 * @param maxAngleDeg largest turn of a day, degrees
	 */
	public record Parameters(double maxShiftPx, double maxAngleDeg) {

		public static final Parameters DEFAULT = new Parameters(60, 6);
	}

	/**
	 * @param maps of each day, in order; the first is the identity
	 * @param correlations of each aligned day with the average of those before it; 1 for the first
	 */
	public record Result(List<DayMap> maps, List<Double> correlations) {}

	private final Parameters parameters;
	private final int width;
	private final int height;
	/** Around the first day's field, for what only other days show. */
	private final int margin;
	private final double[] sum;
	private final int[] days;

	private DayAlignment(final Parameters parameters, final int width, final int height) {
		this.parameters = parameters;
		this.width = width;
		this.height = height;
		margin = (int) Math.ceil(parameters.maxShiftPx + (Math.toRadians(parameters.maxAngleDeg) + SCALE_STEPS * SCALE_STEP) * Math.max(width,
			height) / 2);
		sum = new double[(width + 2 * margin) * (height + 2 * margin)];
		days = new int[sum.length];
	}

	/**
	 * @param means images of one plane, of equal size
	 * @throws IllegalArgumentException where their sizes differ
	 */
	public static Result align(final List<Template> means, final Parameters parameters, final Progress progress) throws IOException {
		final Template first = means.get(0);
		final DayAlignment alignment = new DayAlignment(parameters, first.width(), first.height());
		final List<DayMap> maps = new ArrayList<>();
		final List<Double> correlations = new ArrayList<>();
		for (final Template mean : means) {
			if (mean.width() != first.width() || mean.height() != first.height()) throw new IllegalArgumentException("Day " + (maps.size() + 1) +
				" has " + mean.width() + " x " + mean.height() + " pixels, day 1 " + first.width() + " x " + first.height());
			final DayMap map = maps.isEmpty() ? DayMap.identity(first.width(), first.height(), alignment.margin) : alignment.align(mean);
			final float[] pulled = map.pull(mean.pixels());
			correlations.add(maps.isEmpty() ? 1.0 : correlation(alignment.reference(), pulled));
			alignment.add(pulled);
			maps.add(map);
			progress.update("Aligning days", maps.size(), means.size());
		}
		final int reach = maps.stream().mapToInt(DayMap::reach).max().getAsInt();
		return new Result(maps.stream().map(m -> m.withMargin(reach)).toList(), correlations);
	}

	/** Adds an aligned day, brought to mean 1. */
	private void add(final float[] pulled) {
		double total = 0;
		int n = 0;
		for (final float v : pulled) if (v == v) {
			total += v;
			n++;
		}
		for (int i = 0; i < pulled.length; i++) if (pulled[i] == pulled[i]) {
			sum[i] += pulled[i] * n / total;
			days[i]++;
		}
	}

	private float[] reference() {
		final float[] mean = new float[sum.length];
		for (int i = 0; i < mean.length; i++) mean[i] = days[i] == 0 ? Float.NaN : (float) (sum[i] / days[i]);
		return mean;
	}

	private DayMap align(final Template day) throws IOException {
		final float[] reference = reference();
		DayMap map = search(reference, day);
		final TileMatch match = new TileMatch(reference, map.width(), map.height());
		for (final int reach : AFFINE_REACH) {
			final DayMap.Flow flow = TileFlow.affine(match.find(map.pull(day.pixels()), reach));
			if (flow != null) map = map.after(flow);
		}
		for (final int reach : SMOOTH_REACH) map = map.after(TileFlow.smooth(match.find(map.pull(day.pixels()), reach), map.width(), map
			.height()));
		return map;
	}

	/** The turn, scaling and shift of best agreement. */
	private DayMap search(final float[] reference, final Template day) throws IOException {
		final MotionParameters rigid = MotionParameters.DEFAULT.withModel(MotionModel.RIGID).withMaxShift(parameters.maxShiftPx).withThreads(1);
		// counts of a day's own size, which the estimator's model of the noise expects
		double level = 0;
		int imaged = 0;
		for (final float v : day.pixels()) if (v == v) {
			level += v;
			imaged++;
		}
		level /= imaged;
		final float[] scaled = new float[width * height];
		for (int i = 0; i < scaled.length; i++) scaled[i] = (float) (level * reference[(i / width + margin) * (width + 2 * margin) + i % width +
			margin]);
		final MotionEstimator estimator = new MotionCorrector(rigid).prepare(new ImgMovie<>(ArrayImgs.floats(day.pixels(), width, height, 1)),
			new Template(width, height, scaled), Progress.NONE).estimator();
		final int turns = (int) Math.ceil(Math.toRadians(parameters.maxAngleDeg) / ANGLE_STEP), scalings = 2 * SCALE_STEPS + 1;
		final class Slot {

			final MotionEstimator own = estimator.fork();
			double agreement;
			DayMap map;
		}
		final Slot best = new Slot();
		best.agreement = Double.NEGATIVE_INFINITY;
		FrameStream.run(0, (2 * turns + 1) * scalings, FrameStream.defaultThreads(), Slot::new, (i, slot) -> {
			final double angle = (i / scalings - turns) * ANGLE_STEP, scale = 1 + (i % scalings - SCALE_STEPS) * SCALE_STEP;
			final float[] turned = DayMap.similarity(width, height, 0, angle, scale, 0, 0).pull(day.pixels());
			final Shift shift = slot.own.estimate(turned);
			slot.agreement = slot.own.agreement(turned);
			final double c = scale * Math.cos(angle), s = scale * Math.sin(angle);
			slot.map = DayMap.similarity(width, height, margin, angle, scale, c * shift.dy() - s * shift.dx(), s * shift.dy() + c * shift.dx());
		}, (i, slot) -> {
			if (!(slot.agreement > best.agreement)) return;
			best.agreement = slot.agreement;
			best.map = slot.map;
		});
		return best.map == null ? DayMap.identity(width, height, margin) : best.map;
	}

	private static double correlation(final float[] a, final float[] b) {
		double sa = 0, sb = 0, aa = 0, bb = 0, ab = 0;
		int n = 0;
		for (int i = 0; i < a.length; i++) {
			if (a[i] != a[i] || b[i] != b[i]) continue;
			n++;
			sa += a[i];
			sb += b[i];
			aa += (double) a[i] * a[i];
			bb += (double) b[i] * b[i];
			ab += (double) a[i] * b[i];
		}
		return (ab - sa * sb / n) / Math.sqrt((aa - sa * sa / n) * (bb - sb * sb / n));
	}
}
