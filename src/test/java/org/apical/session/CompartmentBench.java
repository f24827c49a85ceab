package org.apical.session;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

import org.apical.recording.Progress;
import org.apical.roi.CompartmentModel;
import org.apical.roi.CompartmentTrainer;
import org.apical.roi.CompartmentTrainer.Example;
import org.apical.roi.CompartmentTrainer.Judgement;
import org.apical.simulate.SimulationParameters;

/**
 * Compartment models beside each other on the same fields, whose thin parts decay faster by given amounts: {@code main(fields,
 * seed, "0,0.25,0.5,0.75", models...)}. Each model is also judged without the decays.
 */
public final class CompartmentBench {

	private CompartmentBench() {}

	public static void main(final String[] args) throws IOException {
		System.out.println("| decay by thickness | model | ROIs | named rightly | log loss | Brier score |\n|---|---|---|---|---|---|");
		for (final String share : args[2].split(",")) {
			final List<Example> examples = examples(Integer.parseInt(args[0]), Long.parseLong(args[1]), Double.parseDouble(share));
			final List<Example> forms = examples.stream().map(e -> new Example(e.features(), e.kind(), e.field(), Double.NaN)).toList();
			for (int m = 3; m < args.length; m++) {
				final CompartmentModel model = CompartmentModel.read(Path.of(args[m]));
				print(share, args[m], CompartmentTrainer.judge(model, examples));
				if (model.decays() != null) print(share, args[m] + ", forms alone", CompartmentTrainer.judge(model, forms));
			}
		}
	}

	private static List<Example> examples(final int fields, final long seed, final double decayByThickness) throws IOException {
		final List<Example> examples = new ArrayList<>();
		final List<SimulationParameters> drawn = CompartmentTraining.fields(fields, seed);
		for (int i = 0; i < fields; i++) {
			final SimulationParameters p = drawn.get(i);
			examples.addAll(CompartmentTraining.examples(p.withActivity(p.activity().withDecayByThickness(decayByThickness)), i, Progress.NONE));
		}
		return examples;
	}

	private static void print(final String share, final String model, final List<Judgement> judgements) {
		final long right = judgements.stream().filter(Judgement::right).count();
		System.out.printf(Locale.ROOT, "| %s | %s | %d | %.4f | %.4f | %.4f |%n", share, model, judgements.size(), right / (double) judgements.size(),
			judgements.stream().collect(Collectors.averagingDouble(j -> -Math.log(j.probabilities()[j.kind().ordinal()]))), judgements.stream()
				.collect(Collectors.averagingDouble(CompartmentBench::brier)));
	}

	private static double brier(final Judgement j) {
		final double[] off = j.probabilities().clone();
		off[j.kind().ordinal()]--;
		return Arrays.stream(off).map(d -> d * d).sum();
	}
}
