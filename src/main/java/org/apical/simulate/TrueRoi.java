package org.apical.simulate;

/**
 * A structure as a perfect segmentation of the still field would find it.
 *
 * @param label from 1, over all planes
 * @param kind which part of a neuron
 * @param neuron number shared by one neuron's parts
 * @param plane from 0
 * @param y row of its light's centre, px
 * @param x column likewise
 * @param pixels indices into the field, row by row, where it is brighter than a quarter of its brightest
 * @param weights baseline photons per frame it adds to each of these
 * @param paired whether another part of the neuron is in view
 * @param spikes number of its spikes during the recording; 0 for a silent one
 * @param snr its highest transient's photons over the photon noise of one frame, in the best weighted sum of its pixels
 */
public record TrueRoi(int label, Kind kind, int neuron, int plane, double y, double x, int[] pixels, float[] weights,
	boolean paired, int spikes, double snr)
{

	/** Whether it fired at all. */
	public boolean active() {
		return spikes > 0;
	}
}
