package org.apical.command;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.apical.motion.MotionSummary;
import org.apical.recording.Progress;
import org.apical.recording.Recording;
import org.apical.recording.Sampling;
import org.apical.report.BeforeAfterPlot;
import org.apical.session.CorrectionTrial;

/** Shows the mean of a short stretch before and after its correction, and how far its frames stood apart. */
final class MotionPreview {

	private final List<BeforeAfterPlot.Pair> pairs = new ArrayList<>();
	private final List<String> lines = new ArrayList<>();
	private BeforeAfterPlot plot;

	static String shows() {
		return "Preview: mean of " + CorrectionTrial.MOST_FRAMES + " frames before and after correction";
	}

	/**
	 * Corrects a stretch.
	 *
	 * @param plane from 0
	 * @param frame in the middle of the stretch, from 0
	 */
	void add(final CorrectionTrial trial, final Recording recording, final int plane, final int frame, final Progress progress)
		throws IOException
	{
		final CorrectionTrial.Outcome outcome = trial.run(recording, plane, frame, progress);
		final MotionSummary s = outcome.summary();
		final Sampling sampling = outcome.sampling();
		if (plot == null) plot = new BeforeAfterPlot(outcome.width(), outcome.height(), sampling);
		final String where = recording.planes() == 1 ? "" : "plane " + (plane + 1) + ", ";
		pairs.add(new BeforeAfterPlot.Pair(where + "frames " + (outcome.first() + 1) + " to " + (outcome.first() + s.frames()) + (outcome.edge() == 1 ? "" : ", at 1/" + outcome.edge() +
			" of the resolution"), s.meanBefore(), s.mean()));
		final double um = Math.sqrt(sampling.pixelWidthUm() * sampling.pixelHeightUm()) / outcome.edge();
		final String microns = sampling.hasPixelSize() ? String.format(Locale.ROOT, " (%.1f µm)", um * outcome.largestPx()) : "";
		final String phase = s.scanPhasePx() == 0 ? "" : String.format(Locale.ROOT, ", scan phase %.2f px", s.scanPhasePx());
		lines.add(String.format(Locale.ROOT, "%sshifts up to %.1f px%s, RMS %.2f px%s", where, outcome.largestPx(), microns, outcome.rmsPx(), phase));
		lines.add(String.format(Locale.ROOT, "crispness %.3g -> %.3g, %d of %d frames bad", s.crispnessBefore(), s.crispnessAfter(), s
			.badFrames(), s.frames()));
	}

	Previewed.Preview preview() {
		return new Previewed.Preview(plot.image(pairs), String.join("\n", lines));
	}
}
