package org.apical.neuron;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;

import java.util.List;
import java.util.Random;

import org.apical.neuron.TileMatch.Tile;
import org.junit.Test;

public class TileMatchTest {

	private static final int SIDE = 160;

	/** Bright blobs, moved; NaN in the columns from one on. */
	private static float[] blobs(final double dy, final double dx, final int unknownFrom) {
		final float[] image = new float[SIDE * SIDE];
		final Random random = new Random(4);
		for (int k = 0; k < 60; k++) {
			final double y = SIDE * random.nextDouble() + dy, x = SIDE * random.nextDouble() + dx;
			for (int i = 0; i < image.length; i++) image[i] += (float) (20 * Math.exp(-(Math.pow(i / SIDE - y, 2) + Math.pow(i % SIDE - x, 2)) / 18));
		}
		for (int i = 0; i < image.length; i++) if (i % SIDE >= unknownFrom) image[i] = Float.NaN;
		return image;
	}

	@Test
	public void tilesFindTheContentsDisplacementWhereAllOrMostIsKnown() {
		final List<Tile> tiles = new TileMatch(blobs(0, 0, SIDE), SIDE, SIDE).find(blobs(2, -3, 130), 6);
		int partly = 0;
		for (final Tile tile : tiles) {
			// at the image's edges new content comes in; beyond column 110 hardly half a tile is known
			if (tile.y() < 30 || tile.y() > 130 || tile.x() < 30 || tile.x() > 110) continue;
			assertEquals(tile.toString(), 2, tile.dy(), 0.3);
			assertEquals(tile.toString(), -3, tile.dx(), 0.3);
			if (tile.x() + 22 > 130) partly++;
		}
		assertFalse("tiles partly beyond what is known", partly == 0);
	}

	@Test
	public void whereNothingIsKnownThereIsNoTile() {
		for (final Tile tile : new TileMatch(blobs(0, 0, SIDE), SIDE, SIDE).find(blobs(0, 0, 80), 4)) assertFalse(tile.toString(), tile.x() > 102);
	}
}
