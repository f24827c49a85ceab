package org.apical.signal;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

import org.junit.Test;

public class SdResidualTest {

	private static final SdResidual.Parameters DEFAULT = SdResidual.Parameters.DEFAULT;

	@Test
	public void residualsAreStandardizedAndFlatOverTheSoma() throws GapException {
		final SdResidual fit = SdResidual.of(events(200, 0.3, 0.6, 1), control(200), DEFAULT);
		assertEquals(0.3, fit.line().intercept(), 0.1);
		assertEquals(0.6, fit.line().slope(), 0.1);
		assertEquals(0, Arrays.stream(fit.z()).average().orElseThrow(), 1e-9);
		assertEquals(199, Arrays.stream(fit.z()).map(z -> z * z).sum(), 1e-6);
		assertEquals(0, fit.somaCorrelation(), 1e-9);
	}

	@Test
	public void theRobustLineIgnoresAFewGiantEvents() throws GapException {
		final List<PairedEvent> events = new ArrayList<>(events(100, 0, 1, 2));
		for (int i = 0; i < 8; i++) events.add(new PairedEvent(0, i, 3, 30));
		final double ordinary = SdResidual.of(events, control(108), DEFAULT).line().slope();
		final double robust = SdResidual.of(events, control(108), DEFAULT.withFit(LineFit.ROBUST)).line().slope();
		assertTrue(ordinary > 2);
		assertEquals(1, robust, 0.5);
	}

	@Test
	public void aManipulatedConditionIsMeasuredFromTheControlLine() throws GapException {
		final List<PairedEvent> events = new ArrayList<>(events(100, 0, 1, 3));
		for (final PairedEvent e : events(100, 0.3, 1, 4)) events.add(e); // the dendrite gets 1 SD more
		final boolean[] control = control(200);
		Arrays.fill(control, 100, 200, false);
		final SdResidual fit = SdResidual.of(events, control, DEFAULT);
		assertEquals(0, Arrays.stream(fit.z(), 0, 100).average().orElseThrow(), 1e-9);
		assertEquals(1, Arrays.stream(fit.z(), 100, 200).average().orElseThrow(), 0.35);
	}

	@Test
	public void threeEventsAreAGapWithAReason() {
		final GapException e = assertThrows(GapException.class, () -> SdResidual.of(events(3, 0, 1, 1), control(3), DEFAULT));
		assertEquals("3 coincident events, at least 10 needed", e.getMessage());
	}

	@Test
	public void somasThatAreAllTheSameAreAGap() {
		final List<PairedEvent> events = new ArrayList<>();
		for (int i = 0; i < 20; i++) events.add(new PairedEvent(0, i, 1, i));
		assertThrows(GapException.class, () -> SdResidual.of(events, control(20), DEFAULT));
	}

	@Test
	public void theCurveThatMadeTheEventsHasTheLowestAic() {
		final Random random = new Random(1);
		final double[] x = random.doubles(200, 0.2, 3).toArray();
		assertEquals("linear", CurveComparison.of(x, Arrays.stream(x).map(v -> v + 0.05 * random.nextGaussian()).toArray()).best());
		assertEquals("exponential", CurveComparison.of(x, Arrays.stream(x).map(v -> Math.exp(v) + 0.05 * random.nextGaussian())
			.toArray()).best());
		assertEquals("logarithmic", CurveComparison.of(x, Arrays.stream(x).map(v -> Math.log(v) + 0.05 * random.nextGaussian())
			.toArray()).best());
	}

	private static boolean[] control(final int n) {
		final boolean[] control = new boolean[n];
		Arrays.fill(control, true);
		return control;
	}

	private static List<PairedEvent> events(final int n, final double intercept, final double slope, final long seed) {
		final Random random = new Random(seed);
		final List<PairedEvent> events = new ArrayList<>();
		for (int i = 0; i < n; i++) {
			final double soma = Math.exp(0.5 * random.nextGaussian());
			events.add(new PairedEvent(0, i, soma, intercept + slope * soma + 0.3 * random.nextGaussian()));
		}
		return events;
	}
}
