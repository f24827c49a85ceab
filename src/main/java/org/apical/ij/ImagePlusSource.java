package org.apical.ij;

import ij.ImagePlus;
import ij.WindowManager;

import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;

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

	private Supplier<ImagePlus> image;

	/** The image whose title is set, or the active one. */
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
		if (image == null) image = title == null ? WindowManager::getCurrentImage : () -> WindowManager.getImage(title);
		final Watch watch = settings.choice("watch", Watch.AUTO);
		final PictureWatch picture = new PictureWatch(image, intake());
		final SliceWatch slices = new SliceWatch(image, intake());
		return switch (watch) {
			case PICTURE -> picture;
			case SLICES -> slices;
			default -> into -> {
				final ImagePlus seen = image.get();
				return (seen != null && seen.getStackSize() > 1 ? slices : picture).look(into);
			};
		};
	}
}
