package org.apical.recording;

import java.io.IOException;

/** Some consecutive frames of a movie, counted from 0 again; they are read when asked for. */
public final class FrameRange extends DerivedMovie {

	private final Movie movie;
	private final int first;
	private final int frames;

	/**
	 * @param first its first frame, from 0
	 * @throws IndexOutOfBoundsException where the movie has not that many frames
	 */
	public FrameRange(final Movie movie, final int first, final int frames) {
		super(movie);
		if (first < 0 || frames < 0 || first > movie.frames() - frames) throw new IndexOutOfBoundsException("Frames " + first + " to " + (first +
			(long) frames) + " of " + movie.frames());
		this.movie = movie;
		this.first = first;
		this.frames = frames;
	}

	/**
	 * The frames about one of them, fewer on one side where the movie begins or ends there.
	 *
	 * @param most how many there are to be; all where the movie is shorter
	 */
	public static FrameRange around(final Movie movie, final int frame, final int most) {
		final int n = Math.min(most, movie.frames());
		return new FrameRange(movie, Math.max(0, Math.min(frame - n / 2, movie.frames() - n)), n);
	}

	/** Number of the first frame in the whole movie, from 0. */
	public int first() {
		return first;
	}

	@Override
	public int frames() {
		return frames;
	}

	@Override
	public double timeSeconds(final int frame) {
		return movie.timeSeconds(first + frame);
	}

	@Override
	public void read(final int frame, final float[] into) throws IOException {
		if (frame < 0 || frame >= frames) throw new IndexOutOfBoundsException("Frame " + frame + " of " + frames);
		movie.read(first + frame, into);
	}
}
