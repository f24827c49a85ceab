package org.apical.simulate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import org.apical.recording.Recording;

/** A recording of simulated tissue with all of its truth. Costs no file and, whatever its length, little memory. */
public final class SimulatedRecording implements Recording {

	/** Share of a structure's light that has to fall into the field for it to count as in view. */
	private static final double IN_VIEW = 0.5;

	private final SimulationParameters parameters;
	private final SimulatedMovie[][] movies;
	private final Activity activity;
	private final List<TrueRoi> rois = new ArrayList<>();
	private final List<Structure> structures = new ArrayList<>();

	public SimulatedRecording(final SimulationParameters p) {
		this(p, scenes -> Map.of(), new double[0]);
	}

	/**
	 * @param told says what some structures of the planes do; the others are left to chance
	 * @param shake displacement in y on top of the movement in each frame, px; empty for none
	 */
	SimulatedRecording(final SimulationParameters p, final Function<List<Scene>, Map<Structure, Transients>> told,
		final double[] shake)
	{
		parameters = p;
		final List<Scene> scenes = Scene.planes(p.scene());
		final int planes = scenes.size();
		final double scanS = 1 / (p.rateHz() * planes);
		activity = new Activity(p.activity(), scenes, p.frames() / p.rateHz(), p.seed(), told.apply(scenes));
		final Activity none = new Activity(ActivityParameters.SILENT, scenes, 0, p.seed());
		movies = new SimulatedMovie[planes][p.channels()];
		for (int i = 0; i < planes; i++) {
			final Movement movement = new Movement(p.movement(), p.scene().width(), p.scene().height(), p.seed(), planes, i, shake);
			for (int c = 0; c < p.channels(); c++) movies[i][c] = new SimulatedMovie(scenes.get(i), movement, c == 0 ? activity : none,
				p.detector(), p.bleaching(), p.rateHz(), i * scanS, p.frames(), p.seed() + 1_000 * (i + 1L) + c);
		}
		findRois(scenes);
	}

	private void findRois(final List<Scene> scenes) {
		final Map<Structure, Mask> masks = new HashMap<>();
		final Map<Integer, Integer> parts = new HashMap<>();
		for (final Scene scene : scenes) {
			final SplineImage blank = scene.baseline().with(new float[scene.baseline().coefficients().length]);
			for (final Structure s : scene.structures()) {
				final Mask mask = Mask.of(s, scene.parameters(), blank);
				if (mask.inField() < IN_VIEW) continue;
				masks.put(s, mask);
				parts.merge(s.neuron(), 1, Integer::sum);
			}
		}
		for (final Scene scene : scenes) {
			final float[] image = scene.image();
			for (final Structure s : scene.structures()) {
				final Mask mask = masks.get(s);
				if (mask == null) continue;
				rois.add(roi(s, mask, scene.plane(), parts.get(s.neuron()) > 1, image));
				structures.add(s);
			}
		}
	}

	private TrueRoi roi(final Structure s, final Mask mask, final int plane, final boolean paired, final float[] image) {
		final double photons = parameters.detector().photons();
		final float[] weights = new float[mask.light().length];
		double information = 0;
		for (int i = 0; i < weights.length; i++) {
			weights[i] = (float) (photons * mask.light()[i]);
			information += weights[i] * weights[i] / (photons * image[mask.pixels()[i]]);
		}
		final double[] centre = mask.centre(parameters.scene().width());
		final int spikes = (int) Arrays.stream(activity.spikeTimes(s)).filter(t -> t >= 0).count();
		final double highest = activity.highest(s, 0, parameters.frames() / parameters.rateHz());
		return new TrueRoi(rois.size() + 1, s.kind(), s.neuron(), plane, centre[0], centre[1], mask.pixels(), weights, paired, spikes,
			highest * Math.sqrt(information));
	}

	public SimulationParameters parameters() {
		return parameters;
	}

	@Override
	public String name() {
		return "simulated";
	}

	@Override
	public int planes() {
		return movies.length;
	}

	@Override
	public int channels() {
		return movies[0].length;
	}

	@Override
	public SimulatedMovie movie(final int plane, final int channel) {
		return movies[plane][channel];
	}

	@Override
	public List<String> warnings() {
		return List.of();
	}

	/** All structures in view, by label from 1. */
	public List<TrueRoi> rois() {
		return List.copyOf(rois);
	}

	/** True dF/F of a structure's own fluorescence in a frame of its plane. */
	public double dff(final TrueRoi roi, final int frame) {
		return activity.dff(structures.get(roi.label() - 1), movies[roi.plane()][0].clock(frame));
	}

	/** The same for all frames. */
	public float[] trace(final TrueRoi roi) {
		final float[] trace = new float[parameters.frames()];
		for (int t = 0; t < trace.length; t++) trace[t] = (float) dff(roi, t);
		return trace;
	}

	/** When its spikes came, s from frame 0 of plane 0; those before the recording are negative. */
	public double[] spikeTimes(final TrueRoi roi) {
		return activity.spikeTimes(structures.get(roi.label() - 1));
	}

	/** Nothing is open. */
	@Override
	public void close() {}
}
