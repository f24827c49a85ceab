package org.apical.command;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.apical.recording.Progress;
import org.apical.recording.RecordingException;
import org.apical.report.ReliabilityPlot;
import org.apical.roi.CompartmentTrainer;
import org.apical.roi.CompartmentTrainer.Example;
import org.apical.roi.Roi;
import org.apical.session.CompartmentTraining;
import org.apical.session.RoiZip;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Trains the classifier of compartments on simulated fields or own labels. */
@Plugin(type = Command.class, visible = false, name = "train", label = "Train classifier", headless = true,
	description = "Trains the classifier of somas, trunks and dendrites on labelled ROI sets, or on simulated fields where none are given.")
public final class Train extends ApicalCommand {

	/** An ROI set does not say how large its field is; shapes do not depend on it. */
	private static final int LARGEST_FIELD = 16384;

	@Parameter(label = "Labelled ROI sets", style = "files", required = false,
		description = "ImageJ ROI sets, groups 1 to 3 for somas, trunks and dendrites; simulated fields if not given.")
	private File[] input;

	@Parameter(label = "Model", style = "save", description = "File for the model (JSON), for 'segment --model'; a chart of its reliability and a table of the examples are put beside it.")
	private File output;

	@Parameter(label = "Pixel size (µm)", min = "0.01", description = "Edge of a pixel of the labelled sets in µm.")
	private double pixel_size = 1;

	@Parameter(label = "Fields", min = "1", description = "Number of simulated fields.")
	private int fields = 24;

	@Parameter(label = "Seed", description = "Equal seeds give equal models.")
	private int seed = 1;

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
		final List<Example> examples = new ArrayList<>();
		for (int set = 0; set < input.length; set++) {
			for (final Roi roi : RoiZip.read(input[set].toPath(), LARGEST_FIELD, LARGEST_FIELD)) {
				if (roi.isClassified()) examples.add(Example.of(roi, pixel_size, set));
			}
		}
		return examples;
	}
}
