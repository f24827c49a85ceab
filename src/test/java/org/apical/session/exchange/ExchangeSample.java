package org.apical.session.exchange;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import org.apical.recording.Sampling;
import org.apical.roi.Compartment;
import org.apical.roi.Roi;

/** Two planes with a soma, a dendrite that overlaps another, and a trunk nobody has paired; one frame was bad. */
final class ExchangeSample {

	static final int WIDTH = 20;
	static final int HEIGHT = 12;
	static final int FRAMES = 30;
	static final int BAD = 7;

	private ExchangeSample() {}

	static List<Roi> rois() {
		return List.of(Roi.of(4, 0, WIDTH, HEIGHT, new int[] { 22, 23, 42, 43 }, new float[] { 1, 0.5f, 0.25f, 1 }).withProbability(
			Compartment.SOMA, 0.9).withNeuron(2), Roi.of(5, 1, WIDTH, HEIGHT, new int[] { 100, 101, 102, 103 }).withProbability(
				Compartment.DENDRITE, 0.8).withNeuron(2), Roi.of(9, 1, WIDTH, HEIGHT, new int[] { 102, 103, 122, 123, 142 }, new float[] { 0.5f, 1,
					1, 1, 1 }).withProbability(Compartment.TRUNK, 0.7));
	}

	static TracedRois traced() {
		final Map<TraceKind, float[][]> traces = new EnumMap<>(TraceKind.class);
		for (final TraceKind kind : TraceKind.values()) traces.put(kind, waves(kind.ordinal(), kind != TraceKind.RATE));
		final float[] mean = new float[WIDTH * HEIGHT];
		for (int p = 0; p < mean.length; p++) mean[p] = p;
		mean[3] = Float.NaN;
		return new TracedRois(WIDTH, HEIGHT, 2, new Sampling(15.46, 0.8, 0.9), rois(), traces, List.of(mean, mean), List.of());
	}

	/** The same before traces were read. */
	static TracedRois untraced() {
		return new TracedRois(WIDTH, HEIGHT, 2, Sampling.UNKNOWN, rois(), Map.of(), List.of(), List.of());
	}

	private static float[][] waves(final int offset, final boolean gap) {
		final float[][] waves = new float[3][FRAMES];
		for (int i = 0; i < waves.length; i++) for (int t = 0; t < FRAMES; t++) waves[i][t] = 100 * offset + 10 * i + t;
		if (gap) Arrays.stream(waves).forEach(w -> w[BAD] = Float.NaN);
		return waves;
	}
}
