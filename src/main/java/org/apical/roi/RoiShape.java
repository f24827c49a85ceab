package org.apical.roi;

import java.util.Arrays;

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
		final Mask mask = new Mask(roi);
		final double[] distance = mask.distances();
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

	private static double ring(final Roi roi, final Mask mask) {
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

	/** The ROI in its bounding box with a rim of one pixel around. */
	private static final class Mask {

		private final int fieldWidth;
		private final int top;
		private final int left;
		private final int width;
		private final int height;
		private final boolean[] inside;
		private final int count;
		private double centerY;
		private double centerX;

		Mask(final Roi roi) {
			fieldWidth = roi.width();
			int l = Integer.MAX_VALUE, r = 0;
			for (int i = 0; i < roi.size(); i++) {
				l = Math.min(l, roi.pixel(i) % fieldWidth);
				r = Math.max(r, roi.pixel(i) % fieldWidth);
			}
			left = l - 1;
			top = roi.pixel(0) / fieldWidth - 1;
			width = r - left + 2;
			height = roi.pixel(roi.size() - 1) / fieldWidth - top + 2;
			final boolean[] member = new boolean[width * height];
			for (int i = 0; i < roi.size(); i++) member[index(roi.pixel(i))] = true;
			inside = filled(member);
			int n = 0;
			for (int p = 0; p < inside.length; p++) if (inside[p]) {
				n++;
				centerY += p / width;
				centerX += p % width;
			}
			count = n;
			centerY /= n;
			centerX /= n;
		}

		int index(final int fieldPixel) {
			return (fieldPixel / fieldWidth - top) * width + fieldPixel % fieldWidth - left;
		}

		double distance(final int p) {
			return Math.hypot(p / width - centerY, p % width - centerX);
		}

		/** All that cannot be reached from outside. */
		private boolean[] filled(final boolean[] member) {
			final boolean[] outside = new boolean[member.length];
			final int[] queue = new int[member.length];
			int n = 1;
			outside[0] = true;
			for (int head = 0; head < n; head++) {
				final int y = queue[head] / width, x = queue[head] % width;
				for (int k = 0; k < 4; k++) {
					final int v = y + (k == 0 ? 1 : k == 1 ? -1 : 0), u = x + (k == 2 ? 1 : k == 3 ? -1 : 0);
					if (v < 0 || u < 0 || v >= height || u >= width || outside[v * width + u] || member[v * width + u]) continue;
					outside[v * width + u] = true;
					queue[n++] = v * width + u;
				}
			}
			for (int p = 0; p < outside.length; p++) outside[p] = !outside[p];
			return outside;
		}

		/** Distance of each inside pixel's centre to the edge, px: half a pixel at the rim. */
		double[] distances() {
			final double[] d = new double[inside.length];
			Arrays.fill(d, 1e9);
			for (int p = 0; p < d.length; p++) if (!inside[p]) d[p] = 0;
			for (int p = 0; p < d.length; p++) relax(d, p, -1);
			for (int p = d.length - 1; p >= 0; p--) relax(d, p, 1);
			for (int p = 0; p < d.length; p++) d[p] = inside[p] ? Math.max(0.5, d[p] - 0.5) : 0;
			return d;
		}

		/** One step of the two-pass chamfer transform: the four neighbours already visited. */
		private void relax(final double[] d, final int p, final int way) {
			if (!inside[p]) return;
			d[p] = Math.min(Math.min(d[p], Math.min(d[p + way], d[p + way * width]) + 1), Math.min(d[p + way * (width - 1)], d[p + way * (width +
				1)]) + Math.sqrt(2));
		}

		/** Variances along the long and short axis, px²; a pixel's own 1/12 included. */
		double[] moments() {
			double yy = 1 / 12.0, xx = 1 / 12.0, xy = 0;
			for (int p = 0; p < inside.length; p++) if (inside[p]) {
				final double y = p / width - centerY, x = p % width - centerX;
				yy += y * y / count;
				xx += x * x / count;
				xy += x * y / count;
			}
			final double half = Math.hypot((yy - xx) / 2, xy);
			return new double[] { (yy + xx) / 2 + half, (yy + xx) / 2 - half };
		}
	}
}
