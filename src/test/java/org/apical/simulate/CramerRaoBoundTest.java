package org.apical.simulate;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import org.junit.Test;

public class CramerRaoBoundTest {

	private static final Scene SCENE = Scene.of(SceneParameters.DEFAULT.withSize(48, 40).withMargin(12));

	private static SimulatedMovie movie(final double photons) {
		return new SimulatedMovie(SCENE, MovementParameters.STILL.withJitter(0.5), new Detector(photons, 1000, 0, 0), 600, 3);
	}

	/** Finds the most likely shift by Newton's method on finite differences of the log-likelihood of the true scene. */
	private static double[] mostLikely(final float[] counts, final SimulatedMovie movie, final double[] start) {
		final double[] d = start.clone();
		final double h = 0.02;
		for (int step = 0; step < 4; step++) {
			final double[][] l = new double[3][3];
			for (int j = -1; j <= 1; j++) for (int k = -1; k <= 1; k++) l[j + 1][k + 1] = logLikelihood(counts, movie, d[0] + j * h,
				d[1] + k * h);
			final double gy = (l[2][1] - l[0][1]) / (2 * h), gx = (l[1][2] - l[1][0]) / (2 * h);
			final double yy = (l[2][1] - 2 * l[1][1] + l[0][1]) / (h * h), xx = (l[1][2] - 2 * l[1][1] + l[1][0]) / (h * h);
			final double yx = (l[2][2] - l[2][0] - l[0][2] + l[0][0]) / (4 * h * h);
			final double det = yy * xx - yx * yx;
			d[0] -= (gy * xx - gx * yx) / det;
			d[1] -= (gx * yy - gy * yx) / det;
		}
		return d;
	}

	private static double logLikelihood(final float[] counts, final SimulatedMovie movie, final double dy, final double dx) {
		final int w = movie.width();
		final float[] row = new float[w];
		final SplineImage.Work work = new SplineImage.Work(SCENE.baseline().width());
		double sum = 0;
		for (int r = 0; r < movie.height(); r++) {
			SCENE.baseline().row(r - dy, -dx, 0, 0, row, 0, w, work);
			for (int c = 0; c < w; c++) {
				final double mu = row[c] * movie.detector().photons();
				sum += counts[r * w + c] / 1000 * Math.log(mu) - mu;
			}
		}
		return sum;
	}

	@Test
	public void theMostLikelyShiftReachesTheBoundAndNoBetter() {
		final SimulatedMovie movie = movie(8);
		final float[] counts = new float[movie.pixels()];
		double square = 0, bound = 0;
		final int frames = 300;
		for (int t = 0; t < frames; t++) {
			final Displacement truth = movie.truth(t);
			movie.read(t, counts);
			final double[] d = mostLikely(counts, movie, new double[] { truth.dy(), truth.dx() });
			square += (Math.pow(d[0] - truth.dy(), 2) + Math.pow(d[1] - truth.dx(), 2)) / 2;
			bound += Math.pow(movie.bound(t), 2);
		}
		// 600 squared errors: standard error of the ratio of roots about 3 %
		assertEquals(1, Math.sqrt(square / bound), 0.1);
	}

	@Test
	public void gradientsAreThoseOfTheImage() {
		final SplineImage.Work work = new SplineImage.Work(SCENE.baseline().width());
		final SplineImage image = SCENE.baseline();
		for (final double[] at : new double[][] { { 10.3, 20.8 }, { 0, 5.5 }, { 33.99, 7 } }) {
			final double h = 1e-3;
			assertEquals((image.at(at[0] + h, at[1], 0, 0, work) - image.at(at[0] - h, at[1], 0, 0, work)) / (2 * h), image.at(at[0],
				at[1], 1, 0, work), 2e-3);
			assertEquals((image.at(at[0], at[1] + h, 0, 0, work) - image.at(at[0], at[1] - h, 0, 0, work)) / (2 * h), image.at(at[0],
				at[1], 0, 1, work), 2e-3);
		}
	}

	@Test
	public void theBoundFallsWithTheRootOfTheLight() {
		assertEquals(2, movie(2).bound(0) / movie(8).bound(0), 1e-4);
	}

	@Test
	public void oneKnotIsARigidShiftAndFreeKnotsCostPrecision() {
		final SimulatedMovie movie = movie(4);
		assertEquals(movie.bound(5), movie.lineBound(5, 1), 1e-12);
		assertTrue(movie.lineBound(5, 5) > 1.5 * movie.bound(5));
	}

	@Test
	public void unknownGainAndOffsetCannotMakeTheBoundSmaller() {
		final SimulatedMovie movie = movie(4);
		final float[][] i = movie.images(0);
		final double known = CramerRaoBound.rigid(i[0], i[1], i[2], 0), unknown = CramerRaoBound.rigidWithGain(i[0], i[1], i[2], 0);
		assertTrue(unknown >= known);
		assertTrue("content moving across the edges ties gain and shift only weakly", unknown < 1.2 * known);
	}

	@Test
	public void aSingleEdgeHasTheBoundThatPaperAndPencilGive() {
		// mu = 100 everywhere, slope 10 along y in half of 200 pixels and along x in the other half: 100 * 100 / 100 = 100 an axis
		final float[] mu = new float[200], gy = new float[200], gx = new float[200];
		for (int i = 0; i < 200; i++) {
			mu[i] = 100;
			(i < 100 ? gy : gx)[i] = 10;
		}
		assertEquals(0.1, CramerRaoBound.rigid(mu, gy, gx, 0), 1e-9);
		assertEquals(0.2, CramerRaoBound.rigid(mu, gy, gx, 300), 1e-9);
	}
}
