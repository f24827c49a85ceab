package org.apical.ij;

import ij.ImagePlus;
import ij.WindowManager;

import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;

import org.apical.online.source.Arrival;
import org.apical.online.source.FrameSource;
import org.apical.online.source.PolledFrames;
import org.apical.online.source.PolledSource;
import org.apical.online.source.SourceSettings;
import org.scijava.plugin.Plugin;

/**
 * An image of this ImageJ that another plug-in is updating or adding slices to, such as Micro-Manager's live view. What it
 * shows when the source is opened is not taken, what it shows later is.
 */
@Plugin(type = FrameSource.class, name = "imageplus")
public final class ImagePlusSource extends PolledSource {

	private enum Watch {
		/** New slices where there is a stack, else the picture. */
		AUTO, SLICES, PICTURE
	}

	/** Null where the settings say which. */
	private final Supplier<ImagePlus> image;

	/** The image whose title is set, or the one that is active at the beginning. */
	public ImagePlusSource() {
		this(null);
	}

	/** @param image the one to watch, null as long as there is none */
	public ImagePlusSource(final Supplier<ImagePlus> image) {
		super("imageplus", List.of("title", "watch"), 1000);
		this.image = image;
	}

	@Override
	protected PolledFrames frames(final SourceSettings settings) throws IOException {
		final String title = settings.text("title", null);
		final Supplier<ImagePlus> where = image != null ? image : title == null ? WatchedImage.active() : WatchedImage.titled(title);
		final WatchedImage watched = new WatchedImage(where, intake());
		final Watch watch = settings.choice("watch", Watch.AUTO);
		final LivePixels pixels = new LivePixels(intake());
		final PictureWatch picture = new PictureWatch(watched, pixels);
		final SliceWatch slices = new SliceWatch(watched, pixels);
		return into -> {
			final ImagePlus seen = watched.get();
			if (seen == null) return Arrival.NOTHING;
			final boolean stack = watch == Watch.SLICES || watch == Watch.AUTO && seen.getStackSize() > 1;
			return stack ? slices.look(seen, into) : picture.look(seen, into);
		};
	}
}
