package org.apical.roi;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

import org.apical.recording.Movie;
import org.apical.recording.PixelType;
import org.apical.recording.Progress;
import org.apical.recording.Sampling;
import org.junit.Test;

/** A field whose neuropil swells by a tenth, in other ways on the left and on the right, around a bright cell that does not follow it. */
public class NeuropilTest {

	private static final int SIDE = 80, FRAMES = 1200;
	private static final IntPredicate CELL = p -> Math.hypot(p / SIDE - 40, p % SIDE - 30) < 6;
	private static final IntPredicate NEUROPIL = p -> Math.hypot(p / SIDE - 40, p % SIDE - 30) > 10 && p % SIDE < 40;

	private static double swelling(final int frame, final int x) {
		return x < SIDE / 2 ? 0.1 * Math.sin(frame * 0.09) : 0.1 * Math.sin(frame * 0.13 + 1);
	}

	/** @param offset of the detector, counts */
	private static Movie field(final double offset) {
		return new Movie() {

			@Override
			public int width() {
				return SIDE;
			}

			@Override
			public int height() {
				return SIDE;
			}

			@Override
			public int frames() {
				return FRAMES;
			}

			@Override
			public PixelType pixelType() {
				return PixelType.UINT16;
			}

			@Override
			public Sampling sampling() {
				return new Sampling(15, 1, 1);
			}

			@Override
			public void read(final int frame, final float[] into) {
				final SplittableRandom random = new SplittableRandom(frame);
				for (int p = 0; p < into.length; p++) {
					final double light = CELL.test(p) ? 60 : 15 * (1 + swelling(frame, p % SIDE));
					into[p] = (float) (offset + 10 * (light + Math.sqrt(light) * random.nextGaussian()));
				}
			}
		};
	}

	/** How much of its relative swelling is left in the mean time course of some pixels, in units of a pixel's noise: slope on a unit sine. */
	private static double left(final BinnedMovie movie, final IntPredicate which) {
		final int frames = FRAMES / movie.bins;
		final int[] pixels = IntStream.range(0, SIDE * SIDE).filter(which).toArray();
		double both = 0, square = 0;
		for (int t = 0; t < movie.bins; t++) {
			double mean = 0, sine = 0;
			for (final int p : pixels) mean += movie.data[p][t] * BinnedMovie.UNIT / pixels.length;
			for (int i = 0; i < frames; i++) sine += swelling(t * frames + i, 0) / 0.1 / frames;
			both += mean * sine;
			square += sine * sine;
		}
		return both / square;
	}

	@Test
	public void neuropilIsTakenOutAndACellThatDoesNotFollowItStaysAsItIs() throws IOException {
		for (final double offset : new double[] { 0, 400 }) {
			final BinnedMovie movie = BinnedMovie.of(field(offset), IntStream.range(0, FRAMES).toArray(), DetectorParameters.DEFAULT.withThreads(1), 15,
				Progress.NONE);
			// A tenth of 15 photons, six frames a bin: the neuropil swells by one noise unit of a pixel.
			assertEquals("neuropil, offset " + offset, 0, left(movie, NEUROPIL), 0.15);
			// A tenth of the cell's own light would be two.
			assertEquals("cell, offset " + offset, 0, left(movie, CELL), 0.15);
		}
	}

	@Test
	public void lightIsCountedFromTheDetectorsOffset() throws IOException {
		final FieldStatistics field = FieldStatistics.measure(field(400), IntStream.range(0, FRAMES).toArray(), 1, Progress.NONE);
		final float[] light = field.light();
		assertEquals(600, light[40 * SIDE + 30], 60);
		assertEquals(150, light[10 * SIDE + 60], 40);
		assertTrue(field.mean[10 * SIDE + 60] > 500);
	}
}
