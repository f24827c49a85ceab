package org.apical.neuron;

import static org.junit.Assert.assertEquals;

import java.util.ArrayList;
import java.util.List;

import org.apical.neuron.TileMatch.Tile;
import org.junit.Test;

public class TileFlowTest {

	private static final int SIDE = 200;

	/** Tissue stretched by 3 % along the rows, seen by tiles well inside the field. */
	private static List<Tile> stretched() {
		final List<Tile> tiles = new ArrayList<>();
		for (int y = 20; y < SIDE; y += 20) for (int x = 20; x < SIDE; x += 20) tiles.add(new Tile(y, x, 0, stretch(x), 0.8));
		return tiles;
	}

	private static double stretch(final int x) {
		return 0.03 * (x - SIDE / 2.0);
	}

	private static double dx(final DayMap.Flow flow, final int y, final int x) {
		final double[] at = new double[2];
		flow.at(y, x, at);
		return at[1];
	}

	/** A mean of the tiles around would be 1.8 px short there. */
	@Test
	public void aSmoothDisplacementGoesOnToTheFieldsEdges() {
		final DayMap.Flow flow = TileFlow.smooth(stretched(), SIDE, SIDE);
		for (final int x : new int[] { 0, 5, 100, 195, 199 }) assertEquals("column " + x, stretch(x), dx(flow, 100, x), 1.3);
	}

	@Test
	public void oneTileThatIsWrongDoesNotBendIt() {
		final List<Tile> tiles = stretched();
		tiles.set(40, new Tile(tiles.get(40).y(), tiles.get(40).x(), 9, -9, 0.8));
		final DayMap.Flow flow = TileFlow.smooth(tiles, SIDE, SIDE);
		final int x = (int) tiles.get(40).x();
		assertEquals(stretch(x), dx(flow, (int) tiles.get(40).y(), x), 0.5);
	}

	@Test
	public void tilesInOneLineTellNothingAcrossIt() {
		final DayMap.Flow flow = TileFlow.affine(stretched().stream().filter(t -> t.y() == 100).toList());
		for (final int y : new int[] { 0, 100, 199 }) assertEquals("row " + y, stretch(150), dx(flow, y, 150), 1e-6);
	}

	@Test
	public void theDisplacementThatMostTilesAgreeOnIsAffine() {
		final List<Tile> tiles = stretched();
		tiles.set(40, new Tile(tiles.get(40).y(), tiles.get(40).x(), 9, -9, 0.8));
		final DayMap.Flow flow = TileFlow.affine(tiles);
		for (final int x : new int[] { 0, 100, 199 }) assertEquals("column " + x, stretch(x), dx(flow, 30, x), 1e-6);
	}

	@Test
	public void withoutTilesNothingMoves() {
		assertEquals(0, dx(TileFlow.smooth(List.of(), SIDE, SIDE), 50, 50), 0);
	}
}
