package org.apical.recording.tiff;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;
import static org.junit.Assume.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class WriteBehindTest {

	private static final int BLOCK = 1 << 16;
	private static final int BLOCKS = 40;

	@Rule
	public final TemporaryFolder folder = new TemporaryFolder();

	@Test
	public void blocksStandInTheFileInTheirOrder() throws IOException {
		assertArrayEquals(expected(), written());
	}

	@Test
	public void anInterruptedCallerLosesNothingAndStaysInterrupted() throws IOException {
		Thread.currentThread().interrupt();
		final byte[] bytes = written();
		assertTrue(Thread.interrupted());
		assertArrayEquals(expected(), bytes);
	}

	@Test
	public void aFullDiskIsToldOfByEachLaterCall() throws IOException {
		final Path full = Path.of("/dev/full");
		assumeTrue("There is no /dev/full here", Files.exists(full));
		try (FileChannel channel = FileChannel.open(full, StandardOpenOption.WRITE); WriteBehind behind = behind(channel)) {
			behind.next();
			behind.write();
			for (int i = 0; i < 2; i++) {
				behind.next();
				assertEquals("No space left on device", assertThrows(IOException.class, behind::write).getMessage());
			}
			assertThrows(IOException.class, behind::finish);
		}
	}

	private byte[] written() throws IOException {
		final Path path = folder.getRoot().toPath().resolve("blocks");
		try (FileChannel channel = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE); WriteBehind behind =
			behind(channel))
		{
			for (int i = 0; i < BLOCKS; i++) {
				final ByteBuffer next = behind.next();
				while (next.hasRemaining()) next.put((byte) i);
				next.flip();
				behind.write();
			}
			behind.finish();
		}
		final boolean interrupted = Thread.interrupted();
		final byte[] bytes = Files.readAllBytes(path);
		if (interrupted) Thread.currentThread().interrupt();
		return bytes;
	}

	private static WriteBehind behind(final FileChannel channel) {
		return new WriteBehind(channel, () -> ByteBuffer.allocate(BLOCK));
	}

	private static byte[] expected() {
		final byte[] bytes = new byte[BLOCKS * BLOCK];
		for (int i = 0; i < BLOCKS; i++) Arrays.fill(bytes, i * BLOCK, (i + 1) * BLOCK, (byte) i);
		return bytes;
	}
}
