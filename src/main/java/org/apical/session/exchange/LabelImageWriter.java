package org.apical.session.exchange;

import java.io.IOException;

import org.apical.roi.LabelImage;
import org.apical.session.ResultFolder;
import org.scijava.plugin.Plugin;

/** A label image, {@code labels.tif}, as {@link LabelImage} describes it. */
@Plugin(type = ExchangeWriter.class, name = "labels")
public final class LabelImageWriter implements ExchangeWriter {

	@Override
	public void write(final TracedRois rois, final SessionDescription about, final ResultFolder folder) throws IOException {
		LabelImage.write(folder.stage("labels.tif"), rois.rois(), rois.width(), rois.height(), rois.planes());
	}
}
