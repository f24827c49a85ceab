package org.apical.online.source.file;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

import org.apical.online.source.FrameSource;
import org.apical.online.source.FrameSourceContract;
import org.apical.online.source.LiveFrame;
import org.apical.online.source.SourceCounts;
import org.apical.online.source.SourceGeometry;
import org.apical.online.source.SourceSettings;

/** The contract on a real file that a second thread writes, in pieces. */
abstract class TailContract extends FrameSourceContract {

	private final String name;

	TailContract(final String name) {
		this.name = name;
	}

	final Path path() {
		return folder.getRoot().toPath().resolve(name);
	}

	@Override
	protected FrameSource source() {
		return new TailSource();
	}

	@Override
	protected SourceSettings settings(final SourceGeometry geometry) {
		return SourceSettings.DEFAULT.with("path", path()).with("poll_us", 50).with("timeout_s", 0.7);
	}

	@Override
	protected boolean showsLoss() {
		return false;
	}

	/** What the sources of one file keep to where their writer dies and makes the file anew. */
	final void followsAFileThatIsMadeAnew() throws Exception {
		source.open(settings(ONE).with("timeout_s", 10));
		final LiveFrame frame = new LiveFrame();
		for (int life = 0; life < 2; life++) {
			Files.deleteIfExists(path());
			try (Sender sender = sender(ONE)) {
				for (int n = 0; n < 2; n++) {
					sender.send(picture(ONE, 2 * life + n), n, 0, 0);
					assertTrue(source.next(frame));
					assertEquals(2 * life + n, frame.number());
					assertArrayEquals(picture(ONE, 2 * life + n), frame.pixels(), 0);
				}
			}
		}
		assertEquals(new SourceCounts(4, 0, 0, 0, 0, 1), source.counts());
	}

	static ByteBuffer little(final int bytes) {
		return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
	}

	/** Pixels row by row, uint16. */
	static ByteBuffer pixels(final float[] frame) {
		final ByteBuffer bytes = little(2 * frame.length);
		for (final float pixel : frame) bytes.putShort((short) pixel);
		return bytes.flip();
	}

	/** A file that is written piece by piece. */
	abstract static class FileSender implements Sender {

		final FileChannel file;

		FileSender(final Path path) throws IOException {
			file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.READ);
		}

		/** At the end, in three pieces. */
		final void append(final ByteBuffer bytes) throws IOException {
			final int all = bytes.limit();
			for (final int end : new int[] { all / 3, all - 1, all }) {
				bytes.limit(end);
				while (bytes.hasRemaining()) file.write(bytes, file.size());
			}
		}

		@Override
		public void end() throws Exception {}

		@Override
		public void close() throws Exception {
			file.close();
		}
	}
}
