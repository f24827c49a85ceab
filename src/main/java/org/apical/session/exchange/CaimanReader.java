package org.apical.session.exchange;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import io.jhdf.HdfFile;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;

import org.apical.recording.RecordingException;
import org.apical.recording.Sampling;
import org.apical.roi.Roi;
import org.scijava.plugin.Plugin;

/**
 * Reads what CaImAn's {@code cnm.save("….hdf5")} leaves: components {@code A} (a sparse matrix of pixels x components, whose
 * pixels run down the columns of the field), traces {@code C + YrA} and, where they were made, {@code F_dff} and {@code S}. Of
 * components that were evaluated only the accepted ones are taken.
 */
@Plugin(type = ExchangeReader.class, name = "caiman")
public final class CaimanReader implements ExchangeReader {

	/** Below this share of its largest weight a component's pixel is background that the fit has spread. */
	private static final double LEAST_WEIGHT = 0.1;

	@Override
	public boolean canRead(final Path path) {
		final String name = path.getFileName() == null ? "" : path.getFileName().toString();
		return (name.endsWith(".hdf5") || name.endsWith(".h5")) && HdfInput.isHdf5(path) && hasEstimates(path);
	}

	private static boolean hasEstimates(final Path path) {
		try {
			return HdfInput.read(path, file -> file.getChild("estimates") instanceof Group e && e.getChild("A") instanceof Group);
		}
		catch (final RecordingException e) {
			return true; // a damaged file is refused when it is read
		}
	}

	@Override
	public TracedRois read(final Path path) throws RecordingException {
		return HdfInput.read(path, file -> read(path, file));
	}

	private static TracedRois read(final Path path, final HdfFile file) throws RecordingException {
		if (!(file.getChild("estimates") instanceof Group estimates) || !(estimates.getChild("A") instanceof Group a)) throw new RecordingException(
			path + ": holds no estimates of CaImAn");
		final double[] dims = dims(path, file, estimates);
		final int height = (int) dims[0];
		final int width = (int) dims[1];
		final double[] shape = HdfInput.numbers(HdfInput.dataset(path, a, "shape"));
		if (shape[0] != (double) width * height) throw new RecordingException(path + ": its components have " + (long) shape[0] +
			" pixels, its field " + width + " x " + height + "; volumes are not read");
		final int[] accepted = accepted(estimates, (int) shape[1]);
		final List<Roi> rois = rois(path, a, accepted, width, height);
		final Map<TraceKind, float[][]> traces = new EnumMap<>(TraceKind.class);
		final float[][] fluorescence = matrix(estimates, "C", accepted);
		if (fluorescence == null) throw new RecordingException(path + ": has no dataset estimates/C");
		final float[][] residual = matrix(estimates, "YrA", accepted);
		if (residual != null) for (int i = 0; i < residual.length; i++) for (int t = 0; t < residual[i].length; t++) fluorescence[i][t] += residual[i][t];
		traces.put(TraceKind.FLUORESCENCE, fluorescence);
		final float[][] dff = matrix(estimates, "F_dff", accepted);
		if (dff != null) traces.put(TraceKind.DFF, dff);
		final float[][] rates = matrix(estimates, "S", accepted);
		if (rates != null) traces.put(TraceKind.RATE, rates);
		return new TracedRois(width, height, 1, sampling(file), rois, traces, List.of(), List.of());
	}

	/** Rows and columns of the field: of the estimates, or of the parameters. */
	private static double[] dims(final Path path, final HdfFile file, final Group estimates) throws RecordingException {
		if (file.getChild("dims") instanceof Dataset d && d.getSize() >= 2) return HdfInput.numbers(d);
		if (estimates.getChild("dims") instanceof Dataset d && d.getSize() >= 2) return HdfInput.numbers(d);
		if (file.getChild("params") instanceof Group p && p.getChild("data") instanceof Group data && data.getChild("dims") instanceof Dataset d &&
			d.getSize() >= 2) return HdfInput.numbers(d);
		throw new RecordingException(path + ": does not say how large its field is (dims)");
	}

	/** All where the components were not evaluated: CaImAn then keeps a text, {@code NoneType}. */
	private static int[] accepted(final Group estimates, final int components) {
		if (estimates.getChild("idx_components") instanceof Dataset d && !d.isScalar() && d.getSize() > 0) return Arrays.stream(HdfInput.numbers(d))
			.mapToInt(i -> (int) i).toArray();
		return IntStream.range(0, components).toArray();
	}

	private static List<Roi> rois(final Path path, final Group a, final int[] accepted, final int width, final int height)
		throws RecordingException
	{
		final double[] weights = HdfInput.numbers(HdfInput.dataset(path, a, "data"));
		final double[] indices = HdfInput.numbers(HdfInput.dataset(path, a, "indices"));
		final double[] ends = HdfInput.numbers(HdfInput.dataset(path, a, "indptr"));
		final List<Roi> rois = new ArrayList<>();
		for (final int component : accepted) {
			final int from = (int) ends[component];
			final int to = (int) ends[component + 1];
			final double least = LEAST_WEIGHT * Arrays.stream(weights, from, to).max().orElse(0);
			final int[] kept = IntStream.range(from, to).filter(k -> weights[k] > 0 && weights[k] >= least).toArray();
			if (kept.length == 0) throw new RecordingException(path + ": component " + component + " has no pixel");
			final int[] pixels = new int[kept.length];
			final float[] own = new float[kept.length];
			for (int k = 0; k < kept.length; k++) {
				final int down = (int) indices[kept[k]];
				pixels[k] = down % height * width + down / height;
				own[k] = (float) weights[kept[k]];
			}
			rois.add(Roi.of(component + 1, 0, width, height, pixels, own));
		}
		return rois;
	}

	/** Rows of a matrix, components x frames; null where it was not made. */
	private static float[][] matrix(final Group estimates, final String name, final int[] rows) {
		if (!(estimates.getChild(name) instanceof Dataset d) || d.getDimensions().length != 2) return null;
		final double[] values = HdfInput.numbers(d);
		final int frames = d.getDimensions()[1];
		final float[][] matrix = new float[rows.length][frames];
		for (int i = 0; i < rows.length; i++) for (int t = 0; t < frames; t++) matrix[i][t] = (float) values[rows[i] * frames + t];
		return matrix;
	}

	private static Sampling sampling(final HdfFile file) {
		if (!(file.getChild("params") instanceof Group p) || !(p.getChild("data") instanceof Group data) || !(data.getChild(
			"fr") instanceof Dataset rate)) return Sampling.UNKNOWN;
		final double[] hz = HdfInput.numbers(rate);
		return hz.length == 1 && hz[0] > 0 ? Sampling.UNKNOWN.withRate(hz[0]) : Sampling.UNKNOWN;
	}
}
