package org.apical.ij;

import ij.IJ;
import ij.plugin.PlugIn;

import org.apical.session.RunRecord;

/** What {@code Help>About Plugins} says. */
public final class About implements PlugIn {

	@Override
	public void run(final String argument) {
		IJ.showMessage("About Apical", "Apical " + RunRecord.version() + "\nMotion correction, soma and dendrite segmentation, vectorized-signal analysis\n" +
			"and closed-loop experiments for two-photon imaging of layer-5 neurons.\n \nStart with Plugins > Apical > Demo...\n" +
			"https://github.com/apical-imaging/apical\n \nAfter Francioni et al., Nature 652:1254 (2026). BSD-2-Clause.");
	}
}
