package org.apical.simulate;

import java.util.Arrays;

/**
 * Where one structure is seen in the still field.
 *
 * @param pixels indices into the field, row by row
 * @param light in each, units of the field's mean
 * @param inField share of the structure's light that falls into the field
 */
record Mask(int[] pixels, float[] light, double inField) {

	/** Pixels dimmer than this share of the brightest do not belong to the mask. */
	private static final double LEVEL = 0.25;

	/** @param blank a canvas without light; is left as it was */
	static Mask of(final Structure s, final SceneParameters p, final SplineImage blank) {
		Scene.addTo(blank.coefficients(), s, 1);
		final SplineImage.Work work = new SplineImage.Work(blank.width());
		final int[] pixels = new int[s.pixels().length];
		final float[] light = new float[pixels.length];
		double all = 0, inField = 0;
		float brightest = 0;
		int n = 0;
		for (int i = 0; i < pixels.length; i++) {
			all += s.weights()[i];
			final int r = s.pixels()[i] / blank.width() - p.marginPx(), c = s.pixels()[i] % blank.width() - p.marginPx();
			if (r < 0 || c < 0 || r >= p.height() || c >= p.width()) continue;
			inField += s.weights()[i];
			pixels[n] = r * p.width() + c;
			light[n] = blank.at(r, c, 0, 0, work);
			brightest = Math.max(brightest, light[n++]);
		}
		Arrays.stream(s.pixels()).forEach(i -> blank.coefficients()[i] = 0);
		int kept = 0;
		for (int i = 0; i < n; i++) {
			if (light[i] < LEVEL * brightest) continue;
			pixels[kept] = pixels[i];
			light[kept++] = light[i];
		}
		return new Mask(Arrays.copyOf(pixels, kept), Arrays.copyOf(light, kept), all > 0 ? inField / all : 0);
	}

	/** Centre of the light as y, x, px. */
	double[] centre(final int width) {
		double y = 0, x = 0, sum = 0;
		for (int i = 0; i < pixels.length; i++) {
			y += light[i] * (pixels[i] / width);
			x += light[i] * (pixels[i] % width);
			sum += light[i];
		}
		return new double[] { y / sum, x / sum };
	}
}
