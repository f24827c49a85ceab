package org.apical.ij;

import ij.ImagePlus;

import java.util.function.Supplier;

import org.apical.online.source.Arrival;
import org.apical.online.source.Intake;
import org.apical.online.source.LiveFrame;
import org.apical.online.source.PolledFrames;
import org.apical.online.source.SourceException;

/**
 * A picture that is overwritten again and again. It is taken once it has changed and then been the same at two looks, since
 * nothing tells when its writer is done; ImageJ's own listeners hear of an update late and only where there is a window.
 */
final class PictureWatch implements PolledFrames {

	private final Supplier<ImagePlus> image;
	private final Intake intake;
	private long taken;
	private long seen;
	private long number;

	PictureWatch(final Supplier<ImagePlus> image, final Intake intake) {
		this.image = image;
		this.intake = intake;
		final ImagePlus there = image.get();
		taken = there == null ? 0 : LivePixels.fingerprint(there.getProcessor().getPixels());
	}

	@Override
	public Arrival look(final LiveFrame into) throws SourceException {
		final ImagePlus watched = image.get();
		if (watched == null || watched.getProcessor() == null) return Arrival.NOTHING;
		final Object pixels = watched.getProcessor().getPixels();
		final long now = LivePixels.fingerprint(pixels);
		final boolean settled = now == seen;
		seen = now;
		if (now == taken || !settled) return Arrival.NOTHING;
		taken = now;
		final boolean whole = LivePixels.take(watched, pixels, number++, intake, into);
		return whole ? Arrival.FRAME : Arrival.NOTHING;
	}
}
