package org.apical.session.exchange;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import io.jhdf.api.Dataset;
import io.jhdf.api.Group;

import org.apical.recording.RecordingException;
import org.apical.roi.Compartment;
import org.apical.roi.Roi;

/**
 * The pixel masks of one plane segmentation, and of our own columns those there are.
 *
 * @param ends where each ROI's pixels end
 * @param kinds words for compartments; null where there are none
 * @param probabilities of the kinds; null where there are none
 * @param neurons numbers; null where there are none
 */
record NwbMasks(int[] ids, int[] x, int[] y, float[] weights, int[] ends, String[] kinds, double[] probabilities, double[] neurons) {

	static NwbMasks read(final Path path, final Group table) throws RecordingException {
		if (!(table.getChild("pixel_mask") instanceof Dataset masks)) throw new RecordingException(path + ": " + table.getPath() +
			" has no pixel masks, the form of ROIs that is read");
		final Map<?, ?> pixels = (Map<?, ?>) masks.getData();
		final double[] ends = HdfInput.numbers(HdfInput.dataset(path, table, "pixel_mask_index"));
		final double[] ids = HdfInput.numbers(HdfInput.dataset(path, table, "id"));
		if (ids.length != ends.length) throw new RecordingException(path + ": " + table.getPath() + " has " + ids.length + " ROIs and " +
			ends.length + " masks");
		final Object kinds = table.getChild("kind") instanceof Dataset d ? d.getData() : null;
		return new NwbMasks(ints(ids), ints(doubles(pixels.get("x"))), ints(doubles(pixels.get("y"))), floats(doubles(pixels.get("weight"))), ints(
			ends), kinds instanceof String[] words ? words : null, column(table, "kind_probability"), column(table, "neuron"));
	}

	private static double[] column(final Group table, final String name) {
		return table.getChild(name) instanceof Dataset d ? HdfInput.numbers(d) : null;
	}

	private static double[] doubles(final Object array) {
		return IntStream.range(0, java.lang.reflect.Array.getLength(array)).mapToDouble(i -> ((Number) java.lang.reflect.Array.get(array, i))
			.doubleValue()).toArray();
	}

	private static int[] ints(final double[] values) {
		return Arrays.stream(values).mapToInt(v -> (int) v).toArray();
	}

	private static float[] floats(final double[] values) {
		final float[] floats = new float[values.length];
		for (int i = 0; i < floats.length; i++) floats[i] = (float) values[i];
		return floats;
	}

	int count() {
		return ends.length;
	}

	/** Columns up to the last that a mask has a pixel in. */
	int width() {
		return Arrays.stream(x).max().orElse(0) + 1;
	}

	/** Rows up to the last that a mask has a pixel in. */
	int height() {
		return Arrays.stream(y).max().orElse(0) + 1;
	}

	/** @param before number of ROIs in the planes before, which labels count on from where ids are not unique or start at 0 */
	List<Roi> rois(final Path path, final int plane, final int fieldWidth, final int fieldHeight, final int before) throws RecordingException {
		final boolean labels = Arrays.stream(ids).allMatch(id -> id > before) && Arrays.stream(ids).distinct().count() == ids.length;
		final List<Roi> rois = new ArrayList<>();
		for (int i = 0; i < ends.length; i++) {
			final int[] own = IntStream.range(i == 0 ? 0 : ends[i - 1], ends[i]).filter(k -> weights[k] > 0).toArray();
			final float[] weight = new float[own.length];
			for (int k = 0; k < own.length; k++) weight[k] = weights[own[k]];
			try {
				final Roi roi = Roi.of(labels ? ids[i] : before + i + 1, plane, fieldWidth, fieldHeight, IntStream.of(own).map(k -> y[k] * fieldWidth +
					x[k]).toArray(), weight);
				rois.add(described(roi, i));
			}
			catch (final IllegalArgumentException e) {
				throw new RecordingException(path + ": " + e.getMessage(), e);
			}
		}
		return rois;
	}

	private Roi described(final Roi roi, final int i) {
		final Roi numbered = neurons == null ? roi : roi.withNeuron((int) neurons[i]);
		return kinds == null || kinds[i].isEmpty() || probabilities == null ? numbered : numbered.withProbability(Compartment.of(kinds[i]),
			probabilities[i]);
	}
}
