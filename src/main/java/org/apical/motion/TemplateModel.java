package org.apical.motion;

import java.io.Serializable;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * A template made ready for estimation: denoised, halved into a {@link Pyramid}, its informative pixels chosen on every
 * level. Immutable, shared by all estimators and threads. Only what it is made from travels to another machine; there it is
 * made again.
 */
public final class TemplateModel implements Serializable {

	private static final long serialVersionUID = 1;

	/**
	 * The smallest side of the level on which frames are searched is at least this, px: coarse enough for fast transforms,
	 * fine enough for somas.
	 */
	static final int SEARCHED_SIDE = 96;

	/** The same of the coarsest level, from which large deformations are followed down. */
	private static final int COARSEST_SIDE = 24;

	/** Pixels that hold the rest of the information are many and tell little. */
	private static final double SHARE_OF_INFORMATION = 0.995;

	/** On the way down to the full size fewer will do. */
	private static final double SHARE_ABOVE = 0.85;

	/** Share of a frame's pixels, and their number in a small one, beyond which the rest would cost most of the time. */
	private static final double MOST_OF_FRAME = 0.2;
	private static final int ALWAYS_AFFORDED = 80_000;

	/** From so near a displacement, in pixels of the level, the likelihood is climbed to its top. */
	private static final int LIKE_ITSELF = 2;

	/** So many pixels tell a correlation to two percent. */
	private static final int LIKENESS_PIXELS = 2000;

	/** Of the noise on which is seen how much of it denoising leaves; any will do. */
	private static final long SEED = 1;

	private final Template template;
	private final NoiseModel noise;
	private final int frames;
	private final double maxShiftPx;
	private final Shift origin;
	private final float[] excess;
	private final transient float[] denoised;
	private final transient InformativePixels[] levels;
	private final transient CellMoments[] moments;
	private final transient CoarseCorrelator coarse;
	private final transient CoarseCorrelator bandwise;
	private final transient int searchLevel;
	private final transient float[] searched;
	/** NaN until it is asked for: it takes as long as all else here together. */
	private transient double likeness = Double.NaN;

	/**
	 * @param template NaN where it is unknown
	 * @param noise of single frames
	 * @param frames number of frames that were averaged into the template, or 0 where that is not known
	 * @param maxShiftPx largest displacement to be found, px
	 */
	public TemplateModel(final Template template, final NoiseModel noise, final int frames, final double maxShiftPx) {
		this(template, noise, new float[template.pixels().length], frames, maxShiftPx, new Shift(0, 0, 0));
	}

	/**
	 * @param excess variance of each pixel beside the noise
	 * @param origin where the template stands from the origin of the displacements; a fraction of a pixel
	 */
	TemplateModel(final Template template, final NoiseModel noise, final float[] excess, final int frames, final double maxShiftPx,
		final Shift origin)
	{
		this.excess = excess;
		this.template = template;
		this.noise = noise;
		this.frames = frames;
		this.maxShiftPx = maxShiftPx;
		this.origin = origin;
		final WaveletDenoiser.Noisy clean = denoise(template, noise, frames);
		denoised = clean.image();
		final int n = Pyramid.levelsFor(template.width(), template.height(), COARSEST_SIDE);
		levels = new InformativePixels[n];
		final Pyramid pyramid = new Pyramid(template.width(), template.height(), n);
		pyramid.fill(denoised);
		final Pyramid residue = new Pyramid(template.width(), template.height(), n);
		residue.fill(clean.noise());
		final Pyramid variance = new Pyramid(template.width(), template.height(), n);
		variance.fill(excess);
		searchLevel = Pyramid.levelsFor(template.width(), template.height(), SEARCHED_SIDE) - 1;
		moments = new CellMoments[searchLevel + 1];
		NoiseModel level = noise;
		CoarseCorrelator search = null;
		CoarseCorrelator bands = null;
		for (int l = 0; l < n; l++) {
			final int w = pyramid.width[l];
			final int h = pyramid.height[l];
			levels[l] = new InformativePixels(pyramid.level(l), residue.level(l), w, h, level, variance.level(l), l == 0 ? SHARE_OF_INFORMATION : SHARE_ABOVE, Math.max(
				ALWAYS_AFFORDED, (int) (MOST_OF_FRAME * w * h)));
			if (l <= searchLevel) moments[l] = CellMoments.whole(levels[l]);
			if (l == bandLevel()) bands = new CoarseCorrelator(pyramid.level(l), w, h, level, (int) Math.ceil(maxShiftPx / (1 << l)) + 1);
			if (l == searchLevel) search = new CoarseCorrelator(pyramid.level(l), w, h, level, (int) Math.ceil(maxShiftPx / (1 <<
				l)) + 1);
			level = new NoiseModel(level.gain() / 4, level.readVariance() / 4, level.floor() / 4);
		}
		coarse = search;
		bandwise = bands;
		searched = pyramid.level(searchLevel);
	}

	/** @param reach largest displacement of the level, px */
	private static double likeness(final InformativePixels all, final float[] template, final int reach) {
		final int step = Math.max(1, all.size() / LIKENESS_PIXELS);
		final CellMatch match = new CellMatch(CellMoments.whole(all.inOrder(IntStream.range(0, all.size() / step).map(i -> i * step)
			.toArray())));
		final LevelPixels image = new LevelPixels().of(template, all.width, all.height);
		double highest = 0;
		for (int dy = -reach; dy <= reach; dy++) for (int dx = -reach; dx <= reach; dx++) {
			if (Math.abs(dy) <= LIKE_ITSELF && Math.abs(dx) <= LIKE_ITSELF || !match.evaluate(0, dy, dx, image)) continue;
			highest = Math.max(highest, match.correlation());
		}
		return highest;
	}

	private Object readResolve() {
		return new TemplateModel(template, noise, excess, frames, maxShiftPx, origin);
	}

	/** The template without its noise, NaN where it is unknown, and noise like that which is left in it. */
	private static WaveletDenoiser.Noisy denoise(final Template template, final NoiseModel noise, final int frames) {
		final float[] filled = InformativePixels.withoutNaN(template.pixels());
		final float[] smooth = WaveletDenoiser.convolve(filled, template.width(), template.height(), 1);
		final float[] sigma = new float[filled.length];
		for (int i = 0; i < sigma.length; i++) sigma[i] = (float) Math.sqrt(noise.variance(smooth[i]));
		final double found = WaveletDenoiser.noiseFactor(filled, sigma, template.width(), template.height());
		final double factor = frames > 0 ? Math.min(found, 1 / Math.sqrt(frames)) : found;
		final float[] alone = new float[sigma.length];
		final Random random = new Random(SEED);
		for (int i = 0; i < sigma.length; i++) {
			sigma[i] *= (float) factor;
			alone[i] = (float) (sigma[i] * random.nextGaussian());
		}
		final WaveletDenoiser.Noisy result = WaveletDenoiser.denoise(new WaveletDenoiser.Noisy(filled, alone), sigma, template.width(), template
			.height());
		for (int i = 0; i < sigma.length; i++) if (Float.isNaN(template.pixels()[i])) result.image()[i] = Float.NaN;
		return result;
	}

	public Template template() {
		return template;
	}

	public NoiseModel noise() {
		return noise;
	}

	/** Added to what is found against this template. */
	Shift origin() {
		return origin;
	}

	public int width() {
		return template.width();
	}

	public int height() {
		return template.height();
	}

	/** The template without its noise, row by row; NaN where it is unknown. */
	float[] denoised() {
		return denoised;
	}

	/**
	 * How much the template at rest correlates with itself displaced by more than {@link #LIKE_ITSELF} pixels, at the most, on the
	 * level on which frames are searched. A frame that correlates more with the template at rest stands there. 1, which no frame
	 * exceeds, where frames are so small that searching them takes no time.
	 */
	synchronized double likeness() {
		if (Double.isNaN(likeness)) likeness = searchLevel == 0 ? 1 : likeness(levels[searchLevel], searched, (int) Math.ceil(maxShiftPx / (1 <<
			searchLevel)) + LIKE_ITSELF);
		return likeness;
	}

	/** The level on which frames are searched over all displacements. */
	int searchLevel() {
		return searchLevel;
	}

	int levels() {
		return levels.length;
	}

	/** @param level 0 for full size, each further one half as large */
	InformativePixels level(final int level) {
		return levels[level];
	}

	/** @param level of those from the full size to {@link #searchLevel} */
	CellMoments moments(final int level) {
		return moments[level];
	}

	/** A correlator of its own for one thread, on the search level. */
	CoarseCorrelator correlator() {
		return coarse.fork();
	}

	/** The level on which bands of rows are searched: one coarser, since they may stand far from where the frame is found. */
	int bandLevel() {
		return Math.min(levels.length - 1, searchLevel + 1);
	}

	/** A correlator of its own for one thread, on the {@link #bandLevel}. */
	CoarseCorrelator bandCorrelator() {
		return bandwise.fork();
	}
}
