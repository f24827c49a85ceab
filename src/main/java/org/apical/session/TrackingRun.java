package org.apical.session;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.apical.motion.Template;
import org.apical.neuron.DayAlignment;
import org.apical.neuron.DayLinker;
import org.apical.neuron.DayMap;
import org.apical.neuron.NeuronTracks;
import org.apical.neuron.PlaneTracks;
import org.apical.neuron.Track;
import org.apical.neuron.Track.Sighting;
import org.apical.recording.PixelType;
import org.apical.recording.Progress;
import org.apical.recording.RecordingException;
import org.apical.recording.tiff.TiffMovieWriter;
import org.apical.roi.Roi;

/**
 * Follows neurons over days and stages {@code tracks.csv} ({@code neuron,day,label,probability}: one line an ROI),
 * {@code alignment.csv}, for each plane the aligned mean images, {@code aligned.tif}, and {@code trackmate.xml}; and {@code
 * populations.csv} ({@code neuron,population}) where a day's folder has one.
 */
public final class TrackingRun {

	private final DayAlignment.Parameters alignment;
	private final DayLinker linker;
	private final DayLinker.Parameters linking;
	private final Path corrected;

	/** @param corrected folder of an earlier run, whose {@code trackmate.xml} was corrected by hand; null to link anew */
	public TrackingRun(final DayAlignment.Parameters alignment, final DayLinker linker, final DayLinker.Parameters linking,
		final Path corrected)
	{
		this.alignment = alignment;
		this.linker = linker;
		this.linking = linking;
		this.corrected = corrected;
	}

	/** @param neurons followed, {@code several} of them over more than one day, {@code all} of them on every day */
	public record Result(int neurons, int several, int all, List<Double> correlations) {}

	/** @param days in order; all with as many planes of one size */
	public Result run(final List<TrackedDay> days, final ResultFolder folder, final Progress progress) throws IOException {
		final int planes = mustFit(days);
		final List<Track> tracks = new ArrayList<>();
		final TableWriter table = new TableWriter("day", "folder", "plane", "dy_px", "dx_px", "correlation");
		final List<Double> correlations = new ArrayList<>();
		for (int plane = 0; plane < planes; plane++) {
			final DayAlignment.Result aligned = align(days, plane, progress);
			for (int d = 0; d < days.size(); d++) {
				final DayMap map = aligned.maps().get(d);
				table.add(days.get(d).number(), days.get(d).folder(), plane + 1, map.dy(), map.dx(), aligned.correlations().get(d));
			}
			correlations.addAll(aligned.correlations());
			tracks.addAll(tracks(days, plane, planes == 1 ? "" : "-p" + (plane + 1), aligned.maps(), folder));
		}
		table.write(folder.stage("alignment.csv"));
		tracks.sort(Comparator.comparingInt((Track t) -> t.sightings().get(0).day()).thenComparingInt(t -> t.sightings().get(0).roi().label()));
		return write(tracks, days, correlations, folder);
	}

	private static int mustFit(final List<TrackedDay> days) throws RecordingException {
		final TrackedDay first = days.get(0);
		for (final TrackedDay day : days) {
			if (day.means().isEmpty()) throw new RecordingException(day.folder() + ": has no mean image of each plane; run 'correct' there first");
			if (day.means().size() != first.means().size() || day.width() != first.width() || day.height() != first.height())
				throw new RecordingException(day.folder() + ": has " + day.means().size() + " plane(s) of " + day.width() + " x " + day.height() +
					" px, " + first.folder() + " " + first.means().size() + " of " + first.width() + " x " + first.height());
		}
		return first.means().size();
	}

	private DayAlignment.Result align(final List<TrackedDay> days, final int plane, final Progress progress) throws IOException {
		final List<Template> means = new ArrayList<>();
		for (final TrackedDay day : days) means.add(new Template(day.width(), day.height(), day.means().get(plane)));
		return DayAlignment.align(means, alignment, progress);
	}

	private List<Track> tracks(final List<TrackedDay> days, final int plane, final String suffix, final List<DayMap> aligned,
		final ResultFolder folder) throws IOException
	{
		final String image = "aligned" + suffix + ".tif", xml = "trackmate" + suffix + ".xml";
		final List<List<Roi>> own = days.stream().map(d -> d.rois().stream().filter(r -> r.plane() == plane).toList()).toList();
		final DayLinker link = corrected == null ? linker : (rois, p) -> TrackMateFile.read(corrected.resolve(xml), rois);
		final PlaneTracks found = PlaneTracks.of(aligned, own, link, linking);
		final List<DayMap> maps = found.maps();
		try (TiffMovieWriter movie = new TiffMovieWriter(folder.stage(image), maps.get(0).width(), maps.get(0).height(), PixelType.FLOAT32, days
			.get(0).sampling()))
		{
			for (int d = 0; d < days.size(); d++) {
				final float[] mean = maps.get(d).pull(days.get(d).means().get(plane));
				for (int i = 0; i < mean.length; i++) if (Float.isNaN(mean[i])) mean[i] = 0;
				movie.write(mean);
			}
		}
		TrackMateFile.write(folder.stage(xml), found.tracks(), days.size(), folder.path().toAbsolutePath().resolve(image), maps.get(0).width(), maps.get(
			0).height());
		final List<Track> all = new ArrayList<>(found.tracks());
		for (int d = 0; d < own.size(); d++) {
			final List<Roi> pulled = maps.get(d).pull(own.get(d));
			for (int r = 0; r < pulled.size(); r++) if (pulled.get(r) == null) all.add(new Track(List.of(new Sighting(d, own.get(d).get(r), 1))));
		}
		return all;
	}

	private Result write(final List<Track> tracks, final List<TrackedDay> days, final List<Double> correlations, final ResultFolder folder)
		throws IOException
	{
		final int[] numbers = NeuronTracks.number(tracks);
		final TableWriter table = new TableWriter("neuron", "day", "label", "probability");
		final Map<Integer, Map<Integer, Boolean>> seen = new TreeMap<>();
		final Map<Long, Integer> neurons = new HashMap<>();
		for (int i = 0; i < numbers.length; i++)
			for (final Sighting s : tracks.get(i).sightings()) {
				seen.computeIfAbsent(numbers[i], k -> new TreeMap<>()).put(s.day(), true);
				neurons.put((long) s.day() << 32 | s.roi().label(), numbers[i]);
			}
		for (int n = 1; n <= seen.size(); n++)
			for (int d = 0; d < days.size(); d++)
				for (int i = 0; i < numbers.length; i++) if (numbers[i] == n) for (final Sighting s : tracks.get(i).sightings())
					if (s.day() == d) table.add(n, days.get(d).number(), s.roi().label(), Math.round(1e4 * s.probability()) / 1e4);
		table.write(folder.stage(TracksTable.FILE));
		writePopulations(days, neurons, folder);
		return new Result(seen.size(), (int) seen.values().stream().filter(d -> d.size() > 1).count(), (int) seen.values().stream().filter(d -> d
			.size() == days.size()).count(), correlations);
	}

	/** Roles of neurons from the first day whose folder tells them by label. */
	private static void writePopulations(final List<TrackedDay> days, final Map<Long, Integer> neurons, final ResultFolder folder)
		throws IOException
	{
		for (int d = 0; d < days.size(); d++) {
			final Path file = days.get(d).folder().resolve(TracksTable.POPULATIONS);
			if (!Files.exists(file)) continue;
			final Table given = Table.read(file, "population");
			if (!given.has("label")) continue;
			final TableWriter table = new TableWriter("neuron", "population");
			for (final Table.Row row : given.rows()) {
				final int label = row.integer("label");
				final Integer neuron = neurons.get((long) d << 32 | label);
				if (neuron != null) table.add(neuron, row.text("population"));
				// one whose spot was deleted in TrackMate is of no neuron
				else if (days.get(d).rois().stream().noneMatch(r -> r.label() == label)) throw row.error("label", "is no ROI of " + days.get(d)
					.folder());
			}
			table.write(folder.stage(TracksTable.POPULATIONS));
			return;
		}
	}
}
