package org.apical.simulate;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import org.junit.Test;

public class SceneTest {

	private static long count(final Scene scene, final Kind kind) {
		return scene.structures().stream().filter(s -> s.kind() == kind).count();
	}

	@Test
	public void equalSeedsGiveEqualTissueAndOthersDoNot() {
		final SceneParameters p = SceneParameters.DEFAULT.withSize(120, 90);
		assertArrayEquals(Scene.of(p).image(), Scene.of(p).image(), 0);
		assertTrue(Math.abs(Scene.of(p).image()[5000] - Scene.of(p.withSeed(2)).image()[5000]) > 1e-6);
	}

	@Test
	public void theFieldsMeanIsOneAtAnySizeAndDensity() {
		for (final SceneParameters p : List.of(SceneParameters.SPARSE.withSize(64, 64), SceneParameters.DENSE.withSize(130, 77),
			SceneParameters.DEFAULT.withPixelUm(2).withSize(100, 100), SceneParameters.DEFAULT.withPixelUm(0.5).withSize(100, 64)))
		{
			final float[] image = Scene.of(p).image();
			double mean = 0;
			for (final float v : image) {
				assertTrue(v > 0);
				mean += v / image.length;
			}
			assertEquals(1, mean, 0.02);
		}
	}

	@Test
	public void densitiesAreThoseAskedFor() {
		final SceneParameters p = SceneParameters.DEFAULT.withSize(400, 300).withDensity(200, 100, 50);
		final Scene scene = Scene.of(p);
		assertEquals(200 * p.areaMm2(), count(scene, Kind.SOMA), 1);
		assertEquals(100 * p.areaMm2(), count(scene, Kind.TRUNK), 1);
		assertEquals(50 * p.areaMm2(), count(scene, Kind.DENDRITE), 1);
	}

	@Test
	public void sizesAreInMicrometresWhateverThePixel() {
		for (final double um : new double[] { 0.5, 1, 2 }) {
			final SceneParameters p = SceneParameters.DEFAULT.withPixelUm(um).withSize((int) (250 / um), (int) (250 / um));
			final Scene scene = Scene.of(p);
			for (final Kind kind : Kind.values()) {
				final double area = scene.structures().stream().filter(s -> s.kind() == kind && inside(s, p)).mapToDouble(s -> area(s)
					* um * um).average().orElseThrow();
				final double low = kind == Kind.SOMA ? 130 : kind == Kind.TRUNK ? 13 : 80;
				final double high = kind == Kind.SOMA ? 270 : kind == Kind.TRUNK ? 40 : 260;
				assertTrue(kind + " at " + um + " µm: " + area + " µm²", area > low && area < high);
			}
		}
	}

	private static boolean inside(final Structure s, final SceneParameters p) {
		return s.y() > 0 && s.x() > 0 && s.y() < p.height() && s.x() < p.width();
	}

	/** Pixels brighter than a third of the brightest. */
	private static int area(final Structure s) {
		float peak = 0;
		for (final float w : s.weights()) peak = Math.max(peak, w);
		int n = 0;
		for (final float w : s.weights()) if (w > peak / 3) n++;
		return n;
	}

	@Test
	public void somasHaveADarkNucleus() {
		final Scene scene = Scene.of(SceneParameters.DEFAULT);
		final int width = scene.baseline().width(), margin = scene.parameters().marginPx();
		int dark = 0, all = 0;
		for (final Structure s : scene.structures()) {
			if (s.kind() != Kind.SOMA || s.pixels().length == 0) continue;
			final int centre = (int) (Math.rint(s.y() + margin) * width + Math.rint(s.x() + margin));
			float peak = 0, middle = 0;
			for (int i = 0; i < s.pixels().length; i++) {
				peak = Math.max(peak, s.weights()[i]);
				if (s.pixels()[i] == centre) middle = s.weights()[i];
			}
			all++;
			if (middle < 0.6 * peak) dark++;
		}
		assertTrue(dark + " of " + all, dark > 0.9 * all);
	}

	@Test
	public void twoPlanesShareNeurons() {
		final List<Scene> planes = Scene.planes(SceneParameters.TWO_PLANES.withSize(256, 200));
		assertEquals(2, planes.size());
		assertEquals(0, count(planes.get(0), Kind.TRUNK) + count(planes.get(0), Kind.DENDRITE));
		assertEquals(0, count(planes.get(1), Kind.SOMA));
		final Set<Integer> somas = planes.get(0).structures().stream().map(Structure::neuron).collect(Collectors.toSet());
		final long shared = planes.get(1).structures().stream().map(Structure::neuron).filter(somas::contains).distinct().count();
		assertEquals(0.6 * somas.size(), shared, 1);
	}

	@Test
	public void evenASmallFieldShowsSomething() {
		for (long seed = 1; seed <= 30; seed++) {
			final SimulationParameters p = SimulationParameters.preset("two-plane").withSize(96, 64).withFrames(10).withSeed(seed);
			assertTrue("seed " + seed, !new SimulatedRecording(p).rois().isEmpty());
		}
	}

	@Test
	public void nonsenseIsRefusedInOneLine() {
		assertTrue(assertThrows(IllegalArgumentException.class, () -> SceneParameters.DEFAULT.withSize(4, 4)).getMessage().contains(
			"16 x 16"));
		assertThrows(IllegalArgumentException.class, () -> SceneParameters.DEFAULT.withPixelUm(0));
		assertThrows(IllegalArgumentException.class, () -> SceneParameters.DEFAULT.withPlanes(3));
		assertThrows(IllegalArgumentException.class, () -> SceneParameters.DEFAULT.withPaired(1.5));
	}
}
