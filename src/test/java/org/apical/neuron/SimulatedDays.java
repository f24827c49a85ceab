package org.apical.neuron;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.apical.motion.Template;
import org.apical.roi.Compartment;
import org.apical.roi.Roi;
import org.apical.simulate.Scene;
import org.apical.simulate.SceneParameters;
import org.apical.simulate.Structure;

/**
 * One plane of the same tissue on many days: turned, scaled, shifted and smoothly deformed anew each day, brightness by the
 * day's activity, neurons lost and gained. ROIs as a segmentation finds them: some are missed, some are false, edges and
 * places vary.
 */
final class SimulatedDays {

	/**
	 * @param deformationPx RMS of the smooth deformation
	 * @param turnover share of the neurons that goes, and comes, over all days
	 */
	record Parameters(int days, int width, int height, double maxAngleDeg, double maxScale, double maxShiftPx, double deformationPx,
		double turnover, double missed, double falseRois, SceneParameters tissue)
	{

		static final Parameters USUAL = new Parameters(14, 448, 448, 4, 0.03, 20, 2.5, 0.3, 0.15, 0.05, SceneParameters.DEFAULT);

		Parameters withTissue(final SceneParameters other) {
			return new Parameters(days, width, height, maxAngleDeg, maxScale, maxShiftPx, deformationPx, turnover, missed, falseRois, other);
		}

		Parameters withDays(final int n) {
			return new Parameters(n, width, height, maxAngleDeg, maxScale, maxShiftPx, deformationPx, turnover, missed, falseRois, tissue);
		}

		Parameters withSize(final int newWidth, final int newHeight) {
			return new Parameters(days, newWidth, newHeight, maxAngleDeg, maxScale, maxShiftPx, deformationPx, turnover, missed, falseRois, tissue);
		}
	}

	final List<Template> means = new ArrayList<>();
	/** ROIs of each day; labels from 1. */
	final List<List<Roi>> rois = new ArrayList<>();
	/** Of each day's ROIs, the structure; -1 for false ones. */
	final List<int[]> truth = new ArrayList<>();

	private final Parameters p;
	private final Random random;
	private final int side;
	private final int canvas;
	private final int margin;
	private final List<Structure> structures;

	SimulatedDays(final Parameters p, final long seed) {
		this.p = p;
		random = new Random(seed);
		side = Math.max(p.width, p.height) + 120;
		final SceneParameters tissue = p.tissue.withSize(side, side).withSeed(seed);
		final Scene scene = Scene.of(tissue);
		margin = tissue.marginPx();
		canvas = side + 2 * margin;
		structures = scene.structures();
		final float[] still = scene.image();
		final int[] from = new int[structures.size()], to = new int[from.length];
		for (int s = 0; s < from.length; s++) {
			to[s] = p.days;
			if (random.nextDouble() >= p.turnover) continue;
			if (random.nextBoolean()) from[s] = 1 + random.nextInt(p.days - 1);
			else to[s] = 1 + random.nextInt(p.days - 1);
		}
		for (int day = 0; day < p.days; day++) addDay(day, still, from, to);
	}

	private void addDay(final int day, final float[] still, final int[] from, final int[] to) {
		final float[] light = still.clone();
		for (int s = 0; s < structures.size(); s++) {
			// the mean's brightness follows how much the neuron fired on that day
			final boolean there = day >= from[s] && day < to[s];
			final double factor = there ? Math.exp(0.4 * random.nextGaussian()) : 0.1;
			final Structure structure = structures.get(s);
			for (int i = 0; i < structure.pixels().length; i++) {
				final int y = structure.pixels()[i] / canvas - margin, x = structure.pixels()[i] % canvas - margin;
				if (y >= 0 && x >= 0 && y < side && x < side) light[y * side + x] += (float) ((factor - 1) * structure.weights()[i]);
			}
		}
		final double[][] place = places(day);
		final float[] mean = new float[p.width * p.height];
		for (int i = 0; i < mean.length; i++) {
			final double value = 30 * sample(light, place[0][i], place[1][i]);
			mean[i] = (float) Math.max(0, value + Math.sqrt(Math.max(1, value) / 500) * random.nextGaussian());
		}
		means.add(new Template(p.width, p.height, mean));
		addRois(day, place, from, to);
	}

	/** Where each pixel of the day lies in the tissue, rows and columns. */
	private double[][] places(final int day) {
		final double angle = day == 0 ? 0 : Math.toRadians(p.maxAngleDeg) * (2 * random.nextDouble() - 1);
		final double scale = day == 0 ? 1 : 1 + p.maxScale * (2 * random.nextDouble() - 1);
		final double shiftY = day == 0 ? 0 : p.maxShiftPx * (2 * random.nextDouble() - 1), shiftX = day == 0 ? 0 : p.maxShiftPx * (2 * random
			.nextDouble() - 1);
		final double[][] waves = new double[6][];
		for (int k = 0; k < waves.length; k++) {
			final double length = 180 + 220 * random.nextDouble(), heading = 2 * Math.PI * random.nextDouble();
			waves[k] = new double[] { 2 * Math.PI / length * Math.sin(heading), 2 * Math.PI / length * Math.cos(heading), 2 * Math.PI * random
				.nextDouble(), day == 0 ? 0 : p.deformationPx * Math.sqrt(2.0 / 3) };
		}
		final double[][] place = new double[2][p.width * p.height];
		for (int y = 0, i = 0; y < p.height; y++)
			for (int x = 0; x < p.width; x++, i++) {
				final double ry = y - p.height / 2.0, rx = x - p.width / 2.0;
				place[0][i] = side / 2.0 + shiftY + scale * (Math.cos(angle) * ry - Math.sin(angle) * rx);
				place[1][i] = side / 2.0 + shiftX + scale * (Math.sin(angle) * ry + Math.cos(angle) * rx);
				for (int k = 0; k < waves.length; k++) place[k % 2][i] += waves[k][3] * Math.sin(waves[k][0] * y + waves[k][1] * x + waves[k][2]);
			}
		return place;
	}

	private double sample(final float[] image, final double y, final double x) {
		final int y0 = Math.max(0, Math.min(side - 2, (int) Math.floor(y))), x0 = Math.max(0, Math.min(side - 2, (int) Math.floor(x)));
		final double fy = Math.max(0, Math.min(1, y - y0)), fx = Math.max(0, Math.min(1, x - x0));
		final int i = y0 * side + x0;
		return (1 - fy) * ((1 - fx) * image[i] + fx * image[i + 1]) + fy * ((1 - fx) * image[i + side] + fx * image[i + side + 1]);
	}

	private void addRois(final int day, final double[][] place, final int[] from, final int[] to) {
		final List<Roi> found = new ArrayList<>();
		final List<Integer> owners = new ArrayList<>();
		// pixels of the day by place in the tissue, so that each structure finds its own quickly
		final Map<Integer, List<Integer>> there = new HashMap<>();
		for (int i = 0; i < place[0].length; i++) there.computeIfAbsent((int) Math.rint(place[0][i]) * canvas + (int) Math.rint(place[1][i]),
			k -> new ArrayList<>(1)).add(i);
		for (int s = 0; s < structures.size(); s++) {
			final boolean seen = day >= from[s] && day < to[s] && random.nextDouble() >= p.missed;
			final double level = 0.2 + 0.35 * random.nextDouble(), offY = 0.6 * random.nextGaussian(), offX = 0.6 * random.nextGaussian();
			if (!seen) continue;
			final Structure structure = structures.get(s);
			float brightest = 0;
			for (final float w : structure.weights()) brightest = Math.max(brightest, w);
			final List<Integer> pixels = new ArrayList<>();
			int all = 0;
			for (int i = 0; i < structure.pixels().length; i++) {
				if (structure.weights()[i] < level * brightest) continue;
				all++;
				final int y = structure.pixels()[i] / canvas - margin + (int) Math.rint(offY), x = structure.pixels()[i] % canvas - margin + (int) Math
					.rint(offX);
				pixels.addAll(there.getOrDefault(y * canvas + x, List.of()));
			}
			if (pixels.size() < 0.6 * all || pixels.size() < 12) continue;
			add(found, pixels, structure.kind().name());
			owners.add(s);
		}
		final int ghosts = (int) Math.round(p.falseRois * found.size());
		for (int g = 0; g < ghosts; g++) {
			final double cy = random.nextDouble() * p.height, cx = random.nextDouble() * p.width, radius = 3 + 5 * random.nextDouble();
			final List<Integer> pixels = new ArrayList<>();
			for (int i = 0; i < p.width * p.height; i++) if (Math.hypot(i / p.width - cy, i % p.width - cx) < radius) pixels.add(i);
			add(found, pixels, "SOMA");
			owners.add(-1);
		}
		rois.add(found);
		truth.add(owners.stream().mapToInt(Integer::intValue).toArray());
	}

	private void add(final List<Roi> found, final List<Integer> pixels, final String kind) {
		found.add(Roi.of(found.size() + 1, 0, p.width, p.height, pixels.stream().mapToInt(Integer::intValue).distinct().toArray())
			.withCompartment(Compartment.valueOf(kind)));
	}
}
