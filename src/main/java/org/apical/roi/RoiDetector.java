package org.apical.roi;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
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
 * the signals of overlapping ROIs ({@link Pursuit}). What is no structure ({@link StructureCriteria}) goes back into the movie,
 * and what is left in it is searched once more in coarser pixels, along lines too: faint somas and long thin dendrites
 * stand out of noise only where many pixels are added up.
 *
 * <p>Memory: two bytes a pixel and bin ({@link DetectorParameters#memoryMb()}), however long the recording.
 */
public final class RoiDetector {

	/** Fewer cannot tell activity from noise and baseline. */
	private static final int LEAST_FRAMES = 32;
	/** Faint structures are looked for in pixels of at least this size, about a dendrite's width, µm. */
	private static final double COARSE_UM = 1.3;
	/** Neuropil is told over this distance to each side, µm. */
	private static final double BACKGROUND_UM = 20;

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
		final List<Footprint> found = new Pursuit(movie, um, false, parameters, "ROIs").run(progress);
		final StructureCriteria criteria = new StructureCriteria(movie, um);
		final List<Footprint> doubtful = found.stream().filter(f -> !criteria.areMetBy(f)).toList();
		for (final Footprint f : doubtful) f.add(movie, 1);
		found.removeAll(doubtful);
		int factor = 1;
		while (factor * um < COARSE_UM) factor *= 2;
		found.addAll(faint(movie, um, factor, progress));
		Echoes.remove(movie, found);
		final int all = found.size();
		final int[] checked = new int[1];
		found.removeIf(f -> {
			progress.update("Checking ROIs", ++checked[0], all);
			return !criteria.areMetBy(f);
		});
		return found;
	}

	/** What pixels of so many times the edge show besides; taken out of the movie. */
	private List<Footprint> faint(final BinnedMovie movie, final double um, final int factor, final Progress progress) throws IOException {
		final BinnedMovie coarse = factor == 1 ? movie : movie.coarser(factor, parameters.threads());
		final List<Footprint> faint = new Pursuit(coarse, um * factor, true, parameters, "faint ROIs").run(progress);
		if (factor == 1) return faint;
		final StructureCriteria criteria = new StructureCriteria(coarse, um * factor);
		final List<Footprint> fine = new ArrayList<>();
		for (final Footprint f : faint) {
			if (!criteria.hasEdge(f)) continue;
			fine.add(finer(movie, coarse, factor, f));
			fine.get(fine.size() - 1).add(movie, -1);
		}
		return fine;
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
