package org.apical.roi;

/**
 * An ROI's form in absolute units, its enclosed holes filled (a soma's dark nucleus often stays below threshold).
 *
 * @param areaUm2 area, µm²
 * @param widthUm mean width of the form as if it were a strip: four times the mean distance to its edge, µm
 * @param thicknessUm diameter of the largest circle in it, µm
 * @param lengthUm area over width, µm: the length of a strip, near the diameter for a disc
 * @param elongation ratio of the long to the short axis of the ellipse of equal moments
 * @param spread mean squared distance from the centre over the area: 0.16 for a disc, 1 and more for a curve
 * @param ring weight in the middle over the weight further out: 1 for an even disc, less for a ring
 */
public record RoiShape(double areaUm2, double widthUm, double thicknessUm, double lengthUm, double elongation,
	double spread, double ring)
{

	/** Names of {@link #features()}. */
	static final String[] NAMES = { "log area", "log width", "log thickness", "log length", "log elongation", "log spread", "ring" };

	/** What the classifier sees: logarithms, since sizes differ by factors. */
	double[] features() {
		return new double[] { Math.log(areaUm2), Math.log(widthUm), Math.log(thicknessUm), Math.log(lengthUm), Math.log(elongation), Math.log(
			spread), ring };
	}

	/** @param pixelUm edge of a pixel, µm */
	public static RoiShape of(final Roi roi, final double pixelUm) {
		final PixelMask mask = new PixelMask(roi.pixels(), roi.width());
		final double[] distance = mask.depths();
		double sum = 0;
		double most = 0;
		for (final double d : distance) {
			sum += d;
			most = Math.max(most, d);
		}
		final double area = mask.count * pixelUm * pixelUm;
		final double width = 4 * sum / mask.count * pixelUm;
		final double[] moments = mask.moments();
		return new RoiShape(area, width, 2 * most * pixelUm, area / width, Math.sqrt(moments[0] / moments[1]), (moments[0] + moments[1]) /
			mask.count, ring(roi, mask));
	}

	private static double ring(final Roi roi, final PixelMask mask) {
		final double reach = 0.5 * Math.sqrt(mask.count / Math.PI);
		double inner = 0, outer = 0;
		int n = 0;
		for (int p = 0; p < mask.inside.length; p++) {
			if (mask.inside[p] && mask.distance(p) < reach) n++;
		}
		for (int i = 0; i < roi.size(); i++) {
			if (mask.distance(mask.index(roi.pixel(i))) < reach) inner += roi.weight(i);
			else outer += roi.weight(i);
		}
		if (n == 0 || n == mask.count || outer == 0) return 1;
		return Math.min(3, inner / n / (outer / (mask.count - n)));
	}
}
