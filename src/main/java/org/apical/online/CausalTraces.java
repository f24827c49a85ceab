package org.apical.online;

import org.apical.trace.BaselineParameters;
import org.apical.trace.CausalBaseline;
import org.apical.trace.CausalDeconvolver;

/**
 * dF/F0 of a plane's ROIs, frame by frame from past frames alone, and inferred rates where they are wanted. A frame costs no
 * allocation. Not thread-safe.
 */
public final class CausalTraces {

	private final PlaneSetup setup;
	private final CausalBaseline[] baselines;
	private final CausalDeconvolver[] deconvolvers;
	private final float[] dff;
	private final float[] signals;

	public CausalTraces(final PlaneSetup setup) {
		this.setup = setup;
		final int n = setup.rois().size();
		final PlaneParameters p = setup.parameters();
		final BaselineParameters baseline = p.baseline();
		baselines = new CausalBaseline[n];
		deconvolvers = new CausalDeconvolver[setup.calibrations().size()];
		for (int r = 0; r < n; r++) baselines[r] = new CausalBaseline(baseline.withFloor(setup.floors()[r]), p.rateHz());
		for (int r = 0; r < deconvolvers.length; r++) deconvolvers[r] = new CausalDeconvolver(setup.calibrations().get(r), p.rateHz(), p
			.rates());
		dff = new float[n];
		signals = deconvolvers.length == 0 ? dff : new float[n];
	}

	/** Takes in the plane's next frame. */
	public void push(final FrameReading reading) {
		for (int r = 0; r < dff.length; r++) {
			dff[r] = (float) baselines[r].push(setup.corrections().get(r).apply(reading.f[r], reading.neuropil[r]));
		}
		for (int r = 0; r < deconvolvers.length; r++) signals[r] = (float) deconvolvers[r].push(dff[r]);
	}

	/** dF/F0 of the last frame, one an ROI; NaN in a frame that counts for nothing. The array is used again. */
	public float[] dff() {
		return dff;
	}

	/** What is read out: {@link #dff()}, or the rates inferred so far. The array is used again. */
	public float[] signals() {
		return signals;
	}
}
