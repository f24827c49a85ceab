package org.apical.roi;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;

import org.apical.recording.RecordingException;

/**
 * A multinomial logistic model of what an ROI's shape says about its compartment; a small JSON file.
 *
 * @param features names of what it looks at, in order
 * @param mean subtracted from each feature
 * @param deviation each is divided by
 * @param weights one row a compartment: the offset, then one weight a feature
 * @param temperature the logits are divided by this, so that probabilities mean what they say on data not trained on
 * @param examples number of labelled ROIs it learned from
 * @param decays what decay times add; null where it learned from ROIs without traces
 */
public record CompartmentModel(String[] features, double[] mean, double[] deviation, double[][] weights, double temperature,
	int examples, DecayModel decays)
{
	private static final String STANDARD = "compartment-model.json";

	/** The model that comes with Apical, trained on simulated scenes. */
	public static CompartmentModel standard() {
		try (InputStream in = CompartmentModel.class.getResourceAsStream(STANDARD);
				Reader reader = new InputStreamReader(in, StandardCharsets.UTF_8))
		{
			return checked(new Gson().fromJson(reader, CompartmentModel.class), STANDARD);
		}
		catch (final IOException e) {
			throw new IllegalStateException("Apical's jar lacks " + STANDARD, e);
		}
	}

	/** @throws RecordingException where the file is no such model */
	public static CompartmentModel read(final Path file) throws IOException {
		try (Reader reader = Files.newBufferedReader(file)) {
			return checked(new Gson().fromJson(reader, CompartmentModel.class), file.toString());
		}
		catch (final JsonParseException e) {
			throw new RecordingException(file + ": no compartment model (" + e.getMessage() + ")", e);
		}
	}

	public void write(final Path file) throws IOException {
		Files.writeString(file, new GsonBuilder().setPrettyPrinting().create().toJson(this) + "\n");
	}

	private static CompartmentModel checked(final CompartmentModel m, final String name) throws RecordingException {
		final int n = RoiShape.NAMES.length;
		final boolean whole = m != null && Arrays.equals(m.features, RoiShape.NAMES) && m.mean != null && m.mean.length == n &&
			m.deviation != null && m.deviation.length == n && m.weights != null && m.weights.length == Compartment.values().length && Arrays
				.stream(m.weights).allMatch(w -> w.length == n + 1) && m.temperature > 0 && (m.decays == null || m.decays.logs().length == m.weights.length && m.decays.spread() > 0);
		if (!whole) throw new RecordingException(name + ": no compartment model of this version; train it anew");
		return m;
	}

	/** Log-odds of the compartments up to a common constant, before the temperature. */
	double[] logits(final double[] shape) {
		final double[] logits = new double[weights.length];
		for (int k = 0; k < logits.length; k++) {
			logits[k] = weights[k][0];
			for (int f = 0; f < shape.length; f++) logits[k] += weights[k][f + 1] * (shape[f] - mean[f]) / deviation[f];
		}
		return logits;
	}

	/** Probabilities in the order of {@link Compartment}. */
	double[] probabilities(final double[] shape) {
		return Arrays.stream(logSoftmax(logits(shape), temperature)).map(Math::exp).toArray();
	}

	/** Probabilities of one field's ROIs with their decay times known, s (NaN: not known). */
	double[][] given(final double[][] probabilities, final double[] decaysS) {
		return decays == null ? probabilities : decays.given(probabilities, decaysS);
	}

	/** Logarithms of the probabilities that log-odds mean when divided by a temperature. */
	static double[] logSoftmax(final double[] logits, final double temperature) {
		final double most = Arrays.stream(logits).max().getAsDouble();
		final double sum = Math.log(Arrays.stream(logits).map(l -> Math.exp((l - most) / temperature)).sum());
		return Arrays.stream(logits).map(l -> (l - most) / temperature - sum).toArray();
	}
}
