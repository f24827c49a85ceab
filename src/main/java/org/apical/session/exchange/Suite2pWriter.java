package org.apical.session.exchange;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.apical.recording.NpyWriter;
import org.apical.recording.NumpyPickler;
import org.apical.recording.NumpyPickler.Array;
import org.apical.recording.RecordingException;
import org.apical.roi.Roi;
import org.apical.session.ResultFolder;
import org.apical.session.RunRecord;
import org.scijava.plugin.Plugin;

/**
 * Writes {@code suite2p/plane0/…} as suite2p's program and its readers expect them. What suite2p has no place for goes
 * along under keys of our own in {@code stat.npy}: {@code label}, {@code kind}, {@code kind_probability}, {@code neuron}.
 *
 * <p>Frames that were bad, which our traces leave out, are filled in by straight lines, as suite2p knows no gaps; {@code
 * badframes} in {@code ops.npy} marks them.
 *
 * @see <a href="https://suite2p.readthedocs.io/en/latest/outputs.html">suite2p's description of its files</a>
 */
@Plugin(type = ExchangeWriter.class, name = "suite2p")
public final class Suite2pWriter implements ExchangeWriter {

	/** Decay of the indicator, s; suite2p's own default, which its window takes to smooth what it shows. */
	private static final double TAU = 1;

	@Override
	public void write(final TracedRois rois, final SessionDescription about, final ResultFolder folder) throws IOException {
		if (rois.traces(TraceKind.FLUORESCENCE) == null) throw new RecordingException(
			"There are no traces, which suite2p's folder needs; run 'extract' first");
		for (int plane = 0; plane < rois.planes(); plane++) write(rois, plane, folder);
	}

	private static void write(final TracedRois all, final int plane, final ResultFolder folder) throws IOException {
		final int[] rows = IntStream.range(0, all.rois().size()).filter(i -> all.rois().get(i).plane() == plane).toArray();
		if (rows.length == 0) return; // suite2p makes no folder of a plane without ROIs either
		final String path = "suite2p/plane" + plane;
		final boolean[] bad = bad(all.traces(TraceKind.FLUORESCENCE), rows);
		for (final TraceKind kind : List.of(TraceKind.FLUORESCENCE, TraceKind.NEUROPIL, TraceKind.RATE)) {
			NpyWriter.write(folder.stage(path, kind.fileName()), filled(all.traces(kind), rows, all.frames()));
		}
		final float[][] isCell = new float[rows.length][];
		final List<Map<String, Object>> statistics = new ArrayList<>();
		for (int i = 0; i < rows.length; i++) {
			final Roi roi = all.rois().get(rows[i]);
			isCell[i] = new float[] { 1, (float) roi.probability(roi.compartment()) };
			statistics.add(statistics(roi, all.rois()));
		}
		NpyWriter.write(folder.stage(path, "iscell.npy"), isCell);
		NumpyPickler.write(folder.stage(path, "stat.npy"), statistics);
		final Map<String, Object> recorded = recorded(all, plane, bad);
		final Map<String, Object> settings = settings(all, plane);
		NumpyPickler.writeDictionary(folder.stage(path, "db.npy"), recorded);
		NumpyPickler.writeDictionary(folder.stage(path, "settings.npy"), settings);
		recorded.putAll(settings);
		NumpyPickler.writeDictionary(folder.stage(path, "ops.npy"), recorded);
	}

	private static Map<String, Object> statistics(final Roi roi, final List<Roi> all) {
		final int n = roi.size();
		final int[] y = new int[n];
		final int[] x = new int[n];
		final boolean[] shared = new boolean[n];
		for (int i = 0; i < n; i++) {
			final int pixel = roi.pixel(i);
			y[i] = pixel / roi.width();
			x[i] = pixel % roi.width();
			shared[i] = all.stream().anyMatch(r -> r != roi && r.plane() == roi.plane() && r.contains(pixel));
		}
		final Map<String, Object> values = new LinkedHashMap<>();
		values.put("ypix", Array.of(y, n));
		values.put("xpix", Array.of(x, n));
		values.put("lam", Array.of(roi.weights(), n));
		values.put("overlap", Array.of(shared));
		values.put("npix", n);
		values.put("med", List.of(median(y), median(x)));
		values.put("radius", Math.sqrt(n / Math.PI));
		values.put("iplane", roi.plane());
		values.put("label", roi.label());
		values.put("kind", roi.isClassified() ? roi.compartment().word() : "");
		values.put("kind_probability", roi.probability(roi.compartment()));
		values.put("neuron", roi.neuron().orElse(0));
		return values;
	}

	/** What suite2p knows of a plane after its run. */
	private static Map<String, Object> recorded(final TracedRois all, final int plane, final boolean[] bad) {
		final Map<String, Object> values = new LinkedHashMap<>();
		values.put("Ly", all.height());
		values.put("Lx", all.width());
		values.put("yrange", List.of(0, all.height()));
		values.put("xrange", List.of(0, all.width()));
		values.put("nframes", all.frames());
		values.put("nplanes", all.planes());
		values.put("nchannels", 1);
		values.put("functional_chan", 1);
		values.put("badframes", Array.of(bad));
		values.put("meanImg", Array.of(mean(all, plane), all.height(), all.width()));
		values.put("Vcorr", Array.of(drawn(all, plane), all.height(), all.width()));
		if (all.sampling().hasPixelSize()) values.put("pixel_um", List.of(all.sampling().pixelHeightUm(), all.sampling().pixelWidthUm()));
		values.put("apical_version", RunRecord.version());
		return values;
	}

	/** What suite2p was told before; from 1.0 on it keeps the two apart, up to 0.14 together in {@code ops.npy}. */
	private static Map<String, Object> settings(final TracedRois all, final int plane) {
		final Map<String, Object> values = new LinkedHashMap<>();
		if (all.sampling().hasRate()) values.put("fs", all.sampling().rateHz());
		values.put("tau", TAU);
		final double diameter = all.rois().stream().filter(r -> r.plane() == plane).mapToDouble(r -> 2 * Math.sqrt(r.size() / Math.PI)).average()
			.orElse(0);
		values.put("diameter", List.of(diameter, diameter));
		values.put("aspect", 1.0);
		return values;
	}

	/** The mean image, or where there is none a picture of the ROIs; suite2p cannot open a folder without. */
	private static float[] mean(final TracedRois all, final int plane) {
		if (plane >= all.means().size()) return drawn(all, plane);
		final float[] image = all.means().get(plane).clone();
		float least = Float.POSITIVE_INFINITY;
		for (final float value : image) if (value < least) least = value;
		for (int p = 0; p < image.length; p++) if (Float.isNaN(image[p])) image[p] = least;
		return image;
	}

	/** The ROIs' weights, each ROI's largest 1. Stands where suite2p has its correlation map, which we do not keep. */
	private static float[] drawn(final TracedRois all, final int plane) {
		final float[] image = new float[all.width() * all.height()];
		for (final Roi roi : all.rois()) {
			if (roi.plane() != plane) continue;
			float most = 0;
			for (int i = 0; i < roi.size(); i++) most = Math.max(most, roi.weight(i));
			for (int i = 0; i < roi.size(); i++) image[roi.pixel(i)] = Math.max(image[roi.pixel(i)], roi.weight(i) / most);
		}
		return image;
	}

	private static int median(final int[] values) {
		final int[] sorted = values.clone();
		Arrays.sort(sorted);
		return sorted[sorted.length / 2];
	}

	private static boolean[] bad(final float[][] traces, final int[] rows) {
		final boolean[] bad = new boolean[traces[rows[0]].length];
		for (int t = 0; t < bad.length; t++) {
			final int frame = t;
			bad[t] = Arrays.stream(rows).anyMatch(r -> Float.isNaN(traces[r][frame]));
		}
		return bad;
	}

	private static float[][] filled(final float[][] traces, final int[] rows, final int frames) {
		final float[][] filled = new float[rows.length][frames];
		if (traces != null) for (int i = 0; i < rows.length; i++) fill(traces[rows[i]], filled[i]);
		return filled;
	}

	/** Copies a trace and draws straight lines over its gaps; a trace of gaps only is 0. */
	private static void fill(final float[] from, final float[] to) {
		int last = -1;
		for (int t = 0; t < from.length; t++) {
			if (Float.isNaN(from[t])) continue;
			to[t] = from[t];
			for (int gap = last + 1; gap < t; gap++) to[gap] = last < 0 ? from[t] : from[last] + (from[t] - from[last]) * (gap - last) / (t - last);
			last = t;
		}
		if (last >= 0) Arrays.fill(to, last, to.length, from[last]);
	}
}
