package org.apical.roi;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.DoubleConsumer;

import org.apical.recording.Progress;

/**
 * Takes one structure after the other out of a movie, the strongest first, so that what lies across it is found next (matching
 * pursuit); then joins pieces of one structure, and fits each region once more without all others.
 */
final class Pursuit {

	private static final int PASSES = 4;
	/** Lines take long, and little that is faint hides behind what is faint. */
	private static final int LINE_PASSES = 2;
	/** Of the progress that is told, in each pass. */
	private static final int STEPS = 1000;
	/** Seeds are looked for in squares that reach this far to each side, px. */
	private static final int[] HALVES = { 1, 2, 4 };
	/** Least energy of a seed; in white noise one pixel in about a million reaches it. */
	private static final float LEAST_ENERGY = 20;
	/** Intersection over union of a part with what grows from it. */
	private static final double SAME_PART = 0.5;
	private static final double LARGEST_UM2 = 2500;
	private static final double SMALLEST_UM2 = 10;
	/** However fine the pixels, a trunk of two pixels' radius has more. */
	private static final int SMALLEST_PX = 12;

	private final BinnedMovie movie;
	private final RegionGrower grower;
	private final double smallest;
	private final boolean lines;
	private final DetectorParameters parameters;
	private final String name;

	/**
	 * @param um edge of a pixel, µm
	 * @param lines whether seeds are looked for along lines, too
	 * @param name of what is looked for, as progress tells it
	 */
	Pursuit(final BinnedMovie movie, final double um, final boolean lines, final DetectorParameters parameters,
		final String name)
	{
		this.movie = movie;
		grower = new RegionGrower(movie, (int) Math.max(200, LARGEST_UM2 / (um * um)));
		smallest = Math.max(5, Math.min(SMALLEST_PX, SMALLEST_UM2 / (um * um)));
		this.lines = lines;
		this.parameters = parameters;
		this.name = name;
	}

	/** @return what was found; the movie is without it then */
	List<Footprint> run(final Progress progress) throws IOException {
		final List<Footprint> found = new ArrayList<>();
		final int passes = lines ? LINE_PASSES : PASSES;
		for (int pass = 0; pass < passes; pass++) {
			final int before = found.size();
			final long from = STEPS * (long) pass;
			pass(found, done -> progress.update("Finding " + name, from + (long) (done * STEPS), STEPS * (long) passes));
			if (found.size() - before <= before / 50) break;
		}
		FootprintMerger.merge(movie, grower, found, progress);
		refit(found, progress);
		return found;
	}

	private void pass(final List<Footprint> found, final DoubleConsumer done) throws IOException {
		final float least = (float) (LEAST_ENERGY / parameters.sensitivity());
		final int maps = HALVES.length + (lines ? 1 : 0);
		final List<ActivityMap.Seed> starts = new ArrayList<>();
		for (int i = 0; i < maps; i++) {
			final int before = i;
			final DoubleConsumer share = d -> done.accept((before + d) / (maps + 1));
			starts.addAll(i < HALVES.length ? new ActivityMap(movie, HALVES[i], parameters.threads(), share).seeds(least)
				: new LineMap(movie, parameters.threads(), share).seeds(least));
		}
		starts.sort(Comparator.comparingDouble(s -> -s.energy()));
		final int[] work = new int[movie.bins];
		for (int i = 0; i < starts.size(); i++) {
			final ActivityMap.Seed start = starts.get(i);
			done.accept((maps + (double) i / starts.size()) / (maps + 1));
			if (start.energyNow(movie, work) < Math.max(least, start.energy() / 4)) continue;
			final Footprint grown = grower.grow(start);
			if (grown == null || !sound(grown)) continue;
			found.addAll(parted(grown));
		}
	}

	private boolean sound(final Footprint f) {
		return f.pixels.length >= smallest && f.snr() >= parameters.minSnr() && f.rising(2.5) > 0.8;
	}

	private void refit(final List<Footprint> found, final Progress progress) {
		for (int i = 0; i < found.size(); i++) {
			progress.update("Refining " + name, i, found.size());
			final Footprint f = found.get(i);
			f.add(movie, 1);
			final Footprint again = grower.grow(f);
			if (again == null || !sound(again)) {
				found.remove(i--);
				continue;
			}
			again.add(movie, -1);
			found.set(i, again);
		}
	}

	/**
	 * A region, or the body and the neurites that grew together in it, where each stands by itself.
	 *
	 * @param whole not yet taken out of the movie; what is returned is
	 */
	private List<Footprint> parted(final Footprint whole) {
		final NeuriteCut.Parts parts = NeuriteCut.of(whole.pixels, movie.width);
		if (parts != null) {
			final Footprint[] two = whole.split(movie, parts);
			two[0].add(movie, -1);
			final Footprint neurite = grower.grow(two[1]);
			two[0].add(movie, 1);
			if (stands(neurite, parts.neurite())) {
				neurite.add(movie, -1);
				final Footprint body = grower.grow(two[0]);
				if (stands(body, parts.body())) {
					final List<Footprint> all = new ArrayList<>(parted(body));
					all.add(neurite);
					return all;
				}
				neurite.add(movie, 1);
			}
		}
		whole.add(movie, -1);
		return List.of(whole);
	}

	/** Whether a part, grown without the other, is still what it was taken for. */
	private boolean stands(final Footprint grown, final int[] part) {
		return grown != null && sound(grown) && grown.overlap(part) >= SAME_PART;
	}
}
