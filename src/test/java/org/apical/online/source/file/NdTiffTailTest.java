package org.apical.online.source.file;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;

import org.apical.online.source.LiveFrame;
import org.apical.online.source.SourceException;
import org.apical.online.source.SourceGeometry;
import org.apical.online.source.SourceSettings;
import org.junit.Test;

public class NdTiffTailTest extends TailContract {

	/** While it grows the index is longer than it is full. */
	private static final int INDEX_BYTES = 1 << 20;

	public NdTiffTailTest() {
		super("set");
	}

	@Override
	protected boolean showsLoss() {
		return true;
	}

	@Override
	protected SourceSettings settings(final SourceGeometry geometry) {
		return super.settings(geometry).with("format", "ndtiff");
	}

	private final class NdTiff extends FileSender {

		private final SourceGeometry geometry;
		private final FileChannel index;
		private long end;

		NdTiff(final SourceGeometry geometry) throws Exception {
			super(Files.createDirectories(path()).resolve("set_NDTiffStack.tif"));
			this.geometry = geometry;
			index = FileChannel.open(path().resolve("NDTiff.index"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
			index.write(ByteBuffer.allocate(INDEX_BYTES), 0);
			append(little(100));
		}

		@Override
		public void send(final float[] pixels, final long number, final int plane, final int channel) throws Exception {
			final long at = file.size();
			append(pixels(pixels));
			final String axes = String.format("{\"time\":%d,\"z\":%d,\"channel\":\"%s\"}", number / geometry.planes() / geometry.channels(), plane,
				channel == 0 ? "GFP" : "RFP");
			final byte[] text = axes.getBytes(StandardCharsets.UTF_8);
			final byte[] name = "set_NDTiffStack.tif".getBytes(StandardCharsets.UTF_8);
			final ByteBuffer entry = little(8 + text.length + name.length + 32).putInt(text.length).put(text).putInt(name.length).put(name);
			entry.putInt((int) at).putInt(geometry.width()).putInt(geometry.height()).putInt(1).putInt(0).putInt(0).putInt(0).putInt(0).flip();
			for (final int limit : new int[] { 10, entry.capacity() - 30, entry.capacity() }) {
				entry.limit(limit);
				end += index.write(entry, end);
			}
		}

		@Override
		public void end() throws Exception {
			index.truncate(end);
		}

		@Override
		public void close() throws Exception {
			index.close();
			super.close();
		}
	}

	@Override
	protected Sender sender(final SourceGeometry geometry) throws Exception {
		return new NdTiff(geometry);
	}

	@Test
	public void aFileOutsideTheFolderIsNotRead() throws Exception {
		Files.createDirectories(path());
		final byte[] name = "../../etc/passwd".getBytes(StandardCharsets.UTF_8);
		final ByteBuffer entry = little(8 + 2 + name.length + 32).putInt(2).put((byte) '{').put((byte) '}').putInt(name.length).put(name);
		entry.putInt(0).putInt(3).putInt(3).putInt(0);
		Files.write(path().resolve("NDTiff.index"), entry.array());
		source.open(settings(ONE));
		final Exception e = assertThrows(SourceException.class, () -> source.next(new LiveFrame()));
		assertTrue(e.getMessage(), e.getMessage().endsWith("names a file outside its folder"));
	}

	@Test
	public void aDamagedIndexIsSaid() throws Exception {
		Files.createDirectories(path());
		Files.write(path().resolve("NDTiff.index"), new byte[] { 1, 2, 3, 4, 5, 6, 7, 8 });
		source.open(settings(ONE));
		final Exception e = assertThrows(SourceException.class, () -> source.next(new LiveFrame()));
		assertEquals(path().resolve("NDTiff.index") + ": damaged at byte 0", e.getMessage());
	}
}
