package org.apical.command;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

import org.apical.recording.Progress;
import org.apical.roi.Roi;
import org.apical.session.CorrectedRecording;
import org.apical.session.ExtractionRun;
import org.apical.trace.Neuropil;
import org.apical.trace.NeuropilParameters;

/** Shows the ROIs as they will be read, and the surrounds that their neuropil is read from. */
final class SurroundPreview {

	/** For the mean images. */
	private static final int MOST_FRAMES = 300;

	private SurroundPreview() {}

	static String shows() {
		return "Preview: ROIs and their surrounds over the mean of " + MOST_FRAMES + " frames";
	}

	/** @param given ROIs of all planes */
	static Previewed.Preview of(final CorrectedRecording recording, final List<Roi> given, final NeuropilParameters parameters,
		final Progress progress) throws IOException
	{
		final List<Roi> rois = ExtractionRun.placed(recording, given);
		final List<Roi> surrounds = new ArrayList<>();
		int small = 0;
		for (int p = 0; p < recording.planes(); p++) {
			progress.update("Looking around ROIs", p, recording.planes());
			final int plane = p;
			final List<Roi> here = rois.stream().filter(r -> r.plane() == plane).toList();
			if (here.isEmpty()) continue;
			final int[][] around = Neuropil.surrounds(here, parameters);
			small += (int) Arrays.stream(around).filter(pixels -> pixels.length < parameters.minPixels()).count();
			// together, since they overlap
			final int[] all = Arrays.stream(around).flatMapToInt(Arrays::stream).sorted().distinct().toArray();
			if (all.length > 0) surrounds.add(Roi.of(p + 1, p, here.get(0).width(), here.get(0).height(), all));
		}
		return new Previewed.Preview(Segment.plot(recording.middle(MOST_FRAMES), progress).image(rois, surrounds), text(rois.size(), small,
			parameters));
	}

	/** @param small how many of them stand so close to others or to an edge that their surrounds did not come to the size wanted */
	static String text(final int rois, final int small, final NeuropilParameters parameters) {
		return String.format(Locale.ROOT, "%s tinted blue\n%s smaller than the %d px wanted", rois == 1 ? "1 ROI; its surround is" : rois +
			" ROIs; their surrounds are", small == 0 ? "no surround is" : small == 1 ? "1 surround is" : small + " surrounds are", parameters.minPixels());
	}
}
