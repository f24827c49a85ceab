package org.apical.roi;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Finds cell bodies that show in a mean image without ever firing: rings or discs of a soma's size that are brighter than
 * what lies around, in every direction. Lines and small spots are not.
 */
final class SilentSomas {

	private static final double[] RADII_UM = { 5, 6.5, 8 };
	private static final int SECTORS = 8;
	/** Each sector is brighter than its outside by at least this share of the mean contrast. */
	private static final double EVEN = 0.3;
	/** Contrast over the typical contrast of places in the field. */
	private static final double LEAST = 6;
	/** Largest share of a disc that may lie in ROIs already found. */
	private static final double TAKEN = 0.25;

	private record Disc(int y, int x, int radius, double contrast) {}

	private final float[] mean;
	private final int width;
	private final int height;

	/** @param mean image, raw units */
	SilentSomas(final float[] mean, final int width, final int height) {
		this.mean = mean;
		this.width = width;
		this.height = height;
	}

	/**
	 * @param pixelUm edge of a pixel, µm
	 * @param taken pixels of ROIs already found; those of the somas found are added
	 * @return pixels of each soma, the clearest first
	 */
	List<int[]> find(final double pixelUm, final boolean[] taken) {
		final List<Disc> discs = new ArrayList<>();
		for (final double um : RADII_UM) {
			final int radius = (int) Math.max(2, Math.round(um / pixelUm));
			discs.addAll(discs(radius));
		}
		discs.sort(Comparator.comparingDouble(d -> -d.contrast));
		final List<int[]> somas = new ArrayList<>();
		for (final Disc d : discs) {
			final int[] pixels = pixels(d);
			final long overlap = Arrays.stream(pixels).filter(p -> taken[p]).count();
			if (overlap > TAKEN * pixels.length) continue;
			for (final int p : pixels) taken[p] = true;
			somas.add(pixels);
		}
		return somas;
	}

	private List<Disc> discs(final int radius) {
		final int reach = (int) Math.ceil(1.8 * radius);
		final List<Disc> all = new ArrayList<>();
		for (int y = reach; y < height - reach; y++) {
			for (int x = reach; x < width - reach; x++) all.add(new Disc(y, x, radius, contrast(y, x, radius, reach)));
		}
		final double[] sizes = all.stream().mapToDouble(d -> Math.abs(d.contrast)).filter(c -> c > 0).sorted().toArray();
		if (sizes.length == 0) return List.of();
		final double unit = sizes[sizes.length / 2];
		return all.stream().filter(d -> d.contrast > LEAST * unit).map(d -> new Disc(d.y, d.x, d.radius, d.contrast / unit)).toList();
	}

	/** Mean of the outer half of the disc minus that of the ring around it; 0 where a sector does not stand out. */
	private double contrast(final int y, final int x, final int radius, final int reach) {
		final double[] in = new double[SECTORS];
		final double[] out = new double[SECTORS];
		final int[] ins = new int[SECTORS];
		final int[] outs = new int[SECTORS];
		for (int v = -reach; v <= reach; v++) {
			for (int u = -reach; u <= reach; u++) {
				final double distance = Math.hypot(v, u);
				final int sector = (int) ((Math.atan2(v, u) / (2 * Math.PI) + 0.5) * SECTORS) % SECTORS;
				final float value = mean[(y + v) * width + x + u];
				if (distance >= 0.5 * radius && distance <= radius) {
					in[sector] += value;
					ins[sector]++;
				}
				else if (distance >= 1.3 * radius && distance <= reach) {
					out[sector] += value;
					outs[sector]++;
				}
			}
		}
		double sum = 0;
		double least = Double.MAX_VALUE;
		for (int s = 0; s < SECTORS; s++) {
			if (ins[s] == 0 || outs[s] == 0) continue;
			final double difference = in[s] / ins[s] - out[s] / outs[s];
			sum += difference / SECTORS;
			least = Math.min(least, difference);
		}
		return sum > 0 && least < EVEN * sum ? 0 : sum;
	}

	private int[] pixels(final Disc d) {
		final int[] pixels = new int[(2 * d.radius + 1) * (2 * d.radius + 1)];
		int n = 0;
		for (int v = -d.radius; v <= d.radius; v++) for (int u = -d.radius; u <= d.radius; u++) {
			if (Math.hypot(v, u) <= d.radius + 0.5) pixels[n++] = (d.y + v) * width + d.x + u;
		}
		return Arrays.copyOf(pixels, n);
	}
}
