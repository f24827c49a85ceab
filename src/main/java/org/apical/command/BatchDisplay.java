package org.apical.command;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import org.apical.recording.Progress;

/** One bar for a batch: how many recordings are done, and what is being done to the one that last got ahead. */
final class BatchDisplay {

	private final Progress progress;
	private final Consumer<String> news;
	private final Consumer<String> warnings;
	private final int recordings;
	private final AtomicInteger done = new AtomicInteger();

	BatchDisplay(final Progress progress, final Consumer<String> news, final Consumer<String> warnings, final int recordings) {
		this.progress = progress;
		this.news = news;
		this.warnings = warnings;
		this.recordings = recordings;
	}

	/** Shows how many are done while nothing is known of those under way. */
	void waiting() {
		progress.update(String.format("%d of %d done", done.get(), recordings), done.get(), recordings);
	}

	/** Tells of a recording's end. */
	void finished(final String line) {
		news.accept("[" + done.incrementAndGet() + "/" + recordings + "] " + line);
	}

	/** For the run of one recording. */
	Display of(final Path recording) {
		return new Display() {

			@Override
			public void progress(final String stage, final long at, final long total) {
				final int percent = (int) (total <= 0 ? 0 : 100 * at / total);
				// the last frame of a stage is not the end of the batch, which alone may be shown out of turn
				progress.update(String.format("%d of %d done; %s: %s %d %%", done.get(), recordings, recording, stage, percent), done.get(),
					recordings);
			}

			@Override
			public void tell(final String text) {
				news.accept(recording + ": " + text);
			}

			@Override
			public void warn(final String text) {
				warnings.accept(recording + ": " + text);
			}
		};
	}
}
