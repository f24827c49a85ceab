package org.apical.session.exchange;

import ij.ImagePlus;
import ij.io.Opener;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.apical.recording.NpyFile;
import org.apical.recording.RecordingException;
import org.apical.recording.Sampling;
import org.apical.roi.Roi;
import org.apical.session.CorrectedRecording;
import org.apical.session.RoiZip;
import org.apical.session.RunHistory;
import org.scijava.plugin.Plugin;

/**
 * Reads our own result folder: {@code rois.zip} with the size of {@code labels.tif}, and of traces and mean images those
 * there are.
 */
@Plugin(type = ExchangeReader.class, name = "apical", priority = 100)
public final class ResultReader implements ExchangeReader {

	@Override
	public boolean canRead(final Path path) {
		return Files.exists(path.resolve("rois.zip")) && Files.exists(path.resolve("labels.tif"));
	}

	@Override
	public boolean isForeign() {
		return false;
	}

	@Override
	public TracedRois read(final Path path) throws IOException {
		final ImagePlus labels = open(path.resolve("labels.tif"));
		final List<Roi> rois = RoiZip.read(path.resolve("rois.zip"), labels.getWidth(), labels.getHeight());
		final Map<TraceKind, float[][]> traces = new EnumMap<>(TraceKind.class);
		for (final TraceKind kind : TraceKind.values()) {
			final Path file = path.resolve(kind.fileName());
			if (!Files.exists(file)) continue;
			traces.put(kind, NpyFile.open(file).matrix());
			if (traces.get(kind).length != rois.size()) throw new RecordingException(file + ": has " + traces.get(kind).length + " rows, rois.zip " +
				rois.size() + " ROIs; run 'extract' again after editing them");
		}
		return new TracedRois(labels.getWidth(), labels.getHeight(), labels.getStackSize(), sampling(path), rois, traces, means(path, labels
			.getStackSize()), CorrectedRecording.movies(path));
	}

	@Override
	public List<Path> files(final Path path) {
		final Stream<String> names = Stream.concat(Stream.of("rois.zip", "labels.tif", "trials.csv", "frames.csv", "rewards.csv"), Arrays.stream(TraceKind.values()).map(
			TraceKind::fileName));
		return Stream.concat(names.map(path::resolve).filter(Files::exists), meanFiles(path).stream()).toList();
	}

	private static List<Path> meanFiles(final Path path) {
		final Path only = path.resolve("mean.tif");
		return Files.exists(only) ? List.of(only) : IntStream.iterate(1, p -> p + 1).mapToObj(p -> path.resolve("mean-p" + p + ".tif")).takeWhile(
			Files::exists).toList();
	}

	private static List<float[]> means(final Path path, final int planes) throws RecordingException {
		final List<float[]> means = new ArrayList<>();
		for (final Path file : meanFiles(path)) means.add((float[]) open(file).getProcessor().convertToFloat().getPixels());
		return means.size() == planes ? means : List.of();
	}

	private static ImagePlus open(final Path file) throws RecordingException {
		final ImagePlus image = new Opener().openImage(file.toString());
		if (image == null) throw new RecordingException(file + ": no image that ImageJ opens");
		return image;
	}

	/** As the extraction has found it; its unknown numbers are missing in the record. */
	private static Sampling sampling(final Path path) throws IOException {
		final Known known = RunHistory.of(path).finding("extract", "sampling", Known.class);
		return known == null ? Sampling.UNKNOWN : new Sampling(number(known.rateHz), number(known.pixelWidthUm), number(known.pixelHeightUm));
	}

	private record Known(Double rateHz, Double pixelWidthUm, Double pixelHeightUm) {}

	private static double number(final Double value) {
		return value == null ? Double.NaN : value;
	}
}
