package org.apical.ij;

import ij.ImagePlus;

import java.util.function.Supplier;

import org.apical.online.source.Arrival;
import org.apical.online.source.Intake;
import org.apical.online.source.LiveFrame;
import org.apical.online.source.PolledFrames;
import org.apical.online.source.SourceException;

/** A stack to which slices are added; each is a frame, in ImageJ's order of channels, then planes. */
final class SliceWatch implements PolledFrames {

	private final Supplier<ImagePlus> image;
	private final Intake intake;
	private ImagePlus watched;
	private int taken;
	private long number;

	SliceWatch(final Supplier<ImagePlus> image, final Intake intake) {
		this.image = image;
		this.intake = intake;
		watched = image.get();
		if (watched != null && watched.getStackSize() > 1) taken = watched.getStackSize();
	}

	@Override
	public Arrival look(final LiveFrame into) throws SourceException {
		final ImagePlus now = image.get();
		if (now == null) return Arrival.NOTHING;
		if (now != watched || now.getStackSize() < taken) taken = 0;
		watched = now;
		if (now.getStackSize() <= taken) return Arrival.NOTHING;
		final Object pixels = now.getStack().getPixels(taken + 1);
		if (pixels == null) return Arrival.NOTHING;
		taken++;
		return LivePixels.take(now, pixels, number++, intake, into) ? Arrival.FRAME : Arrival.NOTHING;
	}
}
