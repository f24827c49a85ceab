package org.apical.roi;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

import ij.ImagePlus;
import ij.ImageStack;
import ij.io.FileSaver;
import ij.io.Opener;
import ij.process.ImageProcessor;

import org.apical.recording.RecordingException;

/** Images that hold in each pixel the label of the ROI there, 0 for none; one slice a plane. */
public final class LabelImage {

	private static final int LARGEST = 65535;

	private LabelImage() {}

	/**
	 * Labels row by row; a pixel of several ROIs goes to the one that weighs most there.
	 *
	 * @return one array a plane
	 */
	public static short[][] draw(final List<Roi> rois, final int width, final int height, final int planes) {
		final short[][] labels = new short[planes][width * height];
		final float[][] heaviest = new float[planes][width * height];
		for (final Roi roi : rois) {
			if (roi.label() > LARGEST) throw new IllegalArgumentException("A label image holds labels up to 65535, not " + roi.label());
			final float[] most = heaviest[roi.plane()];
			for (int i = 0; i < roi.size(); i++) {
				final int p = roi.pixel(i);
				if (roi.weight(i) <= most[p]) continue;
				most[p] = roi.weight(i);
				labels[roi.plane()][p] = (short) roi.label();
			}
		}
		return labels;
	}

	/** Writes a 16-bit TIFF. */
	public static void write(final Path file, final List<Roi> rois, final int width, final int height, final int planes)
		throws IOException
	{
		final ImageStack stack = new ImageStack(width, height);
		for (final short[] plane : draw(rois, width, height, planes)) stack.addSlice("plane " + (stack.size() + 1), plane);
		final FileSaver saver = new FileSaver(new ImagePlus("labels", stack));
		final boolean saved = planes == 1 ? saver.saveAsTiff(file.toString()) : saver.saveAsTiffStack(file.toString());
		if (!saved) throw new IOException(file + ": the label image could not be written");
	}

	/**
	 * Reads any label image ImageJ opens, ours or another program's.
	 *
	 * @return ROIs of weight 1 by ascending label; a label found in two planes gives two ROIs, the second under a new label
	 */
	public static List<Roi> read(final Path file) throws IOException {
		final ImagePlus image = new Opener().openImage(file.toString());
		if (image == null) throw new RecordingException(file + ": no image that ImageJ opens");
		final ImageStack stack = image.getStack();
		final List<Roi> rois = new ArrayList<>();
		int next = 1 + IntStream.rangeClosed(1, stack.size()).map(i -> (int) stack.getProcessor(i).getStats().max).max().orElse(0);
		final boolean[] taken = new boolean[next];
		for (int plane = 0; plane < stack.size(); plane++) {
			for (final Map.Entry<Integer, IntStream.Builder> e : pixels(stack.getProcessor(plane + 1)).entrySet()) {
				final int label = taken[e.getKey()] ? next++ : e.getKey();
				taken[e.getKey()] = true;
				rois.add(Roi.of(label, plane, stack.getWidth(), stack.getHeight(), e.getValue().build().toArray()));
			}
		}
		if (rois.isEmpty()) throw new RecordingException(file + ": holds no label above 0");
		return rois;
	}

	private static Map<Integer, IntStream.Builder> pixels(final ImageProcessor slice) {
		final Map<Integer, IntStream.Builder> pixels = new TreeMap<>();
		for (int p = 0; p < slice.getPixelCount(); p++) {
			final int label = Math.round(slice.getf(p));
			if (label > 0) pixels.computeIfAbsent(label, k -> IntStream.builder()).add(p);
		}
		return pixels;
	}
}
