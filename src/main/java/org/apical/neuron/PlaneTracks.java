package org.apical.neuron;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

import org.apical.neuron.TileMatch.Tile;
import org.apical.neuron.Track.Sighting;
import org.apical.roi.Roi;

/**
 * What was found to be the same in one plane, and the maps that this made better: the ROIs of a track show where the days still
 * lie apart, and are linked anew once that is taken out.
 *
 * @param maps of each day
 * @param tracks of the ROIs as these maps align them; ROIs that lie wholly outside the aligned field are in none
 */
public record PlaneTracks(List<DayMap> maps, List<Track> tracks) {

	private static final int ROUNDS = 2;

	/**
	 * @param maps of each day as its mean image was aligned
	 * @param rois of each day, in its own coordinates
	 */
	public static PlaneTracks of(final List<DayMap> maps, final List<List<Roi>> rois, final DayLinker linker,
		final DayLinker.Parameters parameters) throws IOException
	{
		PlaneTracks found = new PlaneTracks(maps, linker.link(pull(maps, rois), parameters));
		for (int round = 0; round < ROUNDS; round++) {
			final List<DayMap> refined = found.refinedMaps();
			found = new PlaneTracks(refined, linker.link(pull(refined, rois), parameters));
		}
		return found;
	}

	/** Each day's ROIs in the aligned field. */
	static List<List<Roi>> pull(final List<DayMap> maps, final List<List<Roi>> rois) {
		return IntStream.range(0, maps.size()).mapToObj(d -> maps.get(d).pull(rois.get(d)).stream().filter(Objects::nonNull).toList()).toList();
	}

	/** A smooth flow through the ROIs' displacements from the mean of their tracks brings each day closer to the others. */
	private List<DayMap> refinedMaps() {
		final List<List<Tile>> displaced = new ArrayList<>();
		for (int d = 0; d < maps.size(); d++) displaced.add(new ArrayList<>());
		for (final Track track : tracks) {
			if (track.sightings().size() < 2) continue;
			final double y = track.sightings().stream().mapToDouble(s -> s.roi().centerY()).average().getAsDouble();
			final double x = track.sightings().stream().mapToDouble(s -> s.roi().centerX()).average().getAsDouble();
			for (final Sighting s : track.sightings()) displaced.get(s.day()).add(new Tile(y, x, s.roi().centerY() - y, s.roi().centerX() - x, s
				.probability()));
		}
		return IntStream.range(0, maps.size()).mapToObj(d -> maps.get(d).after(TileFlow.smooth(displaced.get(d), maps.get(d).width(), maps.get(d)
			.height()))).toList();
	}
}
