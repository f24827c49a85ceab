package org.apical.roi;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import org.junit.Test;

public class RoiTest {

	@Test
	public void pixelsAreSortedAndKeepTheirWeights() {
		final Roi roi = Roi.of(1, 0, 10, 10, new int[] { 33, 12, 25 }, new float[] { 3, 1, 2 });
		assertArrayEquals(new int[] { 12, 25, 33 }, roi.pixels());
		assertArrayEquals(new float[] { 1, 2, 3 }, roi.weights(), 0);
		assertTrue(roi.contains(25));
		assertFalse(roi.contains(26));
	}

	@Test
	public void theCentreIsWeighted() {
		final Roi roi = Roi.of(1, 0, 10, 10, new int[] { 11, 33 }, new float[] { 1, 3 });
		assertEquals(2.5, roi.centerY(), 1e-9);
		assertEquals(2.5, roi.centerX(), 1e-9);
	}

	@Test
	public void overlapCountsSharedPixelsOfOnePlane() {
		final Roi a = Roi.of(1, 0, 10, 10, new int[] { 1, 2, 3 });
		final Roi b = Roi.of(2, 0, 10, 10, new int[] { 2, 3, 4 });
		assertEquals(0.5, a.overlap(b), 1e-9);
		assertEquals(0, a.overlap(b.withPlane(1)), 0);
	}

	@Test
	public void theMostProbableCompartmentIsTheOneNamed() {
		final Roi roi = Roi.of(1, 0, 10, 10, new int[] { 1 }).withProbabilities(0.2, 0.1, 0.7);
		assertEquals(Compartment.DENDRITE, roi.compartment());
		assertEquals(0.7, roi.probability(Compartment.DENDRITE), 1e-9);
		assertEquals(1, roi.withCompartment(Compartment.TRUNK).probability(Compartment.TRUNK), 0);
	}

	@Test
	public void anRoiBelongsToNoNeuronUntilToldSo() {
		final Roi roi = Roi.of(1, 0, 10, 10, new int[] { 1 });
		assertFalse(roi.neuron().isPresent());
		assertEquals(4, roi.withNeuron(4).neuron().getAsInt());
		assertFalse(roi.withNeuron(4).withNeuron(0).neuron().isPresent());
	}

	@Test
	public void whatCannotBeAnRoiIsRefused() {
		assertThrows(IllegalArgumentException.class, () -> Roi.of(0, 0, 10, 10, new int[] { 1 }));
		assertThrows(IllegalArgumentException.class, () -> Roi.of(1, 0, 10, 10, new int[0]));
		assertThrows(IllegalArgumentException.class, () -> Roi.of(1, 0, 10, 10, new int[] { 100 }));
		assertThrows(IllegalArgumentException.class, () -> Roi.of(1, 0, 10, 10, new int[] { 5, 5 }));
		assertThrows(IllegalArgumentException.class, () -> Roi.of(1, 0, 10, 10, new int[] { 5 }, new float[] { Float.NaN }));
	}

	@Test
	public void anUnknownCompartmentWordIsAnsweredWithThoseKnown() {
		final String message = assertThrows(IllegalArgumentException.class, () -> Compartment.of("axon")).getMessage();
		assertTrue(message, message.contains("soma, trunk or dendrite"));
		assertEquals(Compartment.TRUNK, Compartment.of("Trunk"));
	}
}
