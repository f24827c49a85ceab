package org.apical.roi;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.apical.recording.RecordingException;
import org.apical.roi.CompartmentClassifier.Plane;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class CompartmentClassifierTest {

	private static final CompartmentClassifier CLASSIFIER = new CompartmentClassifier();

	@Rule
	public final TemporaryFolder folder = new TemporaryFolder();

	private static List<Roi> drawn(final int seed) {
		final ActiveField field = new ActiveField(192, 40, 15, 4, seed).scatter(8, 8, 8);
		final List<Roi> rois = new ArrayList<>();
		for (final ActiveField.Part part : field.parts) rois.add(Roi.of(rois.size() + 1, 0, 192, 192, field.truth(part)).withCompartment(part
			.kind()));
		return rois;
	}

	private static double accuracy(final CompartmentClassifier classifier, final int seed) {
		final List<Roi> rois = drawn(seed);
		return rois.stream().filter(r -> classifier.classify(r, 1, Plane.ANY).compartment() == r.compartment()).count() / (double) rois
			.size();
	}

	@Test
	public void formsItWasNotTrainedOnAreToldApart() {
		assertTrue("accuracy " + accuracy(CLASSIFIER, 1), accuracy(CLASSIFIER, 1) >= 0.95);
	}

	@Test
	public void sizeCountsInMicrometres() {
		final Roi disc = drawn(2).stream().filter(r -> r.compartment() == Compartment.SOMA).findFirst().get();
		assertEquals(Compartment.SOMA, CLASSIFIER.classify(disc, 1, Plane.ANY).compartment());
		assertEquals("a third of the size", Compartment.TRUNK, CLASSIFIER.classify(disc, 0.33, Plane.ANY).compartment());
	}

	@Test
	public void probabilitiesAddToOneAndThePlaneTurnsDoubtfulCases() {
		for (final Roi roi : drawn(3)) {
			final Roi any = CLASSIFIER.classify(roi, 1, Plane.ANY);
			final Roi dendritic = CLASSIFIER.classify(roi, 1, Plane.DENDRITE);
			final Roi somatic = CLASSIFIER.classify(roi, 1, Plane.SOMA);
			double sum = 0;
			for (final Compartment c : Compartment.values()) sum += any.probability(c);
			assertEquals(1, sum, 1e-9);
			assertTrue(dendritic.probability(Compartment.SOMA) <= any.probability(Compartment.SOMA));
			assertTrue(somatic.probability(Compartment.SOMA) >= any.probability(Compartment.SOMA));
		}
	}

	@Test
	public void aModelOfOwnLabelsLearnsAndSurvivesItsFile() throws IOException {
		final List<CompartmentTrainer.Example> examples = new ArrayList<>();
		for (int seed = 10; seed < 14; seed++) for (final Roi roi : drawn(seed)) examples.add(CompartmentTrainer.Example.of(roi, 1, seed, Double.NaN));
		final CompartmentModel model = CompartmentTrainer.train(examples);
		final Path file = folder.getRoot().toPath().resolve("model.json");
		model.write(file);
		assertTrue(accuracy(new CompartmentClassifier(CompartmentModel.read(file)), 20) >= 0.95);
	}

	@Test
	public void eachExampleIsJudgedByAModelThatHasNotSeenIt() {
		final List<CompartmentTrainer.Example> examples = new ArrayList<>();
		for (int seed = 10; seed < 15; seed++) for (final Roi roi : drawn(seed)) examples.add(CompartmentTrainer.Example.of(roi, 1, seed, Double.NaN));
		final List<CompartmentTrainer.Judgement> judgements = CompartmentTrainer.crossValidate(examples);
		assertEquals(examples.size(), judgements.size());
		for (int i = 0; i < judgements.size(); i++) assertEquals(examples.get(i).kind(), judgements.get(i).kind());
		final double right = judgements.stream().filter(CompartmentTrainer.Judgement::right).count() / (double) judgements.size();
		assertTrue("accuracy " + right, right >= 0.95);
		final List<CompartmentTrainer.Example> shuffledKinds = new ArrayList<>();
		for (int i = 0; i < examples.size(); i++) shuffledKinds.add(new CompartmentTrainer.Example(examples.get(i).features(), Compartment
			.values()[i % 3], examples.get(i).field(), Double.NaN));
		final double byChance = CompartmentTrainer.crossValidate(shuffledKinds).stream().filter(CompartmentTrainer.Judgement::right).count() /
			(double) judgements.size();
		assertTrue("accuracy on labels without meaning " + byChance, byChance < 0.6);
	}

	@Test
	public void tooFewLabelsAreRefusedByName() {
		final List<CompartmentTrainer.Example> examples = drawn(4).stream().filter(r -> r.compartment() != Compartment.TRUNK).map(
			r -> CompartmentTrainer.Example.of(r, 1, 1, Double.NaN)).toList();
		final List<CompartmentTrainer.Example> many = new ArrayList<>(examples);
		many.addAll(examples);
		final String message = assertThrows(IllegalArgumentException.class, () -> CompartmentTrainer.train(many)).getMessage();
		assertTrue(message, message.contains("labelled trunk, not 0"));
	}

	@Test
	public void anotherJsonIsNoModel() throws IOException {
		final Path file = folder.newFile("other.json").toPath();
		Files.writeString(file, "{\"features\": [\"size\"]}");
		assertThrows(RecordingException.class, () -> CompartmentModel.read(file));
		Files.writeString(file, "not json");
		assertThrows(RecordingException.class, () -> CompartmentModel.read(file));
	}
}
