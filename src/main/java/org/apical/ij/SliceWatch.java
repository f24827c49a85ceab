package org.apical.ij;

import ij.ImagePlus;

import java.util.function.Supplier;

import org.apical.online.source.Arrival;
import org.apical.online.source.LiveFrame;
import org.apical.online.source.SourceException;

/** A stack to which slices are added; each is a frame, in ImageJ's order of channels, then planes. */
final class SliceWatch {

	private final LivePixels live;
	private ImagePlus last;
	private int taken;

	SliceWatch(final Supplier<ImagePlus> image, final LivePixels live) {
		this.live = live;
		last = image.get();
		if (last != null) taken = last.getStackSize();
	}

	/** Looks for a slice that was not taken yet. */
	Arrival look(final ImagePlus watched, final LiveFrame into) throws SourceException {
		if (watched != last || watched.getStackSize() < taken) taken = 0;
		last = watched;
		if (watched.getStackSize() <= taken) return Arrival.NOTHING;
		final Object pixels = watched.getStack().getPixels(taken + 1);
		if (pixels == null) return Arrival.NOTHING;
		taken++;
		return live.take(watched, pixels, watched.getWidth(), watched.getHeight(), into);
	}
}
