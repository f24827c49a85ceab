package org.apical.roi;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotNull;
import static org.junit.Assert.assertNull;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

import org.junit.Test;

public class NeuriteCutTest {

	private static final int SIDE = 100;

	private final boolean[] drawn = new boolean[SIDE * SIDE];

	private void disc(final double y, final double x, final double r, final boolean value) {
		for (int p = 0; p < drawn.length; p++) if (Math.hypot(p / SIDE - y, p % SIDE - x) < r) drawn[p] = value;
	}

	/** From column to column, as thick as the pen. */
	private void curve(final double from, final double to, final double pen, final DoubleUnaryOperator row) {
		for (double x = from; x <= to; x += 0.2) disc(row.applyAsDouble(x), x, pen, true);
	}

	private NeuriteCut.Parts cut() {
		return NeuriteCut.of(IntStream.range(0, drawn.length).filter(p -> drawn[p]).toArray(), SIDE);
	}

	private static int[] area(final NeuriteCut.Parts parts) {
		return new int[] { parts.body().length, parts.neurite().length };
	}

	@Test
	public void aSomaIsPartedFromTheNeuriteThatLeavesIt() {
		disc(50, 30, 7, true);
		curve(37, 80, 1.5, x -> 50 + 6 * Math.sin(x / 12));
		final NeuriteCut.Parts parts = cut();
		assertNotNull(parts);
		assertEquals(150, parts.body().length, 15);
		assertEquals("all that is right of the soma", 0, IntStream.of(parts.neurite()).filter(p -> p % SIDE < 35).count());
		assertEquals(drawn(), parts.body().length + parts.neurite().length);
	}

	private int drawn() {
		return (int) IntStream.range(0, drawn.length).filter(p -> drawn[p]).count();
	}

	@Test
	public void aDarkNucleusMakesNoDifference() {
		disc(50, 30, 7, true);
		curve(37, 80, 1.5, x -> 50);
		final int[] filled = area(cut());
		disc(50, 30, 3.5, false);
		final int nucleus = 37;
		assertArrayEquals(new int[] { filled[0] - nucleus, filled[1] }, area(cut()));
	}

	@Test
	public void aNeuriteThatPassesBehindTheSomaStaysWhole() {
		disc(50, 50, 7, true);
		curve(15, 85, 1.5, x -> 52);
		final NeuriteCut.Parts parts = cut();
		for (int x = 15; x <= 85; x++) {
			final int p = 52 * SIDE + x;
			assertEquals("column " + x, 1, IntStream.of(parts.neurite()).filter(q -> q == p).count());
		}
		assertNull("nothing is left of it at the soma", NeuriteCut.of(parts.body(), SIDE));
	}

	@Test
	public void twoNeuritesThatLeaveASomaAtAnAngleAreCutOneAfterTheOther() {
		disc(30, 30, 7, true);
		curve(37, 80, 1.5, x -> 30);
		for (double y = 37; y < 65; y += 0.2) disc(y, 30, 1.5, true);
		final NeuriteCut.Parts first = cut(), second = NeuriteCut.of(first.body(), SIDE);
		assertEquals("the longer one first", 0, IntStream.of(first.neurite()).filter(p -> p / SIDE > 33).count());
		assertEquals(0, IntStream.of(second.neurite()).filter(p -> p % SIDE > 33).count());
		assertNull(NeuriteCut.of(second.body(), SIDE));
	}

	@Test
	public void whatRunsAlongASomasRimIsPartOfIt() {
		disc(50, 50, 7, true);
		for (double a = 0; a < 2.5; a += 0.02) disc(50 + 8 * Math.sin(a), 50 + 8 * Math.cos(a), 1.8, true);
		assertNull(cut());
	}

	@Test
	public void aSomaWithAShortStumpIsOneThing() {
		disc(50, 30, 7, true);
		curve(37, 41, 2, x -> 50);
		assertNull(cut());
	}

	@Test
	public void aLongCurvedDendriteWithABulgeStaysWhole() {
		curve(10, 90, 2, x -> 50 + 15 * Math.sin(x / 14));
		curve(45, 60, 3.5, x -> 50 + 15 * Math.sin(x / 14));
		assertNull(cut());
	}

	@Test
	public void dendritesThatCrossStayTogether() {
		for (final double slope : new double[] { 1, 0.6, 0.3 }) {
			Arrays.fill(drawn, false);
			curve(15, 85, 2, x -> 50 + slope * (x - 50));
			curve(15, 85, 2, x -> 50 - slope * (x - 50));
			assertNull("slope " + slope, cut());
		}
	}

	@Test
	public void aDendriteThatCurlsToALoopIsNoSomaWithATail() {
		for (double a = 0; a < 6.3; a += 0.02) disc(40 + 9 * Math.sin(a), 40 + 9 * Math.cos(a), 1.5, true);
		curve(40, 85, 1.5, x -> 49);
		assertNull(cut());
	}
}
