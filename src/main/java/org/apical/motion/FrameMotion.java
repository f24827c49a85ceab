package org.apical.motion;

import java.io.Serializable;

/**
 * What was found out about one frame.
 *
 * @param frame number, from 0
 * @param shift the content's displacement from the template; its mean over the frame where rows or blocks move apart
 * @param correlation correlation of the corrected frame with the template, -1 to 1
 * @param bad whether the frame cannot be trusted (moved in z or within the scan, saturated, blank)
 */
public record FrameMotion(int frame, Shift shift, double correlation, boolean bad) implements Serializable {}
