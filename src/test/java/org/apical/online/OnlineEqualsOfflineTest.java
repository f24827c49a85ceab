package org.apical.online;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;

import org.apical.motion.Interpolation;
import org.apical.motion.KeptFrames;
import org.apical.motion.MotionCorrector;
import org.apical.motion.MotionModel;
import org.apical.motion.MotionParameters;
import org.apical.motion.Template;
import org.apical.online.readout.DifferenceReadout;
import org.apical.online.readout.Populations;
import org.apical.recording.DerivedMovie;
import org.apical.recording.Movie;
import org.apical.recording.Progress;
import org.apical.roi.Roi;
import org.apical.simulate.SimulatedRecording;
import org.apical.simulate.SimulationParameters;
import org.apical.trace.Baseline;
import org.apical.trace.BaselineParameters;
import org.apical.trace.Dff;
import org.apical.trace.NeuropilParameters;
import org.apical.trace.TraceExtractor;
import org.apical.trace.Traces;
import org.junit.Test;

import com.sun.management.ThreadMXBean;

/** The same frames through the loop's code, one by one, and through 'correct' and 'extract' as a whole movie. */
public class OnlineEqualsOfflineTest {

	private static final int FRAMES = 80;

	/** The corrected frames as a movie. */
	private static final class Corrected extends DerivedMovie {

		private final List<float[]> frames;

		Corrected(final Movie source, final KeptFrames kept) {
			super(source);
			frames = kept.frames;
		}

		@Override
		public void read(final int frame, final float[] into) {
			System.arraycopy(frames.get(frame), 0, into, 0, pixels());
		}
	}

	private static SimulatedRecording recording() {
		return new SimulatedRecording(SimulationParameters.preset("line-motion").withSize(128, 96).withFrames(FRAMES).withSeed(4));
	}

	private static List<Roi> rois(final SimulatedRecording recording) {
		return recording.rois().stream().map(r -> Roi.of(r.label(), 0, 128, 96, r.pixels(), r.weights())).toList();
	}

	private static void compare(final MotionParameters motion) throws IOException {
		final SimulatedRecording recording = recording();
		final Movie movie = recording.movie(0, 0);
		final List<Roi> rois = rois(recording);
		final PlaneParameters p = PlaneParameters.of(30).withMotion(motion);
		final Template template = PlaneSetup.align(movie, null, p, Progress.NONE).alignment().model().template();
		final PlaneSetup setup = PlaneSetup.align(movie, template, p, Progress.NONE).with(rois, movie, Progress.NONE);

		final KeptFrames offline = new KeptFrames();
		new MotionCorrector(motion).correct(List.of(movie), 0, template, offline, Progress.NONE);
		final boolean[] bad = new boolean[FRAMES];
		for (int t = 0; t < FRAMES; t++) bad[t] = offline.motions.get(t).bad();
		final Traces traces = TraceExtractor.extract(new Corrected(movie, offline), rois, bad, NeuropilParameters.DEFAULT, 2, Progress.NONE);

		final PlaneReader reader = new PlaneReader(setup);
		final CausalTraces causal = new CausalTraces(setup);
		final FrameReading reading = new FrameReading(rois.size());
		final float[] frame = new float[movie.pixels()];
		final float[][] f = new float[rois.size()][FRAMES], dff = new float[rois.size()][FRAMES];
		for (int t = 0; t < FRAMES; t++) {
			movie.read(t, frame);
			reader.read(frame, reading);
			reader.assess(frame, reading);
			causal.push(reading);
			assertEquals(offline.motions.get(t).shift().dy(), reading.dy, 0);
			assertEquals(offline.motions.get(t).shift().dx(), reading.dx, 0);
			assertEquals(offline.motions.get(t).correlation(), reading.correlation, 0);
			assertEquals(bad[t], reading.bad);
			for (int r = 0; r < f.length; r++) {
				f[r][t] = reading.f[r];
				dff[r][t] = causal.dff()[r];
			}
		}
		for (int r = 0; r < f.length; r++) {
			assertArrayEquals("fluorescence", traces.f()[r], f[r], 0);
			final Dff whole = Baseline.causal(setup.corrections().get(r).apply(traces.f()[r], traces.neuropil()[r]), 30,
				BaselineParameters.ONLINE.withFloor(setup.floors()[r]));
			assertArrayEquals("dF/F0", whole.values(), dff[r], 0);
		}
	}

	@Test
	public void rigidByWholePixels() throws IOException {
		compare(MotionParameters.DEFAULT.withModel(MotionModel.RIGID));
	}

	@Test
	public void linesByWholePixels() throws IOException {
		compare(MotionParameters.DEFAULT);
	}

	@Test
	public void linesBetweenPixels() throws IOException {
		compare(MotionParameters.DEFAULT.withInterpolation(Interpolation.LINEAR));
	}

	@Test
	public void judgingAFrameCostsNoAllocation() throws IOException {
		final SimulatedRecording recording = recording();
		final Movie movie = recording.movie(0, 0);
		final List<Roi> rois = rois(recording);
		final PlaneSetup setup = PlaneSetup.align(movie, null, PlaneParameters.of(30).withMotion(MotionParameters.DEFAULT.withModel(
			MotionModel.RIGID)), Progress.NONE).with(rois, movie, Progress.NONE);
		final int[] labels = rois.stream().mapToInt(Roi::label).toArray();
		final ClosedLoop loop = new ClosedLoop(LoopParameters.DEFAULT.withPlane(0, 30), List.of(setup), new Populations(labels, List.of(
			labels[0]), List.of(labels[1]), Map.of(), 0), new DifferenceReadout(), c -> {}, t -> {});
		final FrameReading reading = new FrameReading(rois.size());
		long n = 0;
		final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
		long before = 0;
		for (; n < 12_000; n++) {
			if (n == 10_000) before = threads.getCurrentThreadAllocatedBytes();
			for (int r = 0; r < rois.size(); r++) reading.f[r] = 100 + (n * 7 + r) % 13;
			loop.accept(0, n, n / 30.0, reading);
		}
		final double each = (threads.getCurrentThreadAllocatedBytes() - before) / 2000.0;
		assertTrue(each + " bytes a frame", each < 1);
	}
}
