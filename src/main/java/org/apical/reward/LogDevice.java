package org.apical.reward;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.scijava.plugin.Plugin;

/** Writes each reward as a line of a file: time, sequence, open time in ms. */
@Plugin(type = RewardDevice.class, name = "log")
public final class LogDevice implements RewardDevice {

	private Writer writer;

	@Override
	public List<Setting> settings() {
		return List.of(new Setting("file", "rewards.log", "file that rewards are appended to"));
	}

	@Override
	public void open(final DeviceSettings settings) throws IOException {
		writer = Files.newBufferedWriter(Path.of(settings.text("file")), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
	}

	@Override
	public Receipt reward(final long sequence, final Duration valveOpen) throws IOException {
		writer.write(Instant.now() + "\t" + sequence + "\t" + valveOpen.toNanos() / 1e6 + "\n");
		writer.flush();
		return new Receipt(sequence, valveOpen, true);
	}

	@Override
	public void shut() {}

	@Override
	public boolean timesValve() {
		return true;
	}

	@Override
	public void close() {
		if (writer == null) return;
		try {
			writer.close();
		}
		catch (final IOException e) {
			// every line was flushed, or has failed, already
		}
		writer = null;
	}
}
