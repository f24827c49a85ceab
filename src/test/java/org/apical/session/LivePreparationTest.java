package org.apical.session;

import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;
import static org.junit.Assume.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.apical.online.record.FrameStore;
import org.apical.online.source.LiveFrame;
import org.apical.recording.PixelType;
import org.junit.Test;

public class LivePreparationTest {

	/** A file on a disk that is always full. */
	private static final Path FULL = Path.of("/dev/full");

	@Test(timeout = 20_000)
	public void aDiskFoundFullOnlyWhenTheTemplateIsLearntIsNamed() throws Exception {
		assumeTrue(Files.exists(FULL));
		try (FrameStore store = new FrameStore(FULL, 0, 4, PixelType.UINT16, line -> {})) {
			final LivePreparation preparation = new LivePreparation(null, null, null, new FrameStore[] { store }, 1, 15, true, null, line -> {});
			final LiveFrame frame = new LiveFrame();
			frame.resize(2, 2);
			final String message = assertThrows(IOException.class, () -> preparation.look(frame)).getMessage();
			assertTrue(message, message.contains("/dev/full"));
		}
	}

	@Test(timeout = 20_000)
	public void aSampleThatTheDiskDoesNotTakeEndsTheSessionInsteadOfWaitingForEver() throws Exception {
		assumeTrue(Files.exists(FULL));
		try (FrameStore store = new FrameStore(FULL, 0, 4, PixelType.UINT16, line -> {})) {
			final LivePreparation preparation = new LivePreparation(null, null, null, new FrameStore[] { store }, 1000, 15, true, null, line -> {});
			final LiveFrame frame = new LiveFrame();
			frame.resize(2, 2);
			final String message = assertThrows(IOException.class, () -> {
				while (preparation.look(frame) == null) Thread.sleep(1);
			}).getMessage();
			assertTrue(message, message.contains("/dev/full"));
		}
	}
}
