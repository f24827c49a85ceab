package org.apical.session.exchange;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.apical.recording.NpyFile;
import org.apical.recording.NumpyArray;
import org.apical.recording.NumpyPickle;
import org.apical.recording.RecordingException;
import org.apical.recording.Sampling;
import org.apical.roi.Compartment;
import org.apical.roi.Roi;

/**
 * One {@code planeN} folder of suite2p.
 *
 * @param candidates number of ROIs in {@code stat.npy}, cells or not
 * @param rois those called cells
 * @param traces of those
 * @param mean image, null where there is none
 */
record Suite2pPlane(int width, int height, Sampling sampling, int candidates, List<Roi> rois, Map<TraceKind, float[][]> traces, float[] mean) {

	/** What the settings of versions up to 0.14 (ops) and from 1.0 are called; later ones overrule. */
	private static final String[] SETTINGS = { "db.npy", "settings.npy", "reg_outputs.npy", "detect_outputs.npy", "ops.npy" };

	/**
	 * @param plane number of the plane
	 * @param labelled number of ROIs in the planes before
	 */
	static Suite2pPlane read(final Path folder, final int plane, final int labelled) throws IOException {
		final Map<Object, Object> settings = new HashMap<>();
		for (final String name : SETTINGS) {
			final Path file = folder.resolve(name);
			if (Files.exists(file)) settings.putAll(NumpyPickle.readDictionary(NpyFile.open(file)));
		}
		if (!(settings.get("Lx") instanceof Number width) || !(settings.get("Ly") instanceof Number height)) throw new RecordingException(folder +
			": neither ops.npy nor db.npy says how large the field is (Ly, Lx)");
		final Path file = folder.resolve("stat.npy");
		final List<Object> statistics = NumpyPickle.read(NpyFile.open(file));
		final int[] cells = cells(folder, statistics.size());
		final List<Roi> rois = new ArrayList<>();
		for (final int i : cells) {
			if (!(statistics.get(i) instanceof Map<?, ?> values)) throw new RecordingException(file + ": entry " + i + " is no dict");
			rois.add(roi(file, values, labelled + i + 1, plane, width.intValue(), height.intValue()));
		}
		final float[] mean = settings.get("meanImg") instanceof NumpyArray image ? image(image, width.intValue(), height.intValue()) : null;
		return new Suite2pPlane(width.intValue(), height.intValue(), sampling(settings), statistics.size(), rois, traces(folder, statistics.size(),
			cells), mean);
	}

	private static int[] cells(final Path folder, final int candidates) throws IOException {
		final Path file = folder.resolve("iscell.npy");
		if (!Files.exists(file)) return IntStream.range(0, candidates).toArray();
		final float[][] marks = NpyFile.open(file).matrix();
		if (marks.length != candidates) throw new RecordingException(file + ": has " + marks.length + " rows, stat.npy has " + candidates +
			" ROIs");
		return IntStream.range(0, candidates).filter(i -> marks[i][0] > 0).toArray();
	}

	private static Map<TraceKind, float[][]> traces(final Path folder, final int candidates, final int[] cells) throws IOException {
		final Map<TraceKind, float[][]> traces = new EnumMap<>(TraceKind.class);
		for (final TraceKind kind : TraceKind.values()) {
			final Path file = folder.resolve(kind.fileName());
			if (!Files.exists(file)) continue;
			final float[][] all = NpyFile.open(file).matrix();
			if (all.length != candidates) throw new RecordingException(file + ": has " + all.length + " rows, stat.npy has " + candidates +
				" ROIs");
			traces.put(kind, IntStream.of(cells).mapToObj(i -> all[i]).toArray(float[][]::new));
		}
		return traces;
	}

	private static Roi roi(final Path file, final Map<?, ?> values, final int number, final int plane, final int width, final int height)
		throws RecordingException
	{
		final int[] y = Arrays.stream(numbers(file, values, "ypix", number)).mapToInt(v -> (int) v).toArray();
		final int[] x = Arrays.stream(numbers(file, values, "xpix", number)).mapToInt(v -> (int) v).toArray();
		final double[] weights = numbers(file, values, "lam", number);
		if (x.length != y.length || x.length != weights.length) throw new RecordingException(file + ": ROI " + (number - 1) + " has " + y.length +
			" rows, " + x.length + " columns and " + weights.length + " weights");
		final int[] kept = IntStream.range(0, x.length).filter(i -> weights[i] > 0 && y[i] >= 0 && y[i] < height && x[i] >= 0 && x[i] < width)
			.toArray();
		if (kept.length == 0) throw new RecordingException(file + ": ROI " + (number - 1) + " has no pixel in the " + width + " x " + height +
			" field");
		final float[] lambda = new float[kept.length];
		for (int i = 0; i < kept.length; i++) lambda[i] = (float) weights[kept[i]];
		final int label = values.get("label") instanceof Number own ? own.intValue() : number;
		try {
			return described(Roi.of(label, plane, width, height, IntStream.of(kept).map(i -> y[i] * width + x[i]).toArray(), lambda), values);
		}
		catch (final IllegalArgumentException e) {
			throw new RecordingException(file + ": " + e.getMessage(), e);
		}
	}

	/** With what we wrote ourselves under keys that suite2p does not know. */
	private static Roi described(final Roi roi, final Map<?, ?> values) {
		final Roi numbered = values.get("neuron") instanceof Number neuron ? roi.withNeuron(neuron.intValue()) : roi;
		return values.get("kind") instanceof String kind && !kind.isEmpty() && values.get("kind_probability") instanceof Number probability
			? numbered.withProbability(Compartment.of(kind), probability.doubleValue()) : numbered;
	}

	private static double[] numbers(final Path file, final Map<?, ?> values, final String key, final int number) throws RecordingException {
		if (values.get(key) instanceof NumpyArray array) return array.doubles();
		throw new RecordingException(file + ": ROI " + (number - 1) + " has no array " + key);
	}

	private static Sampling sampling(final Map<Object, Object> settings) {
		final Sampling rated = settings.get("fs") instanceof Number hz && hz.doubleValue() > 0 ? Sampling.UNKNOWN.withRate(hz.doubleValue())
			: Sampling.UNKNOWN;
		if (!(settings.get("pixel_um") instanceof List<?> um) || um.size() != 2) return rated;
		return new Sampling(rated.rateHz(), ((Number) um.get(1)).doubleValue(), ((Number) um.get(0)).doubleValue());
	}

	private static float[] image(final NumpyArray image, final int width, final int height) {
		final double[] values = image.doubles();
		if (values.length != width * height) return null; // cut to the range that motion left valid
		final float[] pixels = new float[values.length];
		for (int p = 0; p < pixels.length; p++) pixels[p] = (float) values[image.isColumnMajor() ? p % width * height + p / width : p];
		return pixels;
	}
}
