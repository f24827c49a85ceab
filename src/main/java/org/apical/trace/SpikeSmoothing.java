package org.apical.trace;

/** Makes a rate of settled spikes: a Gaussian of unit area over three SDs to either side. No call allocates. */
final class SpikeSmoothing {

	private final double[] kernel;
	private final double[] recent;
	private int next;

	SpikeSmoothing(final double seconds, final double rateHz) {
		final int reach = (int) Math.ceil(3 * seconds * rateHz);
		kernel = new double[2 * reach + 1];
		double sum = 0;
		for (int i = -reach; i <= reach; i++) {
			final double z = reach == 0 ? 0 : i / (seconds * rateHz);
			sum += kernel[i + reach] = Math.exp(-z * z / 2);
		}
		for (int i = 0; i < kernel.length; i++) kernel[i] *= rateHz / sum;
		recent = new double[kernel.length];
	}

	int lag() {
		return kernel.length / 2;
	}

	/** What one spike of size 1 becomes at its peak, 1/s. */
	double peak() {
		return kernel[lag()];
	}

	/** The spike that the last rate belongs to. */
	double center() {
		return recent[(next + kernel.length / 2) % recent.length];
	}

	/** @return the rate {@link #lag()} frames before this spike, 1/s */
	double push(final double spike) {
		recent[next] = spike;
		next = next + 1 == recent.length ? 0 : next + 1;
		double sum = 0;
		for (int i = 0, at = next; i < kernel.length; i++) {
			sum += kernel[i] * recent[at];
			at = at + 1 == recent.length ? 0 : at + 1;
		}
		return sum;
	}
}
