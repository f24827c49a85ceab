package org.apical.session;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotNull;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.apical.recording.NpyWriter;
import org.apical.recording.Sampling;
import org.apical.roi.ActiveField;
import org.apical.roi.Compartment;
import org.apical.roi.CompartmentTrainer;
import org.apical.roi.CompartmentTrainer.Example;
import org.apical.roi.LabelImage;
import org.apical.roi.Roi;
import org.apical.session.exchange.ExchangeService;
import org.junit.AfterClass;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.scijava.Context;

public class LabelledRoisTest {

	private static final Context CONTEXT = new Context(ExchangeService.class);
	private static final int SIZE = 192, FRAMES = 2000;
	private static final double RATE_HZ = 15;

	@Rule
	public final TemporaryFolder folder = new TemporaryFolder();

	@AfterClass
	public static void dispose() {
		CONTEXT.dispose();
	}

	private static List<Roi> drawn(final int seed) {
		final ActiveField field = new ActiveField(SIZE, 40, RATE_HZ, 4, seed).scatter(8, 8, 8);
		final List<Roi> rois = new ArrayList<>();
		for (final ActiveField.Part part : field.parts) rois.add(Roi.of(rois.size() + 1, 0, SIZE, SIZE, field.truth(part)).withCompartment(part
			.kind()));
		return rois;
	}

	/** dF/F0 that falls in 0.8 s in somas and in 0.5 s in the others. */
	private static float[] dff(final Roi roi, final Random random) {
		final float[] dff = new float[FRAMES];
		double level = 0;
		for (int t = 0; t < FRAMES; t++) {
			level *= Math.exp(-1 / ((roi.compartment() == Compartment.SOMA ? 0.8 : 0.5) * RATE_HZ));
			if (random.nextDouble() < 0.15 / RATE_HZ) level++;
			dff[t] = (float) (level + 0.05 * random.nextGaussian());
		}
		return dff;
	}

	private Path results(final int seed, final boolean traces) throws IOException {
		final Path path = folder.newFolder("results" + seed).toPath();
		final List<Roi> rois = drawn(seed);
		final Random random = new Random(seed);
		try (ResultFolder results = ResultFolder.open(path)) {
			RoiZip.write(results.stage("rois.zip"), rois);
			LabelImage.write(results.stage("labels.tif"), rois, SIZE, SIZE, 1);
			if (traces) NpyWriter.write(results.stage("dff.npy"), rois.stream().map(r -> dff(r, random)).toArray(float[][]::new));
			results.publish(new RunRecord("extract", Map.of()).put("sampling", new Sampling(RATE_HZ, 1, 1)));
		}
		return path;
	}

	private List<Example> examples(final boolean folders, final boolean traces) throws IOException {
		final LabelledRois labelled = new LabelledRois(CONTEXT.service(ExchangeService.class));
		for (int seed = 1; seed <= 3; seed++) labelled.add(folders ? results(seed, traces) : results(seed, false).resolve("rois.zip"), 1);
		return labelled.examples();
	}

	@Test
	public void resultsWithTracesTellOfDecaysToo() throws IOException {
		final List<Example> examples = examples(true, true);
		assertEquals(3, examples.stream().map(Example::field).distinct().count());
		assertTrue(examples.stream().filter(e -> e.decayS() > 0).count() > 0.9 * examples.size());
		final double[] logs = CompartmentTrainer.train(examples).decays().logs();
		for (int k = 1; k < logs.length; k++) assertEquals(Math.log(0.5 / 0.8), logs[k], 0.15);
	}

	@Test
	public void withoutTracesFormsAloneAreLearned() throws IOException {
		final List<Example> examples = examples(true, false);
		assertTrue(examples.stream().allMatch(e -> Double.isNaN(e.decayS())));
		assertNull(CompartmentTrainer.train(examples).decays());
	}

	@Test
	public void aSetTeachesTheSameFormsAsTheResultsItLiesIn() throws IOException {
		final List<Example> set = examples(false, false);
		assertNotNull(set);
		assertNull(CompartmentTrainer.train(set).decays());
		assertEquals(drawn(1).size() + drawn(2).size() + drawn(3).size(), set.size());
	}
}
