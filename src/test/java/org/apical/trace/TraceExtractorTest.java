package org.apical.trace;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.ZipFile;

import org.apical.SharedData;
import org.apical.recording.Movie;
import org.apical.recording.Progress;
import org.apical.roi.Roi;
import org.junit.Test;

import ij.ImagePlus;
import ij.io.Opener;
import ij.io.RoiDecoder;
import ij.process.ImageProcessor;

public class TraceExtractorTest {

	private static final int WIDTH = 24;
	private static final int HEIGHT = 20;

	@Test
	public void meansOfRealPolygonsEqualThoseOfFissa() throws Exception {
		final Path folder = SharedData.require("fissa-tiny-roi-traces");
		final List<String> lines = Files.readAllLines(folder.resolve("expected_raw_mean.csv"));
		for (int trial = 0; trial < 3; trial++) {
			final ImagePlus image = new Opener().openImage(folder.resolve("AVG_A0" + (trial + 1) + ".tif").toString());
			final float[][] data = new float[image.getStackSize()][];
			for (int t = 0; t < data.length; t++) data[t] = (float[]) image.getStack().getProcessor(t + 1).convertToFloat().getPixels();
			final Movie movie = new ArrayMovie(image.getWidth(), image.getHeight(), data);
			final List<Roi> rois = polygons(folder.resolve("rois.zip"), image.getWidth(), image.getHeight());
			for (int r = 0; r < rois.size(); r++) {
				// One at a time: these two share pixels, and FISSA's means are not demixed.
				final float[] f = extract(movie, rois.subList(r, r + 1), null, 1).f()[0];
				for (int t = 0; t < f.length; t++)
					assertEquals(Double.parseDouble(lines.get(t + 1).split(",")[3 * r + trial]), f[t], 1e-4);
			}
		}
	}

	@Test
	public void sharedPixelsAreToldApartAndMeansKept() throws Exception {
		final Roi a = block(1, 5, 5, 6, 6);
		final Roi b = block(2, 8, 5, 6, 6);
		final float[][] activity = activity(2, 300, 1);
		final Movie movie = movie(List.of(a, b), activity, 0.5, 2);
		final Traces traces = extract(movie, List.of(a, b), null, 1);
		assertTrue("demixed " + correlation(traces.f()[0], activity[0]), correlation(traces.f()[0], activity[0]) > 0.99);
		assertTrue(Math.abs(correlation(traces.f()[0], activity[1])) < 0.15);
		final double mixed = correlation(extract(movie, List.of(a), null, 1).f()[0], activity[1]);
		assertTrue("without its neighbour the ROI shows it: " + mixed, mixed > 0.3);
		assertEquals(mean(extract(movie, List.of(a), null, 1).f()[0]), mean(traces.f()[0]), 1e-3);
	}

	@Test
	public void thePixelsOfALoneRoiCountByWeight() throws Exception {
		final Roi roi = Roi.of(1, 0, WIDTH, HEIGHT, new int[] { 3, 4 }, new float[] { 1, 3 });
		final float[][] data = new float[1][WIDTH * HEIGHT];
		data[0][3] = 10;
		data[0][4] = 20;
		assertEquals(17.5, extract(new ArrayMovie(WIDTH, HEIGHT, data), List.of(roi), null, 1).f()[0][0], 0);
	}

	@Test
	public void threadsAndTheOnlineReaderGiveTheSameBits() throws Exception {
		final List<Roi> rois = List.of(block(1, 5, 5, 6, 6), block(2, 8, 5, 6, 6), block(3, 15, 12, 3, 3));
		final Movie movie = movie(rois, activity(3, 100, 3), 1, 4);
		final Traces one = extract(movie, rois, null, 1);
		final Traces two = extract(movie, rois, null, 2);
		final RoiReader reader = new RoiReader(rois).withLevels(one.levels());
		final float[] frame = new float[movie.pixels()];
		final double[] means = new double[3];
		final float[] f = new float[3];
		for (int t = 0; t < movie.frames(); t++) {
			movie.read(t, frame);
			reader.read(frame, means, f);
			for (int r = 0; r < 3; r++) {
				assertEquals(Float.floatToRawIntBits(one.f()[r][t]), Float.floatToRawIntBits(f[r]));
				assertEquals(Float.floatToRawIntBits(one.f()[r][t]), Float.floatToRawIntBits(two.f()[r][t]));
			}
		}
	}

	@Test
	public void badFramesAreNanAndDoNotTouchTheRest() throws Exception {
		final List<Roi> rois = List.of(block(1, 5, 5, 6, 6), block(2, 8, 5, 6, 6));
		final Movie movie = movie(rois, activity(2, 50, 5), 0.5, 6);
		final boolean[] bad = new boolean[50];
		bad[7] = true;
		Arrays.fill(((ArrayMovie) movie).data()[7], 1e6f);
		final Traces traces = extract(movie, rois, bad, 2);
		assertTrue(Float.isNaN(traces.f()[0][7]) && Float.isNaN(traces.neuropil()[1][7]));
		assertFalse(Float.isNaN(traces.f()[0][8]));
		assertTrue(Math.abs(traces.levels()[0]) < 1000);
	}

	@Test
	public void roisThatAreTheSameAreLeftAsMeans() throws Exception {
		final List<Roi> rois = List.of(block(1, 5, 5, 6, 6), block(2, 5, 5, 6, 6));
		final Movie movie = movie(rois.subList(0, 1), activity(1, 50, 7), 0.5, 8);
		final Traces traces = extract(movie, rois, null, 1);
		assertArrayEquals(traces.f()[0], traces.f()[1], 0);
		assertArrayEquals(extract(movie, rois.subList(0, 1), null, 1).f()[0], traces.f()[0], 0);
	}

	@Test
	public void noRoiGivesNoTraceAndAForeignFieldIsRefused() throws Exception {
		final Movie movie = new ArrayMovie(WIDTH, HEIGHT, new float[3][WIDTH * HEIGHT]);
		assertEquals(0, extract(movie, List.of(), null, 1).f().length);
		final Roi foreign = Roi.of(1, 0, 10, 10, new int[] { 1 });
		assertThrows(IllegalArgumentException.class, () -> extract(movie, List.of(foreign), null, 1));
		assertThrows(IllegalArgumentException.class, () -> extract(movie, List.of(), new boolean[2], 1));
	}

	static Traces extract(final Movie movie, final List<Roi> rois, final boolean[] bad, final int threads) throws Exception {
		return TraceExtractor.extract(movie, rois, bad, NeuropilParameters.DEFAULT, threads, Progress.NONE);
	}

	private static Roi block(final int label, final int x0, final int y0, final int w, final int h) {
		final int[] pixels = new int[w * h];
		for (int i = 0; i < pixels.length; i++) pixels[i] = (y0 + i / w) * WIDTH + x0 + i % w;
		return Roi.of(label, 0, WIDTH, HEIGHT, pixels);
	}

	/** Background of 100, to which each ROI adds its activity in all its pixels. */
	private static Movie movie(final List<Roi> rois, final float[][] activity, final double noise, final long seed) {
		final Random random = new Random(seed);
		final float[][] data = new float[activity[0].length][WIDTH * HEIGHT];
		for (int t = 0; t < data.length; t++) {
			for (int p = 0; p < data[t].length; p++) data[t][p] = (float) (100 + noise * random.nextGaussian());
			for (int r = 0; r < rois.size(); r++) for (final int p : rois.get(r).pixels()) data[t][p] += activity[r][t];
		}
		return new ArrayMovie(WIDTH, HEIGHT, data);
	}

	private static float[][] activity(final int rois, final int frames, final long seed) {
		final Random random = new Random(seed);
		final float[][] activity = new float[rois][frames];
		for (final float[] a : activity)
			for (int t = 1; t < frames; t++) a[t] = 0.8f * a[t - 1] + (random.nextInt(10) == 0 ? 20 : 0);
		return activity;
	}

	private static double mean(final float[] x) {
		double sum = 0;
		for (final float v : x) sum += v;
		return sum / x.length;
	}

	private static double correlation(final float[] a, final float[] b) {
		double ab = 0;
		double aa = 0;
		double bb = 0;
		for (int t = 0; t < a.length; t++) {
			ab += (a[t] - mean(a)) * (b[t] - mean(b));
			aa += Math.pow(a[t] - mean(a), 2);
			bb += Math.pow(b[t] - mean(b), 2);
		}
		return ab / Math.sqrt(aa * bb);
	}

	private static List<Roi> polygons(final Path zip, final int width, final int height) throws Exception {
		final List<Roi> rois = new ArrayList<>();
		try (ZipFile file = new ZipFile(zip.toFile())) {
			for (final var entry : file.stream().sorted((a, b) -> a.getName().compareTo(b.getName())).toList()) {
				try (InputStream in = file.getInputStream(entry)) {
					final ij.gui.Roi polygon = new RoiDecoder(in.readAllBytes(), entry.getName()).getRoi();
					final ImageProcessor mask = polygon.getMask();
					final List<Integer> pixels = new ArrayList<>();
					for (int y = 0; y < mask.getHeight(); y++)
						for (int x = 0; x < mask.getWidth(); x++)
							if (mask.get(x, y) != 0) pixels.add((polygon.getBounds().y + y) * width + polygon.getBounds().x + x);
					rois.add(Roi.of(rois.size() + 1, 0, width, height, pixels.stream().mapToInt(Integer::intValue).toArray()));
				}
			}
		}
		return rois;
	}
}
