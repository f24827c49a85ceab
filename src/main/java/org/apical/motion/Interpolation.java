package org.apical.motion;

/** How a corrected pixel is taken from between the pixels of the frame. Neither rings nor makes values that were not there. */
public enum Interpolation {

	/**
	 * The nearest pixel: every photon stays where it was counted, noise and sharpness stay as they are, and what is left is up
	 * to half a pixel of motion.
	 */
	NEAREST,

	/**
	 * The weighted mean of the four nearest pixels: no motion is left, but a frame is blurred and its noise lowered by an amount
	 * that depends on the fraction of its displacement.
	 */
	LINEAR
}
