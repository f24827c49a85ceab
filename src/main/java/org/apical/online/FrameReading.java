package org.apical.online;

/** What was read from one frame. Used again for every frame of its plane; belongs to one thread at a time. */
public final class FrameReading {

	/** The content's displacement from the template, down and right positive, px. */
	public double dy;
	public double dx;
	/** Standard error of the displacement per axis, px; NaN where it is not known. */
	public double sigma;
	/** Correlation with the template at that displacement. */
	public double correlation;
	/** Whether the frame's motion cannot be trusted. */
	public boolean bad;
	/** Fluorescence of the plane's ROIs; NaN where the frame counts for nothing. */
	public final float[] f;
	/** Mean of each ROI's surround; NaN likewise, and where there is no surround. */
	public final float[] neuropil;

	/** @param rois number of ROIs in the plane */
	public FrameReading(final int rois) {
		f = new float[rois];
		neuropil = new float[rois];
	}
}
