package org.apical.session;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;

import org.apical.motion.MotionPlan;
import org.apical.motion.MotionStatistics;
import org.apical.recording.Movie;
import org.apical.recording.OpenOptions;
import org.apical.recording.Progress;
import org.apical.recording.Recording;
import org.apical.recording.RecordingException;
import org.apical.recording.RecordingService;
import org.scijava.Context;

/**
 * Has a recording corrected by a cluster, split in time: each machine corrects parts of it into files of their own, and this
 * one joins them, in order, while others are still at work.
 */
final class SplitCorrection {

	/**
	 * @param files of the recording
	 * @param parts where to leave the corrected parts
	 */
	private record Work(List<File> files, OpenOptions options, int plane, int frames, MotionPlan plan, SharedFolder parts)
		implements Cluster.Work<Integer>
	{

		/** @return the part's number of frames */
		@Override
		public Integer run(final int piece, final Context context, final int threads) throws IOException {
			final CorrectedPart part = new CorrectedPart(parts.seen(), piece);
			final int first = piece * MotionStatistics.PART_FRAMES, end = Math.min(frames, first + MotionStatistics.PART_FRAMES);
			try (Recording recording = open(context)) {
				final List<Movie> channels = CorrectionRun.channels(recording, plane);
				if (channels.get(0).frames() != frames) throw new RecordingException(files.get(0) + " is another recording there, of " + channels
					.get(0).frames() + " instead of " + frames + " frames; it must be the same one on all machines");
				try (CorrectedPart.Writer writer = part.new Writer(channels)) {
					writer.finish(plan.withThreads(threads).correct(channels, first, end, writer, Progress.NONE));
				}
			}
			return end - first;
		}

		private Recording open(final Context context) throws IOException {
			try {
				return context.service(RecordingService.class).open(files.stream().map(File::toPath).toList(), options);
			}
			catch (final RecordingException e) {
				throw new RecordingException(e.getMessage() + "; the recording must have the same path on all machines", e);
			}
		}
	}

	private final Cluster cluster;
	private final List<File> files;
	private final OpenOptions options;

	/** @param files of the recording, as this machine opened them */
	SplitCorrection(final Cluster cluster, final List<Path> files, final OpenOptions options) {
		this.cluster = cluster;
		this.files = files.stream().map(f -> f.toAbsolutePath().toFile()).toList();
		this.options = options;
	}

	/** As {@link MotionPlan#correct} of all frames. */
	MotionStatistics correct(final MotionPlan plan, final Movie movie, final int plane, final int channels, final CorrectedFiles corrected,
		final SharedFolder folder, final Progress progress) throws IOException
	{
		final MotionStatistics all = new MotionStatistics(movie.width(), movie.height());
		final Path parts = folder.seen();
		final int frames = movie.frames();
		final int pieces = (frames + MotionStatistics.PART_FRAMES - 1) / MotionStatistics.PART_FRAMES;
		cluster.run("frames of plane " + (plane + 1), pieces, new Work(files, options, plane, frames, plan, folder), new Cluster.Listener<>() {

			private final BitSet ready = new BitSet();
			private int joined;
			private long done;

			@Override
			public void done(final int piece, final Integer ofFrames) throws IOException {
				ready.set(piece);
				done += ofFrames;
				for (; ready.get(joined); joined++) {
					waiting();
					all.add(new CorrectedPart(parts, joined).join(corrected, channels));
				}
				waiting();
			}

			@Override
			public void waiting() {
				progress.update("Correcting motion", done, frames);
			}
		});
		return all;
	}
}
