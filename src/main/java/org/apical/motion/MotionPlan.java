package org.apical.motion;

import java.io.IOException;
import java.io.Serializable;
import java.util.List;

import org.apical.recording.FrameStream;
import org.apical.recording.Movie;
import org.apical.recording.PixelType;
import org.apical.recording.Progress;

/**
 * All that correcting one plane takes, known before its first frame is corrected. Parts of the recording can so be corrected
 * apart, on other machines too: together they are bit for bit what correcting it in one go gives.
 */
public final class MotionPlan implements Serializable {

	private static final long serialVersionUID = 1;

	private final MotionParameters parameters;
	private final int reference;
	private final ScanPhase phase;
	private final Alignment alignment;

	/**
	 * @param reference index of the channel that the motion is estimated in
	 * @param phase the offset of odd lines to remove first; null to remove none
	 */
	MotionPlan(final MotionParameters parameters, final int reference, final ScanPhase phase, final Alignment alignment) {
		this.parameters = parameters;
		this.reference = reference;
		this.phase = phase;
		this.alignment = alignment;
	}

	/** The same for a machine with another number of threads. */
	public MotionPlan withThreads(final int threads) {
		return new MotionPlan(parameters.withThreads(threads), reference, phase, alignment);
	}

	/**
	 * Estimates the motion of consecutive frames and moves all channels back by it.
	 *
	 * @param channels movies of the plane, of equal size
	 * @param first a multiple of {@link MotionStatistics#PART_FRAMES}
	 * @param end frame after the last; such a multiple too, or the number of frames
	 * @param sink receives the corrected frames in order
	 * @return sums over these frames; those of all parts, {@linkplain MotionStatistics#add(MotionStatistics) added} in order,
	 *         serve for the {@link #summary}
	 */
	public MotionStatistics correct(final List<Movie> channels, final int first, final int end, final MotionSink sink,
		final Progress progress) throws IOException
	{
		final List<Movie> movies = scanned(channels);
		final Movie movie = movies.get(reference);
		final float fill = parameters.fillValue(alignment.model());
		final MotionStatistics statistics = new MotionStatistics(movie.width(), movie.height());
		final class Slot {

			final Alignment.Estimators estimators = alignment.new Estimators();
			MotionEstimator estimator;
			final float[][] raw = new float[movies.size()][movie.pixels()];
			final float[][] corrected = new float[movies.size()][movie.pixels()];
			FrameMotion motion;
		}
		FrameStream.run(first, end, parameters.threads(), Slot::new, (t, slot) -> {
			for (int c = 0; c < movies.size(); c++) movies.get(c).read(t, slot.raw[c]);
			final float[] frame = slot.raw[reference];
			slot.estimator = slot.estimators.of(t);
			final Shift shift = slot.estimator.estimate(frame);
			final double correlation = slot.estimator.agreement(frame);
			slot.motion = new FrameMotion(t, shift, correlation, alignment.trust().isBad(frame, slot.estimator,
				parameters.maxShiftPx()));
			for (int c = 0; c < movies.size(); c++) {
				slot.estimator.correct(slot.raw[c], parameters.interpolation(), Float.NaN, slot.corrected[c]);
			}
		}, (t, slot) -> {
			statistics.add(slot.motion, slot.raw[reference], slot.corrected[reference], slot.estimator.displacement());
			sink.motion(slot.motion, slot.estimator.displacement());
			for (int c = 0; c < movies.size(); c++) {
				final PixelType type = movies.get(c).pixelType();
				if (parameters.keepsWhole(type, phase != null)) MotionCorrector.fill(slot.corrected[c], type.clamp(fill));
				else MotionCorrector.finish(slot.corrected[c], fill, type);
				sink.frame(t, c, slot.corrected[c]);
			}
			progress.update("Correcting motion", t + 1L - first, end - first);
		});
		statistics.endPart();
		return statistics;
	}

	/**
	 * What came out.
	 *
	 * @param statistics over all frames
	 */
	public MotionSummary summary(final List<Movie> channels, final MotionStatistics statistics, final Progress progress)
		throws IOException
	{
		return statistics.summary(scanned(channels).get(reference), alignment, parameters, phase == null ? 0 : phase.mean(), progress);
	}

	private List<Movie> scanned(final List<Movie> channels) {
		return phase == null ? channels : channels.stream().map(phase::removedFrom).toList();
	}
}
