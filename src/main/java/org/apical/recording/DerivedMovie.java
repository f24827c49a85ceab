package org.apical.recording;

/**
 * A movie made frame by frame from another one and like it in size, length, pixel type and timing. Only the pixels are
 * left to say, by {@link #read}.
 */
public abstract class DerivedMovie implements Movie {

	private final Movie source;

	/** @param source the movie that this one is made from */
	protected DerivedMovie(final Movie source) {
		this.source = source;
	}

	@Override
	public int width() {
		return source.width();
	}

	@Override
	public int height() {
		return source.height();
	}

	@Override
	public int frames() {
		return source.frames();
	}

	@Override
	public PixelType pixelType() {
		return source.pixelType();
	}

	@Override
	public Sampling sampling() {
		return source.sampling();
	}

	@Override
	public double timeSeconds(final int frame) {
		return source.timeSeconds(frame);
	}
}
