package org.apical.session;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

import javax.imageio.ImageIO;

import org.apical.motion.Alignment;
import org.apical.motion.MotionCorrector;
import org.apical.motion.MotionEstimator;
import org.apical.motion.MotionModel;
import org.apical.motion.MotionParameters;
import org.apical.motion.Shift;
import org.apical.motion.Template;
import org.apical.recording.Movie;
import org.apical.recording.PixelType;
import org.apical.recording.Progress;
import org.apical.recording.Recording;
import org.apical.recording.RecordingException;
import org.apical.recording.Sampling;
import org.apical.roi.Roi;

/**
 * How today's field stands against day 1's, and where day 1's ROIs lie today.
 *
 * @param plane from 0
 * @param dy how far today's content stands below day 1's, px
 * @param dx to its right, px
 * @param correlation of the two templates there
 * @param dayOneSlice of the z-stack that day 1's plane is most like, from 1; 0 where there is no stack
 * @param slice the same for today's plane
 * @param slices number of slices
 */
record FieldAlignment(int plane, double dy, double dx, double correlation, int dayOneSlice, int slice, int slices) {

	private static final double DISPLAYED_PERCENTILE = 0.995;

	/** @param reach largest displacement, px */
	static FieldAlignment of(final int plane, final Template dayOne, final Template today, final Recording zStack, final double reach,
		final Progress progress) throws IOException
	{
		if (dayOne.width() != today.width() || dayOne.height() != today.height()) throw new RecordingException("Day 1's template of plane " +
			(plane + 1) + " has " + dayOne.width() + " x " + dayOne.height() + " pixels, today's frames " + today.width() + " x " + today.height());
		final MotionEstimator estimator = estimator(dayOne, today, reach, progress);
		final Shift shift = estimator.estimate(today.pixels());
		final double correlation = estimator.agreement(today.pixels());
		if (zStack == null) return new FieldAlignment(plane, shift.dy(), shift.dx(), correlation, 0, 0, 0);
		final Movie stack = zStack.movie(0, 0);
		if (stack.width() != today.width() || stack.height() != today.height()) throw new RecordingException("The slices of " + zStack.name() +
			" (field.z_stack) have " + stack.width() + " x " + stack.height() + " pixels, today's frames " + today.width() + " x " + today.height());
		return new FieldAlignment(plane, shift.dy(), shift.dx(), correlation, mostAlike(stack, dayOne, reach, progress), mostAlike(stack, today,
			reach, progress), stack.frames());
	}

	/** @return number of the slice that agrees best with an image, from 1 */
	private static int mostAlike(final Movie stack, final Template image, final double reach, final Progress progress) throws IOException {
		int best = 0;
		double highest = Double.NEGATIVE_INFINITY;
		for (int z = 0; z < stack.frames(); z++) {
			final float[] pixels = new float[stack.pixels()];
			stack.read(z, pixels);
			final MotionEstimator slice = estimator(new Template(stack.width(), stack.height(), pixels), image, reach, progress);
			slice.locate(image.pixels());
			final double agreement = slice.agreement(image.pixels());
			if (agreement > highest) {
				highest = agreement;
				best = z + 1;
			}
		}
		return best;
	}

	private static MotionEstimator estimator(final Template reference, final Template image, final double reach, final Progress progress)
		throws IOException
	{
		final MotionParameters rigid = MotionParameters.DEFAULT.withModel(MotionModel.RIGID).withMaxShift(reach);
		final Alignment alignment = new MotionCorrector(rigid).prepare(new Still(image), reference, progress);
		return alignment.estimator().fork();
	}

	/** An image as a movie of one frame. */
	private record Still(Template image) implements Movie {

		@Override
		public int width() {
			return image.width();
		}

		@Override
		public int height() {
			return image.height();
		}

		@Override
		public int frames() {
			return 1;
		}

		@Override
		public PixelType pixelType() {
			return PixelType.FLOAT32;
		}

		@Override
		public Sampling sampling() {
			return Sampling.UNKNOWN;
		}

		@Override
		public void read(final int frame, final float[] into) {
			System.arraycopy(image.pixels(), 0, into, 0, pixels());
		}
	}

	/**
	 * Day 1's ROIs of this plane where they lie today; those that left the field by more than half are left out.
	 *
	 * @param left gets a line for each of these
	 */
	List<Roi> carry(final List<Roi> rois, final List<String> left) {
		final int down = (int) Math.rint(dy), right = (int) Math.rint(dx);
		final List<Roi> today = new ArrayList<>();
		for (final Roi roi : rois) {
			if (roi.plane() != plane) continue;
			final int[] pixels = new int[roi.size()];
			final float[] weights = new float[roi.size()];
			int n = 0;
			for (int i = 0; i < roi.size(); i++) {
				final int y = roi.pixel(i) / roi.width() + down, x = roi.pixel(i) % roi.width() + right;
				if (y < 0 || y >= roi.height() || x < 0 || x >= roi.width()) continue;
				pixels[n] = y * roi.width() + x;
				weights[n++] = roi.weight(i);
			}
			if (2 * n < roi.size()) left.add("ROI " + roi.label() + " lies outside today's field");
			else today.add(Roi.of(roi.label(), plane, roi.width(), roi.height(), Arrays.copyOf(pixels, n), Arrays.copyOf(weights, n))
				.withCompartment(roi.compartment()).withNeuron(roi.neuron().orElse(0)));
		}
		return today;
	}

	/** Day 1 in magenta and today in green, laid over each other: white where they agree. */
	void writeOverlay(final Path file, final Template dayOne, final Template today) throws IOException {
		final int w = today.width(), h = today.height(), down = (int) Math.rint(dy), right = (int) Math.rint(dx);
		final double[] a = range(dayOne.pixels()), b = range(today.pixels());
		final BufferedImage image = new BufferedImage(w, h, BufferedImage.TYPE_INT_RGB);
		for (int y = 0; y < h; y++)
			for (int x = 0; x < w; x++) {
				final int oy = y - down, ox = x - right;
				final int before = oy < 0 || oy >= h || ox < 0 || ox >= w ? 0 : grey(dayOne.pixels()[oy * w + ox], a);
				image.setRGB(x, y, before << 16 | grey(today.pixels()[y * w + x], b) << 8 | before);
			}
		// by way of memory: ImageIO prints a stack trace where it cannot open a file
		final ByteArrayOutputStream png = new ByteArrayOutputStream();
		ImageIO.write(image, "png", png);
		Files.write(file, png.toByteArray());
	}

	private static double[] range(final float[] pixels) {
		final float[] sorted = pixels.clone();
		Arrays.sort(sorted);
		int n = sorted.length;
		while (n > 1 && Float.isNaN(sorted[n - 1])) n--;
		return new double[] { sorted[(int) ((1 - DISPLAYED_PERCENTILE) * (n - 1))], sorted[(int) (DISPLAYED_PERCENTILE * (n - 1))] };
	}

	private static int grey(final float value, final double[] range) {
		return (int) Math.max(0, Math.min(255, 255 * (value - range[0]) / Math.max(1e-9, range[1] - range[0])));
	}

	@Override
	public String toString() {
		return String.format(Locale.ROOT, "Plane %d: today's field lies %.1f px below and %.1f px to the right of day 1's, correlation %.2f%s",
			plane + 1, dy, dx, correlation, slices == 0 ? "" : String.format(Locale.ROOT,
				"; of the z-stack's %d slices day 1 is most like %d, today %d: a z shift of %+d slice(s)", slices, dayOneSlice, slice, slice -
					dayOneSlice));
	}
}
