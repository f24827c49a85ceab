package org.example;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.apical.reward.DeviceSettings;
import org.apical.reward.Receipt;
import org.apical.reward.RewardDevice;
import org.apical.reward.Setting;
import org.scijava.plugin.Plugin;

/** A reward device of one's own: runs a program with the open time in ms, for example a Python script for an NI card. */
@Plugin(type = RewardDevice.class, name = "program")
public final class ProgramDevice implements RewardDevice {

	private String program;

	@Override
	public List<Setting> settings() {
		return List.of(new Setting("program", null, "program that opens the valve for as many ms as its argument says; 0 closes it"));
	}

	@Override
	public void open(final DeviceSettings settings) throws IOException {
		program = settings.text("program");
		shut();
	}

	@Override
	public Receipt reward(final long sequence, final Duration valveOpen) throws IOException {
		run(valveOpen.toMillis());
		return new Receipt(sequence, valveOpen, true);
	}

	@Override
	public void shut() throws IOException {
		if (program != null) run(0);
	}

	private void run(final long millis) throws IOException {
		final Process process = new ProcessBuilder(program, String.valueOf(millis)).inheritIO().start();
		final boolean ended = process.onExit().completeOnTimeout(null, millis + 1000, TimeUnit.MILLISECONDS).join() != null;
		process.destroyForcibly();
		if (!ended || process.exitValue() != 0) throw new IOException(program + " " + millis + " did not end well, or not in time");
	}

	@Override
	public boolean timesValve() {
		return false; // only the program knows
	}

	@Override
	public void close() {
		program = null;
	}
}
