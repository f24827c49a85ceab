package org.apical.online.readout;

import org.scijava.plugin.SciJavaPlugin;

/**
 * Makes one number of the neurons' activity in a frame: what the animal controls. A plug-in: mark an implementation {@code
 * @Plugin(type = Readout.class, name = "key")}. Its calls come from one thread; {@link #value} must not allocate.
 */
public interface Readout extends SciJavaPlugin {

	/**
	 * Comes first.
	 *
	 * @throws IllegalArgumentException with one line for the user where the populations do not suit this readout
	 */
	void prepare(Populations populations);

	/**
	 * Learns from the baseline what {@link #value} needs to know; called once, after the baseline's last frame.
	 *
	 * @param baseline frames x ROIs of dF/F0 (or inferred rates); NaN in frames that are not to be trusted
	 * @return whether values are different from now on, so that those of the baseline must be taken again
	 */
	default boolean learn(final float[][] baseline) {
		return false;
	}

	/** @param signals dF/F0 (or inferred rates) of the plane's ROIs in one frame */
	double value(float[] signals);
}
