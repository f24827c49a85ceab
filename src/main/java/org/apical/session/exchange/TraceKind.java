package org.apical.session.exchange;

/** A trace that every ROI may have. */
public enum TraceKind {

	/** Fluorescence of the ROI's pixels, counts. */
	FLUORESCENCE("F.npy"),
	/** Fluorescence of its surround, counts. */
	NEUROPIL("Fneu.npy"),
	/** Relative change of the fluorescence without the surround's share. */
	DFF("dff.npy"),
	/** Inferred rate of events, arbitrary units. */
	RATE("spks.npy");

	private final String fileName;

	TraceKind(final String fileName) {
		this.fileName = fileName;
	}

	/** Its name in our result folder; suite2p uses the same for all but dF/F0, which it does not keep. */
	public String fileName() {
		return fileName;
	}
}
