package org.apical.session;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;

import org.apical.roi.Roi;

/**
 * {@code rois.csv}: one line an ROI. Planes count from 1, as in file names; what is not known is an empty cell.
 */
final class RoisTable {

	private RoisTable() {}

	/**
	 * @param pixelUm edge of a pixel, µm; NaN where it is not known
	 * @param motionShare share of each trace's variance that the motion explains; null before traces were read
	 */
	static void write(final Path file, final List<Roi> rois, final double pixelUm, final double[] motionShare) throws IOException {
		final TableWriter table = new TableWriter("label", "kind", "kind_probability", "neuron", "plane", "y_px", "x_px", "area_px", "area_um2",
			"snr", "motion_share");
		for (int i = 0; i < rois.size(); i++) {
			final Roi r = rois.get(i);
			final OptionalInt neuron = r.neuron();
			table.add(r.label(), r.compartment().word(), rounded(r.probability(r.compartment())), neuron.isPresent() ? neuron.getAsInt()
				: null, r.plane() + 1, rounded(r.centerY()), rounded(r.centerX()), r.size(), rounded(r.size() * pixelUm * pixelUm), rounded(r
					.snr()), motionShare == null ? Double.NaN : rounded(motionShare[i]));
		}
		table.write(file);
	}

	private static double rounded(final double value) {
		return Double.isNaN(value) ? value : Math.round(value * 1e4) / 1e4;
	}
}
