package org.apical.session;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.apical.online.Preparation;
import org.apical.online.Replay;
import org.apical.online.config.BciConfig;
import org.apical.online.record.FrameEntry;
import org.apical.online.record.JournalFile;
import org.apical.recording.Movie;
import org.apical.recording.OpenOptions;
import org.apical.recording.Progress;
import org.apical.recording.Recording;
import org.apical.recording.RecordingException;

/** Runs a recorded session through the loop again and says whether it decides the same. */
public final class BciReplay {

	private final BciFolder folder;
	private final BciServices services;
	private final List<Recording> open = new ArrayList<>();

	public BciReplay(final Path session, final BciServices services) {
		folder = new BciFolder(session);
		this.services = services;
	}

	/**
	 * @param recording of the session as the microscope wrote it; null to take the frames that the session kept
	 * @return what was compared, for people
	 * @throws RecordingException that tells the first differences, where there are any
	 */
	public String run(final Path recording, final Progress progress) throws IOException {
		final BciConfig config = BciCheck.recorded(folder, services);
		final BciSetup setup = new BciSetup(config, services.recordings(), services.readouts());
		final Preparation.Ready ready = LivePreparation.ready(folder, setup, services.recordings(), config.imaging().planes(), config
			.loop().rateHz(), planes -> setup.loop(planes, c -> {}, t -> {}), null, note -> {});
		try (JournalFile journal = new JournalFile(folder.journal())) {
			final Replay replay = new Replay(ready.loop(), ready.planes(), frames(config, recording));
			final Replay.Outcome outcome = replay.run(journal, frame -> progress.update("Replaying", frame, frame + 1));
			if (outcome.differing() > 0) throw new RecordingException(outcome.differing() + " of " + outcome.frames() +
				" frames differ: " + String.join("; ", replay.differences().stream().limit(5).map(Object::toString).toList()));
			return outcome.frames() + " frames gave the same readings and decisions, bit for bit" + (outcome.unkept() == 0 ? "." : "; of " +
				outcome.unkept() + " of them the pixels were not kept, and only the decisions were compared.");
		}
		finally {
			for (final Recording r : open) r.close();
		}
	}

	private Replay.Frames frames(final BciConfig config, final Path recording) throws IOException {
		final List<Movie> movies = new ArrayList<>();
		if (recording != null) {
			open.add(services.recordings().open(recording, OpenOptions.DEFAULT.withPlanes(config.imaging().planes())));
			for (int p = 0; p < config.imaging().planes(); p++) movies.add(open.get(0).movie(p, config.imaging().channel()));
			return (entry, into) -> read(movies.get(entry.plane), entry.sourceNumber / (config.imaging().planes() * open.get(0).channels()),
				into);
		}
		for (int p = 0; p < config.imaging().planes(); p++) {
			if (!Files.exists(folder.frames(p))) throw new RecordingException(folder.path() +
				" kept no frames (record.frames was false); give the microscope's own recording");
			open.add(folder.open(services.recordings(), folder.frames(p), config.loop().rateHz()));
			movies.add(open.get(p).movie(0, 0));
		}
		return (entry, into) -> read(movies.get(entry.plane), entry.stored, into) && !isHole(movies.get(entry.plane), into);
	}

	private static boolean read(final Movie movie, final long number, final float[] into) throws IOException {
		if (number < 0 || number >= movie.frames()) return false;
		movie.read((int) number, into);
		return true;
	}

	/** Frames that a killed program had not yet written are nothing but zeros. */
	private static boolean isHole(final Movie movie, final float[] pixels) {
		for (int i = 0; i < movie.pixels(); i++) if (pixels[i] != 0) return false;
		return true;
	}
}
