package org.apical.session;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import ij.gui.Line;
import ij.gui.OvalRoi;
import ij.gui.PointRoi;
import ij.gui.PolygonRoi;
import ij.io.RoiEncoder;

import org.apical.SharedData;
import org.apical.recording.RecordingException;
import org.apical.roi.Compartment;
import org.apical.roi.LabelImage;
import org.apical.roi.Roi;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class RoiExchangeTest {

	private static final int W = 40;
	private static final int H = 30;

	@Rule
	public final TemporaryFolder folder = new TemporaryFolder();

	/** A ring, two pieces that touch at a corner, and what lies at the very edge. */
	private static List<Roi> rois() {
		final int[] ring = { 5 * W + 5, 5 * W + 6, 5 * W + 7, 6 * W + 5, 6 * W + 7, 7 * W + 5, 7 * W + 6, 7 * W + 7 };
		final int[] pieces = { 10 * W + 10, 11 * W + 11, 11 * W + 12, 20 * W + 20 };
		return List.of(Roi.of(3, 0, W, H, ring, new float[] { 1, 0.2f, 0.4f, 0.6f, 0.8f, 1, 0.1f, 0.5f }).withProbabilities(0.8, 0.15, 0.05)
			.withNeuron(7).withSnr(12.5), Roi.of(9, 1, W, H, pieces).withCompartment(Compartment.DENDRITE), Roi.of(10, 1, W, H, new int[] {
				0, W - 1, W * H - 1 }).withCompartment(Compartment.TRUNK));
	}

	private Path zip(final ij.gui.Roi... outlines) throws IOException {
		final Path file = folder.newFile("drawn.zip").toPath();
		try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
			for (int i = 0; i < outlines.length; i++) {
				zip.putNextEntry(new ZipEntry(i + ".roi"));
				zip.write(RoiEncoder.saveAsByteArray(outlines[i]));
				zip.closeEntry();
			}
		}
		return file;
	}

	@Test
	public void aSetSurvivesTheImageJZip() throws IOException {
		final Path file = folder.getRoot().toPath().resolve("rois.zip");
		RoiZip.write(file, rois());
		final List<Roi> back = RoiZip.read(file, W, H);
		assertEquals(3, back.size());
		for (int i = 0; i < 3; i++) {
			final Roi a = rois().get(i);
			final Roi b = back.get(i);
			assertArrayEquals(a.pixels(), b.pixels());
			assertArrayEquals(a.weights(), b.weights(), 1 / 255f);
			assertEquals(a.label(), b.label());
			assertEquals(a.plane(), b.plane());
			assertEquals(a.compartment(), b.compartment());
			assertEquals(a.neuron(), b.neuron());
			assertEquals(a.snr(), b.snr(), 0);
			assertEquals(a.probability(a.compartment()), b.probability(a.compartment()), 1e-9);
		}
	}

	@Test
	public void whateverImageJDrawsIsTaken() throws IOException {
		final Line line = new Line(2, 2, 12, 2);
		line.setStrokeWidth(3);
		final Path file = zip(new ij.gui.Roi(1, 1, 4, 3), new OvalRoi(10, 10, 8, 8), new PolygonRoi(new float[] { 20, 26, 20 }, new float[] {
			5, 5, 11 }, ij.gui.Roi.POLYGON), line, new PointRoi(33, 20), new ij.gui.Roi(35, 25, 20, 20));
		final List<Roi> rois = RoiZip.read(file, W, H);
		assertEquals(6, rois.size());
		assertEquals(12, rois.get(0).size());
		assertTrue("oval of " + rois.get(1).size(), Math.abs(rois.get(1).size() - 50) < 5);
		assertTrue("wide line of " + rois.get(3).size(), rois.get(3).size() >= 24);
		assertArrayEquals(new int[] { 20 * W + 33 }, rois.get(4).pixels());
		assertEquals("cut off at the field's edge", 25, rois.get(5).size());
		assertEquals(1 / 3.0, rois.get(0).probability(Compartment.SOMA), 1e-9);
		assertFalse(rois.get(0).neuron().isPresent());
		for (int i = 0; i < 6; i++) assertEquals(i + 1, rois.get(i).label());
	}

	@Test
	public void anOutlineThatWasRedrawnForgetsItsWeights() throws IOException {
		final ij.gui.Roi outline = RoiOutline.draw(rois().get(0));
		final ij.gui.Roi larger = new ij.gui.Roi(4, 4, 6, 6);
		larger.setName("soma-3");
		larger.setProperty("weights", outline.getProperty("weights"));
		final Roi back = RoiZip.read(zip(larger), W, H).get(0);
		assertEquals(3, back.label());
		assertEquals(36, back.size());
		assertEquals(1, back.weight(0), 0);
	}

	@Test
	public void zipsOfOtherThingsAndOtherFieldsAreRefused() throws IOException {
		final Path empty = folder.newFile("empty.zip").toPath();
		final Path outside = zip(new ij.gui.Roi(100, 100, 4, 4));
		assertTrue(assertThrows(RecordingException.class, () -> RoiZip.read(empty, W, H)).getMessage().contains("no ImageJ ROI"));
		assertTrue(assertThrows(RecordingException.class, () -> RoiZip.read(outside, W, H)).getMessage().contains("outside the 40 x 30"));
	}

	@Test
	public void realPolygonSetsOpen() throws IOException {
		final List<Roi> rois = RoiZip.read(SharedData.require("fissa-tiny-roi-traces/rois.zip"), 14, 21);
		assertEquals(2, rois.size());
	}

	@Test
	public void aLabelImageHoldsTheHeaviestRoiAndReadsBack() throws IOException {
		final Roi light = Roi.of(1, 0, W, H, new int[] { 1, 2, 3 }, new float[] { 0.5f, 0.5f, 0.5f });
		final Roi heavy = Roi.of(2, 0, W, H, new int[] { 3, 4 });
		final Roi below = Roi.of(500, 1, W, H, new int[] { 7 });
		final Path file = folder.getRoot().toPath().resolve("labels.tif");
		LabelImage.write(file, List.of(light, heavy, below), W, H, 2);
		final List<Roi> back = LabelImage.read(file);
		assertEquals(3, back.size());
		assertArrayEquals(new int[] { 1, 2 }, back.get(0).pixels());
		assertArrayEquals(new int[] { 3, 4 }, back.get(1).pixels());
		assertEquals(500, back.get(2).label());
		assertEquals(1, back.get(2).plane());
	}
}
