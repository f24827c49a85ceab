package org.apical.neuron;

import static org.junit.Assert.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.apical.roi.Roi;
import org.junit.Test;

public class LinkModelTest {

	/** Upright bars on a grid, each a little off. */
	private static List<Roi> day(final Random random) {
		final List<Roi> rois = new ArrayList<>();
		for (int i = 0; i < 16; i++) rois.add(bar(20 + 48 * (i / 4) + random.nextInt(2), 20 + 45 * (i % 4) + random.nextInt(2), 36));
		return rois;
	}

	private static Roi bar(final int top, final int left, final int rows) {
		final int[] pixels = new int[9 * rows];
		for (int i = 0; i < pixels.length; i++) pixels[i] = (top + i / 9) * 220 + left + i % 9;
		return Roi.of(1, 0, 220, 220, pixels);
	}

	@Test
	public void aLongDendriteThatTheFieldsEdgeCutsIsStillItself() {
		final Random random = new Random(2);
		final List<List<Roi>> days = List.of(day(random), day(random), day(random), day(random));
		final LinkModel model = new LinkModel(days, days.stream().map(d -> d.stream().map(BlurredRoi::new).toList()).toList(), 10);
		final BlurredRoi whole = new BlurredRoi(bar(20, 20, 36));
		final double cut = model.logOdds(Likeness.of(whole, new BlurredRoi(bar(20, 20, 20))));
		final double beside = model.logOdds(Likeness.of(whole, new BlurredRoi(bar(20, 28, 36))));
		assertTrue("cut, its centre 8 px off: " + cut + ", another one 8 px aside: " + beside, cut > 0 && beside < 0);
	}
}
