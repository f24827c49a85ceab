package org.apical.reward;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.junit.Test;

public class RewardBudgetTest {

	private static final double MS_40 = 40_000;
	private static final long SECOND = 1_000_000_000;

	private static SafetyLimits limits(final int perMinute, final int perSession, final double totalUl) {
		return new SafetyLimits(Duration.ofSeconds(1), perMinute, perSession, Duration.ofMillis(100), totalUl, Duration.ofMillis(200));
	}

	@Test
	public void twoRewardsKeepTheirDistance() {
		final RewardBudget budget = new RewardBudget(limits(100, 100, 100));
		budget.spend(5 * SECOND, 4);
		assertEquals(RewardDecision.MINIMUM_INTERVAL, budget.decide(6 * SECOND - 1, 4, MS_40));
		assertEquals(RewardDecision.ACCEPTED, budget.decide(6 * SECOND, 4, MS_40));
	}

	@Test
	public void anOpenTimeOutsideItsBoundsIsRefused() {
		final RewardBudget budget = new RewardBudget(limits(100, 100, 100));
		assertEquals(RewardDecision.ACCEPTED, budget.decide(0, 4, 100_000));
		for (final double micros : new double[] { 100_001, 0.5, 0, -1, Double.NaN, Double.POSITIVE_INFINITY }) {
			assertEquals(String.valueOf(micros), RewardDecision.MAXIMUM_OPEN, budget.decide(0, 4, micros));
		}
		for (final double ul : new double[] { 0, -4, Double.NaN }) {
			assertEquals(String.valueOf(ul), RewardDecision.MAXIMUM_OPEN, budget.decide(0, ul, MS_40));
		}
	}

	@Test
	public void aSessionEndsAtItsNumberOfRewardsOrItsVolume() {
		final RewardBudget few = new RewardBudget(limits(100, 2, 100));
		final RewardBudget little = new RewardBudget(limits(100, 100, 0.3));
		for (int i = 0; i < 2; i++) few.spend(i * SECOND, 4);
		assertEquals(RewardDecision.PER_SESSION, few.decide(99 * SECOND, 4, MS_40));
		for (int i = 0; i < 3; i++) {
			assertEquals(RewardDecision.ACCEPTED, little.decide(i * SECOND, 0.1, MS_40));
			little.spend(i * SECOND, 0.1);
		}
		assertEquals(RewardDecision.TOTAL_VOLUME, little.decide(99 * SECOND, 0.1, MS_40));
	}

	@Test
	public void theRestOfASessionHasWhatWasLeftOfIt() {
		final SafetyLimits rest = limits(100, 10, 40).after(7, 28);
		assertEquals(3, rest.perSession());
		assertEquals(12, rest.totalVolumeUl(), 1e-12);
		assertEquals(0, limits(100, 10, 40).after(11, 44).perSession());
	}

	@Test
	public void noMinuteSeesMoreThanItsRewardsHoweverTheyAreAskedFor() {
		final Random random = new Random(7);
		final RewardBudget budget = new RewardBudget(limits(5, 1_000_000, 1e9));
		final List<Long> paid = new ArrayList<>();
		long now = Long.MAX_VALUE - 200 * SECOND; // nanoTime may wrap
		for (int i = 0; i < 20_000; i++) {
			now += (long) (random.nextDouble() * (random.nextInt(10) == 0 ? 30 : 1) * SECOND);
			final RewardDecision decision = budget.decide(now, 4, MS_40);
			final long asked = now;
			final long inMinute = paid.stream().filter(t -> asked - t < 60 * SECOND).count();
			final boolean tooSoon = !paid.isEmpty() && now - paid.get(paid.size() - 1) < SECOND;
			assertEquals(tooSoon ? RewardDecision.MINIMUM_INTERVAL : inMinute >= 5 ? RewardDecision.PER_MINUTE : RewardDecision.ACCEPTED,
				decision);
			if (decision.isAccepted()) {
				budget.spend(now, 4);
				paid.add(now);
				if (paid.size() > 10) paid.remove(0);
			}
		}
		assertTrue(budget.rewards() > 100);
	}

	@Test
	public void limitsThatMakeNoSenseAreRefused() {
		assertThrows(IllegalArgumentException.class, () -> limits(0, 1, 1));
		assertThrows(IllegalArgumentException.class, () -> limits(1, -1, 1));
		assertThrows(IllegalArgumentException.class, () -> limits(1, 1, Double.NaN));
		assertThrows(IllegalArgumentException.class, () -> new SafetyLimits(Duration.ZERO, 1, 1, Duration.ZERO, 1, Duration.ofMillis(1)));
	}
}
