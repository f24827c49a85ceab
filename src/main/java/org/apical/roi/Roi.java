package org.apical.roi;

import java.util.Arrays;
import java.util.Locale;
import java.util.OptionalInt;

/**
 * A region of interest: pixels of one plane with a weight each, and what part of a neuron it is thought to be.
 *
 * <p>ROIs may overlap: a pixel's weight says how strongly the ROI's signal shows there, so that traces of overlapping
 * ROIs can be told apart. Immutable; arrays handed out are copies.
 */
public final class Roi {

	private final int label;
	private final int plane;
	private final int width;
	private final int height;
	private final int[] pixels;
	private final float[] weights;
	private final Compartment compartment;
	private final double[] probabilities;
	private final int neuron;
	private final double snr;

	private Roi(final int label, final int plane, final int width, final int height, final int[] pixels,
		final float[] weights, final Compartment compartment, final double[] probabilities, final int neuron,
		final double snr)
	{
		this.label = label;
		this.plane = plane;
		this.width = width;
		this.height = height;
		this.pixels = pixels;
		this.weights = weights;
		this.compartment = compartment;
		this.probabilities = probabilities;
		this.neuron = neuron;
		this.snr = snr;
	}

	/**
	 * An ROI of no neuron yet, taken for a soma with equal probabilities until a classifier has seen it.
	 *
	 * @param label from 1, unique within a set (a label image holds 0 where there is no ROI)
	 * @param plane from 0
	 * @param width pixels in a row of the field
	 * @param height rows of the field
	 * @param pixels {@code row * width + column} each, in any order, none twice
	 * @param weights one a pixel, positive; their scale is free
	 * @throws IllegalArgumentException where there is no pixel, one lies outside the field or comes twice, or a weight is
	 *           not positive
	 */
	public static Roi of(final int label, final int plane, final int width, final int height, final int[] pixels,
		final float[] weights)
	{
		if (label < 1) throw new IllegalArgumentException("ROI labels start at 1, not " + label);
		if (pixels.length == 0) throw new IllegalArgumentException("ROI " + label + " has no pixels");
		if (pixels.length != weights.length) throw new IllegalArgumentException(
			"ROI " + label + " has " + pixels.length + " pixels but " + weights.length + " weights");
		final long[] order = new long[pixels.length];
		for (int i = 0; i < order.length; i++) {
			if (pixels[i] < 0 || pixels[i] >= width * height) throw new IllegalArgumentException(
				"ROI " + label + " has a pixel outside the " + width + " x " + height + " field: " + pixels[i]);
			if (!(weights[i] > 0)) throw new IllegalArgumentException("ROI " + label + " has a weight of " + weights[i]);
			order[i] = (long) pixels[i] << 32 | i;
		}
		Arrays.sort(order);
		final int[] sorted = new int[order.length];
		final float[] sortedWeights = new float[order.length];
		for (int i = 0; i < order.length; i++) {
			sorted[i] = (int) (order[i] >> 32);
			sortedWeights[i] = weights[(int) order[i]];
			if (i > 0 && sorted[i] == sorted[i - 1]) throw new IllegalArgumentException(
				"ROI " + label + " holds pixel " + sorted[i] + " twice");
		}
		return new Roi(label, plane, width, height, sorted, sortedWeights, Compartment.SOMA,
			new double[] { 1 / 3.0, 1 / 3.0, 1 / 3.0 }, 0, Double.NaN);
	}

	/** The same with every weight 1. */
	public static Roi of(final int label, final int plane, final int width, final int height, final int[] pixels) {
		final float[] weights = new float[pixels.length];
		Arrays.fill(weights, 1);
		return of(label, plane, width, height, pixels, weights);
	}

	public int label() {
		return label;
	}

	/** From 0. */
	public int plane() {
		return plane;
	}

	/** Pixels in a row of the field. */
	public int width() {
		return width;
	}

	/** Rows of the field. */
	public int height() {
		return height;
	}

	/** Number of pixels. */
	public int size() {
		return pixels.length;
	}

	/** The i-th pixel, {@code row * width + column}; they ascend. */
	public int pixel(final int i) {
		return pixels[i];
	}

	/** The i-th pixel's weight. */
	public float weight(final int i) {
		return weights[i];
	}

	/** All pixels in ascending order. */
	public int[] pixels() {
		return pixels.clone();
	}

	/** All weights, in the order of {@link #pixels()}. */
	public float[] weights() {
		return weights.clone();
	}

	/** Whether it holds a pixel. */
	public boolean contains(final int pixel) {
		return Arrays.binarySearch(pixels, pixel) >= 0;
	}

	/** What it most probably is, or was said to be. */
	public Compartment compartment() {
		return compartment;
	}

	/** Whether somebody has said what it is; else all compartments are as probable. */
	public boolean isClassified() {
		return probabilities[0] != probabilities[1] || probabilities[1] != probabilities[2];
	}

	/** How probable it is that this ROI shows that compartment; the three add to 1. */
	public double probability(final Compartment c) {
		return probabilities[c.ordinal()];
	}

	/** The neuron it belongs to (1 or more); empty where it was not paired. */
	public OptionalInt neuron() {
		return neuron > 0 ? OptionalInt.of(neuron) : OptionalInt.empty();
	}

	/** Peak signal over noise of its activity; NaN where it was not measured. */
	public double snr() {
		return snr;
	}

	/** Mean row of its pixels by weight, px. */
	public double centerY() {
		return center(true);
	}

	/** Mean column of its pixels by weight, px. */
	public double centerX() {
		return center(false);
	}

	private double center(final boolean row) {
		double sum = 0;
		double total = 0;
		for (int i = 0; i < pixels.length; i++) {
			sum += weights[i] * (row ? pixels[i] / width : pixels[i] % width);
			total += weights[i];
		}
		return sum / total;
	}

	/** Pixels in both over pixels in either (Jaccard); 0 for ROIs of different planes. */
	public double overlap(final Roi other) {
		if (other.plane != plane || other.width != width) return 0;
		int both = 0;
		for (int i = 0, j = 0; i < pixels.length && j < other.pixels.length;) {
			if (pixels[i] == other.pixels[j]) {
				both++;
				i++;
				j++;
			}
			else if (pixels[i] < other.pixels[j]) i++;
			else j++;
		}
		return both / (double) (pixels.length + other.pixels.length - both);
	}

	/** The same ROI under another label. */
	public Roi withLabel(final int newLabel) {
		return new Roi(newLabel, plane, width, height, pixels, weights, compartment, probabilities, neuron, snr);
	}

	/** The same ROI in another plane. */
	public Roi withPlane(final int newPlane) {
		return new Roi(label, newPlane, width, height, pixels, weights, compartment, probabilities, neuron, snr);
	}

	/** The same ROI, said to be a compartment for certain. */
	public Roi withCompartment(final Compartment c) {
		final double[] certain = new double[Compartment.values().length];
		certain[c.ordinal()] = 1;
		return new Roi(label, plane, width, height, pixels, weights, c, certain, neuron, snr);
	}

	/**
	 * The same ROI with a probability for each compartment; it then counts as the most probable one.
	 *
	 * @param p in the order of {@link Compartment}, adding to 1
	 */
	public Roi withProbabilities(final double... p) {
		final Compartment[] all = Compartment.values();
		if (p.length != all.length) throw new IllegalArgumentException("Expected " + all.length + " probabilities, not " + p.length);
		int best = 0;
		for (int i = 1; i < p.length; i++) if (p[i] > p[best]) best = i;
		return new Roi(label, plane, width, height, pixels, weights, all[best], p.clone(), neuron, snr);
	}

	/** The same ROI, said to be a compartment with a probability; what remains is shared by the others. */
	public Roi withProbability(final Compartment c, final double p) {
		final double[] all = new double[Compartment.values().length];
		Arrays.fill(all, (1 - p) / (all.length - 1));
		all[c.ordinal()] = p;
		return new Roi(label, plane, width, height, pixels, weights, c, all, neuron, snr);
	}

	/** The same ROI as part of a neuron; 0 for none. */
	public Roi withNeuron(final int number) {
		return new Roi(label, plane, width, height, pixels, weights, compartment, probabilities, Math.max(0, number), snr);
	}

	/** The same ROI with a measured signal-to-noise ratio. */
	public Roi withSnr(final double measured) {
		return new Roi(label, plane, width, height, pixels, weights, compartment, probabilities, neuron, measured);
	}

	@Override
	public String toString() {
		return String.format(Locale.ROOT, "%s %d (plane %d, %d px at row %.1f, column %.1f)", compartment.word(),
			label, plane, pixels.length, centerY(), centerX());
	}
}
