package org.apical.roi;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Tells somas, trunks and dendrites apart by their form, by the plane they were imaged in, and by how their transients decay
 * beside those of the field's other ROIs, the last two where they are known.
 */
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

	/** Whether decay times are of use. */
	public boolean goesByDecays() {
		return model.decays() != null;
	}

	/**
	 * By form and plane.
	 *
	 * @param pixelUm edge of a pixel, µm; NaN counts as 1, usual for fields of half a millimetre
	 * @return the ROI with a probability for each compartment
	 */
	public Roi classify(final Roi roi, final double pixelUm, final Plane plane) {
		return roi.withProbabilities(probabilities(roi, pixelUm, plane));
	}

	/**
	 * All ROIs of one plane, by their decays too.
	 *
	 * @param decaysS decay time of each one's transients, s; NaN where it is not known
	 */
	public List<Roi> classify(final List<Roi> rois, final double[] decaysS, final double pixelUm, final Plane plane) {
		final double[][] p = model.given(rois.stream().map(r -> probabilities(r, pixelUm, plane)).toArray(double[][]::new), decaysS);
		return IntStream.range(0, p.length).mapToObj(i -> rois.get(i).withProbabilities(p[i])).toList();
	}

	private double[] probabilities(final Roi roi, final double pixelUm, final Plane plane) {
		final double[] p = model.probabilities(RoiShape.of(roi, Double.isNaN(pixelUm) ? 1 : pixelUm).features());
		double sum = 0;
		for (int k = 0; k < p.length; k++) sum += p[k] *= plane.prior[k];
		for (int k = 0; k < p.length; k++) p[k] /= sum;
		return p;
	}
}
