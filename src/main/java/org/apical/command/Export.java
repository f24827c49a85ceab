package org.apical.command;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.ZoneId;

import org.apical.recording.Progress;
import org.apical.session.InputFiles;
import org.apical.session.ResultFolder;
import org.apical.session.RunHistory;
import org.apical.session.RunRecord;
import org.apical.session.exchange.ExchangeService;
import org.apical.session.exchange.SessionDescription;
import org.apical.session.exchange.TracedRois;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Writes ROIs and traces in the form of another program. */
@Plugin(type = Command.class, visible = false, name = "export", label = "Export", headless = true,
	description = "Writes ROIs and traces for other programs: NWB (session.nwb), suite2p's folder, an ImageJ ROI set or a label image.")
public final class Export extends ApicalCommand {

	@Parameter(label = "Results", style = "directory", description = "Result folder of 'extract' or 'run', folder of a closed-loop session, folder of suite2p, or file of CaImAn.")
	private File input;

	@Parameter(label = "Output folder", style = "directory", description = "Folder for what is written, made where it does not exist.")
	private File output;

	@Parameter(label = "Form", choices = { "nwb", "suite2p", "rois", "labels" },
		description = "nwb: session.nwb; suite2p: suite2p/plane0; rois: rois.zip for ImageJ; labels: labels.tif.")
	private String format = "nwb";

	@Parameter(label = "Frame rate (Hz)", min = "0", description = "Frames per second of one plane; 0: as the results say.")
	private double rate;

	@Parameter(label = "Pixel size (µm)", min = "0", description = "Edge of a pixel in µm; 0: as the results say.")
	private double pixel_size;

	@Parameter(label = "Session", required = false, description = "Name of the session; the result folder's name if not given.")
	private String session_name = "";

	@Parameter(label = "Begin of the recording", required = false,
		description = "Date and time such as 2026-11-24T10:00:00+01:00, which NWB needs; if not given, the time of a closed-loop session's first frame or the results' own date stands in its place.")
	private String start = "";

	@Parameter(label = "Description", required = false, description = "Of the session, in a sentence.")
	private String about = "";

	@Parameter(label = "Subject", required = false, description = "Identifier of the animal.")
	private String subject = "";

	@Parameter(label = "Species", required = false, description = "Of the animal, Latin, such as Mus musculus.")
	private String species = "";

	@Parameter(label = "Sex", choices = { "U", "M", "F", "O" }, description = "Of the animal: male, female, other or unknown.")
	private String sex = "U";

	@Parameter(label = "Age", required = false, description = "Of the animal as an ISO 8601 duration, such as P90D for 90 days.")
	private String age = "";

	@Parameter(label = "Indicator", required = false, description = "The calcium indicator, such as GCaMP6s.")
	private String indicator = "";

	@Parameter(label = "Location", required = false, description = "Imaged area of the brain.")
	private String location = "";

	@Parameter
	private ExchangeService exchange;

	@Override
	protected void execute(final Progress progress) throws IOException {
		final Path from = input.toPath().toAbsolutePath().normalize();
		final InputFiles inputs = new InputFiles(exchange.files(from));
		final TracedRois rois = exchange.read(from).with(rate, pixel_size);
		if (format.equals("nwb") && (subject.isBlank() || species.isBlank() || age.isBlank())) warn(
			"Archives such as DANDI take no NWB file without the animal: give subject, species and age");
		final String known = start.isBlank() ? RunHistory.of(from).finding("bci", "frame_0", String.class) : start.trim();
		if (format.equals("nwb") && known == null) warn("The recording's begin is not given; the date of the results stands in its place");
		// a record of its own for each form, so that the next form's files do not take the place of this one's
		final RunRecord record = new RunRecord("export " + format, parameters()).inputs(inputs);
		try (ResultFolder folder = ResultFolder.open(output.toPath())) {
			exchange.writer(format).write(rois, description(from, known), folder);
			inputs.mustNotBeIn(folder);
			publish(folder, record);
			summarize("Wrote " + rois.rois().size() + " ROIs as " + format + " into " + output + ".");
		}
	}

	/** @param begin when the first frame came; null where that is not known */
	private SessionDescription description(final Path from, final String begin) throws IOException {
		final Path trials = from.resolve("trials.csv");
		return new SessionDescription(session_name.isBlank() ? from.getFileName().toString() : session_name.trim(), about.trim(), begin(from, begin),
			subject.trim(), species.trim(), sex, age.trim(), indicator.trim(), location.trim(), Files.exists(trials) ? trials : null);
	}

	private OffsetDateTime begin(final Path from, final String known) throws IOException {
		if (known == null) return Files.getLastModifiedTime(from).toInstant().atZone(ZoneId.systemDefault()).toOffsetDateTime();
		try {
			return OffsetDateTime.parse(known);
		}
		catch (final DateTimeException e) {
			throw new ParameterException("start", "must be a date and time with its zone, such as 2026-11-24T10:00:00+01:00, not " + start);
		}
	}
}
