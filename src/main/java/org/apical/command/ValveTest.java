package org.apical.command;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

import org.apical.recording.Progress;
import org.apical.reward.CalibrationTable;
import org.apical.reward.DeviceSettings;
import org.apical.reward.PulseTrain;
import org.apical.reward.RewardDeviceService;
import org.apical.reward.ValveCalibration;
import org.apical.reward.ValveMeasurement;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Opens the valve of a reward device some times, to see that it works, to fill the line or to calibrate it. */
@Plugin(type = Command.class, visible = false, name = "reward", label = "Test reward valve", headless = true,
	description = "Tests a reward device: opens its valve some times, through the same safety gate as in an experiment.")
public final class ValveTest extends ApicalCommand {

	@Parameter(label = "Device", description = "Kind of device: serial, tcp, firmata, bpod, harp, osc, modbus-tcp, log, null or your own.")
	private String device = "serial";

	@Parameter(label = "Port", required = false, description = "Serial port, such as COM3 or /dev/ttyACM0.")
	private String port = "";

	@Parameter(label = "Settings", required = false, description = "More settings of the device: key=value between spaces.")
	private String settings = "";

	@Parameter(label = "Test rewards", min = "0", max = "1000", description = "How often the valve is opened.")
	private int test = 5;

	@Parameter(label = "Open time (ms)", min = "1", max = "1000", description = "How long the valve is open each time.")
	private double open_ms = 50;

	@Parameter(label = "Interval (s)", min = "0.05", max = "60", description = "Time from one opening to the next.")
	private double interval_s = 0.5;

	@Parameter(label = "Calibration table", style = "save", required = false,
		description = "Table open_ms,pulses,mass_mg: the test is added as a row whose mass you fill in; once filled in, the line is shown.")
	private File calibrate;

	@Parameter
	private RewardDeviceService devices;

	@Override
	protected void execute(final Progress progress) throws IOException {
		if (test > 0) summarize(paid(progress));
		if (calibrate == null || calibrate.getPath().isEmpty()) return;
		final Path table = calibrate.toPath();
		if (test == 0) summarize(line(CalibrationTable.read(table)));
		else CalibrationTable.append(table, open_ms, test);
	}

	private String line(final List<ValveMeasurement> measurements) {
		final ValveCalibration line = ValveCalibration.fit(measurements);
		return String.format(Locale.ROOT, "valve: {slope: %.4f ul/ms, intercept: %.3f ul}, for the configuration; %d measurements lie within "
			+ "%.3f µl of this line, and 4 µl take %.1f ms.", line.ulPerMs(), line.interceptUl(), measurements.size(), line.largestError(
				measurements), line.openMicros(4) / 1000);
	}

	private String paid(final Progress progress) {
		final PulseTrain train = new PulseTrain(test, open_ms, Duration.ofNanos(Math.round(interval_s * 1e9)));
		final DeviceSettings given = DeviceSettings.parse(settings);
		try {
			train.run(devices, device, port.isEmpty() ? given : given.with("port", port), i -> progress.update("Rewards", i, test));
		}
		catch (final IOException e) {
			throw new UncheckedIOException(device + ": " + e.getMessage(), e);
		}
		if (!train.isValveTimedByDevice()) warn("This computer times the valve of " + device
			+ "; if it dies while the valve is open, the valve stays open. See docs/devices.md.");
		return String.format(Locale.ROOT, "%d rewards of %.0f ms %s by %s, %.1f ms after they were asked for (median).", test, open_ms, train
			.isAcknowledged() ? "acknowledged" : "sent, not acknowledged,", device, train.medianAnswerMs());
	}
}
