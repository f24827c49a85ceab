package org.apical.session;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.apical.online.config.BciConfig;
import org.apical.online.config.BciConfigReader;
import org.apical.online.config.ConfigException;
import org.apical.online.config.KeyLines;
import org.apical.online.source.FrameSource;
import org.apical.online.source.SourceException;
import org.apical.online.source.SourceGeometry;
import org.apical.online.source.SourceSettings;
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
		return read(file, base, services, true);
	}

	/** A session's own configuration, to look at what was recorded: nothing that it was recorded with need be there any more. */
	static BciConfig recorded(final BciFolder folder, final BciServices services) throws IOException {
		return read(folder.config(), folder.base(), services, false);
	}

	private static BciConfig read(final Path file, final Path base, final BciServices services, final boolean live) throws IOException {
		final BciConfig config = BciConfigReader.read(file, base);
		final KeyLines lines = KeyLines.of(file);
		final List<String> problems = new ArrayList<>();
		if (live) checkRig(config, base, services, lines, problems);
		check("readout.kind", () -> services.readouts().create(config.readout().kind()), lines, problems);
		double z = config.loop().dayOneZ();
		if (config.dayOne() != null) {
			z = RunHistory.of(config.dayOne()).number("bci", "calibration", "z");
			if (Double.isNaN(z)) problems.add(lines.name("calibration.day_one", config.dayOne() +
				" holds no session whose baseline has ended (no calibration in its run.json)"));
		}
		List<Double> yoked = null;
		try {
			if (config.reward().yoked() != null) yoked = RewardTimes.read(config.reward().yoked());
		}
		catch (final RecordingException e) {
			problems.add(lines.name("reward.yoked", e.getMessage()));
		}
		if (!problems.isEmpty()) throw new ConfigException(file.toString(), problems);
		return config.withLoop(config.loop().withDayOneZ(z).withYoked(yoked));
	}

	/** Where frames come from, and where rewards and feedback go to. */
	private static void checkRig(final BciConfig config, final Path base, final BciServices services, final KeyLines lines,
		final List<String> problems)
	{
		final BciConfig.Source source = config.source();
		check(services.sources().keys().contains(source.kind()) ? "source" : "source.kind", () -> check(services.sources().create(source.kind()),
			SourceSettings.of(source.settings(), base), config.imaging().planes()), lines, problems);
		final BciConfig.Reward reward = config.reward();
		check(services.rewards().keys().contains(reward.device()) ? "reward.settings" : "reward.device", () -> services.rewards().check(reward
			.device(), DeviceSettings.of(reward.settings())), lines, problems);
		config.feedbacks().forEach((key, settings) -> check("feedback." + key, () -> services.feedbacks().create(key).check(settings), lines,
			problems));
	}

	private static void check(final FrameSource source, final SourceSettings settings, final int planes) throws IOException {
		source.check(settings);
		final SourceGeometry said = source.geometry();
		if (said != null && said.planes() != planes) throw new SourceException("planes is " + said.planes() + ", imaging.planes is " + planes);
	}

	private interface Attempt {

		void run() throws IOException;
	}

	private static void check(final String key, final Attempt attempt, final KeyLines lines, final List<String> problems) {
		try {
			attempt.run();
		}
		catch (final IOException | IllegalArgumentException e) {
			problems.add(lines.name(key, e.getMessage()));
		}
	}
}
