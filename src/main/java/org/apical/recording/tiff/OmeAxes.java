package org.apical.recording.tiff;

import java.util.Set;

/**
 * The axes of an OME image and their order in the file, fastest first.
 *
 * @param order such as {@code XYCZT}
 */
record OmeAxes(String order, int channels, int planes, int times) {

	private static final Set<String> ORDERS = Set.of("XYCZT", "XYCTZ", "XYZCT", "XYZTC", "XYTCZ", "XYTZC");

	/** Whether the order exists, and so many planes fit into a file: one takes at least a directory and a pixel. */
	boolean isPossible(final long fileBytes) {
		return ORDERS.contains(order) && channels > 0 && planes > 0 && times > 0 && (double) channels * planes * times <= Math.min(fileBytes / 16,
			Integer.MAX_VALUE - 8);
	}

	/** Number of planes in all, which are the frames of the file. */
	int frames() {
		return channels * planes * times;
	}

	/** The same file with its slices taken as time points; there is one time point. */
	OmeAxes slicesAsTimes() {
		final String swapped = order.replace('T', '-').replace('Z', 'T').replace('-', 'Z');
		return new OmeAxes(swapped, channels, times, planes);
	}

	/** Position of a plane in the file's order, -1 where there is no such plane. */
	int rank(final int c, final int z, final int t) {
		if (c < 0 || c >= channels || z < 0 || z >= planes || t < 0 || t >= times) return -1;
		int rank = 0;
		for (int i = 4; i >= 2; i--) rank = rank * length(i) + switch (order.charAt(i)) {
			case 'C' -> c;
			case 'Z' -> z;
			default -> t;
		};
		return rank;
	}

	/** From the position in the file's order to that in the order channel, plane, time. */
	int frame(final int rank) {
		int rest = rank;
		int c = 0;
		int z = 0;
		int t = 0;
		for (int i = 2; i <= 4; i++) {
			final int at = rest % length(i);
			rest /= length(i);
			switch (order.charAt(i)) {
				case 'C' -> c = at;
				case 'Z' -> z = at;
				default -> t = at;
			}
		}
		return (t * planes + z) * channels + c;
	}

	private int length(final int axis) {
		return switch (order.charAt(axis)) {
			case 'C' -> channels;
			case 'Z' -> planes;
			default -> times;
		};
	}
}
