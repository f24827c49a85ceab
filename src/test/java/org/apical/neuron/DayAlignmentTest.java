package org.apical.neuron;

import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
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
	private static List<DayMap> maps;
	private static List<List<Roi>> aligned;

	@BeforeClass
	public static void align() throws IOException {
		days = new SimulatedDays(DAYS, 3);
		maps = TrackBenchmark.align(days);
		aligned = PlaneTracks.pull(maps, days.rois);
	}

	@Test
	public void turnedScaledAndDeformedDaysComeToLieOnTheFirst() {
		for (int d = 1; d < 4; d++) {
			final List<Double> errors = new ArrayList<>();
			for (final Roi roi : aligned.get(d)) {
				final int structure = days.truth.get(d)[roi.label() - 1];
				for (final Roi first : aligned.get(0)) if (structure >= 0 && days.truth.get(0)[first.label() - 1] == structure && roi.size() > 20) errors
					.add(Math.hypot(roi.centerY() - first.centerY(), roi.centerX() - first.centerX()));
			}
			// the median: an ROI that the edge of a day's field cuts has its centre elsewhere
			final double error = errors.stream().sorted().skip(errors.size() / 2).findFirst().orElse(Double.NaN);
			assertTrue("Day " + (d + 1) + ": " + error + " px", errors.size() > 5 && error < 2);
		}
	}

	@Test
	public void neuronsAreFollowedWithFewErrors() throws IOException {
		final PlaneTracks found = PlaneTracks.of(maps, days.rois, new AssignmentLinker(), DayLinker.Parameters.DEFAULT);
		final TrackScore score = TrackScore.of(found.tracks(), days);
		// 0.95 over many links, see TrackBenchmark; here there are 60, of which chance may spoil a few more
		assertTrue(score.toString(), score.precision() >= 0.9 && score.recall() >= 0.9);
		final TrackScore raw = TrackScore.of(TrackBenchmark.nearest(days.rois), days);
		assertTrue("The baseline does worse: " + raw, score.recall() > raw.recall() + 0.2);
	}

	@Test
	public void whatOnlyOtherDaysShowIsAlignedToo() {
		final int margin = (maps.get(0).width() - days.means.get(0).width()) / 2;
		final List<Integer> beyond = new ArrayList<>();
		for (int d = 1; d < 4; d++) for (final Roi roi : aligned.get(d))
			if (roi.centerX() < margin || roi.centerX() >= margin + days.means.get(0).width()) beyond.add(roi.label());
		assertTrue("margin " + margin, margin > 0 && margin < 60 && !beyond.isEmpty());
	}

	@Test
	public void daysOfOtherSizeAreRefused() {
		assertThrows(IllegalArgumentException.class, () -> DayAlignment.align(List.of(days.means.get(0), new Template(8, 8, new float[64])),
			DayAlignment.Parameters.DEFAULT, Progress.NONE));
	}
}
