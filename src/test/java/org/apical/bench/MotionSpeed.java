package org.apical.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Locale;

import org.apical.motion.Alignment;
import org.apical.motion.Interpolation;
import org.apical.motion.MotionCorrector;
import org.apical.motion.MotionEstimator;
import org.apical.motion.MotionModel;
import org.apical.motion.MotionParameters;
import org.apical.recording.Movie;
import org.apical.recording.OpenOptions;
import org.apical.recording.Progress;
import org.apical.recording.Recording;
import org.apical.recording.RecordingService;
import org.scijava.Context;

/**
 * What correcting a movie costs: {@code MotionSpeed FILE rigid|lines|blocks [rounds]} prints the processor time of the
 * preparation and, per frame on one thread, of each step. Processor time does not count other jobs on the machine. Also the
 * memory that is allocated per frame once all is warm.
 */
public final class MotionSpeed {

	private static final com.sun.management.OperatingSystemMXBean SYSTEM =
		(com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
	private static final com.sun.management.ThreadMXBean THREADS = (com.sun.management.ThreadMXBean) ManagementFactory
		.getThreadMXBean();

	private MotionSpeed() {}

	public static void main(final String[] args) throws IOException {
		final MotionModel model = MotionModel.valueOf(args[1].toUpperCase(Locale.ROOT));
		final int rounds = args.length > 2 ? Integer.parseInt(args[2]) : 3;
		try (Context context = new Context(RecordingService.class);
				Recording recording = context.service(RecordingService.class).open(Path.of(args[0]), OpenOptions.DEFAULT))
		{
			final Movie movie = recording.movie(0, 0);
			final long before = SYSTEM.getProcessCpuTime();
			final Alignment alignment = new MotionCorrector(MotionParameters.DEFAULT.withModel(model)).prepare(movie, null,
				Progress.NONE);
			System.out.printf(Locale.ROOT, "preparation %.2f s of processor time%n", (SYSTEM.getProcessCpuTime() - before) / 1e9);
			for (int round = 0; round < rounds; round++) frames(movie, alignment.estimator().fork());
		}
	}

	private static void frames(final Movie movie, final MotionEstimator estimator) throws IOException {
		final float[] frame = new float[movie.pixels()];
		final float[] out = new float[movie.pixels()];
		final long[] time = new long[5];
		long allocated = 0;
		final int n = Math.min(300, movie.frames());
		for (int t = 0; t < n; t++) {
			time[0] -= THREADS.getCurrentThreadCpuTime();
			movie.read(t, frame);
			long now = THREADS.getCurrentThreadCpuTime();
			time[0] += now;
			time[1] -= now;
			allocated -= THREADS.getCurrentThreadAllocatedBytes();
			estimator.locate(frame);
			now = THREADS.getCurrentThreadCpuTime();
			time[1] += now;
			time[2] -= now;
			estimator.agreement(frame);
			now = THREADS.getCurrentThreadCpuTime();
			time[2] += now;
			time[3] -= now;
			estimator.correct(frame, Interpolation.NEAREST, 0, out);
			time[3] += THREADS.getCurrentThreadCpuTime();
			allocated += THREADS.getCurrentThreadAllocatedBytes();
		}
		System.out.printf(Locale.ROOT, "per frame: read %.2f ms, estimate %.2f ms, agreement %.2f ms, move back %.2f ms; %d bytes%n", time[0] /
			1e6 / n, time[1] / 1e6 / n, time[2] / 1e6 / n, time[3] / 1e6 / n, allocated / n);
	}
}
