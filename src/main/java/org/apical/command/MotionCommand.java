package org.apical.command;

import java.io.File;
import java.util.Locale;

import org.apical.motion.Interpolation;
import org.apical.motion.MotionModel;
import org.apical.motion.MotionParameters;
import org.scijava.plugin.Parameter;

/** A command that corrects the motion of a recording: how. */
abstract class MotionCommand extends RecordingCommand {

	@Parameter(label = "Motion model", choices = { "lines", "rigid", "blocks" },
		description = "lines: each row moves by itself (resonant or galvo scan); rigid: whole frames; blocks: tissue deforms.")
	private String model = "lines";

	@Parameter(label = "Largest shift (px)", min = "1", description = "Largest displacement from the template, px.")
	private double max_shift = MotionParameters.DEFAULT.maxShiftPx();

	@Parameter(label = "Correct bidirectional scan phase",
		description = "Estimate and remove the offset between odd and even lines of a bidirectional scan first.")
	private boolean scan_phase;

	@Parameter(label = "Interpolation", choices = { "nearest", "linear" },
		description = "nearest: whole pixels, noise and sharpness stay; linear: no motion is left, but frames are blurred.")
	private String interpolation = "nearest";

	@Parameter(label = "Template", required = false,
		description = "Image to align to, such as another day's template.tif; made from the recording if not given.")
	private File template;

	@Parameter(label = "Reference channel", min = "1", description = "Channel that the motion is estimated in, from 1; it drives the others.")
	private int channel = 1;

	@Parameter(label = "Fill value", description = "Value of pixels at the edges that were never imaged; NaN: the template's median.")
	private double fill = MotionParameters.DEFAULT.fill();

	final MotionParameters motionParameters() {
		return MotionParameters.DEFAULT.withModel(MotionModel.valueOf(model.toUpperCase(Locale.ROOT))).withMaxShift(max_shift)
			.withScanPhase(scan_phase).withInterpolation(Interpolation.valueOf(interpolation.toUpperCase(Locale.ROOT))).withFill(
				fill).withThreads(threads());
	}

	/** Null where the template is to be made from the recording. */
	final File template() {
		return isGiven(template) ? template : null;
	}

	/** Counts from 1. */
	final int channel() {
		return channel;
	}
}
