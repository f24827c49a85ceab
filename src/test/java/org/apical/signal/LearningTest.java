package org.apical.signal;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotNull;
import static org.junit.Assert.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

import org.junit.Test;

public class LearningTest {

	/** Mice whose neurons' log rates move by {@code gain} times their own contrast from day to day. */
	private static List<NeuronDay> days(final int mice, final double gain, final long seed) {
		final SplittableRandom random = new SplittableRandom(seed);
		final List<NeuronDay> days = new ArrayList<>();
		for (int m = 0; m < mice; m++)
			for (int n = 0; n < 10; n++) {
				final Role role = n < 5 ? Role.P_PLUS : Role.P_MINUS;
				double log = 0.3 * random.nextGaussian();
				for (int day = 1; day <= 8; day++) {
					final double contrast = 0.2 * role.sign() + 0.4 * random.nextGaussian();
					days.add(new NeuronDay("m" + m, "n" + n, role, day, Math.exp(log), contrast));
					log += gain * contrast + 0.1 * role.sign() + 0.05 * random.nextGaussian();
				}
			}
		return days;
	}

	@Test
	public void aNeuronsOwnContrastPredictsItsLaterChange() {
		for (final TestResult test : Learning.tests(days(6, 0.5, 1))) {
			assertEquals(test.test(), 0.5, test.estimate(), 0.1);
			assertTrue(test.test() + " p " + test.p(), test.p() < 0.001);
		}
	}

	@Test
	public void whatTheRoleAloneExplainsIsNotTakenForIt() {
		int found = 0;
		for (int seed = 0; seed < 20; seed++) if (Learning.tests(days(6, 0, seed)).get(0).p() < 0.05) found++;
		assertTrue(found + " of 20", found <= 4);
	}

	@Test
	public void changesAreRelativeToEachNeuronsFirstDay() {
		final List<NeuronDay> days = List.of(new NeuronDay("a", "1", Role.P_PLUS, 3, Math.exp(2), 0), new NeuronDay("a", "1",
			Role.P_PLUS, 1, Math.exp(1), 0), new NeuronDay("a", "2", Role.P_PLUS, 1, 1, 0), new NeuronDay("a", "2", Role.P_PLUS, 3, 1, 0));
		assertEquals(0.5, Learning.change(days, 1, 3), 1e-12);
		assertEquals(0, Learning.change(days, 1, 1), 1e-12);
		assertTrue(Double.isNaN(Learning.change(days, -1, 1)));
	}

	@Test
	public void oneAnimalGivesNoTestOverAnimals() {
		Learning.tests(days(1, 0.5, 1)).forEach(t -> assertNotNull(t.gap()));
	}
}
