package org.apical.session.exchange;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.apical.recording.RecordingException;
import org.apical.recording.Sampling;
import org.apical.roi.Roi;

/**
 * What programs hand to each other after segmentation: ROIs, their traces, and images of the field.
 *
 * @param width pixels in a row of the field
 * @param height rows of the field
 * @param planes number of planes
 * @param sampling frame rate of a plane and pixel size, as far as known
 * @param rois in the order of the traces
 * @param traces ROIs x frames of each kind there is; all equally long
 * @param means mean image of each plane, row by row; empty where there is none
 * @param movies file of each plane's corrected movie; empty where they are not at hand
 */
public record TracedRois(int width, int height, int planes, Sampling sampling, List<Roi> rois, Map<TraceKind, float[][]> traces,
	List<float[]> means, List<Path> movies)
{

	public TracedRois {
		rois = List.copyOf(rois);
		traces = traces.isEmpty() ? Map.of() : new EnumMap<>(traces);
		means = List.copyOf(means);
		movies = List.copyOf(movies);
	}

	/** Traces of one kind, ROIs x frames; null where there are none. */
	public float[][] traces(final TraceKind kind) {
		return traces.get(kind);
	}

	/** Number of frames of the traces; 0 where there are none. */
	public int frames() {
		return traces.values().stream().filter(t -> t.length > 0).mapToInt(t -> t[0].length).findFirst().orElse(0);
	}

	/** The same with what the user says of rate and pixel size; NaN keeps what is known. */
	public TracedRois with(final double rateHz, final double pixelUm) {
		final Sampling rated = rateHz > 0 ? sampling.withRate(rateHz) : sampling;
		return new TracedRois(width, height, planes, pixelUm > 0 ? rated.withPixelSize(pixelUm) : rated, rois, traces, means, movies);
	}

	/**
	 * @param source where it was read, for the message
	 * @throws RecordingException where there is no ROI, or the parts do not belong together
	 */
	public void mustFit(final Path source) throws RecordingException {
		if (rois.isEmpty()) throw new RecordingException(source + ": holds no ROI");
		final Set<Integer> labels = new HashSet<>();
		for (final Roi roi : rois) {
			if (roi.width() != width || roi.height() != height || roi.plane() >= planes) throw new RecordingException(source + ": " + roi +
				" is not of its field of " + planes + " plane(s) of " + width + " x " + height + " px");
			if (!labels.add(roi.label())) throw new RecordingException(source + ": two ROIs have the label " + roi.label());
		}
		for (final Map.Entry<TraceKind, float[][]> t : traces.entrySet()) {
			final String name = t.getKey().fileName();
			if (t.getValue().length != rois.size()) throw new RecordingException(source + ": has " + t.getValue().length + " traces (" + name +
				") of " + rois.size() + " ROIs");
			for (final float[] row : t.getValue()) if (row.length != frames()) throw new RecordingException(source + ": the traces (" + name +
				") have " + row.length + " frames, others " + frames());
		}
		for (final float[] mean : means) if (mean.length != width * height) throw new RecordingException(source + ": a mean image has " +
			mean.length + " pixels, the field " + width + " x " + height);
	}
}
