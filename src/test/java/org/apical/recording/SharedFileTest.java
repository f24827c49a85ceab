package org.apical.recording;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class SharedFileTest {

	private static final int BLOCKS = 64;
	private static final int BLOCK_BYTES = 4096;

	@Rule
	public final TemporaryFolder folder = new TemporaryFolder();

	/** A file whose blocks are filled with their own number. */
	private Path blocks() throws IOException {
		final byte[] bytes = new byte[BLOCKS * BLOCK_BYTES];
		for (int i = 0; i < bytes.length; i++) bytes[i] = (byte) (i / BLOCK_BYTES);
		return Files.write(folder.newFile("blocks.bin").toPath(), bytes);
	}

	private static void assertBlock(final SharedFile file, final int block) throws IOException {
		final ByteBuffer bytes = file.borrow(BLOCK_BYTES);
		file.read(bytes, (long) block * BLOCK_BYTES);
		for (int i = 0; i < BLOCK_BYTES; i++) assertEquals(block, bytes.get(i));
		file.giveBack(bytes);
	}

	@Test
	public void readersThatAreInterruptedAllTheTimeGetTheirBytesAndDisturbNobody() throws Exception {
		final ExecutorService pool = Executors.newFixedThreadPool(4);
		try (SharedFile file = new SharedFile(blocks())) {
			final List<Future<Void>> readers = new ArrayList<>();
			for (int r = 0; r < 4; r++) {
				final boolean interrupted = r % 2 == 0;
				readers.add(pool.submit((Callable<Void>) () -> {
					for (int i = 0; i < 500; i++) {
						if (interrupted) Thread.currentThread().interrupt();
						assertBlock(file, i % BLOCKS);
						assertEquals(interrupted, Thread.interrupted());
					}
					return null;
				}));
			}
			for (final Future<Void> reader : readers) reader.get();
		}
		finally {
			pool.shutdown();
		}
	}

	@Test
	public void readingBeyondTheEndSaysWhichFileIsTooShort() throws IOException {
		try (SharedFile file = new SharedFile(blocks())) {
			final EOFException e = assertThrows(EOFException.class, () -> file.read(ByteBuffer.allocate(10), file.size() - 5));
			assertTrue(e.getMessage(), e.getMessage().contains("blocks.bin"));
		}
	}

	@Test
	public void aClosedFileIsNotOpenedAgain() throws IOException {
		final SharedFile file = new SharedFile(blocks());
		file.close();
		final IOException e = assertThrows(IOException.class, () -> file.read(ByteBuffer.allocate(10), 0));
		assertTrue(e.getMessage(), e.getMessage().contains("blocks.bin") && e.getMessage().contains("closed"));
	}
}
