package org.apical.roi;

import java.util.Arrays;

/** The part of a corrected frame that was not imaged: whole rows and columns of one value at its edges. */
final class Margins {

	private Margins() {}

	/**
	 * Sets the uncovered margins of a frame to NaN, and one pixel more, which interpolation may have touched.
	 *
	 * @return whether the frame shows anything at all
	 */
	static boolean blank(final float[] frame, final int width, final int height) {
		int top = 0;
		while (top < height && constant(frame, top * width, 1, width)) top++;
		if (top == height) {
			Arrays.fill(frame, Float.NaN);
			return false;
		}
		int bottom = height;
		while (constant(frame, (bottom - 1) * width, 1, width)) bottom--;
		int left = 0;
		while (left < width - 1 && constant(frame, top * width + left, width, bottom - top)) left++;
		int right = width;
		while (right > left + 1 && constant(frame, top * width + right - 1, width, bottom - top)) right--;
		if (top > 0) top = Math.min(top + 1, height);
		if (bottom < height) bottom = Math.max(bottom - 1, top);
		if (left > 0) left = Math.min(left + 1, width);
		if (right < width) right = Math.max(right - 1, left);
		if (top == 0 && bottom == height && left == 0 && right == width) return true;
		for (int y = 0, p = 0; y < height; y++) for (int x = 0; x < width; x++, p++) {
			if (y < top || y >= bottom || x < left || x >= right) frame[p] = Float.NaN;
		}
		return true;
	}

	private static boolean constant(final float[] frame, final int start, final int step, final int count) {
		final float first = frame[start];
		for (int i = 1, p = start + step; i < count; i++, p += step) {
			if (Float.compare(frame[p], first) != 0) return false;
		}
		return true;
	}
}
