package org.apical.online.task;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;

import org.junit.Test;

public class CalibrationTest {

	private static final CalibrationParameters P = CalibrationParameters.DEFAULT;

	/** Noise about 0.1 with rare events above it. */
	private static double[] baseline(final int frames, final long seed) {
		final SplittableRandom random = new SplittableRandom(seed);
		final double[] x = new double[frames];
		double event = 0;
		for (int t = 0; t < frames; t++) {
			event = random.nextDouble() < 1 / 400.0 ? 0.5 + random.nextDouble() : 0.9 * event;
			x[t] = 0.1 + 0.05 * random.nextGaussian() + event;
		}
		return x;
	}

	@Test
	public void theThresholdIsTheFirstStepThatHalfOfTheTrialsOrFewerReach() {
		final Calibration c = Calibration.firstDay(baseline(12_000, 1), 435, P, 7);
		assertTrue(c.expectedSuccess() <= 0.5);
		int k = 0;
		while (c.thresholds()[k] < c.threshold()) k++;
		assertTrue("the step before is reached by more than half", c.success()[k - 1] > 0.5);
		assertEquals(P.step(), c.thresholds()[k] - c.thresholds()[k - 1], 1e-12);
	}

	@Test
	public void aFreshAnimalReachesItInAboutHalfOfItsTrials() {
		final Calibration c = Calibration.firstDay(baseline(12_000, 1), 435, P, 7);
		final double[] later = baseline(435 * 400, 2);
		int hits = 0;
		for (int i = 0; i < 400; i++) if (Arrays.stream(later, 435 * i, 435 * (i + 1)).max().orElseThrow() >= c.threshold()) hits++;
		assertEquals(0.5, hits / 400.0, 0.12);
	}

	@Test
	public void meanAndDeviationAreThoseOfTheLeftHalfMirrored() {
		final double[] x = { 1, 2, 3, 10, 50 };
		final double[] many = new double[500];
		for (int i = 0; i < many.length; i++) many[i] = x[i % 5];
		final Calibration c = Calibration.firstDay(many, 5, P, 1);
		assertEquals(3, c.mean(), 0);
		// left of the median: 1, 2 and 3 itself, mirrored 4 and 5
		assertEquals(Math.sqrt((4 + 1 + 0) / 3.0), c.sd(), 1e-12);
		assertEquals(1, c.minimum(), 0);
	}

	@Test
	public void aLaterDayHasItsThresholdAtTheFirstDaysZ() {
		final Calibration first = Calibration.firstDay(baseline(12_000, 1), 435, P, 7);
		final double[] brighter = Arrays.stream(baseline(12_000, 3)).map(v -> 2 * v + 1).toArray();
		final Calibration later = Calibration.laterDay(brighter, 435, P, 7, first.z());
		assertEquals(first.z(), later.z(), 1e-12);
		assertEquals(later.mean() + first.z() * later.sd(), later.threshold(), 1e-12);
		assertEquals(2 * first.threshold() + 1, later.threshold(), 0.2);
	}

	@Test
	public void equalSeedsGiveEqualThresholdsAndOthersSimilarOnes() {
		final double[] x = baseline(12_000, 1);
		final double seven = Calibration.firstDay(x, 435, P, 7).threshold();
		assertEquals(seven, Calibration.firstDay(x, 435, P, 7).threshold(), 0);
		assertEquals(seven, Calibration.firstDay(x, 435, P, 8).threshold(), 0.3);
	}

	@Test
	public void framesThatAreNotKnownDoNotCount() {
		final double[] x = baseline(12_000, 1);
		for (int t = 0; t < x.length; t += 10) x[t] = Double.NaN;
		final Calibration c = Calibration.firstDay(x, 435, P, 7);
		assertTrue(Double.isFinite(c.threshold()) && Double.isFinite(c.sd()));
	}

	@Test
	public void aBaselineThatIsTooShortOrNeverChangesIsRefusedInOneLine() {
		assertTrue(assertThrows(IllegalArgumentException.class, () -> Calibration.firstDay(baseline(400, 1), 435, P, 7)).getMessage()
			.contains("400 frames"));
		assertTrue(assertThrows(IllegalArgumentException.class, () -> Calibration.firstDay(new double[1000], 435, P, 7)).getMessage()
			.contains("did not change"));
	}

	@Test
	public void aStepFarTooSmallIsRefusedBeforeMemoryIsTaken() {
		final CalibrationParameters tiny = new CalibrationParameters(200, 28, 1e-12, 0.5);
		assertThrows(IllegalArgumentException.class, () -> Calibration.firstDay(baseline(1000, 1), 435, tiny, 7));
	}
}
