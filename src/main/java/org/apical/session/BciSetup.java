package org.apical.session;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import org.apical.motion.Template;
import org.apical.online.ClosedLoop;
import org.apical.online.PlaneParameters;
import org.apical.online.PlaneSetup;
import org.apical.online.config.BciConfig;
import org.apical.online.readout.Populations;
import org.apical.online.readout.ReadoutService;
import org.apical.online.task.Calibration;
import org.apical.online.task.TrialResult;
import org.apical.recording.Movie;
import org.apical.recording.OpenOptions;
import org.apical.recording.Progress;
import org.apical.recording.Recording;
import org.apical.recording.RecordingException;
import org.apical.recording.RecordingService;
import org.apical.roi.LabelImage;
import org.apical.roi.Roi;

/**
 * Makes of a configuration and the day's sample frames what a session judges frames with. The same files give the same
 * numbers, so a replay and a session that goes on do it again.
 */
final class BciSetup {

	private final BciConfig config;
	private final RecordingService recordings;
	private final ReadoutService readouts;
	private final List<FieldAlignment> alignments = new ArrayList<>();
	private final List<String> notes = new ArrayList<>();

	BciSetup(final BciConfig config, final RecordingService recordings, final ReadoutService readouts) {
		this.config = config;
		this.recordings = recordings;
		this.readouts = readouts;
	}

	/**
	 * @param samples of each plane the day's first frames
	 * @param overlays folder for a picture of each plane's alignment with day 1; null for none
	 */
	List<PlaneSetup> planes(final List<Movie> samples, final Path overlays, final Progress progress) throws IOException {
		final Movie first = samples.get(0);
		final List<Roi> rois = rois(first.width(), first.height());
		final List<PlaneSetup> planes = new ArrayList<>();
		for (int p = 0; p < samples.size(); p++) {
			final PlaneParameters parameters = config.plane();
			final PlaneSetup aligned = PlaneSetup.align(samples.get(p), null, parameters, progress);
			final FieldAlignment field = field(p, aligned.alignment().model().template(), overlays, progress);
			planes.add(aligned.with(field.carry(rois, notes), samples.get(p), progress));
		}
		return planes;
	}

	private FieldAlignment field(final int plane, final Template today, final Path overlays, final Progress progress) throws IOException {
		final Path file = templateFile(config, plane);
		if (file == null) {
			notes.add("Plane " + (plane + 1) + ": no template of day 1; its ROIs are taken to lie where they are drawn");
			return new FieldAlignment(plane, 0, 0, Double.NaN, 0, 0, 0);
		}
		final Template dayOne = template(recordings, file);
		try (Recording zStack = config.field().zStack() == null ? null : recordings.open(config.field().zStack(), OpenOptions.DEFAULT)) {
			final FieldAlignment field = FieldAlignment.of(plane, dayOne, today, zStack, config.plane().motion().maxShiftPx(), progress);
			alignments.add(field);
			notes.add(field.toString());
			if (overlays != null) draw(field, overlays.resolve("alignment-p" + (plane + 1) + ".png"), dayOne, today);
			if (field.correlation() < config.field().leastCorrelation()) throw new RecordingException(field +
				"; field.least_correlation asks for " + config.field().leastCorrelation() + ". Is it the same field and depth?");
			return field;
		}
	}

	/** A session does not end for want of a picture. */
	private void draw(final FieldAlignment field, final Path file, final Template dayOne, final Template today) {
		try {
			field.writeOverlay(file, dayOne, today);
		}
		catch (final IOException e) {
			notes.add(file + ": cannot be written (" + e.getMessage() + ")");
		}
	}

	/** Day 1's template of a plane; null where there is none. */
	static Path templateFile(final BciConfig config, final int plane) {
		final Path folder = config.field().reference();
		final Path file = folder == null ? null : folder.resolve(config.imaging().planes() == 1 ? "template.tif" : "template-p" + (plane +
			1) + ".tif");
		return file == null || !Files.exists(file) ? null : file;
	}

	static Template template(final RecordingService recordings, final Path file) throws IOException {
		try (Recording recording = recordings.open(file, OpenOptions.DEFAULT)) {
			final Movie movie = recording.movie(0, 0);
			final float[] pixels = new float[movie.pixels()];
			movie.read(0, pixels);
			return new Template(movie.width(), movie.height(), pixels);
		}
	}

	/** Day 1's ROIs of all planes, where they were drawn. */
	List<Roi> rois(final int width, final int height) throws IOException {
		final Path given = config.field().rois();
		final Path file = given != null ? given : config.field().reference().resolve("rois.zip");
		final String name = file.getFileName().toString();
		return name.endsWith(".zip") || name.endsWith(".roi") ? RoiZip.read(file, width, height) : LabelImage.read(file);
	}

	/** ROIs of the readout plane and their roles. */
	Populations populations(final List<PlaneSetup> planes) throws IOException {
		final BciConfig.ReadoutChoice readout = config.readout();
		final int[] labels = planes.get(config.loop().readoutPlane()).rois().stream().mapToInt(Roi::label).toArray();
		try {
			return new Populations(labels, readout.plus(), readout.minus(), readout.weights(), readout.offset());
		}
		catch (final IllegalArgumentException e) {
			throw new RecordingException(e.getMessage() + (notes.isEmpty() ? "" : " (" + String.join("; ", notes) + ")"), e);
		}
	}

	/** A loop at its beginning. */
	ClosedLoop loop(final List<PlaneSetup> planes, final Consumer<Calibration> calibrated, final Consumer<TrialResult> ended)
		throws IOException
	{
		try {
			return new ClosedLoop(config.loop(), planes, populations(planes), readouts.create(config.readout().kind()), calibrated, ended);
		}
		catch (final IllegalArgumentException e) {
			throw new RecordingException(e.getMessage(), e);
		}
	}

	/** How each plane that was compared stands against day 1. */
	List<FieldAlignment> alignments() {
		return List.copyOf(alignments);
	}

	/** What a person should know of it, a line each. */
	List<String> notes() {
		return List.copyOf(notes);
	}
}
