package org.apical.session;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.apical.online.config.BciConfig;
import org.apical.online.config.BciConfigReader;
import org.apical.online.config.ConfigException;
import org.apical.recording.RecordingException;
import org.apical.reward.DeviceSettings;

/**
 * Reads a configuration and checks what only the plug-ins and files that it names can tell. Touches no device and binds no
 * port.
 */
public final class BciCheck {

	private BciCheck() {}

	/** @throws ConfigException that names everything that is wrong */
	public static BciConfig read(final Path file, final BciServices services) throws IOException {
		return read(file, file.toAbsolutePath().getParent(), services);
	}

	static BciConfig read(final Path file, final Path base, final BciServices services) throws IOException {
		final BciConfig config = BciConfigReader.read(file, base);
		final List<String> problems = new ArrayList<>();
		check("source.kind", () -> services.sources().create(config.source().kind()).close(), problems);
		check("reward", () -> services.rewards().check(config.reward().device(), DeviceSettings.of(config.reward().settings())), problems);
		check("readout.kind", () -> services.readouts().create(config.readout().kind()), problems);
		config.feedbacks().forEach((key, settings) -> check("feedback." + key, () -> services.feedbacks().create(key).check(settings),
			problems));
		double z = config.loop().dayOneZ();
		if (config.dayOne() != null) {
			z = RunHistory.of(config.dayOne()).number("bci", "calibration", "z");
			if (Double.isNaN(z)) problems.add("calibration.day_one: " + config.dayOne() +
				" holds no session whose baseline has ended (no calibration in its run.json)");
		}
		List<Double> yoked = null;
		try {
			if (config.reward().yoked() != null) yoked = RewardTimes.read(config.reward().yoked());
		}
		catch (final RecordingException e) {
			problems.add("reward.yoked: " + e.getMessage());
		}
		if (!problems.isEmpty()) throw new ConfigException(file.toString(), problems);
		return config.withLoop(config.loop().withDayOneZ(z).withYoked(yoked));
	}

	private static void check(final String key, final Runnable attempt, final List<String> problems) {
		try {
			attempt.run();
		}
		catch (final IllegalArgumentException e) {
			problems.add(key + ": " + e.getMessage());
		}
	}
}
