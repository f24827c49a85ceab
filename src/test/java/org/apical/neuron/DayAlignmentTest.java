package org.apical.neuron;

import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.util.List;

import org.apical.motion.Template;
import org.apical.recording.Progress;
import org.apical.roi.Roi;
import org.apical.simulate.SceneParameters;
import org.junit.BeforeClass;
import org.junit.Test;

public class DayAlignmentTest {

	private static final SimulatedDays.Parameters DAYS = SimulatedDays.Parameters.USUAL.withTissue(SceneParameters.DEFAULT).withDays(4).withSize(288,
		256);
	private static SimulatedDays days;
	private static List<List<Roi>> aligned;

	@BeforeClass
	public static void align() throws IOException {
		days = new SimulatedDays(DAYS, 3);
		aligned = TrackBenchmark.aligned(days);
	}

	@Test
	public void turnedScaledAndDeformedDaysComeToLieOnTheFirst() {
		for (int d = 1; d < 4; d++) {
			double error = 0;
			int n = 0;
			for (final Roi roi : aligned.get(d)) {
				final int structure = days.truth.get(d)[roi.label() - 1];
				for (final Roi first : aligned.get(0)) if (structure >= 0 && days.truth.get(0)[first.label() - 1] == structure && roi.size() > 20) {
					error += Math.hypot(roi.centerY() - first.centerY(), roi.centerX() - first.centerX());
					n++;
				}
			}
			assertTrue("Day " + (d + 1) + ": " + error / n + " px", n > 5 && error / n < 2);
		}
	}

	@Test
	public void neuronsAreFollowedWithFewErrors() {
		final TrackScore score = TrackScore.of(new AssignmentLinker().link(aligned, DayLinker.Parameters.DEFAULT), days);
		// 0.95 over many links, see TrackBenchmark; here there are 60, of which chance may spoil a few more
		assertTrue(score.toString(), score.precision() >= 0.9 && score.recall() >= 0.9);
		final TrackScore raw = TrackScore.of(TrackBenchmark.nearest(days.rois), days);
		assertTrue("The baseline does worse: " + raw, score.recall() > raw.recall() + 0.2);
	}

	@Test
	public void daysOfOtherSizeAreRefused() {
		assertThrows(IllegalArgumentException.class, () -> DayAlignment.align(List.of(days.means.get(0), new Template(8, 8, new float[64])),
			DayAlignment.Parameters.DEFAULT, Progress.NONE));
	}
}
