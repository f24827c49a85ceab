package org.apical.session.exchange;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

import org.apical.recording.Sampling;
import org.apical.roi.Roi;
import org.apical.session.exchange.hdf5.Hdf5Group;
import org.apical.session.exchange.hdf5.Hdf5Value;

/** What NWB keeps of one plane. */
final class NwbPlane {

	private final TracedRois all;
	private final int plane;
	private final SessionDescription about;
	private final Hdf5Group root;
	private final Hdf5Group ophys;
	private final Path folder;
	/** Distinguishes the planes' names where there are several. */
	private final String suffix;
	private final int[] rows;
	private final List<Roi> rois;

	/** @param folder that the file will lie in */
	NwbPlane(final TracedRois all, final int plane, final SessionDescription about, final Hdf5Group root, final Path folder) {
		this.all = all;
		this.plane = plane;
		this.about = about;
		this.root = root;
		this.folder = folder;
		ophys = root.group("processing").group("ophys");
		suffix = all.planes() == 1 ? "" : "Plane" + (plane + 1);
		rows = IntStream.range(0, all.rois().size()).filter(i -> all.rois().get(i).plane() == plane).toArray();
		rois = IntStream.of(rows).mapToObj(all.rois()::get).toList();
	}

	void add() {
		imagingPlane();
		if (plane < all.movies().size()) movie(all.movies().get(plane));
		if (plane < all.means().size()) meanImage(all.means().get(plane));
		if (rois.isEmpty()) return;
		final Hdf5Group segmentation = segmentation();
		series(segmentation, "Fluorescence", "Fluorescence", "Fluorescence", TraceKind.FLUORESCENCE, "Fluorescence of the ROIs' pixels");
		series(segmentation, "Fluorescence", "Fluorescence", "Neuropil", TraceKind.NEUROPIL, "Fluorescence of the ROIs' surround");
		series(segmentation, "DfOverF", "DfOverF", "DfOverF", TraceKind.DFF, "Relative fluorescence change, without the surround's share");
		series(segmentation, "Deconvolved", "Fluorescence", "Deconvolved", TraceKind.RATE, "Inferred rate of events (OASIS), arbitrary units");
	}

	private Hdf5Group container(final String name, final String type) {
		return NwbWriter.typed(ophys.group(name), "core", type);
	}

	private String imagingPlanePath() {
		return "/general/optophysiology/ImagingPlane" + suffix;
	}

	private void imagingPlane() {
		final Sampling sampling = all.sampling();
		final Hdf5Group group = NwbWriter.typed(root.group("general").group("optophysiology").group("ImagingPlane" + suffix), "core",
			"ImagingPlane");
		group.dataset("description", Hdf5Value.of("Plane " + (plane + 1) + " of " + all.planes() + ", " + all.width() + " x " + all.height() +
			" pixels"));
		group.dataset("excitation_lambda", Hdf5Value.of(Double.NaN));
		group.dataset("imaging_rate", Hdf5Value.of((float) sampling.rateHz()));
		group.dataset("indicator", Hdf5Value.of(NwbWriter.orUnknown(about.indicator())));
		group.dataset("location", Hdf5Value.of(NwbWriter.orUnknown(about.location())));
		if (sampling.hasPixelSize()) group.dataset("grid_spacing", Hdf5Value.of(new double[] { sampling.pixelWidthUm(), sampling.pixelHeightUm()
		})).with("unit", Hdf5Value.of("micrometers"));
		group.link("device", "/general/devices/microscope");
		final Hdf5Group channel = NwbWriter.typed(group.group("OpticalChannel"), "core", "OpticalChannel");
		channel.dataset("description", Hdf5Value.of("Channel of the calcium indicator"));
		channel.dataset("emission_lambda", Hdf5Value.of(Double.NaN));
	}

	/** The corrected movie stays in its own file. */
	private void movie(final Path file) {
		final Hdf5Group series = NwbWriter.typed(root.group("acquisition").group("TwoPhotonSeries" + suffix), "core", "TwoPhotonSeries").with(
			"description", Hdf5Value.of("Two-photon movie with its motion removed")).with("comments", Hdf5Value.of("no comments"));
		series.dataset("data", Hdf5Value.emptyStack()).with("unit", Hdf5Value.of("a.u.")).with("conversion", Hdf5Value.of(1f)).with("offset",
			Hdf5Value.of(0f)).with("resolution", Hdf5Value.of(-1f));
		series.dataset("external_file", Hdf5Value.of(List.of("./" + folder.toAbsolutePath().normalize().relativize(file.toAbsolutePath().normalize())
			.toString().replace('\\', '/')))).with("starting_frame", Hdf5Value.of(new int[] { 0 }));
		series.dataset("format", Hdf5Value.of("external"));
		series.dataset("dimension", Hdf5Value.of(new int[] { all.width(), all.height() }));
		timed(series);
		series.link("imaging_plane", imagingPlanePath());
	}

	private void meanImage(final float[] mean) {
		final Hdf5Group images = NwbWriter.typed(ophys.group("SummaryImages" + suffix), "core", "Images").with("description", Hdf5Value.of(
			"Summary of the movie"));
		// NWB's images have x first
		final float[][] columns = new float[all.width()][all.height()];
		for (int p = 0; p < mean.length; p++) columns[p % all.width()][p / all.width()] = mean[p];
		NwbWriter.typed(images.dataset("mean", Hdf5Value.of(columns)), "core", "GrayscaleImage").with("description", Hdf5Value.of(
			"Mean of the frames without motion"));
	}

	private Hdf5Group segmentation() {
		final Hdf5Group group = container("ImageSegmentation", "ImageSegmentation").group("PlaneSegmentation" + suffix);
		final NwbTable table = new NwbTable(group, "PlaneSegmentation", "Somas, apical trunks and dendrites", rois.stream().mapToInt(Roi::label)
			.toArray());
		final int pixels = rois.stream().mapToInt(Roi::size).sum();
		final int[] x = new int[pixels];
		final int[] y = new int[pixels];
		final float[] weights = new float[pixels];
		final int[] ends = new int[rois.size()];
		int at = 0;
		for (int i = 0; i < ends.length; i++) {
			final Roi roi = rois.get(i);
			for (int k = 0; k < roi.size(); k++, at++) {
				x[at] = roi.pixel(k) % all.width();
				y[at] = roi.pixel(k) / all.width();
				weights[at] = roi.weight(k);
			}
			ends[i] = at;
		}
		table.ragged("pixel_mask", "Pixels of each ROI with their weights", Hdf5Value.pixels(x, y, weights), ends);
		table.column("kind", "What the ROI shows: soma, trunk or dendrite; empty: not known", Hdf5Value.of(rois.stream().map(r -> r.isClassified()
			? r.compartment().word() : "").toList()));
		table.column("kind_probability", "Probability of that kind", Hdf5Value.of(rois.stream().mapToDouble(r -> r.probability(r.compartment()))
			.toArray()));
		table.column("neuron", "Number shared by the parts of one neuron; 0: none", Hdf5Value.of(rois.stream().mapToInt(r -> r.neuron().orElse(0))
			.toArray()));
		table.column("snr", "Peak activity over noise; NaN: not measured", Hdf5Value.of(rois.stream().mapToDouble(Roi::snr).toArray()));
		group.group("reference_images");
		group.link("imaging_plane", imagingPlanePath());
		return table.end();
	}

	private void series(final Hdf5Group segmentation, final String container, final String type, final String name, final TraceKind kind,
		final String description)
	{
		if (all.traces(kind) == null) return;
		final Hdf5Group series = NwbWriter.typed(container(container, type).group(name + suffix), "core", "RoiResponseSeries").with("description", Hdf5Value.of(
			description)).with("comments", Hdf5Value.of("NaN in frames that could not be trusted"));
		final float[][] traces = IntStream.of(rows).mapToObj(i -> all.traces(kind)[i]).toArray(float[][]::new);
		series.dataset("data", Hdf5Value.transposed(traces)).with("unit", Hdf5Value.of(kind == TraceKind.DFF ? "n.a." : "a.u.")).with("conversion",
			Hdf5Value.of(1f)).with("offset", Hdf5Value.of(0f)).with("resolution", Hdf5Value.of(-1f));
		NwbTable.region(series, "rois", segmentation, rois.size());
		timed(series);
	}

	private void timed(final Hdf5Group series) {
		series.dataset("starting_time", Hdf5Value.of(0.0)).with("rate", Hdf5Value.of((float) all.sampling().rateHz())).with("unit", Hdf5Value.of(
			"seconds"));
	}
}
