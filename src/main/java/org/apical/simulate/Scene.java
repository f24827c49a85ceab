package org.apical.simulate;

import java.util.ArrayList;
import java.util.List;

/**
 * Still tissue of one plane: neuropil and the labelled parts of neurons, drawn over the field and a margin around it, so
 * that what moves into view is tissue and not padding. Light is in units of the field's mean.
 */
public final class Scene {

	private final SceneParameters parameters;
	private final int plane;
	private final List<Structure> structures;
	private final SplineImage neuropil;
	private final SplineImage baseline;

	private Scene(final SceneParameters p, final int plane, final List<Structure> drawn, final Shapes shapes) {
		parameters = p;
		this.plane = plane;
		final int width = p.width() + 2 * p.marginPx(), height = p.height() + 2 * p.marginPx();
		final float[] ground = new Neuropil(p, width, height, shapes, Seeds.random(p.seed(), 2, plane)).draw();
		for (int i = 0; i < ground.length; i++) ground[i] = (float) (0.15 + p.neuropil() * ground[i]);
		for (final Structure s : drawn) makeRoom(s, ground);
		final float[] light = ground.clone();
		for (final Structure s : drawn) addTo(light, s, 1);
		final float unit = (float) (1 / fieldMean(light, p));
		for (int i = 0; i < light.length; i++) {
			light[i] *= unit;
			ground[i] *= unit;
		}
		structures = drawn.stream().map(s -> s.scaled(unit)).toList();
		baseline = new SplineImage(width, height, p.marginPx(), light);
		neuropil = baseline.with(ground);
	}

	/** The first (or only) plane. */
	public static Scene of(final SceneParameters parameters) {
		return planes(parameters).get(0);
	}

	/** All planes; a neuron's parts carry its number in each. */
	public static List<Scene> planes(final SceneParameters parameters) {
		// the spline that samples the scene blurs by sqrt(1/3) px itself
		final double blur = Math.sqrt(parameters.psfPx() * parameters.psfPx() - 1.0 / 3);
		final int margins = 2 * parameters.marginPx();
		final Shapes shapes = new Shapes(parameters.width() + margins, parameters.height() + margins, blur);
		final List<List<Structure>> drawn = Tissue.grow(parameters, shapes);
		final List<Scene> scenes = new ArrayList<>();
		for (int i = 0; i < drawn.size(); i++) scenes.add(new Scene(parameters, i, drawn.get(i), shapes));
		return scenes;
	}

	/** In focus there is a cell where the neuropil would be. */
	private static void makeRoom(final Structure s, final float[] ground) {
		if (s.kind() != Kind.SOMA) return;
		float peak = 0;
		for (final float w : s.weights()) peak = Math.max(peak, w);
		for (int i = 0; i < s.pixels().length; i++) ground[s.pixels()[i]] *= 1 - 0.6f * Math.min(1, 2 * s.weights()[i] / peak);
	}

	static void addTo(final float[] light, final Structure s, final float factor) {
		for (int i = 0; i < s.pixels().length; i++) light[s.pixels()[i]] += factor * s.weights()[i];
	}

	private static double fieldMean(final float[] canvas, final SceneParameters p) {
		final int m = p.marginPx(), width = p.width() + 2 * m;
		double sum = 0;
		for (int r = 0; r < p.height(); r++) {
			for (int c = 0; c < p.width(); c++) sum += canvas[(r + m) * width + c + m];
		}
		return sum / (p.width() * p.height());
	}

	public SceneParameters parameters() {
		return parameters;
	}

	/** From 0. */
	public int plane() {
		return plane;
	}

	/** The labelled parts of neurons, those in the margin included. */
	public List<Structure> structures() {
		return structures;
	}

	/**
	 * The still image at the start, noise-free, row by row, mean 1: what motion correction should find as its template up
	 * to gain and offset.
	 */
	public float[] image() {
		final int w = parameters.width(), h = parameters.height();
		final float[] image = new float[w * h];
		final SplineImage.Work work = new SplineImage.Work(baseline.width());
		for (int r = 0; r < h; r++) baseline.row(r, 0, 0, 0, image, r * w, w, work);
		return image;
	}

	SplineImage baseline() {
		return baseline;
	}

	SplineImage neuropil() {
		return neuropil;
	}
}
