package org.apical.ij.bci;

/** The last so many values of some quantities, one set a frame. Not thread-safe. */
final class Course {

	private final float[][] values;
	private int next;
	private int size;

	Course(final int quantities, final int length) {
		values = new float[quantities][length];
	}

	void add(final double... set) {
		for (int q = 0; q < values.length; q++) values[q][next] = (float) set[q];
		next = (next + 1) % values[0].length;
		size = Math.min(size + 1, values[0].length);
	}

	int size() {
		return size;
	}

	int length() {
		return values[0].length;
	}

	/** @param i 0 for the oldest that is kept */
	float value(final int quantity, final int i) {
		return values[quantity][(next - size + i + length()) % length()];
	}
}
