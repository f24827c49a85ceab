package org.apical.online;

import java.util.Arrays;

import org.apical.motion.MotionCorrector;
import org.apical.motion.MotionEstimator;
import org.apical.motion.MotionParameters;
import org.apical.motion.ScanPhase;
import org.apical.recording.PixelType;
import org.apical.trace.Regions;
import org.apical.trace.RoiReader;

/**
 * Reads the ROIs of one plane from its frames as they come: scan phase, motion against the day's template, fluorescence of
 * ROIs and surrounds. The numbers are bit for bit those that are read from the corrected movie with the same template, ROIs
 * and parameters.
 *
 * <p>A frame costs no allocation. Not thread-safe: it owns its work arrays.
 */
public final class PlaneReader {

	private final PlaneSetup setup;
	private final MotionParameters motion;
	private final MotionEstimator estimator;
	private final PixelType type;
	private final float fill;
	/** Whether pixels are taken over as they came, so that nothing needs rounding. */
	private final boolean whole;
	private final RoiReader rois;
	private final Regions surrounds;
	private final double[] means;
	private final float[] line;
	private final float[] straight;
	private final float[] corrected;
	/** Whether it is known of the last frame how far it agrees. */
	private boolean assessed;

	public PlaneReader(final PlaneSetup setup) {
		this.setup = setup;
		motion = setup.parameters().motion();
		estimator = setup.alignment().estimator().fork();
		type = setup.type();
		fill = type.clamp(motion.fillValue(setup.alignment().model()));
		whole = motion.keepsWhole(type, setup.scanPhasePx() != 0);
		rois = new RoiReader(setup.rois()).withLevels(setup.levels());
		surrounds = new Regions(setup.width(), setup.height(), setup.surrounds());
		means = new double[rois.size()];
		line = new float[setup.width()];
		straight = new float[setup.scanPhasePx() == 0 ? 0 : setup.width() * setup.height()];
		corrected = new float[setup.width() * setup.height()];
	}

	/**
	 * Reads what decisions are made of. How far the frame agrees with the template is part of that where bad frames are held,
	 * else it is left to {@link #assess}.
	 *
	 * @param frame its pixels, row by row, as they came
	 * @param into filled
	 */
	public void read(final float[] frame, final FrameReading into) {
		final float[] pixels = straight.length == 0 ? frame : straight;
		if (pixels == straight) {
			System.arraycopy(frame, 0, straight, 0, straight.length);
			ScanPhase.remove(straight, setup.width(), setup.height(), setup.scanPhasePx(), line);
		}
		estimator.locate(pixels);
		into.dy = estimator.dy();
		into.dx = estimator.dx();
		into.sigma = estimator.sigma();
		assessed = setup.parameters().holdBad();
		if (assessed) judge(pixels, into);
		if (assessed && into.bad) {
			Arrays.fill(into.f, Float.NaN);
			Arrays.fill(into.neuropil, Float.NaN);
			return;
		}
		// Where all pixels were displaced alike and are taken over as they came, there is no need to move those that nobody reads.
		if (whole && estimator.displacement() == null) readMoved(pixels, (int) Math.rint(into.dy), (int) Math.rint(into.dx), into);
		else {
			estimator.correct(pixels, motion.interpolation(), whole ? fill : Float.NaN, corrected);
			if (!whole) MotionCorrector.finish(corrected, fill, type);
			readMoved(corrected, 0, 0, into);
		}
	}

	private void readMoved(final float[] pixels, final int down, final int aside, final FrameReading into) {
		rois.read(pixels, down, aside, fill, means, into.f);
		for (int r = 0; r < surrounds.size(); r++) into.neuropil[r] = surrounds.mean(r, pixels, down, aside, fill);
	}

	/** Adds to the reading of the last frame what only the record and people need: how far it agrees, and whether it is bad. */
	public void assess(final float[] frame, final FrameReading into) {
		if (!assessed) judge(straight.length == 0 ? frame : straight, into);
		assessed = true;
	}

	private void judge(final float[] pixels, final FrameReading into) {
		into.correlation = estimator.agreement(pixels);
		into.bad = setup.alignment().trust().isBad(pixels, estimator, motion.maxShiftPx());
	}
}
