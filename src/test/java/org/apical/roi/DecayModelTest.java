package org.apical.roi;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

import org.apical.roi.CompartmentTrainer.Example;
import org.junit.Test;

public class DecayModelTest {

	private static final DecayModel MODEL = new DecayModel(new double[] { 0, -0.2, -0.3 }, 0.06);
	private static final double[] SOMA = { 0.98, 0.01, 0.01 }, DENDRITE = { 0.01, 0.01, 0.98 }, DOUBTFUL = { 0.5, 0.05, 0.45 };
	private static final int EACH = 6;

	/** Six clear somas, six clear dendrites and a doubtful ROI. */
	private static double[] doubtful(final double soma, final double dendrite, final double decay) {
		final Random random = new Random(1);
		final double[][] p = new double[2 * EACH + 1][];
		final double[] decays = new double[p.length];
		for (int i = 0; i < 2 * EACH; i++) {
			p[i] = i < EACH ? SOMA : DENDRITE;
			decays[i] = (i < EACH ? soma : dendrite) * Math.exp(0.06 * random.nextGaussian());
		}
		p[2 * EACH] = DOUBTFUL;
		decays[2 * EACH] = decay;
		return MODEL.given(p, decays)[2 * EACH];
	}

	@Test
	public void whereThinPartsDecayFasterTheDecayDecidesWhatTheFormLeavesOpen() {
		assertTrue(doubtful(0.6, 0.3, 0.6)[0] > 0.9);
		assertTrue(doubtful(0.6, 0.3, 0.3)[2] > 0.9);
		assertTrue("any indicator", doubtful(1.8, 0.9, 0.9)[2] > 0.9);
	}

	@Test
	public void whereAllDecayAlikeItChangesLittle() {
		for (final double decay : new double[] { 0.55, 0.6, 0.66 }) assertEquals(DOUBTFUL[0], doubtful(0.6, 0.6, decay)[0], 0.1);
	}

	@Test
	public void decaysThatGoTheOtherWayChangeLittle() {
		for (final double decay : new double[] { 0.4, 0.6 }) assertEquals(DOUBTFUL[0], doubtful(0.4, 0.6, decay)[0], 0.2);
	}

	@Test
	public void whereCellsOfAKindDifferAsMuchAsKindsDoItChangesLittle() {
		final Random random = new Random(3);
		final double[][] p = new double[4 * EACH + 1][];
		final double[] decays = new double[p.length];
		for (int i = 0; i < p.length; i++) {
			p[i] = i == 0 ? DOUBTFUL : i % 2 == 0 ? SOMA : DENDRITE;
			decays[i] = i == 0 ? 0.35 : 0.6 * Math.exp(0.4 * random.nextGaussian());
		}
		assertEquals(DOUBTFUL[0], MODEL.given(p, decays)[0][0], 0.15);
	}

	@Test
	public void whatHasNoDecayStaysAsItWas() {
		assertArrayEquals(DOUBTFUL, doubtful(0.6, 0.3, Double.NaN), 0);
		final double[][] p = { SOMA, DOUBTFUL };
		final double[][] after = MODEL.given(p, new double[] { Double.NaN, Double.NaN });
		for (int i = 0; i < p.length; i++) assertArrayEquals(p[i], after[i], 0);
	}

	@Test
	public void probabilitiesAddToOne() {
		for (final double decay : new double[] { 0.01, 0.3, 0.5, 5 }) assertEquals(1, Arrays.stream(doubtful(0.6, 0.3, decay)).sum(), 1e-9);
	}

	@Test
	public void theDifferenceIsLearnedWhateverTheFieldsIndicators() {
		final Random random = new Random(2);
		final List<Example> examples = new ArrayList<>();
		for (int field = 0; field < 8; field++) for (int i = 0; i < 30; i++) {
			final Compartment kind = Compartment.values()[random.nextInt(3)];
			examples.add(new Example(new double[0], kind, field, (0.3 + field) * Math.exp(MODEL.logs()[kind.ordinal()] + 0.06 * random.nextGaussian())));
		}
		final DecayModel learned = DecayRegression.fit(examples, 10);
		assertArrayEquals(MODEL.logs(), learned.logs(), 0.02);
		assertEquals(MODEL.spread(), learned.spread(), 0.015);
	}

	@Test
	public void tooFewDecaysOrFieldsOfOneCompartmentTeachNothing() {
		final List<Example> few = new ArrayList<>(), apart = new ArrayList<>();
		for (final Compartment kind : Compartment.values()) for (int i = 0; i < 20; i++) {
			few.add(new Example(new double[0], kind, 0, i < 9 ? 0.5 + 0.01 * i : Double.NaN));
			apart.add(new Example(new double[0], kind, kind.ordinal(), 0.5 + 0.01 * i));
		}
		assertNull(DecayRegression.fit(few, 10));
		assertNull(DecayRegression.fit(apart, 10));
	}
}
