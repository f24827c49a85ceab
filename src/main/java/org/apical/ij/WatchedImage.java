package org.apical.ij;

import ij.ImagePlus;
import ij.WindowManager;

import java.util.function.Supplier;

import org.apical.online.source.Intake;

/**
 * The one image whose pictures are frames. A person may click on others, close its window and open it again: what is active is
 * not followed, and where the image is gone, one that bears its title takes its place. For one thread.
 */
final class WatchedImage implements Supplier<ImagePlus> {

	private final Supplier<ImagePlus> where;
	private final Intake intake;
	private ImagePlus last;
	private boolean gone;

	/** @param where it is; null as long as it is not there */
	WatchedImage(final Supplier<ImagePlus> where, final Intake intake) {
		this.where = where;
		this.intake = intake;
	}

	/** The image of a title. */
	static Supplier<ImagePlus> titled(final String title) {
		return () -> WindowManager.getImage(title);
	}

	/** The image that is active when one is first looked for. */
	static Supplier<ImagePlus> active() {
		return new Supplier<>() {

			private ImagePlus held;

			@Override
			public ImagePlus get() {
				if (held == null) held = WindowManager.getCurrentImage();
				if (held == null || WindowManager.getImage(held.getID()) != null) return held;
				final ImagePlus again = WindowManager.getImage(held.getTitle());
				if (again != null) held = again;
				return again;
			}
		};
	}

	/** The image; null where it is not there yet, or not any more. */
	@Override
	public ImagePlus get() {
		final ImagePlus now = where.get();
		if (now == null && last != null && !gone) intake.tell(last.getTitle() + " has been closed; waiting for an image of this title");
		if (now != null && gone) intake.tally().reconnect();
		gone = now == null && last != null;
		if (now != null) last = now;
		return now;
	}
}
