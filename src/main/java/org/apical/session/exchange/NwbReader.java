package org.apical.session.exchange;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;

import org.apical.recording.RecordingException;
import org.apical.recording.Sampling;
import org.apical.roi.Roi;
import org.scijava.plugin.Plugin;

/**
 * Reads NWB 2 of any origin: every plane segmentation that has pixel masks, and the response series that refer to it. A
 * series in a {@code DfOverF} is dF/F0; of the others, one whose name speaks of neuropil or of deconvolution is that.
 */
@Plugin(type = ExchangeReader.class, name = "nwb")
public final class NwbReader implements ExchangeReader {

	@Override
	public boolean canRead(final Path path) {
		return path.getFileName() != null && path.getFileName().toString().endsWith(".nwb") && HdfInput.isHdf5(path);
	}

	@Override
	public TracedRois read(final Path path) throws RecordingException {
		return HdfInput.read(path, file -> new Content(path, file).rois());
	}

	/** A file that is open. */
	private static final class Content {

		private final Path path;
		private final List<Group> segmentations = new ArrayList<>();
		private final List<Group> series = new ArrayList<>();
		private final List<float[]> means = new ArrayList<>();
		private Sampling sampling = Sampling.UNKNOWN;
		private int width;
		private int height;

		Content(final Path path, final Group root) {
			this.path = path;
			walk(root, "PlaneSegmentation", n -> segmentations.add((Group) n));
			walk(root, "RoiResponseSeries", n -> series.add((Group) n));
			walk(root, "TwoPhotonSeries", n -> size((Group) n));
			walk(root, "GrayscaleImage", n -> mean((Dataset) n));
			walk(root, "ImagingPlane", n -> spacing((Group) n));
		}

		private static void walk(final Group group, final String type, final Consumer<Node> found) {
			for (final Node node : group.getChildren().values()) {
				if (node.isLink()) continue;
				if (HdfInput.text(node, "neurodata_type").equals(type)) found.accept(node);
				if (node instanceof Group inner) walk(inner, type, found);
			}
		}

		private void size(final Group movie) {
			if (!(movie.getChild("dimension") instanceof Dataset dimension) || dimension.getSize() < 2) return;
			width = (int) HdfInput.numbers(dimension)[0];
			height = (int) HdfInput.numbers(dimension)[1];
		}

		private void mean(final Dataset image) {
			if (!image.getName().toLowerCase(Locale.ROOT).startsWith("mean") || image.getDimensions().length != 2) return;
			width = image.getDimensions()[0];
			height = image.getDimensions()[1];
			final double[] columns = HdfInput.numbers(image);
			final float[] rows = new float[columns.length];
			for (int p = 0; p < rows.length; p++) rows[p] = (float) columns[p % width * height + p / width];
			means.add(rows);
		}

		private void spacing(final Group plane) {
			if (!(plane.getChild("grid_spacing") instanceof Dataset spacing) || spacing.getSize() < 2) return;
			final double um = switch (HdfInput.text(spacing, "unit")) {
				case "micrometers", "um", "µm", "microns" -> 1;
				case "meters", "m", "" -> 1e6;
				default -> Double.NaN;
			};
			final double[] size = HdfInput.numbers(spacing);
			if (size[0] > 0 && size[1] > 0) sampling = new Sampling(sampling.rateHz(), size[0] * um, size[1] * um);
		}

		TracedRois rois() throws RecordingException {
			if (segmentations.isEmpty()) throw new RecordingException(path + ": holds no plane segmentation");
			final List<NwbMasks> planes = new ArrayList<>();
			for (final Group segmentation : segmentations) planes.add(NwbMasks.read(path, segmentation));
			// where nothing tells the field's size, it reaches as far as the ROIs
			if (width == 0) width = planes.stream().mapToInt(NwbMasks::width).max().orElse(1);
			if (height == 0) height = planes.stream().mapToInt(NwbMasks::height).max().orElse(1);
			final List<Roi> rois = new ArrayList<>();
			for (int p = 0; p < planes.size(); p++) rois.addAll(planes.get(p).rois(path, p, width, height, rois.size()));
			final Map<TraceKind, float[][]> traces = new EnumMap<>(TraceKind.class);
			for (final Group one : series) add(one, planes, rois.size(), traces);
			traces.values().removeIf(rows -> Arrays.asList(rows).contains(null));
			return new TracedRois(width, height, planes.size(), sampling, rois, traces, means.size() == planes.size() ? means : List.of(), List.of());
		}

		private void add(final Group one, final List<NwbMasks> planes, final int count, final Map<TraceKind, float[][]> traces)
			throws RecordingException
		{
			final Dataset region = HdfInput.dataset(path, one, "rois");
			final Dataset data = HdfInput.dataset(path, one, "data");
			if (one.getChild("starting_time") instanceof Dataset start && start.getAttribute("rate") != null) sampling = sampling.withRate(((Number) start
				.getAttribute("rate").getData()).doubleValue());
			final long table = region.getAttribute("table") == null ? -1 : ((Number) region.getAttribute("table").getData()).longValue();
			int first = 0;
			for (int p = 0; p < planes.size(); first += planes.get(p++).count()) {
				if (segmentations.get(p).getAddress() != table) continue;
				final double[] targets = HdfInput.numbers(region);
				final double[] values = HdfInput.numbers(data);
				if (targets.length == 0 || values.length % targets.length != 0) throw new RecordingException(path + ": " + one.getPath() + " has " +
					values.length + " values of " + targets.length + " ROIs");
				final float[][] rows = traces.computeIfAbsent(kind(one), k -> new float[count][]);
				for (int i = 0; i < targets.length; i++) rows[first + (int) targets[i]] = column(values, i, targets.length);
			}
		}

		private static float[] column(final double[] values, final int column, final int columns) {
			final float[] trace = new float[values.length / columns];
			for (int t = 0; t < trace.length; t++) trace[t] = (float) values[t * columns + column];
			return trace;
		}

		private static TraceKind kind(final Group one) {
			final String name = one.getName().toLowerCase(Locale.ROOT);
			if (HdfInput.text(one.getParent(), "neurodata_type").equals("DfOverF")) return TraceKind.DFF;
			if (name.contains("neuropil")) return TraceKind.NEUROPIL;
			return name.contains("deconv") || name.contains("spike") ? TraceKind.RATE : TraceKind.FLUORESCENCE;
		}
	}
}
