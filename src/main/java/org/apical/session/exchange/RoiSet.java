package org.apical.session.exchange;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

import org.apical.recording.RecordingException;
import org.apical.roi.LabelImage;
import org.apical.roi.Roi;
import org.apical.session.RoiZip;

/** ROIs for a movie, from whatever holds some: an ImageJ set, a label image, or a program's results. */
public final class RoiSet {

	private final ExchangeService exchange;

	public RoiSet(final ExchangeService exchange) {
		this.exchange = exchange;
	}

	/**
	 * @param width pixels in a row of the movie
	 * @param height rows of the movie
	 * @throws RecordingException where the file is none of these, or is of another field
	 */
	public List<Roi> read(final Path file, final int width, final int height) throws IOException {
		final String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
		if (name.endsWith(".zip") || name.endsWith(".roi")) return RoiZip.read(file, width, height);
		final List<Roi> rois = name.endsWith(".tif") || name.endsWith(".tiff") || name.endsWith(".png") ? LabelImage.read(file) : exchange.read(
			file).rois();
		final Roi first = rois.get(0);
		if (first.width() != width || first.height() != height) throw new RecordingException(file + ": its field has " + first.width() + " x " +
			first.height() + " px, the movie " + width + " x " + height + "; are they of one recording?");
		return rois;
	}
}
