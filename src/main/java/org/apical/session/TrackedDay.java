package org.apical.session;

import java.nio.file.Path;
import java.util.List;

import org.apical.recording.Sampling;
import org.apical.roi.Roi;

/**
 * What one day's session gives to follow its neurons.
 *
 * @param number of the day, as the user counts
 * @param folder its results
 * @param width pixels in a row of the field
 * @param height rows
 * @param rois of all planes
 * @param means mean image of each plane
 */
public record TrackedDay(int number, Path folder, int width, int height, Sampling sampling, List<Roi> rois, List<float[]> means) {}
