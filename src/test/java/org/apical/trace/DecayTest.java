package org.apical.trace;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import org.junit.Test;

public class DecayTest {

	@Test
	public void itIsReadWhateverTheRateAndTheIndicator() {
		for (final double rateHz : new double[] { 15, 30 }) for (final double decay : new double[] { 0.3, 0.6, 1.2 }) {
			final Simulated cell = Simulated.of(new Kinetics(decay, 0), rateHz, 300, 0.05, 2);
			assertEquals(rateHz + " Hz", decay, Decay.of(cell.dff(), rateHz), 0.35 * decay);
		}
	}

	@Test
	public void framesLeftOutAreBridged() {
		final Simulated cell = Simulated.of(new Kinetics(0.6, 0), 15, 300, 0.05, 3);
		final double whole = Decay.of(cell.dff(), 15);
		for (int t = 50; t < cell.dff().length; t += 97) cell.dff()[t] = Float.NaN;
		assertEquals(whole, Decay.of(cell.dff(), 15), 0.1 * whole);
	}

	@Test
	public void whereNothingStandsOutOfTheNoiseThereIsNone() {
		final Simulated faint = Simulated.of(new Kinetics(0.6, 0), 15, 100, 5, 4);
		assertTrue(Double.isNaN(Decay.of(faint.dff(), 15)));
		assertTrue("nothing changes", Double.isNaN(Decay.of(new float[500], 15)));
		assertTrue("no frame", Double.isNaN(Decay.of(new float[0], 15)));
	}
}
