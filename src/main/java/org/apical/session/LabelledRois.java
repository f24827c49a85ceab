package org.apical.session;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

import org.apical.roi.CompartmentTrainer.Example;
import org.apical.roi.Roi;
import org.apical.session.exchange.ExchangeService;
import org.apical.session.exchange.TraceKind;
import org.apical.session.exchange.TracedRois;

/** A user's labelled ROIs to learn compartments from: ImageJ sets, or results with traces, which tell how the ROIs decay too. */
public final class LabelledRois {

	/** An ROI set does not say how large its field is; shapes do not depend on it. */
	private static final int LARGEST_FIELD = 16384;

	private final ExchangeService exchange;
	private final List<Example> examples = new ArrayList<>();
	private int fields;

	public LabelledRois(final ExchangeService exchange) {
		this.exchange = exchange;
	}

	/**
	 * Adds the labelled ROIs of one file or folder.
	 *
	 * @param pixelUm edge of a pixel where the results do not know it, µm
	 * @throws IOException where it cannot be read
	 */
	public void add(final Path path, final double pixelUm) throws IOException {
		if (path.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".zip")) {
			final List<Roi> rois = RoiZip.read(path, LARGEST_FIELD, LARGEST_FIELD);
			add(rois, RoiDecays.unknown(rois.size()), pixelUm);
			return;
		}
		final TracedRois results = exchange.read(path);
		final double known = SegmentationRun.pixelUm(results.sampling());
		final double[] decays = decays(results);
		for (int p = 0; p < results.planes(); p++) {
			final int plane = p;
			final int[] there = IntStream.range(0, decays.length).filter(i -> results.rois().get(i).plane() == plane).toArray();
			add(IntStream.of(there).mapToObj(results.rois()::get).toList(), IntStream.of(there).mapToDouble(i -> decays[i]).toArray(), known > 0
				? known : pixelUm);
		}
	}

	private void add(final List<Roi> field, final double[] decays, final double pixelUm) {
		for (int i = 0; i < decays.length; i++) {
			final Roi roi = field.get(i);
			if (roi.isClassified()) examples.add(Example.of(roi, pixelUm, fields, decays[i]));
		}
		fields++;
	}

	private static double[] decays(final TracedRois results) {
		final float[][] dff = results.traces(TraceKind.DFF), f = results.traces(TraceKind.FLUORESCENCE), surround = results.traces(
			TraceKind.NEUROPIL);
		final double rate = results.sampling().rateHz();
		if (!(rate > 0) || dff == null && f == null) return RoiDecays.unknown(results.rois().size());
		if (dff != null) return RoiDecays.of(dff, rate);
		return RoiDecays.of(f, surround == null ? missing(f) : surround, rate);
	}

	private static float[][] missing(final float[][] f) {
		final float[][] none = new float[f.length][];
		for (int i = 0; i < none.length; i++) Arrays.fill(none[i] = new float[f[i].length], Float.NaN);
		return none;
	}

	/** All that were added. */
	public List<Example> examples() {
		return List.copyOf(examples);
	}
}
