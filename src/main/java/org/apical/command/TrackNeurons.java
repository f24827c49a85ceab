package org.apical.command;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.apical.neuron.DayAlignment;
import org.apical.neuron.DayLinker;
import org.apical.neuron.DayLinkerService;
import org.apical.recording.Progress;
import org.apical.session.InputFiles;
import org.apical.session.ResultFolder;
import org.apical.session.RunRecord;
import org.apical.session.TrackedDay;
import org.apical.session.TrackingRun;
import org.apical.session.exchange.ExchangeService;
import org.apical.session.exchange.TracedRois;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Follows neurons over days. */
@Plugin(type = Command.class, visible = false, name = "track", label = "Track neurons over days", headless = true,
	description = "Aligns the mean images of several days and links their ROIs: tracks.csv, aligned images, and a TrackMate file to view and correct.")
public final class TrackNeurons extends ApicalCommand {

	@Parameter(label = "Days", style = "directories", description = "Result folders of the same field, in the order of the days.")
	private File[] input;

	@Parameter(label = "Result folder", style = "directory", description = "Folder for the results, made where it does not exist.")
	private File output;

	@Parameter(label = "Day numbers", required = false, description = "Numbers of the days, with commas; 1, 2, 3, … if not given.")
	private String days = "";

	@Parameter(label = "Linker", description = "assignment: Apical's own; trackmate: TrackMate's LAP tracker, where TrackMate is there, as in Fiji.")
	private String linker = "assignment";

	@Parameter(label = "Largest shift (px)", min = "1", description = "Largest shift of a day against the first.")
	private double max_shift = DayAlignment.Parameters.DEFAULT.maxShiftPx();

	@Parameter(label = "Largest turn (degrees)", min = "0", max = "45", description = "Largest turn of a day against the first.")
	private double max_angle = DayAlignment.Parameters.DEFAULT.maxAngleDeg();

	@Parameter(label = "Largest distance (px)", min = "1", description = "Largest distance of an ROI's centre from one day to another, once aligned.")
	private double max_distance = DayLinker.Parameters.DEFAULT.maxDistancePx();

	@Parameter(label = "Largest gap", min = "0", description = "How many days in a row a neuron may be missing.")
	private int max_gap = DayLinker.Parameters.DEFAULT.maxGap();

	@Parameter(label = "Least probability", min = "0", max = "1", description = "Links that are less probable are not made.")
	private double min_probability = DayLinker.Parameters.DEFAULT.minProbability();

	@Parameter(label = "Corrected TrackMate folder", style = "directory", required = false,
		description = "Result folder of 'track' on the same days whose trackmate.xml was corrected in TrackMate: its links are taken.")
	private File corrected;

	@Parameter
	private DayLinkerService linkers;

	@Parameter
	private ExchangeService exchange;

	@Override
	protected void execute(final Progress progress) throws IOException {
		final RunRecord record = new RunRecord("track", parameters());
		if (input.length < 2) throw new ParameterException("input", "needs two days or more");
		final DayLinker chosen = linker();
		final int[] numbers = numbers();
		final List<TrackedDay> given = new ArrayList<>();
		final InputFiles inputs = new InputFiles(List.of());
		for (int d = 0; d < input.length; d++) {
			final Path folder = input[d].toPath();
			final TracedRois rois = exchange.read(folder);
			given.add(new TrackedDay(numbers[d], folder, rois.width(), rois.height(), rois.sampling(), rois.rois(), rois.means()));
			for (final Path file : exchange.files(folder)) inputs.add(file);
			progress.update("Reading days", d + 1L, input.length);
		}
		try (ResultFolder folder = ResultFolder.open(output.toPath())) {
			final TrackingRun.Result result = new TrackingRun(new DayAlignment.Parameters(max_shift, max_angle), chosen, new DayLinker.Parameters(
				max_distance, max_gap, min_probability), isGiven(corrected) ? corrected.toPath() : null).run(given, folder, progress);
			publish(folder, record.inputs(inputs).put("correlations", result.correlations()));
			summarize(String.format(Locale.ROOT, "%d neurons over %d days: %d on more than one, %d on all; the least correlation of an aligned day is %.2f.%n" +
				"Results are in %s: tracks.csv; open trackmate.xml in TrackMate to view and correct.", result.neurons(), given.size(), result
					.several(), result.all(), result.correlations().stream().mapToDouble(c -> c).min().getAsDouble(), output));
		}
	}

	private DayLinker linker() {
		try {
			return linkers.create(linker);
		}
		catch (final IllegalArgumentException e) {
			throw new ParameterException("linker", "is unknown: " + e.getMessage());
		}
	}

	private int[] numbers() {
		final int[] numbers = new int[input.length];
		final String[] texts = days == null || days.isBlank() ? new String[0] : days.split(",");
		if (texts.length > 0 && texts.length != input.length) throw new ParameterException("days", "has " + texts.length + " numbers for " +
			input.length + " days");
		for (int d = 0; d < numbers.length; d++)
			try {
				numbers[d] = texts.length == 0 ? d + 1 : Integer.parseInt(texts[d].trim());
				if (d > 0 && numbers[d] <= numbers[d - 1]) throw new ParameterException("days", "must rise, " + numbers[d] + " follows " + numbers[d - 1]);
			}
			catch (final NumberFormatException e) {
				throw new ParameterException("days", "must be whole numbers with commas, not '" + days + "'");
			}
		return numbers;
	}
}
