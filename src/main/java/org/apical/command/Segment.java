package org.apical.command;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.apical.recording.Movie;
import org.apical.recording.Progress;
import org.apical.report.RoiPlot;
import org.apical.roi.Compartment;
import org.apical.roi.CompartmentClassifier;
import org.apical.roi.CompartmentModel;
import org.apical.roi.DetectorParameters;
import org.apical.roi.Roi;
import org.apical.roi.WholeFrames;
import org.apical.session.CorrectedRecording;
import org.apical.session.InputFiles;
import org.apical.session.ResultFolder;
import org.apical.session.RunRecord;
import org.apical.session.SegmentationRun;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Finds somas, trunks and dendrites in a corrected recording. */
@Plugin(type = Command.class, visible = false, name = "segment", label = "Segment", headless = true,
	description = "Finds active somas, apical trunks and dendrites in a corrected recording: writes rois.csv, labels.tif and rois.zip.")
public final class Segment extends RecordingCommand implements Previewed {

	/** Some twenty to sixty seconds, in which many cells fire; an answer comes within seconds. */
	private static final int PREVIEW_FRAMES = 1000;

	@Parameter(label = "Corrected recording", style = "files", description = "Result folder of 'correct', or files corrected elsewhere.")
	private File[] input;

	@Parameter(label = "Result folder", style = "directory", description = "Folder for the results, made where it does not exist.")
	private File output;

	@Parameter(label = "Sensitivity", min = "0.01", description = "1 is usual; more finds fainter activity and more false ROIs, less the reverse.")
	private double sensitivity = DetectorParameters.DEFAULT.sensitivity();

	@Parameter(label = "Least SNR", min = "0", description = "Least peak of an ROI's activity over its noise.")
	private double min_snr = DetectorParameters.DEFAULT.minSnr();

	@Parameter(label = "Silent somas too", description = "Also outline somas that show in the mean image but do not fire.")
	private boolean silent_somas;

	@Parameter(label = "Soma plane", min = "0", description = "Number of the plane through the somas, from 1; 0: not known.")
	private int soma_plane;

	@Parameter(label = "Dendrite plane", min = "0", description = "Number of the plane through the dendrites, from 1; 0: not known.")
	private int dendrite_plane;

	@Parameter(label = "Classifier", required = false, description = "Model made by 'train' from own labels; Apical's own if not given.")
	private File model;

	@Parameter(label = "Channel", min = "1", description = "Channel of the calcium indicator, from 1.")
	private int channel = 1;

	@Override
	protected void execute(final Progress progress) throws IOException {
		requireTwoPlanes();
		final RunRecord record = new RunRecord("segment", parameters());
		final List<Path> files = paths(input);
		final List<Path> read = new ArrayList<>(CorrectedRecording.sources(files, channel - 1));
		if (isGiven(model)) read.add(model.toPath());
		final InputFiles inputs = inputs(files, read);
		try (CorrectedRecording recording = CorrectedRecording.open(recordings(), files, openOptions(), channel - 1);
				ResultFolder folder = ResultFolder.open(output.toPath()))
		{
			final List<Roi> rois = segmentation().run(recording, folder, progress);
			plot(recording, progress).writePng(folder.stage("rois.png"), rois);
			inputs.mustBeUnchanged();
			record.inputs(inputs).put("rois", rois.size());
			inputs.mustNotBeIn(folder);
			publish(folder, record);
			summarize(String.format(Locale.ROOT, "Found %d ROIs: %d somas, %d trunks, %d dendrites.%nResults are in %s: rois.png shows them; open rois.zip over mean.tif in ImageJ.",
				rois.size(), count(rois, Compartment.SOMA), count(rois, Compartment.TRUNK), count(rois, Compartment.DENDRITE), output));
		}
	}

	private void requireTwoPlanes() {
		if (soma_plane > 0 && soma_plane == dendrite_plane) throw new ParameterException("dendrite_plane",
			"must be another plane than soma_plane, " + soma_plane);
	}

	private SegmentationRun segmentation() throws IOException {
		final DetectorParameters detection = DetectorParameters.DEFAULT.withSensitivity(sensitivity).withMinSnr(min_snr).withSilentSomas(
			silent_somas).withThreads(threads());
		final CompartmentClassifier classifier = isGiven(model) ? new CompartmentClassifier(CompartmentModel.read(model.toPath()))
			: new CompartmentClassifier();
		return new SegmentationRun(detection, classifier, soma_plane - 1, dendrite_plane - 1);
	}

	@Override
	public String previewShows() {
		return "Preview: ROIs of " + PREVIEW_FRAMES + " frames from the middle, by compartment";
	}

	/** Of every plane. More frames hold more activity, so that the run finds more. */
	@Override
	public Preview preview(final Progress progress) throws IOException {
		requireTwoPlanes();
		final List<Path> files = paths(input);
		try (CorrectedRecording recording = CorrectedRecording.open(recordings(), files, openOptions(), channel - 1)) {
			final CorrectedRecording part = recording.middle(PREVIEW_FRAMES);
			final List<Roi> rois = segmentation().find(part, progress);
			return new Preview(plot(part, progress).image(rois, List.of()), String.format(Locale.ROOT,
				"%d somas (green), %d trunks (yellow), %d dendrites (magenta)\nin %d of %d frames", count(rois, Compartment.SOMA), count(rois,
					Compartment.TRUNK), count(rois, Compartment.DENDRITE), part.movie(0).frames(), recording.movie(0).frames()));
		}
	}

	/** Draws ROIs over the recording's mean images. */
	static RoiPlot plot(final CorrectedRecording recording, final Progress progress) throws IOException {
		final List<float[]> means = new ArrayList<>();
		for (int p = 0; p < recording.planes(); p++) means.add(WholeFrames.mean(recording.movie(p), recording.bad(p), progress));
		final Movie movie = recording.movie(0);
		return new RoiPlot(means, movie.width(), movie.height(), movie.sampling());
	}

	private static long count(final List<Roi> rois, final Compartment kind) {
		return rois.stream().filter(r -> r.compartment() == kind).count();
	}
}
