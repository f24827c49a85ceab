package org.apical.signal;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotNull;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;

import org.apical.signal.GroupStatistics.Parameters;
import org.junit.Test;

public class GroupStatisticsTest {

	private static final Parameters FAST = Parameters.DEFAULT.withResamples(2000);

	@Test
	public void eachLevelIsThePlainMeanOfTheLevelBeneath() {
		final List<EpochResidual> rows = List.of(//
			row("n1", "s1", Role.P_PLUS, Epoch.ERROR_REDUCTION, 3, 0.2), row("n1", "s1", Role.P_PLUS, Epoch.ERROR_REDUCTION, 1, 0.6),
			row("n1", "s2", Role.P_PLUS, Epoch.ERROR_REDUCTION, 90, 0.9), row("n2", "s1", Role.P_PLUS, Epoch.ERROR_REDUCTION, 1, 0),
			row("n1", "s1", Role.P_PLUS, Epoch.ERROR_INCREASE, 1, 0.1), row("n3", "s1", Role.P_MINUS, Epoch.ERROR_REDUCTION, 1, -0.4),
			row("n3", "s1", Role.P_MINUS, Epoch.ERROR_INCREASE, 1, 0.1), row("n9", "s1", Role.P0, Epoch.ERROR_INCREASE, 1, 9));
		final AnimalContrast contrast = GroupStatistics.ofResiduals(rows, FAST).contrasts().get(0);
		// n1: session means 0.3 and 0.9, so 0.6; with n2 the population's mean is 0.3
		assertEquals(0.3 - 0.1, contrast.plus(), 1e-12);
		assertEquals(-0.5, contrast.minus(), 1e-12);
	}

	@Test
	public void theEnergiesAreThePartsAlongTheTwoDiagonals() {
		final GroupStatistics vector = GroupStatistics.ofContrasts(List.of(new AnimalContrast("a", 0.2, -0.2),
			new AnimalContrast("b", 0.1, -0.1)), FAST);
		assertEquals(1, vector.signedFraction(), 1e-12);
		final GroupStatistics mixed = GroupStatistics.ofContrasts(List.of(new AnimalContrast("a", 1, 0), new AnimalContrast("b",
			0, 0.5)), FAST);
		assertEquals(0.5, mixed.signedFraction(), 1e-12);
		assertEquals(0.5, mixed.commonFraction(), 1e-12);
	}

	@Test
	public void plantedSeparationIsFoundInsideItsInterval() {
		final GroupStatistics group = GroupStatistics.ofResiduals(ResidualRows.random(6, 10, 14, 0.5, 0.05, 5), FAST);
		assertEquals(6, group.positive());
		assertTrue(group.separation().p() < 0.01);
		assertTrue(group.bootstrap().low() < 0.5 && 0.5 < group.bootstrap().high());
		assertTrue(group.bootstrap().low() < group.meanSeparation() && group.meanSeparation() < group.bootstrap().high());
	}

	@Test
	public void ofFewAnimalsTheIntervalHoldsTheTruthAsOftenAsItSays() {
		final SplittableRandom random = new SplittableRandom(1);
		for (final int n : new int[] { 5, 6, 12 }) {
			int held = 0;
			for (int i = 0; i < 400; i++) {
				final BootstrapInterval interval = BootstrapInterval.ofMean(IntStream.range(0, n).mapToDouble(k -> random
					.nextGaussian()).toArray(), 1000, 0.95, i);
				if (interval.low() <= 0 && 0 <= interval.high()) held++;
			}
			// 400 trials tell 0.95 to +-0.02
			assertTrue(n + " animals: " + held / 400.0, held >= 0.91 * 400 && held <= 0.99 * 400);
		}
	}

	@Test
	public void poolingNeuronsMakesPTooSmallWhereAnimalsDiffer() {
		int pooled = 0, animals = 0;
		for (int seed = 0; seed < 20; seed++) {
			final GroupStatistics group = GroupStatistics.ofResiduals(ResidualRows.random(6, 10, 14, 0, 0.5, seed), FAST
				.withResamples(10));
			if (group.separation().p() < 0.05) animals++;
			if (group.supplement().get(0).p() < 0.05) pooled++;
		}
		assertTrue("animal level: " + animals + " of 20", animals <= 4);
		assertTrue("intercepts only: " + pooled + " of 20", pooled > 5);
	}

	@Test
	public void resultsDependOnTheSeedAndNotOnTheThreads() throws Exception {
		final List<EpochResidual> rows = ResidualRows.random(4, 6, 5, 0.2, 0.1, 2);
		final ForkJoinPool single = new ForkJoinPool(1);
		final BootstrapInterval one = single.submit(() -> GroupStatistics.ofResiduals(rows, FAST).allLevels()).get();
		single.shutdown();
		assertEquals(one, GroupStatistics.ofResiduals(rows, FAST).allLevels());
		assertTrue(!one.equals(GroupStatistics.ofResiduals(rows, FAST.withSeed(2)).allLevels()));
	}

	@Test
	public void anAnimalWithoutAPopulationIsAGapWithAReason() {
		final List<EpochResidual> rows = new java.util.ArrayList<>(ResidualRows.random(3, 4, 3, 0.2, 0, 2));
		rows.removeIf(r -> r.animal().equals("m1") && r.role() == Role.P_MINUS);
		final GroupStatistics group = GroupStatistics.ofResiduals(rows, FAST);
		assertEquals(2, group.contrasts().size());
		assertTrue(group.gaps().toString(), group.gaps().contains("animal m1 left out: no P- events in error reduction"));
	}

	@Test
	public void oneAnimalGivesNumbersButNoTest() {
		final GroupStatistics group = GroupStatistics.ofContrasts(List.of(new AnimalContrast("a", 0.3, 0.1)), FAST);
		assertEquals(0.2, group.meanSeparation(), 1e-12);
		assertTrue(Double.isNaN(group.separation().p()));
		assertNotNull(group.separation().gap());
		assertTrue(Double.isNaN(group.bootstrap().low()) && group.gaps().contains("bootstrap interval: needs at least 2 animals"));
	}

	@Test
	public void noUsableAnimalIsAnError() {
		final Exception e = assertThrows(IllegalArgumentException.class, () -> GroupStatistics.ofResiduals(List.of(row("n1",
			"s1", Role.P_PLUS, Epoch.ERROR_REDUCTION, 1, 1)), FAST));
		assertTrue(e.getMessage(), e.getMessage().contains("no P+ events in error increase"));
	}

	private static EpochResidual row(final String neuron, final String session, final Role role, final Epoch epoch,
		final int events, final double z)
	{
		return new EpochResidual("m", session, 1, neuron, role, epoch, events, z);
	}
}
