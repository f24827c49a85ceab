package org.apical.command;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

import org.apical.recording.Progress;
import org.apical.recording.RecordingException;
import org.apical.report.ReliabilityPlot;
import org.apical.roi.CompartmentTrainer;
import org.apical.roi.CompartmentTrainer.Example;
import org.apical.session.CompartmentTraining;
import org.apical.session.LabelledRois;
import org.apical.session.exchange.ExchangeService;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Trains the classifier of compartments on simulated fields or own labels. */
@Plugin(type = Command.class, visible = false, name = "train", label = "Train classifier", headless = true,
	description = "Trains the classifier of somas, trunks and dendrites on labelled ROI sets, or on simulated fields where none are given.")
public final class Train extends ApicalCommand {

	@Parameter(label = "Labelled ROIs", style = "files", required = false,
		description = "ImageJ ROI sets, groups 1 to 3 for somas, trunks and dendrites, or result folders, whose traces count too; simulated fields if not given.")
	private File[] input;

	@Parameter(label = "Model", style = "save", description = "File for the model (JSON), for 'segment --model'; a chart of its reliability and a table of the examples are put beside it.")
	private File output;

	@Parameter(label = "Pixel size (µm)", min = "0.01", description = "Edge of a pixel of the labelled sets in µm; results mostly know it.")
	private double pixel_size = 1;

	@Parameter(label = "Fields", min = "1", description = "Number of simulated fields.")
	private int fields = 24;

	@Parameter(label = "Seed", description = "Equal seeds give equal models.")
	private int seed = 1;

	@Parameter
	private ExchangeService exchange;

	@Override
	protected void execute(final Progress progress) throws IOException {
		final Path folder = output.toPath().toAbsolutePath().getParent();
		if (!Files.isDirectory(folder)) throw new ParameterException("output", "is to lie in " + folder + ", which is no folder; make it first");
		final boolean labelled = input != null && input.length > 0;
		final List<Example> examples = labelled ? labelled() : CompartmentTraining.simulated(fields, seed, progress);
		try {
			final Path chart = beside("-reliability.png");
			final ReliabilityPlot reliability = new ReliabilityPlot(CompartmentTrainer.crossValidate(examples));
			CompartmentTrainer.train(examples).write(output.toPath());
			Files.writeString(beside("-examples.csv"), CompartmentTraining.table(examples));
			reliability.writePng(chart);
			summarize(String.format(Locale.ROOT, "Trained on %d ROIs; models of four fifths of them name %.1f %% of the others rightly (%s).%n" +
				"The model is in %s, for 'segment --model'.", examples.size(), 100 * reliability.accuracy(), chart, output));
		}
		catch (final IllegalArgumentException e) {
			throw new RecordingException(e.getMessage(), e);
		}
	}

	private Path beside(final String ending) {
		return output.toPath().resolveSibling(output.getName().replaceFirst("\\.json$", "") + ending);
	}

	private List<Example> labelled() throws IOException {
		final LabelledRois rois = new LabelledRois(exchange);
		for (final File set : input) rois.add(set.toPath(), pixel_size);
		return rois.examples();
	}
}
