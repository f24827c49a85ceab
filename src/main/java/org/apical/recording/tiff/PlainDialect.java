package org.apical.recording.tiff;

import java.io.IOException;

import org.apical.recording.Interleaving;
import org.apical.recording.Sampling;

/** Baseline TIFF: nothing but a resolution. */
final class PlainDialect implements TiffDialect {

	/** Printers' resolutions, such as 72 dpi, say nothing about a specimen. */
	private static final double LARGEST_PIXEL_UM = 50;

	@Override
	public TiffMetadata read(final TiffFile file, final TiffDirectory first) throws IOException {
		return TiffMetadata.of(Interleaving.NONE, sampling(first));
	}

	/** Pixel size by the resolution, where that is believable. */
	static Sampling sampling(final TiffDirectory first) throws IOException {
		final double unit = switch ((int) first.integer(Tag.RESOLUTION_UNIT, 2)) {
			case 2 -> Units.micrometres("inch");
			case 3 -> Units.micrometres("cm");
			default -> Double.NaN;
		};
		final double width = unit * first.pixelSize(Tag.X_RESOLUTION);
		final double height = unit * first.pixelSize(Tag.Y_RESOLUTION);
		final boolean believable = width <= LARGEST_PIXEL_UM && height <= LARGEST_PIXEL_UM;
		return believable ? TiffMetadata.sampling(Double.NaN, width, height) : Sampling.UNKNOWN;
	}
}
