package org.apical.ij.bci;

import org.apical.online.ClosedLoop;
import org.apical.online.LoopStatus;
import org.apical.online.task.Calibration;
import org.apical.online.task.TaskState;

/**
 * What a window keeps of the snapshots that the loop publishes. One thread observes, another paints; both hold this
 * object's monitor while they do, which the loop never does.
 */
final class Observation {

	/** What the snapshot said that is no more than a number; the snapshot itself goes back to the loop. */
	record Moment(long frame, double timeS, ClosedLoop.Stage stage, boolean paused, TaskState state, int trial, int trials, int hits,
		Calibration calibration, double dy, double dx, boolean bad)
	{

		static final Moment NONE = new Moment(0, 0, null, false, TaskState.BASELINE, -1, 0, 0, null, 0, 0, false);

		static Moment of(final LoopStatus.Snapshot s) {
			return new Moment(s.frame, s.timeS, s.stage, s.paused, s.state, s.trial, s.trials, s.hits, s.calibration, s.dy, s.dx, s.bad);
		}
	}

	static final int PLUS = 0, MINUS = 1, X = 2;
	/** Frames of the readout plane that are seen at a time. */
	private static final int FRAMES = 600;
	private static final int MOST_PLANES = 16;

	private final Course course = new Course(3, FRAMES);
	private final float[][] images = new float[MOST_PLANES][0];
	private final double[][] shifts = new double[MOST_PLANES][2];
	private int width;
	private int height;
	private Moment last = Moment.NONE;
	private double angleDeg = Double.NaN;
	private double correlation = Double.NaN;

	/** Takes over what a snapshot says. */
	synchronized void add(final LoopStatus.Snapshot s, final LoopStatus.Field field) {
		final int plane = Math.min(s.plane, MOST_PLANES - 1);
		shifts[plane][0] = s.dy;
		shifts[plane][1] = s.dx;
		if (field != null && s.plane == field.readoutPlane()) {
			course.add(s.plus, s.minus, s.shown);
			correlation = s.correlation;
		}
		angleDeg = s.angleDeg;
		last = Moment.of(s);
	}

	/** Takes over a picture. */
	synchronized void add(final LoopStatus.Picture p) {
		width = p.width;
		height = p.height;
		final int plane = Math.min(p.plane, MOST_PLANES - 1);
		if (images[plane].length != p.pixels.length) images[plane] = p.pixels.clone();
		else System.arraycopy(p.pixels, 0, images[plane], 0, p.pixels.length);
	}

	Course course() {
		return course;
	}

	synchronized Moment last() {
		return last;
	}

	float[] image(final int plane) {
		return images[plane];
	}

	int width() {
		return width;
	}

	int height() {
		return height;
	}

	/** (dy, dx) of the plane's last frame, px. */
	double[] shift(final int plane) {
		return shifts[plane];
	}

	double angleDeg() {
		return angleDeg;
	}

	/** Of the readout plane's last frame with its template. */
	double correlation() {
		return correlation;
	}
}
