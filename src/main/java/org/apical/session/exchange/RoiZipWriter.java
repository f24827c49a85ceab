package org.apical.session.exchange;

import java.io.IOException;

import org.apical.session.ResultFolder;
import org.apical.session.RoiZip;
import org.scijava.plugin.Plugin;

/** An ImageJ ROI set, {@code rois.zip}, as {@link RoiZip} describes it. */
@Plugin(type = ExchangeWriter.class, name = "rois")
public final class RoiZipWriter implements ExchangeWriter {

	@Override
	public void write(final TracedRois rois, final SessionDescription about, final ResultFolder folder) throws IOException {
		RoiZip.write(folder.stage("rois.zip"), rois.rois());
	}
}
