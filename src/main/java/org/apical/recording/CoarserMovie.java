package org.apical.recording;

import java.io.IOException;

/**
 * A movie of larger pixels, each the mean over a square of the source's. What is left over at the right and lower edges is
 * left out.
 */
public final class CoarserMovie extends DerivedMovie {

	private final Movie source;
	private final int edge;

	/** @param edge of the squares, px of the source */
	public CoarserMovie(final Movie source, final int edge) {
		super(source);
		if (edge < 1 || edge > Math.min(source.width(), source.height())) throw new IllegalArgumentException("Squares of " + edge +
			" px do not fit into " + source.width() + " x " + source.height());
		this.source = source;
		this.edge = edge;
	}

	@Override
	public int width() {
		return source.width() / edge;
	}

	@Override
	public int height() {
		return source.height() / edge;
	}

	@Override
	public Sampling sampling() {
		final Sampling s = source.sampling();
		return new Sampling(s.rateHz(), edge * s.pixelWidthUm(), edge * s.pixelHeightUm());
	}

	@Override
	public void read(final int frame, final float[] into) throws IOException {
		final float[] fine = new float[source.pixels()];
		source.read(frame, fine);
		for (int y = 0; y < height(); y++) for (int x = 0; x < width(); x++) {
			float sum = 0;
			for (int v = 0; v < edge; v++) for (int u = 0; u < edge; u++) sum += fine[(y * edge + v) * source.width() + x * edge + u];
			into[y * width() + x] = sum / (edge * edge);
		}
	}
}
