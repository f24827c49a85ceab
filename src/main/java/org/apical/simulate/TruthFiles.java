package org.apical.simulate;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.apical.recording.NpyWriter;
import org.apical.recording.PixelType;
import org.apical.recording.tiff.TiffMovieWriter;

/**
 * Writes what is true of a simulated recording. Where there are two planes, the first four come once for each, as {@code
 * truth-p1.csv} and so on.
 * <ul>
 * <li>{@code truth.csv}: {@code frame,time_s,dy_px,dx_px,crb_px,row_rms_px,scan_phase_px,jump}; dy and dx are the
 * content's mean displacement, down and right positive, crb_px the Cramér-Rao bound on its standard deviation per axis
 * and row_rms_px the RMS of the rows' displacement from it
 * <li>{@code truth_warp.npy}: frames x rows x 2, as dy, dx: each row's mean displacement; where rows or the field move
 * <li>{@code truth_field.npy}: frames x rows / 16 x columns / 16 x 2 (rounded up): displacement of every 16th pixel from
 * the first on; where the field deforms
 * <li>{@code truth_scene.tif}: the still scene without noise, mean 1
 * <li>{@code true_rois.csv}: {@code label,kind,neuron,plane,y_px,x_px,area_px,area_um2,paired,spikes,snr}, see {@link
 * TrueRoi}
 * <li>{@code true_labels.tif}: uint16, in each pixel the label of the structure that is brightest there; one slice per
 * plane
 * <li>{@code true_dff.npy}: structures x frames, in the order of {@code true_rois.csv}
 * <li>{@code true_spikes.csv}: {@code label,neuron,time_s}
 * </ul>
 */
final class TruthFiles implements Closeable {

	/** Pixels from one sample of a deforming field to the next. */
	static final int FIELD_STEP = 16;

	private static final CSVFormat CSV = CSVFormat.DEFAULT.builder().setRecordSeparator('\n').get();

	private final SimulatedRecording recording;
	private final Function<String, Path> file;
	private final List<PlaneTruth> planes = new ArrayList<>();

	/** @param file gives the path to write a file of a name to */
	TruthFiles(final SimulatedRecording recording, final Function<String, Path> file) throws IOException {
		this.recording = recording;
		this.file = file;
		for (int p = 0; p < recording.planes(); p++) planes.add(new PlaneTruth(recording.movie(p, 0), recording.planes() == 1 ? "" :
			"-p" + (p + 1), file));
	}

	/** Adds a frame; frames come in order. */
	void frame(final int frame, final double[] boundPx) throws IOException {
		for (int p = 0; p < planes.size(); p++) planes.get(p).frame(frame, boundPx[p]);
	}

	/** Writes what does not come frame by frame, and makes all files whole. */
	void finish() throws IOException {
		for (final PlaneTruth plane : planes) plane.finish();
		writeRois();
		writeLabels();
		writeTraces();
		writeSpikes();
	}

	private void writeRois() throws IOException {
		final double um = recording.parameters().scene().pixelUm();
		try (CSVPrinter csv = open("true_rois.csv", "label", "kind", "neuron", "plane", "y_px", "x_px", "area_px", "area_um2", "paired",
			"spikes", "snr"))
		{
			for (final TrueRoi r : recording.rois()) csv.printRecord(r.label(), r.kind(), r.neuron(), r.plane() + 1, r.y(), r.x(), r
				.pixels().length, r.pixels().length * um * um, r.paired(), r.spikes(), r.snr());
		}
	}

	private void writeLabels() throws IOException {
		final SimulatedMovie movie = recording.movie(0, 0);
		try (TiffMovieWriter labels = new TiffMovieWriter(file.apply("true_labels.tif"), movie.width(), movie.height(),
			PixelType.UINT16, movie.sampling().withRate(Double.NaN)))
		{
			for (int p = 0; p < recording.planes(); p++) {
				final float[] label = new float[movie.pixels()], brightest = new float[movie.pixels()];
				for (final TrueRoi roi : recording.rois()) {
					if (roi.plane() != p) continue;
					for (int i = 0; i < roi.pixels().length; i++) {
						final int pixel = roi.pixels()[i];
						if (roi.weights()[i] <= brightest[pixel]) continue;
						brightest[pixel] = roi.weights()[i];
						label[pixel] = roi.label();
					}
				}
				labels.write(label);
			}
		}
	}

	private void writeTraces() throws IOException {
		try (NpyWriter traces = new NpyWriter(file.apply("true_dff.npy"), recording.parameters().frames())) {
			for (final TrueRoi roi : recording.rois()) traces.write(recording.trace(roi));
			traces.finish();
		}
	}

	private void writeSpikes() throws IOException {
		try (CSVPrinter csv = open("true_spikes.csv", "label", "neuron", "time_s")) {
			for (final TrueRoi roi : recording.rois()) {
				for (final double time : recording.spikeTimes(roi)) csv.printRecord(roi.label(), roi.neuron(), time);
			}
		}
	}

	private CSVPrinter open(final String name, final String... columns) throws IOException {
		return open(file.apply(name), columns);
	}

	static CSVPrinter open(final Path path, final String... columns) throws IOException {
		final CSVPrinter csv = new CSVPrinter(Files.newBufferedWriter(path), CSV);
		csv.printRecord((Object[]) columns);
		return csv;
	}

	@Override
	public void close() throws IOException {
		for (final PlaneTruth plane : planes) plane.close();
	}
}
