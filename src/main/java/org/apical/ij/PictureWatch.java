package org.apical.ij;

import ij.ImagePlus;
import ij.process.ImageProcessor;

import java.util.function.Supplier;

import org.apical.online.source.Arrival;
import org.apical.online.source.LiveFrame;
import org.apical.online.source.SourceException;

/**
 * A picture that is overwritten again and again. It is taken once it has changed and then been the same at two looks, since
 * nothing tells when its writer is done; ImageJ's own listeners hear of an update late and only where there is a window.
 */
final class PictureWatch {

	private final LivePixels live;
	private long taken;
	private long seen;

	PictureWatch(final Supplier<ImagePlus> image, final LivePixels live) {
		this.live = live;
		final ImagePlus there = image.get();
		final ImageProcessor shown = there == null ? null : there.getProcessor();
		taken = shown == null ? 0 : LivePixels.fingerprint(shown.getPixels());
	}

	/** Looks for a frame in the picture as it is now. */
	Arrival look(final ImagePlus watched, final LiveFrame into) throws SourceException {
		final ImageProcessor shown = watched.getProcessor();
		final Object pixels = shown == null ? null : shown.getPixels();
		if (pixels == null) return Arrival.NOTHING;
		final long now = LivePixels.fingerprint(pixels);
		final boolean settled = now == seen;
		seen = now;
		if (now == taken || !settled) return Arrival.NOTHING;
		taken = now;
		return live.take(watched, pixels, shown.getWidth(), shown.getHeight(), into);
	}
}
