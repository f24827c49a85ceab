package org.apical.simulate;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;

/** Draws parts of neurons with soft edges (the point spread) onto a canvas; brightness 1 inside. */
final class Shapes {

	/** A drawn shape: canvas indices and the light at each. */
	record Drawn(int[] pixels, float[] weights) {

		static final Drawn NOTHING = new Drawn(new int[0], new float[0]);
	}

	private interface Profile {
		double at(double y, double x);
	}

	private final int width;
	private final int height;
	private final double blur;

	/** @param blur standard deviation of the soft edge, px */
	Shapes(final int width, final int height, final double blur) {
		this.width = width;
		this.height = height;
		this.blur = blur;
	}

	/** A cell body: slightly elongated and irregular, with a nucleus that holds little indicator. */
	Drawn soma(final double y, final double x, final double radius, final SplittableRandom random) {
		final double long_ = 0.04 + 0.10 * random.nextDouble(), longAt = random.nextDouble(Math.PI);
		final double drop = 0.08 * random.nextDouble(), dropAt = random.nextDouble(2 * Math.PI);
		final double nucleus = radius * (0.5 + 0.12 * random.nextDouble());
		final double ny = y + 0.12 * radius * (2 * random.nextDouble() - 1), nx = x + 0.12 * radius * (2 * random.nextDouble() - 1);
		final double depth = 0.6 + 0.3 * random.nextDouble();
		final double bright = 0.3 * random.nextDouble(), brightAt = random.nextDouble(2 * Math.PI);
		return draw(y, x, 1.25 * radius, (py, px) -> {
			final double angle = Math.atan2(py - y, px - x);
			final double edge = radius * (1 + long_ * Math.cos(2 * (angle - longAt)) + drop * Math.cos(3 * (angle - dropAt)));
			final double body = inside(Math.hypot(py - y, px - x) - edge);
			final double hole = inside(Math.hypot(py - ny, px - nx) - nucleus);
			return body * (1 - depth * hole) * (1 + bright * Math.cos(angle - brightAt));
		});
	}

	/** A round or slightly oval disc. */
	Drawn disc(final double y, final double x, final double radius, final SplittableRandom random) {
		final double oval = 0.12 * random.nextDouble(), at = random.nextDouble(Math.PI);
		return draw(y, x, 1.2 * radius, (py, px) -> inside(Math.hypot(py - y, px - x) - radius * (1 + oval * Math.cos(2 * (Math
			.atan2(py - y, px - x) - at)))));
	}

	/**
	 * A curved tube of even width whose brightness varies gently along it.
	 *
	 * @param y its middle
	 * @param bend standard deviation of the change of direction from one pixel of length to the next, radians
	 */
	Drawn tube(final double y, final double x, final double length, final double tubeWidth, final double bend,
		final SplittableRandom random)
	{
		final int steps = Math.max(2, (int) Math.round(length));
		final double[] py = new double[steps], px = new double[steps];
		double heading = random.nextDouble(2 * Math.PI), turn = 0;
		double atY = 0, atX = 0, meanY = 0, meanX = 0;
		for (int i = 0; i < steps; i++) {
			py[i] = atY;
			px[i] = atX;
			meanY += atY / steps;
			meanX += atX / steps;
			// the turn itself wanders slowly, so the tube sweeps in arcs and does not shake
			turn = 0.9 * turn + 0.44 * bend * random.nextGaussian();
			heading += turn;
			atY += Math.sin(heading);
			atX += Math.cos(heading);
		}
		for (int i = 0; i < steps; i++) {
			py[i] += y - meanY;
			px[i] += x - meanX;
		}
		return drawTube(py, px, tubeWidth / 2, random.nextDouble(2 * Math.PI), 0.15 + 0.1 * random.nextDouble());
	}

	private Drawn drawTube(final double[] py, final double[] px, final double radius, final double beadsAt, final double beads) {
		final double reach = radius + 3 * blur + 1;
		final int top = limit(Math.floor(Arrays.stream(py).min().getAsDouble() - reach), height);
		final int bottom = limit(Math.ceil(Arrays.stream(py).max().getAsDouble() + reach) + 1, height);
		final int left = limit(Math.floor(Arrays.stream(px).min().getAsDouble() - reach), width);
		final int right = limit(Math.ceil(Arrays.stream(px).max().getAsDouble() + reach) + 1, width);
		final int columns = right - left;
		if (columns <= 0 || bottom <= top) return Drawn.NOTHING;
		final double[] distance = new double[columns * (bottom - top)];
		final int[] nearest = new int[distance.length];
		Arrays.fill(distance, Double.MAX_VALUE);
		for (int i = 0; i < py.length; i++) {
			for (int r = Math.max(top, (int) (py[i] - reach)); r < Math.min(bottom, py[i] + reach); r++) {
				for (int c = Math.max(left, (int) (px[i] - reach)); c < Math.min(right, px[i] + reach); c++) {
					final double d = Math.hypot(r - py[i], c - px[i]);
					final int k = (r - top) * columns + c - left;
					if (d >= distance[k]) continue;
					distance[k] = d;
					nearest[k] = i;
				}
			}
		}
		return collect(top, bottom, left, right, k -> distance[k] == Double.MAX_VALUE ? 0 : (inside(distance[k] - radius) - inside(
			distance[k] + radius)) * (1 + beads * Math.sin(0.35 * nearest[k] + beadsAt)));
	}

	private Drawn draw(final double y, final double x, final double radius, final Profile profile) {
		final double reach = radius + 3 * blur + 1;
		final int top = limit(Math.floor(y - reach), height), bottom = limit(Math.ceil(y + reach) + 1, height);
		final int left = limit(Math.floor(x - reach), width), right = limit(Math.ceil(x + reach) + 1, width);
		if (right <= left || bottom <= top) return Drawn.NOTHING;
		final int columns = right - left;
		return collect(top, bottom, left, right, k -> profile.at(top + k / columns, left + k % columns));
	}

	private Drawn collect(final int top, final int bottom, final int left, final int right,
		final IntToDoubleFunction light)
	{
		final int columns = right - left;
		final int[] pixels = new int[columns * (bottom - top)];
		final float[] weights = new float[pixels.length];
		int n = 0;
		for (int k = 0; k < pixels.length; k++) {
			final double v = light.applyAsDouble(k);
			if (v < 1e-3) continue;
			pixels[n] = (top + k / columns) * width + left + k % columns;
			weights[n++] = (float) v;
		}
		return new Drawn(Arrays.copyOf(pixels, n), Arrays.copyOf(weights, n));
	}

	/** A step that falls from 1 to 0 at distance 0, blurred by the point spread (logistic for the normal integral). */
	private double inside(final double distance) {
		return 1 / (1 + Math.exp(1.702 * distance / blur));
	}

	private static int limit(final double v, final int end) {
		return (int) Math.max(0, Math.min(end, v));
	}
}
