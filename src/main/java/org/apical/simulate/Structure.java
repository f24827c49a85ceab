package org.apical.simulate;

/**
 * One labelled part of a neuron in the tissue.
 *
 * @param kind which part
 * @param neuron number of the neuron it belongs to, shared by that neuron's parts
 * @param y row of its centre from the field's top edge, px; may lie outside the field
 * @param x column likewise
 * @param volumeOverSurfaceUm its volume over its surface, µm: a sixth of a ball's thickness, a fourth of a tube's
 * @param pixels indices into the scene's canvas ({@link SplineImage})
 * @param weights baseline light it adds to each of these, in units of the field's mean
 */
public record Structure(Kind kind, int neuron, double y, double x, double volumeOverSurfaceUm, int[] pixels, float[] weights) {

	/** The same in other units of light. */
	Structure scaled(final float factor) {
		final float[] w = weights.clone();
		for (int i = 0; i < w.length; i++) w[i] *= factor;
		return new Structure(kind, neuron, y, x, volumeOverSurfaceUm, pixels, w);
	}
}
