package org.apical.trace;

/** How an indicator's fluorescence follows calcium, up to scale: dF/F0 is turned into the quantity that spikes add to. */
public enum Response {

	/** In proportion. */
	LINEAR {

		@Override
		public double toCalcium(final double dff) {
			return dff;
		}

		@Override
		public double toDff(final double calcium) {
			return calcium;
		}
	},

	/**
	 * With growing slope: 2 (sqrt(1 + dF/F0) - 1), which is dF/F0 itself where that is small.
	 *
	 * <p>GCaMPs answer a burst with more than the sum of its spikes' answers, and photon noise grows with the root of the
	 * brightness; a root straightens the first and evens out the second (Anscombe 1948). Below the baseline there is
	 * nothing to straighten.
	 */
	SQUARE_ROOT {

		@Override
		public double toCalcium(final double dff) {
			return dff > 0 ? 2 * (Math.sqrt(1 + dff) - 1) : dff;
		}

		@Override
		public double toDff(final double calcium) {
			return calcium > 0 ? (1 + calcium / 2) * (1 + calcium / 2) - 1 : calcium;
		}
	};

	/** @return the quantity that spikes add to, in units of dF/F0 where that is small; NaN for NaN */
	public abstract double toCalcium(double dff);

	/** The inverse. */
	public abstract double toDff(double calcium);
}
