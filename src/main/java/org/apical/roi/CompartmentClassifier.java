package org.apical.roi;

import java.util.List;

/** Tells somas, trunks and dendrites apart by their form, and by the plane they were imaged in where that is known. */
public final class CompartmentClassifier {

	/** What was imaged in a plane. */
	public enum Plane {

		/** Somas, trunks and dendrites may be there. */
		ANY(1, 1, 1),
		/** Through the somas: trunks and dendrites are rare. */
		SOMA(1, 0.05, 0.05),
		/** Above the somas: a soma would be a surprise. */
		DENDRITE(0.02, 1, 1);

		private final double[] prior;

		Plane(final double... prior) {
			this.prior = prior;
		}
	}

	private final CompartmentModel model;

	public CompartmentClassifier(final CompartmentModel model) {
		this.model = model;
	}

	/** The classifier that comes with Apical. */
	public CompartmentClassifier() {
		this(CompartmentModel.standard());
	}

	/**
	 * @param pixelUm edge of a pixel, µm; NaN counts as 1, usual for fields of half a millimetre
	 * @return the ROI with a probability for each compartment
	 */
	public Roi classify(final Roi roi, final double pixelUm, final Plane plane) {
		final double[] p = model.probabilities(RoiShape.of(roi, Double.isNaN(pixelUm) ? 1 : pixelUm).features());
		double sum = 0;
		for (int k = 0; k < p.length; k++) sum += p[k] *= plane.prior[k];
		for (int k = 0; k < p.length; k++) p[k] /= sum;
		return roi.withProbabilities(p);
	}

	/** The same for several of one plane. */
	public List<Roi> classify(final List<Roi> rois, final double pixelUm, final Plane plane) {
		return rois.stream().map(r -> classify(r, pixelUm, plane)).toList();
	}
}
