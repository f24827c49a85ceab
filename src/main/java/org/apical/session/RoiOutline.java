package org.apical.session;

import java.awt.Color;
import java.awt.Point;
import java.util.StringJoiner;
import java.util.stream.IntStream;

import ij.plugin.filter.ThresholdToSelection;
import ij.process.ByteProcessor;
import ij.process.ImageProcessor;

import org.apical.roi.Compartment;
import org.apical.roi.Roi;

/** Turns an ROI into an ImageJ selection with properties and back. */
public final class RoiOutline {

	/** Somas green, trunks yellow, dendrites magenta: apart for the colour-blind, too. */
	private static final Color[] COLORS = { new Color(0x33cc66), new Color(0xffcc00), new Color(0xff44cc) };

	private RoiOutline() {}

	/** The colour that a compartment is drawn in. */
	public static Color color(final Compartment c) {
		return COLORS[c.ordinal()];
	}

	/** The ROI's outline along pixel edges, with position and properties as in {@link RoiZip}. */
	public static ij.gui.Roi draw(final Roi roi) {
		final int[] pixels = roi.pixels();
		final int left = IntStream.of(pixels).map(p -> p % roi.width()).min().getAsInt();
		final int right = IntStream.of(pixels).map(p -> p % roi.width()).max().getAsInt();
		final int top = pixels[0] / roi.width();
		final int bottom = pixels[pixels.length - 1] / roi.width();
		final ByteProcessor mask = new ByteProcessor(right - left + 1, bottom - top + 1);
		for (final int p : pixels) mask.set(p % roi.width() - left, p / roi.width() - top, 255);
		mask.setThreshold(255, 255, ImageProcessor.NO_LUT_UPDATE);
		final ij.gui.Roi outline = new ThresholdToSelection().convert(mask);
		outline.setLocation(left, top);
		outline.setStrokeColor(color(roi.compartment()));
		outline.setPosition(0, roi.plane() + 1, 0);
		roi.neuron().ifPresent(n -> outline.setProperty("neuron", Integer.toString(n)));
		outline.setProperty("probability", Double.toString(roi.probability(roi.compartment())));
		if (!Double.isNaN(roi.snr())) outline.setProperty("snr", Double.toString(roi.snr()));
		outline.setProperty("weights", weights(roi));
		return outline;
	}

	private static String weights(final Roi roi) {
		float most = 0;
		for (int i = 0; i < roi.size(); i++) most = Math.max(most, roi.weight(i));
		final StringJoiner text = new StringJoiner(" ");
		for (int i = 0; i < roi.size(); i++) text.add(Integer.toString(Math.max(1, Math.round(255 * roi.weight(i) / most))));
		return text.toString();
	}

	/**
	 * The pixels of any selection: areas, lines as wide as they were drawn, points.
	 *
	 * @param group 1 for somas, 2 for trunks, 3 for dendrites, else unknown
	 * @return null where none lies in the field
	 */
	static Roi trace(final ij.gui.Roi outline, final int group, final int label, final int width, final int height) {
		final ij.gui.Roi area = outline.isLine() && outline.getStrokeWidth() > 1 ? ij.gui.Roi.convertLineToArea(outline) : outline;
		final Point[] points = area.getContainedPoints();
		final int[] pixels = IntStream.range(0, points.length).filter(i -> points[i].x >= 0 && points[i].x < width && points[i].y >= 0 &&
			points[i].y < height).map(i -> points[i].y * width + points[i].x).sorted().distinct().toArray();
		if (pixels.length == 0) return null;
		final int plane = Math.max(0, plane(outline));
		final float[] weights = weights(outline.getProperty("weights"), pixels.length);
		Roi roi = weights == null ? Roi.of(label, plane, width, height, pixels) : Roi.of(label, plane, width, height, pixels, weights);
		final Compartment[] kinds = Compartment.values();
		if (group >= 1 && group <= kinds.length) {
			// the probability is that of the compartment in the name; a group that the user chose is certain
			final boolean own = String.valueOf(outline.getName()).startsWith(kinds[group - 1].word() + "-");
			roi = roi.withProbability(kinds[group - 1], own ? number(outline, "probability", 1) : 1);
		}
		return roi.withNeuron((int) number(outline, "neuron", 0)).withSnr(number(outline, "snr", Double.NaN));
	}

	/** The plane that a selection's position names, from 0; -1 where it has none. */
	static int plane(final ij.gui.Roi outline) {
		return (outline.hasHyperStackPosition() ? outline.getZPosition() : outline.getPosition()) - 1;
	}

	private static float[] weights(final String text, final int count) {
		final String[] parts = text == null ? new String[0] : text.split(" ");
		if (parts.length != count) return null;
		final float[] weights = new float[count];
		for (int i = 0; i < count; i++) {
			if (!parts[i].matches("[1-9]\\d{0,2}")) return null;
			weights[i] = Integer.parseInt(parts[i]) / 255f;
		}
		return weights;
	}

	private static double number(final ij.gui.Roi outline, final String key, final double otherwise) {
		final String text = outline.getProperty(key);
		if (text == null) return otherwise;
		try {
			return Double.parseDouble(text);
		}
		catch (final NumberFormatException e) {
			return otherwise; // somebody else's property of that name
		}
	}
}
