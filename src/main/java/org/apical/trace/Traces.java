package org.apical.trace;

/**
 * Fluorescence of all ROIs of a plane, ROIs x frames, in the movie's counts; NaN in bad frames.
 *
 * @param f of the ROIs, pixels shared by two told apart
 * @param neuropil mean of each ROI's surround; NaN throughout where there is no pixel free of ROIs near
 * @param levels what was added to each demixed trace, for {@link RoiReader#withLevels}; 0 for ROIs that share no pixel
 */
public record Traces(float[][] f, float[][] neuropil, float[] levels) {}
