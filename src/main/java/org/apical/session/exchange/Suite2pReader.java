package org.apical.session.exchange;

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

import org.apical.recording.RecordingException;
import org.apical.roi.Roi;
import org.scijava.plugin.Plugin;

/**
 * Reads the folder that suite2p leaves: {@code suite2p}, the folder around it, or one {@code plane0} in it. Only ROIs that
 * {@code iscell.npy} calls cells are taken; their labels count from 1 in the order of {@code stat.npy}, plane after plane.
 */
@Plugin(type = ExchangeReader.class, name = "suite2p")
public final class Suite2pReader implements ExchangeReader {

	/** More planes than any microscope records. */
	private static final int MOST_PLANES = 200;

	@Override
	public boolean canRead(final Path path) {
		return !folders(path).isEmpty();
	}

	@Override
	public TracedRois read(final Path path) throws IOException {
		final List<Suite2pPlane> planes = new ArrayList<>();
		int candidates = 0;
		for (final Path folder : folders(path)) {
			planes.add(Suite2pPlane.read(folder, planes.size(), candidates));
			candidates += planes.get(planes.size() - 1).candidates();
		}
		final Suite2pPlane first = planes.get(0);
		for (final Suite2pPlane plane : planes) if (plane.width() != first.width() || plane.height() != first.height())
			throw new RecordingException(path + ": its planes differ in size; give one of them, such as " + path.resolve("plane0"));
		final List<Roi> rois = planes.stream().flatMap(p -> p.rois().stream()).toList();
		final int frames = planes.stream().flatMap(p -> p.traces().values().stream()).filter(t -> t.length > 0).mapToInt(t -> t[0].length).min()
			.orElse(0);
		final Map<TraceKind, float[][]> traces = new EnumMap<>(TraceKind.class);
		for (final TraceKind kind : TraceKind.values()) {
			if (planes.stream().allMatch(p -> p.traces().containsKey(kind))) traces.put(kind, planes.stream().flatMap(p -> rows(p, kind, frames))
				.toArray(float[][]::new));
		}
		final boolean seen = planes.stream().allMatch(p -> p.mean() != null);
		return new TracedRois(first.width(), first.height(), planes.size(), first.sampling(), rois, traces, seen ? planes.stream().map(
			Suite2pPlane::mean).toList() : List.of(), List.of());
	}

	/** Cut to the shortest: of planes recorded in turn the last may lack a frame. */
	private static Stream<float[]> rows(final Suite2pPlane plane, final TraceKind kind, final int frames) {
		return Arrays.stream(plane.traces().get(kind)).map(r -> r.length == frames ? r : Arrays.copyOf(r, frames));
	}

	/** The folders of the planes in order; those in which suite2p found nothing are missing. */
	private static List<Path> folders(final Path path) {
		if (Files.exists(path.resolve("stat.npy"))) return List.of(path);
		return Stream.of(path, path.resolve("suite2p")).map(folder -> IntStream.range(0, MOST_PLANES).mapToObj(p -> folder.resolve("plane" + p))
			.filter(p -> Files.exists(p.resolve("stat.npy"))).toList()).filter(planes -> !planes.isEmpty()).findFirst().orElse(List.of());
	}
}
