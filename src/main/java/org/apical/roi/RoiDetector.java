package org.apical.roi;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.DoubleConsumer;
import java.util.stream.IntStream;

import org.apical.recording.Movie;
import org.apical.recording.Progress;

/**
 * Finds what is active in a corrected movie: somas, trunk cross-sections and dendrites by one method without a size.
 *
 * <p>On the {@link BinnedMovie}, places of rare strong activity ({@link ActivityMap}, at several scales) are taken from
 * the strongest on; each is grown over the pixels that share its time course ({@link RegionGrower}) and its part is
 * taken out of the movie, so that what lies across it can be found next (matching pursuit). A soma that grew together with
 * a neurite is parted from it ({@link NeuriteCut}). Pieces of one structure that
 * touch and fire together are joined; then each region is fitted once more to the movie without all others, which parts
 * the signals of overlapping ROIs.
 *
 * <p>Memory: two bytes a pixel and bin ({@link DetectorParameters#memoryMb()}), however long the recording.
 */
public final class RoiDetector {

	/** Fewer cannot tell activity from noise and baseline. */
	private static final int LEAST_FRAMES = 32;
	private static final int PASSES = 4;
	/** Of the progress that is told, in each pass. */
	private static final int STEPS = 1000;
	/** Seeds are looked for in squares that reach this far to each side, px. */
	private static final int[] HALVES = { 1, 2, 4 };
	/** Least energy of a seed; in white noise one pixel in about a million reaches it. */
	private static final float LEAST_ENERGY = 20;
	/** Below are patches full of holes: those of neuropil mostly have 0.6 to 0.75, cells and neurites 0.9 and more at any thickness. */
	private static final double LEAST_SOLIDITY = 0.75;
	/** Below is what noise makes ragged; a disc of two pixels' radius and a line two pixels wide have 2.7... */
	private static final double LEAST_COHERENCE = 2.3;
	/** ...what is too small for that needs this share of the most that so many pixels can have... */
	private static final double LEAST_COMPACTNESS = 0.75;
	/** ...and what is too thin for it needs to be without holes, and longer than noise strings pixels together. */
	private static final double THIN_SOLIDITY = 0.9;
	private static final int THIN_PX = 30;
	/** Below are parts of something larger that has no edge there. */
	private static final double LEAST_CONTRAST = 0.8;
	/** Above are edges of something that moved. In simulated fields activity stayed below 0.22, moved edges began at 0.3. */
	private static final double MOST_MOTION = 0.25;
	/** Intersection over union of a part with what grows from it. */
	private static final double SAME_PART = 0.5;
	private static final double BACKGROUND_UM = 20;
	private static final double LARGEST_UM2 = 2500;
	private static final double SMALLEST_UM2 = 10;
	/** However fine the pixels, a trunk of two pixels' radius has more. */
	private static final int SMALLEST_PX = 12;

	private final DetectorParameters parameters;

	public RoiDetector(final DetectorParameters parameters) {
		this.parameters = parameters;
	}

	/**
	 * @param movie corrected
	 * @param bad frames to leave out, one flag a frame; null for none
	 * @param plane the number to give the ROIs' plane, from 0
	 * @return by falling signal-to-noise ratio (0 for silent somas), labels from 1, compartments not yet told
	 * @throws IOException where the movie cannot be read
	 * @throws IllegalArgumentException where fewer than 32 frames are good and silent somas are not asked for, or nothing
	 *           changes in them
	 */
	public List<Roi> detect(final Movie movie, final boolean[] bad, final int plane, final Progress progress)
		throws IOException
	{
		final int[] good = IntStream.range(0, movie.frames()).filter(t -> bad == null || !bad[t]).toArray();
		final double um = movie.sampling().hasPixelSize() ? Math.sqrt(movie.sampling().pixelWidthUm() * movie.sampling()
			.pixelHeightUm()) : 1;
		final List<Roi> rois = new ArrayList<>();
		if (good.length < LEAST_FRAMES) {
			if (!parameters.silentSomas() || good.length < 2) throw new IllegalArgumentException("Segmentation needs at least " + LEAST_FRAMES +
				" good frames; the movie has " + good.length + " of " + movie.frames() + ". Silent somas alone, from the mean image, need 2");
			final float[] mean = FieldStatistics.measure(movie, good, parameters.threads(), progress).mean;
			addSilentSomas(mean, movie.width(), movie.height(), um, plane, rois);
			return rois;
		}
		final int background = (int) Math.max(8, Math.round(BACKGROUND_UM / um));
		final BinnedMovie binned = BinnedMovie.of(movie, good, parameters, background, progress);
		rois.addAll(rois(binned, pursue(binned, um, progress), plane));
		if (parameters.silentSomas()) addSilentSomas(binned.mean, binned.width, binned.height, um, plane, rois);
		return rois;
	}

	private static void addSilentSomas(final float[] mean, final int width, final int height, final double um, final int plane,
		final List<Roi> rois)
	{
		final boolean[] taken = new boolean[width * height];
		for (final Roi roi : rois) for (int i = 0; i < roi.size(); i++) taken[roi.pixel(i)] = true;
		for (final int[] pixels : new SilentSomas(mean, width, height).find(um, taken)) {
			rois.add(Roi.of(rois.size() + 1, plane, width, height, pixels).withSnr(0));
		}
	}

	private List<Footprint> pursue(final BinnedMovie movie, final double um, final Progress progress) throws IOException {
		final RegionGrower grower = new RegionGrower(movie, (int) Math.max(200, LARGEST_UM2 / (um * um)));
		final double smallest = Math.max(5, Math.min(SMALLEST_PX, SMALLEST_UM2 / (um * um)));
		final List<Footprint> found = new ArrayList<>();
		for (int pass = 0; pass < PASSES; pass++) {
			final int before = found.size();
			final long from = STEPS * (long) pass;
			pass(movie, grower, smallest, found, done -> progress.update("Finding ROIs", from + (long) (done * STEPS), STEPS * (long) PASSES));
			if (found.size() - before <= before / 50) break;
		}
		FootprintMerger.merge(movie, grower, found, progress);
		refit(movie, grower, smallest, found, progress);
		Echoes.remove(movie, found);
		final Surround surround = new Surround(movie);
		final MotionPicture motion = new MotionPicture(movie);
		final int all = found.size();
		final int[] checked = new int[1];
		found.removeIf(f -> {
			progress.update("Checking ROIs", ++checked[0], all);
			return ragged(f, movie.width) || surround.contrast(f) < LEAST_CONTRAST || motion.share(f) > MOST_MOTION;
		});
		return found;
	}

	private void pass(final BinnedMovie movie, final RegionGrower grower, final double smallest,
		final List<Footprint> found, final DoubleConsumer done) throws IOException
	{
		final float least = (float) (LEAST_ENERGY / parameters.sensitivity());
		record Start(ActivityMap map, ActivityMap.Seed seed) {}
		final List<Start> starts = new ArrayList<>();
		for (int scale = 0; scale < HALVES.length; scale++) {
			final int before = scale;
			final ActivityMap map = new ActivityMap(movie, HALVES[scale], parameters.threads(), share -> done.accept((before + share) / (HALVES.length + 1)));
			map.seeds(least).forEach(seed -> starts.add(new Start(map, seed)));
		}
		starts.sort(Comparator.comparingDouble(s -> -s.seed.energy()));
		final int[] work = new int[movie.bins];
		for (int i = 0; i < starts.size(); i++) {
			final Start start = starts.get(i);
			done.accept((HALVES.length + (double) i / starts.size()) / (HALVES.length + 1));
			if (start.map.energyNow(start.seed.pixel(), work) < Math.max(least, start.seed.energy() / 4)) continue;
			final Footprint grown = grower.grow(start.seed);
			if (grown == null || !sound(grown, smallest)) continue;
			found.addAll(parted(movie, grower, smallest, grown));
		}
	}

	private boolean sound(final Footprint f, final double smallest) {
		return f.pixels.length >= smallest && f.snr() >= parameters.minSnr() && f.rising(2.5) > 0.8;
	}

	/** Whether it is a patch full of holes or pixels strung together, rather than something with an edge. */
	static boolean ragged(final Footprint f, final int width) {
		final int n = f.pixels.length;
		final double solidity = f.solidity(width);
		if (n >= THIN_PX && solidity >= THIN_SOLIDITY) return false;
		// A square has the most neighbours.
		return solidity < LEAST_SOLIDITY || f.coherence(width) < Math.min(LEAST_COHERENCE, LEAST_COMPACTNESS * (4 - 4 / Math.sqrt(n)));
	}

	private void refit(final BinnedMovie movie, final RegionGrower grower, final double smallest,
		final List<Footprint> found, final Progress progress)
	{
		for (int i = 0; i < found.size(); i++) {
			progress.update("Refining ROIs", i, found.size());
			final Footprint f = found.get(i);
			f.add(movie, 1);
			final Footprint again = grower.grow(f);
			if (again == null || !sound(again, smallest)) {
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
	private List<Footprint> parted(final BinnedMovie movie, final RegionGrower grower, final double smallest, final Footprint whole) {
		final NeuriteCut.Parts parts = NeuriteCut.of(whole.pixels, movie.width);
		if (parts != null) {
			final Footprint[] two = whole.split(movie, parts);
			two[0].add(movie, -1);
			final Footprint neurite = grower.grow(two[1]);
			two[0].add(movie, 1);
			if (stands(neurite, parts.neurite(), smallest)) {
				neurite.add(movie, -1);
				final Footprint body = grower.grow(two[0]);
				if (stands(body, parts.body(), smallest)) {
					final List<Footprint> all = new ArrayList<>(parted(movie, grower, smallest, body));
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
	private boolean stands(final Footprint grown, final int[] part, final double smallest) {
		return grown != null && sound(grown, smallest) && grown.overlap(part) >= SAME_PART;
	}

	private List<Roi> rois(final BinnedMovie movie, final List<Footprint> found, final int plane) {
		final List<Roi> rois = new ArrayList<>();
		found.sort(Comparator.comparingDouble(f -> -f.snr()));
		for (final Footprint f : found) {
			final float[] raw = new float[f.pixels.length];
			float most = 0;
			for (int i = 0; i < raw.length; i++) {
				raw[i] = f.weights[i] * movie.noise[f.pixels[i]];
				most = Math.max(most, raw[i]);
			}
			for (int i = 0; i < raw.length; i++) raw[i] /= most;
			rois.add(Roi.of(rois.size() + 1, plane, movie.width, movie.height, f.pixels, raw).withSnr(f.snr()));
		}
		return rois;
	}
}
