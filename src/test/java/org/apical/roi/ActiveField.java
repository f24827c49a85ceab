package org.apical.roi;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

import org.apical.recording.Movie;
import org.apical.recording.PixelType;
import org.apical.recording.Sampling;

/** A still field of firing somas (rings), trunks (discs) and dendrites (curves) under photon noise, with its truth. */
public final class ActiveField implements Movie {

	/** One structure: its light over the field, its relative activity a frame and what it is. */
	public record Part(Compartment kind, int neuron, float[] light, float[] activity) {}

	private static final double BLUR = 0.9;

	private final int size;
	private final int frames;
	private final double rate;
	private final double photons;
	private final long seed;
	private final float[] ground;
	private final float[] neuropil;
	public final List<Part> parts = new ArrayList<>();
	private final Random random;

	public ActiveField(final int size, final int frames, final double rate, final double photons, final long seed) {
		this.size = size;
		this.frames = frames;
		this.rate = rate;
		this.photons = photons;
		this.seed = seed;
		random = new Random(seed);
		ground = new float[size * size];
		for (int p = 0; p < ground.length; p++) ground[p] = (float) (1 + 0.3 * random.nextGaussian());
		final float[] smooth = Images.smooth(ground, size, size, 3);
		for (int p = 0; p < ground.length; p++) ground[p] = Math.max(0.1f, 0.6f * smooth[p] + 0.1f * ground[p]);
		neuropil = activity(2, 0.08);
	}

	/** Random parts of every kind, each of a neuron of its own. */
	public ActiveField scatter(final int somas, final int trunks, final int dendrites) {
		for (int i = 0; i < somas; i++) soma(at(), at(), 6 + 2 * random.nextDouble(), parts.size() + 1, activity(0.15, 1));
		for (int i = 0; i < trunks; i++) trunk(at(), at(), 2 + random.nextDouble(), parts.size() + 1, activity(0.15, 1));
		for (int i = 0; i < dendrites; i++) dendrite(at(), at(), random.nextDouble() * 6.28, 30 + 50 * random.nextDouble(), 1.5 +
			1.5 * random.nextDouble(), parts.size() + 1, activity(0.15, 1));
		return this;
	}

	private double at() {
		return size * (0.04 + 0.92 * random.nextDouble());
	}

	/** Transients at random times: sharp rise, decay of 0.7 s, sizes that vary. */
	public float[] activity(final double perSecond, final double peak) {
		final float[] a = new float[frames];
		double level = 0;
		for (int t = 0; t < frames; t++) {
			level *= Math.exp(-1 / (0.7 * rate));
			if (random.nextDouble() < perSecond / rate) level += peak * (0.4 + 1.2 * random.nextDouble());
			a[t] = (float) level;
		}
		return a;
	}

	public void soma(final double y, final double x, final double r, final int neuron, final float[] activity) {
		final float[] light = new float[size * size];
		for (int p = 0; p < light.length; p++) {
			final double d = Math.hypot(p / size - y, p % size - x);
			light[p] = (float) (1.5 * step(d - r) * (1 - 0.7 * step(d - 0.55 * r)));
		}
		add(Compartment.SOMA, neuron, light, activity);
	}

	public void trunk(final double y, final double x, final double r, final int neuron, final float[] activity) {
		final float[] light = new float[size * size];
		for (int p = 0; p < light.length; p++) light[p] = (float) (1.8 * step(Math.hypot(p / size - y, p % size - x) - r));
		add(Compartment.TRUNK, neuron, light, activity);
	}

	public void dendrite(final double y, final double x, final double heading, final double length, final double width,
		final int neuron, final float[] activity)
	{
		final float[] light = new float[size * size];
		final double[] distance = new double[light.length];
		Arrays.fill(distance, 99);
		double angle = heading;
		double turn = 0;
		double v = y - Math.sin(heading) * length / 2;
		double u = x - Math.cos(heading) * length / 2;
		for (int i = 0; i < length; i++) {
			for (int p = 0; p < light.length; p++) {
				if (Math.abs(p / size - v) > 6 || Math.abs(p % size - u) > 6) continue;
				distance[p] = Math.min(distance[p], Math.hypot(p / size - v, p % size - u));
			}
			turn = 0.9 * turn + 0.026 * random.nextGaussian();
			angle += turn;
			v += Math.sin(angle);
			u += Math.cos(angle);
		}
		for (int p = 0; p < light.length; p++) light[p] = (float) (1.6 * (step(distance[p] - width / 2) - step(distance[p] + width /
			2)));
		add(Compartment.DENDRITE, neuron, light, activity);
	}

	private void add(final Compartment kind, final int neuron, final float[] light, final float[] activity) {
		for (int p = 0; p < light.length; p++) light[p] = Math.max(0, light[p]);
		final Part part = new Part(kind, neuron, light, activity);
		if (truth(part).length >= 10) parts.add(part);
	}

	private static double step(final double distance) {
		return 1 / (1 + Math.exp(1.702 * distance / BLUR));
	}

	/** A part's true pixels: more than a third of its brightest light. */
	public int[] truth(final Part part) {
		float most = 0;
		for (final float l : part.light) most = Math.max(most, l);
		final float least = most / 3;
		return IntStream.range(0, part.light.length).filter(p -> part.light[p] > least).toArray();
	}

	@Override
	public int width() {
		return size;
	}

	@Override
	public int height() {
		return size;
	}

	@Override
	public int frames() {
		return frames;
	}

	@Override
	public PixelType pixelType() {
		return PixelType.UINT16;
	}

	@Override
	public Sampling sampling() {
		return new Sampling(rate, 1, 1);
	}

	@Override
	public void read(final int frame, final float[] into) {
		final SplittableRandom noise = new SplittableRandom(seed * 1_000_003 + frame);
		for (int p = 0; p < into.length; p++) into[p] = ground[p] * (1 + neuropil[frame]);
		for (final Part part : parts) {
			final float a = 1 + part.activity[frame];
			for (int p = 0; p < into.length; p++) into[p] += a * part.light[p];
		}
		// Photon noise as a normal of the same variance: close enough from one photon on, and fast.
		for (int p = 0; p < into.length; p++) {
			final double mean = photons * into[p];
			into[p] = Math.max(0, Math.round(20 * (mean + Math.sqrt(mean) * noise.nextGaussian()) + 100));
		}
	}
}
