package org.apical.online.task;

import static org.junit.Assert.assertEquals;

import java.util.ArrayList;
import java.util.List;

import org.junit.Test;

public class YokedRewardsTest {

	private final YokedRewards rewards = new YokedRewards(List.of(5.0, 1.0, 1.05), 2);
	private final List<String> given = new ArrayList<>();

	private void frames(final double from, final double to) {
		for (int i = 0; from + i * 0.1 < to; i++) {
			final Task.Reward r = rewards.step(from + i * 0.1);
			if (r != Task.Reward.NONE) given.add(r + " " + Math.round(10 * (from + i * 0.1)));
		}
	}

	@Test
	public void eachComesOnceWithTheFirstFrameOfItsTimeAndTwoNeverWithTheSame() {
		frames(0, 9);
		assertEquals(List.of("DUE 10", "DUE 11", "DUE 50"), given);
	}

	@Test
	public void noneComesBeforeTheFirstTrial() {
		assertEquals(Task.Reward.NONE, rewards.step(Double.NaN));
		frames(0, 1.03);
		assertEquals(List.of("DUE 10"), given);
	}

	@Test
	public void whatFellDueWhileFramesWereMissingForLongIsNotPaid() {
		frames(0, 0.5);
		frames(6, 6.3);
		assertEquals(List.of("TOO_LATE 60", "TOO_LATE 61", "DUE 62"), given);
	}
}
