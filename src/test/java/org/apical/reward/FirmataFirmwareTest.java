package org.apical.reward;

import static org.junit.Assume.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.rules.TemporaryFolder;

/** Against ConfigurableFirmata itself, compiled for this computer from a checkout that the environment names. */
public class FirmataFirmwareTest extends RewardDeviceContract {

	private static final String CHECKOUT = "APICAL_CONFIGURABLE_FIRMATA";
	private static final List<String> SOURCES = List.of("ConfigurableFirmata", "DigitalOutputFirmata", "Encoder7Bit", "FirmataExt",
		"FirmataFeature", "FirmataScheduler");

	@ClassRule
	public static final TemporaryFolder BUILD = new TemporaryFolder();

	private static Path firmware;

	@BeforeClass
	public static void compile() throws IOException {
		final String checkout = System.getenv(CHECKOUT);
		assumeTrue("No checkout of ConfigurableFirmata in " + CHECKOUT, checkout != null);
		final Path build = BUILD.getRoot().toPath();
		// not beside its own list of boards
		for (final String source : SOURCES) for (final String kind : List.of(".h", ".cpp")) Files.copy(Path.of(checkout, "src", source
			+ kind), build.resolve(source + kind));
		firmware = build.resolve("firmata");
		final Process compiler = new ProcessBuilder("g++", "-std=gnu++17", "-fpermissive", "-w", "-DARDUINO=10800", "-I",
			"src/test/cpp/firmata", "-I", build.toString(), "-o", firmware.toString(), "src/test/cpp/firmata/firmata_host.cpp").inheritIO()
				.start();
		if (compiler.onExit().join().exitValue() != 0) throw new IOException("ConfigurableFirmata does not compile");
	}

	@Override
	protected String key() {
		return "firmata";
	}

	@Override
	protected DeviceSettings settings() {
		return DeviceSettings.NONE.with("port", link()).with("pin", 8).with("scheduler", true);
	}

	@Override
	protected DevicePeer startPeer() throws IOException {
		return DevicePeer.onTerminal(link(), List.of(firmware.toString()));
	}
}
