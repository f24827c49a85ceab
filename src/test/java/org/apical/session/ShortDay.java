package org.apical.session;

import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The example of a closed-loop day, changed so that a test need not wait for it. */
public final class ShortDay {

	private ShortDay() {}

	/** A day of six trials of at most 3 s that can be rehearsed at once and keeps its frames. */
	public static Path write(final Path folder) throws IOException {
		return change(BciExample.write(folder), "duration: 776.2 s", "duration: 12 s", "trial: 28.14 s", "trial: 3 s", "run: 28 s", "run: 3 s",
			"timeout: 3 s", "timeout: 0.5 s", "freeze: 2 s", "freeze: 0.5 s", "reward_delay: 1 s", "reward_delay: 0.2 s", "trials: 0 ",
			"trials: 6 ", "sample_frames: 300", "sample_frames: 24", "model: lines", "model: rigid", "frames: false", "frames: true");
	}

	/** @param pairs what the configuration says, each followed by what it is to say instead */
	public static Path change(final Path config, final String... pairs) throws IOException {
		String text = Files.readString(config);
		for (int i = 0; i < pairs.length; i += 2) {
			assertTrue(pairs[i], text.contains(pairs[i]));
			text = text.replace(pairs[i], pairs[i + 1]);
		}
		return Files.writeString(config, text);
	}
}
