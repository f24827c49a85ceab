package org.apical.session;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import org.apical.recording.Movie;
import org.apical.recording.Progress;
import org.apical.recording.RecordingException;
import org.apical.recording.Sampling;
import org.apical.roi.CompartmentClassifier;
import org.apical.roi.CompartmentClassifier.Plane;
import org.apical.roi.DetectorParameters;
import org.apical.roi.LabelImage;
import org.apical.roi.Roi;
import org.apical.roi.RoiDetector;

/** Finds and classifies the ROIs of all planes and stages them in a result folder. */
public final class SegmentationRun {

	private final DetectorParameters parameters;
	private final CompartmentClassifier classifier;
	private final int somaPlane;
	private final int dendritePlane;

	/**
	 * @param somaPlane plane through the somas, from 0; -1 where none is known to be
	 * @param dendritePlane plane through the dendrites above them, from 0; -1 where none is known to be
	 */
	public SegmentationRun(final DetectorParameters parameters, final CompartmentClassifier classifier, final int somaPlane,
		final int dendritePlane)
	{
		this.parameters = parameters;
		this.classifier = classifier;
		this.somaPlane = somaPlane;
		this.dendritePlane = dendritePlane;
	}

	/** @return the ROIs of all planes in order, labels from 1 */
	public List<Roi> run(final CorrectedRecording recording, final ResultFolder folder, final Progress progress) throws IOException {
		final List<Roi> all = find(recording, progress);
		write(folder, all, Field.of(recording), null);
		return all;
	}

	/** The same without a folder. */
	public List<Roi> find(final CorrectedRecording recording, final Progress progress) throws IOException {
		if (Math.max(somaPlane, dendritePlane) >= recording.planes()) throw new RecordingException("The recording has " + recording
			.planes() + " plane(s), there is no plane " + (Math.max(somaPlane, dendritePlane) + 1));
		final List<Roi> all = new ArrayList<>();
		for (int p = 0; p < recording.planes(); p++) {
			final String stage = recording.planes() == 1 ? "" : "plane " + (p + 1) + " of " + recording.planes() + ": ";
			final Movie movie = recording.movie(p);
			final Progress staged = (s, done, total) -> progress.update(stage + s, done, total);
			final List<Roi> found = detect(movie, recording.bad(p), p, staged);
			final double[] decays = classifier.goesByDecays() ? RoiDecays.read(movie, recording.bad(p), found, parameters.threads(), staged)
				: RoiDecays.unknown(found.size());
			for (final Roi roi : classifier.classify(found, decays, pixelUm(movie.sampling()), plane(p))) all.add(roi.withLabel(all.size() + 1));
		}
		return all;
	}

	private List<Roi> detect(final Movie movie, final boolean[] bad, final int plane, final Progress progress) throws IOException {
		try {
			return new RoiDetector(parameters).detect(movie, bad, plane, progress);
		}
		catch (final IllegalArgumentException e) {
			throw new RecordingException(e.getMessage(), e);
		}
	}

	private Plane plane(final int p) {
		if (somaPlane == dendritePlane) return Plane.ANY;
		return p == somaPlane ? Plane.SOMA : p == dendritePlane ? Plane.DENDRITE : Plane.ANY;
	}

	/** Stages ROIs as table, label image and ImageJ set. */
	static void write(final ResultFolder folder, final List<Roi> rois, final Field field, final double[] motionShare) throws IOException {
		RoisTable.write(folder.stage("rois.csv"), rois, pixelUm(field.sampling()), motionShare);
		LabelImage.write(folder.stage("labels.tif"), rois, field.width(), field.height(), field.planes());
		RoiZip.write(folder.stage("rois.zip"), rois);
	}

	/** Edge of a square pixel of the same area, µm; NaN where it is not known. */
	static double pixelUm(final Sampling sampling) {
		return Math.sqrt(sampling.pixelWidthUm() * sampling.pixelHeightUm());
	}
}
