package org.apical.session;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import org.apical.motion.FrameMotion;
import org.apical.motion.MotionCorrector;
import org.apical.motion.MotionModel;
import org.apical.motion.MotionParameters;
import org.apical.motion.MotionSink;
import org.apical.motion.MotionSummary;
import org.apical.motion.Template;
import org.apical.recording.CoarserMovie;
import org.apical.recording.FrameRange;
import org.apical.recording.Movie;
import org.apical.recording.Progress;
import org.apical.recording.Recording;
import org.apical.recording.Sampling;

/**
 * The correction of a short stretch of one plane, to see what the parameters do. Nothing is written. Unless one is given,
 * the template is made from the stretch alone, so that it is noisier than the one of the whole recording.
 */
public final class CorrectionTrial {

	/** Enough for a template in which cells show; an answer takes seconds. */
	public static final int MOST_FRAMES = 60;
	/** Deforming tissue takes a time that grows with the field's area many times over: larger fields are looked at with larger pixels. */
	private static final int LONGEST_BLOCKS_EDGE_PX = 256;

	/**
	 * What came out.
	 *
	 * @param first the stretch's first frame in the recording, from 0
	 * @param edge of the squares of pixels that were averaged before, px; 1 where none were
	 * @param width of the images, squares
	 * @param height of the images, squares
	 * @param sampling of the images
	 * @param largestPx length of the largest displacement from the template among the good frames, px of the recording
	 * @param rmsPx root mean square of those lengths, px of the recording
	 */
	public record Outcome(int first, int edge, int width, int height, Sampling sampling, MotionSummary summary, double largestPx,
		double rmsPx) {}

	private final MotionParameters parameters;
	private final int reference;
	private final Recording template;

	/**
	 * @param reference channel that the motion is estimated in, from 0
	 * @param template recording whose planes' mean images serve as templates, or null to make them from the stretch
	 */
	public CorrectionTrial(final MotionParameters parameters, final int reference, final Recording template) {
		this.parameters = parameters;
		this.reference = reference;
		this.template = template;
	}

	/**
	 * @param plane from 0
	 * @param frame in the middle of the stretch, from 0
	 */
	public Outcome run(final Recording recording, final int plane, final int frame, final Progress progress) throws IOException {
		CorrectionRun.requireChannel(recording, reference);
		final Movie fine = recording.movie(plane, reference);
		final int edge = edge(fine);
		final Movie movie = edge == 1 ? fine : new CoarserMovie(fine, edge);
		final Template given = template == null ? null : CorrectionRun.given(template, reference, plane, fine, edge);
		final FrameRange stretch = FrameRange.around(movie, frame, MOST_FRAMES);
		final List<FrameMotion> motion = new ArrayList<>();
		final MotionSummary summary = new MotionCorrector(parameters.withMaxShift(Math.max(1, parameters.maxShiftPx() / edge))).correct(List.of(stretch), 0, given, new MotionSink() {

			@Override
			public void motion(final FrameMotion found, final float[] displacement) {
				motion.add(found);
			}

			@Override
			public void frame(final int t, final int channel, final float[] pixels) {}
		}, progress);
		final double[] lengths = motion.stream().filter(m -> !m.bad()).mapToDouble(m -> edge * Math.hypot(m.shift().dy(), m.shift().dx())).toArray();
		double largest = 0;
		double squares = 0;
		for (final double length : lengths) {
			largest = Math.max(largest, length);
			squares += length * length;
		}
		return new Outcome(stretch.first(), edge, movie.width(), movie.height(), movie.sampling(), summary, largest, Math.sqrt(squares / Math.max(1, lengths.length)));
	}

	private int edge(final Movie movie) {
		final int longest = Math.max(movie.width(), movie.height());
		return parameters.model() == MotionModel.BLOCKS ? (longest + LONGEST_BLOCKS_EDGE_PX - 1) / LONGEST_BLOCKS_EDGE_PX : 1;
	}
}
