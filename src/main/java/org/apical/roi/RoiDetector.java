package org.apical.roi;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
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
	private static final float LEAST_ENERGY = Float.parseFloat(System.getenv().getOrDefault("NP_E", "20")), FAINT_ENERGY = Float.parseFloat(System.getenv().getOrDefault("NP_FE", "20"));
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
	private static final double LINE_UM = 1.3;
	private static final float FAINT_OWN = 1;
	private static final double BACKGROUND_UM = Double.parseDouble(System.getenv().getOrDefault("NP_BG", "20"));
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
		final List<Footprint> found = search(movie, um, Float.parseFloat(System.getenv().getOrDefault("NP_OWN", "2")), false, progress);
		final Surround sur = new Surround(movie);
		final MotionPicture mot = new MotionPicture(movie);
		final List<Footprint> unsure = found.stream().filter(f -> Defocus.isBlot(f, movie, um) || ragged(f, movie.width) || sur.contrast(f) < LEAST_CONTRAST || mot.share(f) > MOST_MOTION).toList();
		if (System.getenv("NP_BACK") != null) {
			for (final Footprint f : unsure) f.add(movie, 1);
			found.removeAll(unsure);
		}
		int factor = 1;
		while (factor * um < LINE_UM) factor *= 2;
		final BinnedMovie coarse = factor == 1 ? movie : movie.coarser(factor, parameters.threads());
		final List<Footprint> faint = search(coarse, um * factor, FAINT_OWN, true, progress);
		final Surround around = new Surround(coarse);
		faint.removeIf(f -> ragged(f, coarse.width) || around.contrast(f) < LEAST_CONTRAST);
		if (System.getenv("NPDEBUG") != null) System.err.println("factor " + factor + " found " + found.size() + " faint " + faint.size());
		if (System.getenv("NPPROBE") != null) probe(movie, coarse, factor, um);
		for (final Footprint f : faint) {
			final Footprint fine = factor == 1 ? f : finer(movie, coarse, factor, f);
			if (factor > 1) fine.add(movie, -1);
			found.add(fine);
		}
		Echoes.remove(movie, found);
		final Surround surround = new Surround(movie);
		final MotionPicture motion = new MotionPicture(movie);
		final int all = found.size();
		final int[] checked = new int[1];
		found.removeIf(f -> {
			progress.update("Checking ROIs", ++checked[0], all);
			if (System.getenv("NPDEBUG") != null && (ragged(f, movie.width) || surround.contrast(f) < LEAST_CONTRAST || motion.share(f) > MOST_MOTION)) {
				double y = 0, x = 0;
				for (final int p : f.pixels) {
					y += p / movie.width;
					x += p % movie.width;
				}
				System.err.printf("REJECT y %.0f x %.0f n %d snr %.1f ragged %b solidity %.2f coherence %.2f contrast %.2f motion %.2f%n", y / f.pixels.length, x / f.pixels.length, f.pixels.length, f.snr(), ragged(f, movie.width), f.solidity(movie.width), f.coherence(movie.width), surround.contrast(f), motion.share(f));
			}
			return Defocus.isBlot(f, movie, um) || ragged(f, movie.width) || surround.contrast(f) < LEAST_CONTRAST || motion.share(f) > MOST_MOTION;
		});
		return found;
	}

	private void probe(final BinnedMovie movie, final BinnedMovie coarse, final int factor, final double um) throws IOException {
		final LineMap lines = new LineMap(coarse, 2, x -> {});
		final ActivityMap[] maps = new ActivityMap[3];
		for (int i = 0; i < 3; i++) maps[i] = new ActivityMap(coarse, HALVES[i], 2, x -> {});
		for (final String line : java.nio.file.Files.readAllLines(java.nio.file.Path.of(System.getenv("NPPROBE")))) {
			final String[] w = line.split(" ");
			final int[] fine = new int[w.length - 2];
			for (int i = 2; i < w.length; i++) fine[i - 2] = Integer.parseInt(w[i]);
			final java.util.TreeSet<Integer> set = new java.util.TreeSet<>();
			for (final int p : fine) {
				final int y = p / movie.width / factor, x = p % movie.width / factor;
				if (y < coarse.height && x < coarse.width && coarse.usable[y * coarse.width + x]) set.add(y * coarse.width + x);
			}
			final int[] px = set.stream().mapToInt(i -> i).toArray();
			final float[] even = new float[px.length];
			Arrays.fill(even, 1);
			if (px.length < 2) continue;
			final Footprint f = new Footprint(coarse, px, even);
			float le = 0, se = 0;
			for (final int p : px) {
				le = Math.max(le, lines.energy[p]);
				for (int i = 0; i < 3; i++) se = Math.max(se, maps[i].energy[p]);
			}
			final RegionGrower grower = new RegionGrower(coarse, (int) Math.max(200, LARGEST_UM2 / (um * um * factor * factor)), FAINT_OWN);
			final Footprint g = grower.grow(f);
			System.err.printf("%s %s n %d coarse %d: snr %.1f rising %.2f energy %.0f line %.0f square %.0f", w[0], w[1], fine.length, px.length, f.snr(), f.rising(2.5), f.energy(), le, se);
			int at = 0;
			for (int t = 0; t < coarse.bins; t++) if (f.trace[t] > f.trace[at]) at = t;
			System.err.printf(" noise %.2f peak %.1f bin %d of %d (%.1f s)", f.noise, f.trace[at], at, coarse.bins, at * coarse.binSeconds);
			if (g == null) System.err.println(" grows null");
			else System.err.printf(" grown %d snr %.1f rising %.2f iou %.2f solidity %.2f coherence %.2f ragged %b%n", g.pixels.length, g.snr(), g.rising(2.5), g.overlap(px), g.solidity(coarse.width), g.coherence(coarse.width), ragged(g, coarse.width));
		}
	}

	private static Footprint finer(final BinnedMovie movie, final BinnedMovie coarse, final int factor, final Footprint f) {
		final int[] pixels = new int[f.pixels.length * factor * factor];
		final float[] weights = new float[pixels.length];
		int n = 0;
		for (int i = 0; i < f.pixels.length; i++) {
			final int y = f.pixels[i] / coarse.width * factor, x = f.pixels[i] % coarse.width * factor;
			for (int v = 0; v < factor; v++) for (int u = 0; u < factor; u++) {
				final int p = (y + v) * movie.width + x + u;
				if (!movie.usable[p]) continue;
				pixels[n] = p;
				weights[n++] = f.weights[i];
			}
		}
		return new Footprint(movie, Arrays.copyOf(pixels, n), Arrays.copyOf(weights, n));
	}

	private List<Footprint> search(final BinnedMovie movie, final double um, final float leastOwn, final boolean lines, final Progress progress) throws IOException {
		final RegionGrower grower = new RegionGrower(movie, (int) Math.max(200, LARGEST_UM2 / (um * um)), leastOwn);
		final double smallest = Math.max(5, Math.min(SMALLEST_PX, SMALLEST_UM2 / (um * um)));
		final List<Footprint> found = new ArrayList<>();
		for (int pass = 0; pass < PASSES; pass++) {
			final int before = found.size();
			final long from = STEPS * (long) pass;
			pass(movie, grower, smallest, lines, found, done -> progress.update("Finding ROIs", from + (long) (done * STEPS), STEPS * (long) PASSES));
			if (found.size() - before <= before / 50) break;
		}
		FootprintMerger.merge(movie, grower, found, progress);
		refit(movie, grower, smallest, found, progress);
		return found;
	}

	private void pass(final BinnedMovie movie, final RegionGrower grower, final double smallest, final boolean lines,
		final List<Footprint> found, final DoubleConsumer done) throws IOException
	{
		final float least = (float) ((lines ? FAINT_ENERGY : LEAST_ENERGY) / parameters.sensitivity());
		final List<ActivityMap.Seed> starts = new ArrayList<>();
		for (int scale = 0; scale < HALVES.length; scale++) {
			final int before = scale;
			starts.addAll(new ActivityMap(movie, HALVES[scale], parameters.threads(), share -> done.accept((before + share) / (HALVES.length + 1))).seeds(least));
		}
		if (lines) starts.addAll(new LineMap(movie, parameters.threads(), share -> {}).seeds(least));
		starts.sort(Comparator.comparingDouble(s -> -s.energy()));
		final int[] work = new int[movie.bins];
		for (int i = 0; i < starts.size(); i++) {
			final ActivityMap.Seed start = starts.get(i);
			done.accept((HALVES.length + (double) i / starts.size()) / (HALVES.length + 1));
			if (start.energyNow(movie, work) < Math.max(least, start.energy() / 4)) continue;
			final Footprint grown = grower.grow(start);
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
