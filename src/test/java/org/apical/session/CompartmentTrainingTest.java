package org.apical.session;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

import org.apical.recording.Progress;
import org.apical.roi.Compartment;
import org.apical.roi.CompartmentModel;
import org.apical.roi.CompartmentTrainer;
import org.apical.roi.CompartmentTrainer.Example;
import org.apical.simulate.SimulationParameters;
import org.junit.Test;

/**
 * The model that ships is what {@code train -o compartment-model.json} makes with its defaults. That takes minutes, so its
 * examples are kept beside this test as {@code train} wrote them.
 */
public class CompartmentTrainingTest {

	private static final int FIELDS = 24;
	private static final long SEED = 1;

	private static List<Example> examples() throws IOException, URISyntaxException {
		final List<Example> examples = new ArrayList<>();
		final Path file = Path.of(CompartmentTrainingTest.class.getResource("compartment-model-examples.csv").toURI());
		for (final Table.Row row : Table.read(file, "field", "kind").rows()) {
			final double[] features = new double[Example.featureNames().size()];
			for (int f = 0; f < features.length; f++) features[f] = row.number(Example.featureNames().get(f));
			examples.add(new Example(features, Compartment.of(row.text("kind")), row.integer("field"), row.number("decay_s")));
		}
		return examples;
	}

	@Test
	public void theModelThatShipsIsWhatTrainingMakesOfItsExamples() throws Exception {
		final CompartmentModel shipped = CompartmentModel.standard(), made = CompartmentTrainer.train(examples());
		assertEquals(made.examples(), shipped.examples());
		assertEquals(made.temperature(), shipped.temperature(), 1e-9);
		assertArrayEquals(made.mean(), shipped.mean(), 1e-9);
		assertArrayEquals(made.deviation(), shipped.deviation(), 1e-9);
		assertArrayEquals(made.decays().logs(), shipped.decays().logs(), 1e-9);
		assertEquals(made.decays().spread(), shipped.decays().spread(), 1e-9);
		for (int k = 0; k < made.weights().length; k++) assertArrayEquals(made.weights()[k], shipped.weights()[k], 1e-7);
	}

	@Test
	public void itsExamplesAreWhatIsFoundInTheSimulatedFields() throws Exception {
		final List<SimulationParameters> fields = CompartmentTraining.fields(FIELDS, SEED);
		final int shortest = IntStream.range(0, FIELDS).boxed().min(Comparator.comparingInt(i -> fields.get(i).frames())).orElseThrow();
		final List<Example> kept = examples().stream().filter(e -> e.field() == shortest).toList();
		final List<Example> found = CompartmentTraining.examples(fields.get(shortest), shortest, Progress.NONE);
		assertEquals(kept.size(), found.size());
		for (int i = 0; i < kept.size(); i++) {
			assertEquals(kept.get(i).kind(), found.get(i).kind());
			assertArrayEquals(kept.get(i).features(), found.get(i).features(), 1e-6);
			assertEquals(kept.get(i).decayS(), found.get(i).decayS(), 1e-6);
		}
	}
}
