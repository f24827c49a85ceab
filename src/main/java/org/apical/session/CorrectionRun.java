package org.apical.session;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.apical.motion.MotionCorrector;
import org.apical.motion.MotionParameters;
import org.apical.motion.MotionPlan;
import org.apical.motion.MotionStatistics;
import org.apical.motion.MotionSummary;
import org.apical.motion.Template;
import org.apical.recording.CoarserMovie;
import org.apical.recording.Movie;
import org.apical.recording.OpenOptions;
import org.apical.recording.Progress;
import org.apical.recording.Recording;
import org.apical.recording.RecordingException;
import org.apical.recording.Sampling;
import org.apical.recording.tiff.TiffMovieWriter;

/** Corrects all planes and channels of a recording into a result folder; each plane on a template of its own. */
public final class CorrectionRun {

	/**
	 * What came out for one plane.
	 *
	 * @param suffix what its files have in their names before the extension, empty where the recording has one plane
	 */
	public record Plane(String suffix, int width, int height, Sampling sampling, MotionSummary summary) {

		/** Figures for {@code run.json}. */
		public Map<String, Object> quality() {
			final Map<String, Object> figures = new LinkedHashMap<>();
			figures.put("frames", summary.frames());
			figures.put("bad_frames", summary.badFrames());
			figures.put("bad_share", summary.frames() == 0 ? 0 : (double) summary.badFrames() / summary.frames());
			figures.put("crispness_before", summary.crispnessBefore());
			figures.put("crispness_after", summary.crispnessAfter());
			figures.put("correlation_before", summary.correlationBefore());
			figures.put("correlation_after", summary.correlationAfter());
			figures.put("residual_px", summary.residualPx());
			figures.put("scan_phase_px", summary.scanPhasePx());
			figures.put("valid_top_left_bottom_right_px", summary.valid());
			figures.put("width_px", width);
			figures.put("height_px", height);
			figures.put("rate_hz", sampling.rateHz());
			figures.put("pixel_width_um", sampling.pixelWidthUm());
			figures.put("pixel_height_um", sampling.pixelHeightUm());
			return figures;
		}
	}

	private final MotionParameters parameters;
	private final int reference;
	private final Recording template;
	/** Null where this machine corrects the frames. */
	private final SplitCorrection split;

	/**
	 * @param reference channel that the motion is estimated in, from 0; it drives the others
	 * @param template recording whose planes' mean images serve as templates, or null to make them from the movies
	 */
	public CorrectionRun(final MotionParameters parameters, final int reference, final Recording template) {
		this(parameters, reference, template, null);
	}

	private CorrectionRun(final MotionParameters parameters, final int reference, final Recording template, final SplitCorrection split) {
		this.parameters = parameters;
		this.reference = reference;
		this.template = template;
		this.split = split;
	}

	/**
	 * The same with the frames corrected by other machines; the results are the same bit for bit.
	 *
	 * @param files of the recording that will be given to {@link #run}
	 * @param options it was opened with
	 */
	public CorrectionRun on(final Cluster cluster, final List<Path> files, final OpenOptions options) {
		return new CorrectionRun(parameters, reference, template, new SplitCorrection(cluster, files, options));
	}

	/** Stages the corrected movies, shifts, displacements, templates and mean images in the folder. */
	public List<Plane> run(final Recording recording, final ResultFolder folder, final Progress progress) throws IOException {
		requireChannel(recording, reference);
		final List<Plane> planes = new ArrayList<>();
		for (int p = 0; p < recording.planes(); p++) {
			final String suffix = recording.planes() == 1 ? "" : "-p" + (p + 1);
			final String stage = recording.planes() == 1 ? "" : "plane " + (p + 1) + " of " + recording.planes() + ": ";
			planes.add(correct(recording, p, suffix, folder, (s, done, total) -> progress.update(stage + s, done, total)));
		}
		return planes;
	}

	private Plane correct(final Recording recording, final int plane, final String suffix, final ResultFolder folder,
		final Progress progress) throws IOException
	{
		final List<Movie> channels = channels(recording, plane);
		final Movie movie = channels.get(reference);
		final Template given = template == null ? null : given(template, reference, plane, movie);
		final MotionCorrector corrector = new MotionCorrector(parameters);
		final MotionSummary summary;
		try (CorrectedFiles files = new CorrectedFiles(folder, plane, recording.planes(), channels, corrector)) {
			final MotionPlan plan = corrector.plan(channels, reference, given, progress);
			final MotionStatistics statistics = split == null ? plan.correct(channels, 0, movie.frames(), files, progress) : split.correct(plan,
				movie, plane, channels.size(), files, folder.share("parts" + suffix), progress);
			files.finish();
			summary = plan.summary(channels, statistics, progress);
			final Template used = summary.template();
			TiffMovieWriter.writeImage(folder.stage("template" + suffix + ".tif"), used.width(), used.height(), used.pixels(), movie.sampling());
			TiffMovieWriter.writeImage(folder.stage("mean" + suffix + ".tif"), used.width(), used.height(), summary.mean(), movie.sampling());
		}
		return new Plane(suffix, movie.width(), movie.height(), movie.sampling(), summary);
	}

	/** All channels of a plane. */
	static List<Movie> channels(final Recording recording, final int plane) {
		return IntStream.range(0, recording.channels()).mapToObj(c -> recording.movie(plane, c)).toList();
	}

	static void requireChannel(final Recording recording, final int reference) throws RecordingException {
		if (reference >= recording.channels()) throw new RecordingException(recording.name() + " has " + recording.channels() +
			" channel(s), there is no channel " + (reference + 1));
	}

	/** The mean over the frames of the template's movie, usually a single one. */
	static Template given(final Recording template, final int reference, final int plane, final Movie movie) throws IOException {
		return given(template, reference, plane, movie, 1);
	}

	/** @param edge of the squares of pixels to average, px */
	static Template given(final Recording template, final int reference, final int plane, final Movie movie, final int edge)
		throws IOException
	{
		final Movie fine = template.movie(Math.min(plane, template.planes() - 1), Math.min(reference, template.channels() - 1));
		if (fine.width() != movie.width() || fine.height() != movie.height()) throw new RecordingException("The template " +
			template.name() + " has " + fine.width() + " x " + fine.height() + " pixels, the recording " + movie.width() + " x " +
			movie.height());
		final Movie images = new CoarserMovie(fine, edge);
		final float[] frame = new float[images.pixels()];
		final double[] sum = new double[images.pixels()];
		for (int t = 0; t < images.frames(); t++) {
			images.read(t, frame);
			for (int i = 0; i < sum.length; i++) sum[i] += frame[i];
		}
		for (int i = 0; i < sum.length; i++) frame[i] = (float) (sum[i] / images.frames());
		return new Template(images.width(), images.height(), frame);
	}
}
