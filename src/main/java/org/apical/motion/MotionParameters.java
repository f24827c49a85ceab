package org.apical.motion;

import java.io.Serializable;
import java.util.Arrays;

import org.apical.recording.FrameStream;
import org.apical.recording.PixelType;

/**
 * What to correct, and how.
 *
 * @param model how content may move within a frame
 * @param maxShiftPx largest displacement from the template, px
 * @param scanPhase whether the offset between odd and even lines of a bidirectional scan is estimated and removed first
 * @param interpolation how corrected pixels are taken from between the frame's
 * @param fill value of pixels that were never imaged (edges); NaN stands for the template's median
 * @param threads number of threads
 */
public record MotionParameters(MotionModel model, double maxShiftPx, boolean scanPhase,
	Interpolation interpolation, double fill, int threads) implements Serializable
{

	public static final MotionParameters DEFAULT = new MotionParameters(MotionModel.LINES, 40, false,
		Interpolation.NEAREST, 0, FrameStream.defaultThreads());

	public MotionParameters {
		if (!(maxShiftPx >= 1)) throw new IllegalArgumentException("Largest shift must be 1 px or more, not " + maxShiftPx);
		if (threads < 1) throw new IllegalArgumentException("Number of threads must be 1 or more, not " + threads);
	}

	public MotionParameters withModel(final MotionModel m) {
		return new MotionParameters(m, maxShiftPx, scanPhase, interpolation, fill, threads);
	}

	public MotionParameters withMaxShift(final double px) {
		return new MotionParameters(model, px, scanPhase, interpolation, fill, threads);
	}

	public MotionParameters withScanPhase(final boolean on) {
		return new MotionParameters(model, maxShiftPx, on, interpolation, fill, threads);
	}

	public MotionParameters withInterpolation(final Interpolation how) {
		return new MotionParameters(model, maxShiftPx, scanPhase, how, fill, threads);
	}

	public MotionParameters withFill(final double value) {
		return new MotionParameters(model, maxShiftPx, scanPhase, interpolation, value, threads);
	}

	public MotionParameters withThreads(final int n) {
		return new MotionParameters(model, maxShiftPx, scanPhase, interpolation, fill, n);
	}

	/**
	 * Whether whole numbers come out of the correction as they came, so that {@link MotionCorrector#finish} finds nothing to round.
	 *
	 * @param type of the movie
	 * @param scanPhaseRemoved whether an offset of odd lines was taken out, which makes fractions
	 */
	public boolean keepsWhole(final PixelType type, final boolean scanPhaseRemoved) {
		return interpolation == Interpolation.NEAREST && !scanPhaseRemoved && type.isInteger();
	}

	/** Value of the pixels that were never imaged where frames are moved back onto a template. */
	public float fillValue(final TemplateModel template) {
		if (!Double.isNaN(fill)) return (float) fill;
		final float[] sorted = InformativePixels.withoutNaN(template.template().pixels()).clone();
		Arrays.sort(sorted);
		return sorted[sorted.length / 2];
	}

	/** @param prior of the displacement within frames; not needed where whole frames move */
	MotionEstimator estimator(final TemplateModel template, final SmoothnessPrior prior) {
		return switch (model) {
			case RIGID -> new RigidEstimator(template, maxShiftPx);
			case LINES -> new LineScanEstimator(template, maxShiftPx, prior);
			case BLOCKS -> new BlockEstimator(template, maxShiftPx, prior);
		};
	}
}
