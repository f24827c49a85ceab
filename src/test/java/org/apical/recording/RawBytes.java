package org.apical.recording;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Uncompressed bytes of test frames. */
final class RawBytes {

	private RawBytes() {}

	static byte[] of(final FramePattern pages, final ByteOrder order) {
		final ByteBuffer bytes = ByteBuffer.allocate(pages.pixels() * pages.frames() * pages.type().bytes()).order(order);
		for (int t = 0; t < pages.frames(); t++) for (final float value : pages.frame(t)) switch (pages.type()) {
			case UINT8 -> bytes.put((byte) value);
			case INT16, UINT16 -> bytes.putShort((short) (int) value);
			case FLOAT32 -> bytes.putFloat(value);
		}
		return bytes.array();
	}

	static void truncate(final Path path, final long bytes) throws IOException {
		try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
			channel.truncate(bytes);
		}
	}
}
