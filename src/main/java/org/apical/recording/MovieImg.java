package org.apical.recording;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;

import net.imglib2.AbstractInterval;
import net.imglib2.Interval;
import net.imglib2.Localizable;
import net.imglib2.Point;
import net.imglib2.RandomAccess;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;

/**
 * A {@link Movie} as a three-dimensional ImgLib2 image (x, y, t), read frame by frame when asked for. A few frames stay in
 * memory. Any number of threads may use it, each with accesses of its own; values set are not kept.
 *
 * <p>A frame that cannot be read shows as an {@link UncheckedIOException} at the access.
 */
public final class MovieImg extends AbstractInterval implements RandomAccessibleInterval<FloatType> {

	private final Movie movie;
	private final Map<Integer, Frame> frames;

	/** Keeps at most 16 frames in memory. */
	public MovieImg(final Movie movie) {
		this(movie, 16);
	}

	/** @param cachedFrames how many frames at most stay in memory, besides one for each access in use */
	public MovieImg(final Movie movie, final int cachedFrames) {
		super(new long[] { movie.width(), movie.height(), movie.frames() });
		if (cachedFrames < 1) throw new IllegalArgumentException("At least 1 frame stays in memory, not " + cachedFrames);
		this.movie = movie;
		frames = new LinkedHashMap<>(16, 0.75f, true) {

			private static final long serialVersionUID = 1L;

			@Override
			protected boolean removeEldestEntry(final Map.Entry<Integer, Frame> eldest) {
				return size() > cachedFrames;
			}
		};
	}

	@Override
	public RandomAccess<FloatType> randomAccess() {
		return new Access(new Point(3));
	}

	@Override
	public RandomAccess<FloatType> randomAccess(final Interval interval) {
		return randomAccess();
	}

	@Override
	public FloatType getType() {
		return new FloatType();
	}

	private float[] pixels(final int t) {
		final Frame frame;
		synchronized (frames) {
			frame = frames.computeIfAbsent(t, Frame::new);
		}
		return frame.pixels();
	}

	/** Read once, by the first thread that asks; other frames can be read meanwhile. */
	private final class Frame {

		private final int t;
		private float[] pixels;

		Frame(final int t) {
			this.t = t;
		}

		synchronized float[] pixels() {
			if (pixels == null) {
				final float[] read = new float[movie.pixels()];
				try {
					movie.read(t, read);
				}
				catch (final IOException e) {
					throw new UncheckedIOException(e);
				}
				pixels = read;
			}
			return pixels;
		}
	}

	/** Holds on to the frame it stands on, so that moving within it asks nobody. */
	private final class Access extends Point implements RandomAccess<FloatType> {

		private final FloatType value = new FloatType();
		private final int width = movie.width();
		private float[] pixels;
		private long t = -1;

		Access(final Localizable start) {
			super(start);
		}

		@Override
		public FloatType get() {
			if (position[2] != t) {
				pixels = pixels((int) position[2]);
				t = position[2];
			}
			value.set(pixels[(int) position[1] * width + (int) position[0]]);
			return value;
		}

		@Override
		public FloatType getType() {
			return value;
		}

		@Override
		public Access copy() {
			return new Access(this);
		}
	}
}
