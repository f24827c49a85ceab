package org.apical.command;

import ij.ImagePlus;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.apical.motion.FrameMotion;
import org.apical.motion.Interpolation;
import org.apical.motion.MotionCorrector;
import org.apical.motion.MotionModel;
import org.apical.motion.MotionParameters;
import org.apical.motion.MotionSink;
import org.apical.motion.MotionSummary;
import org.apical.recording.Movie;
import org.apical.recording.Progress;
import org.apical.recording.Recording;
import org.apical.recording.imagej.ImagePlusBuilder;
import org.apical.recording.imagej.ImagePlusFrames;
import org.apical.session.CorrectionTrial;
import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Corrects the motion of an open image into a new one; the image itself stays as it is. */
@Plugin(type = Command.class, visible = false, label = "Correct motion of image", headless = true,
	description = "Corrects the motion of an open time series, virtual or not, into a new image.")
public final class CorrectMotionImage extends ApicalCommand implements Previewed {

	@Parameter(label = "Image")
	private ImagePlus image;

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

	@Parameter(label = "Reference channel", min = "1", description = "Channel that the motion is estimated in, from 1; it drives the others.")
	private int channel = 1;

	@Parameter(label = "Fill value", description = "Value of pixels at the edges that were never imaged; NaN: the template's median.")
	private double fill = MotionParameters.DEFAULT.fill();

	@Parameter(type = ItemIO.OUTPUT)
	private ImagePlus corrected;

	@Override
	protected void execute(final Progress progress) throws IOException {
		final MotionParameters parameters = motionParameters();
		final ImagePlusBuilder result = new ImagePlusBuilder(image);
		int bad = 0;
		try (Recording recording = ImagePlusFrames.recording(image)) {
			for (int p = 0; p < recording.planes(); p++) bad += correct(recording, p, parameters, result, progress).badFrames();
		}
		corrected = result.build(image.getTitle().replaceFirst("\\.\\p{Alnum}{1,5}$", "") + "-corrected");
		summarize(corrected.getTitle() + ": corrected " + image.getStackSize() + " slices (" + model + "), " + bad + " frames marked bad.");
	}

	private MotionParameters motionParameters() {
		if (channel > image.getNChannels()) throw new ParameterException("channel", "must be " + image.getNChannels() +
			" or less, as the image has that many, not " + channel);
		return MotionParameters.DEFAULT.withModel(MotionModel.valueOf(model.toUpperCase(Locale.ROOT))).withMaxShift(max_shift).withScanPhase(
			scan_phase).withInterpolation(Interpolation.valueOf(interpolation.toUpperCase(Locale.ROOT))).withFill(fill);
	}

	@Override
	public String previewShows() {
		return MotionPreview.shows();
	}

	/** Of the plane that is shown, about the frame that is shown. */
	@Override
	public Preview preview(final Progress progress) throws IOException {
		final MotionPreview preview = new MotionPreview();
		final boolean timed = image.getNFrames() > 1;
		try (Recording recording = ImagePlusFrames.recording(image)) {
			preview.add(new CorrectionTrial(motionParameters(), channel - 1, null), recording, timed ? image.getZ() - 1 : 0, (timed ? image.getT()
				: image.getZ()) - 1, progress);
		}
		return preview.preview();
	}

	private MotionSummary correct(final Recording recording, final int plane, final MotionParameters parameters,
		final ImagePlusBuilder result, final Progress progress) throws IOException
	{
		final List<Movie> channels = new ArrayList<>();
		for (int c = 0; c < recording.channels(); c++) channels.add(recording.movie(plane, c));
		return new MotionCorrector(parameters).correct(channels, channel - 1, null, new MotionSink() {

			@Override
			public void motion(final FrameMotion motion, final float[] displacement) {}

			@Override
			public void frame(final int frame, final int c, final float[] pixels) {
				result.set(frame, plane, c, pixels, channels.get(c).pixelType());
			}
		}, progress);
	}
}
