package org.apical.online.source.file;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Random;
import java.util.concurrent.CompletableFuture;

import org.apical.online.source.Damage;
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

	@Test
	public void planesThatChangeBeforeChannelsKeepTheirOrder() throws Exception {
		play(TWO_BY_TWO, settings(TWO_BY_TWO).with("planes", 2).with("channels", 2).with("order", "plane"), sender -> {
			for (int n = 0; n < 12; n++) sender.send(picture(TWO_BY_TWO, n), n, n % 2, n / 2 % 2);
		});
		final LiveFrame frame = new LiveFrame();
		for (int n = 0; n < 12; n++) {
			assertTrue(source.next(frame));
			assertEquals(n, frame.number());
			assertEquals(n % 2, frame.plane());
			assertEquals(n / 2 % 2, frame.channel());
			assertArrayEquals(picture(TWO_BY_TWO, n), frame.pixels(), 0);
		}
		assertEquals(0, source.counts().lost() + source.counts().late() + source.counts().doubled());
	}

	@Test
	public void slicesOfTheFlybackAreLeftOut() throws Exception {
		final SourceGeometry three = new SourceGeometry(ONE.width(), ONE.height(), ONE.type(), 3, 1);
		play(three, settings(ONE).with("planes", 2).with("flyback", 1), sender -> sendVolumes(sender, three, 3));
		final LiveFrame frame = new LiveFrame();
		for (final int n : new int[] { 0, 1, 3, 4, 6, 7 }) {
			assertTrue(source.next(frame));
			assertEquals(n, frame.number());
			assertEquals(n % 3, frame.plane());
		}
		assertEquals(0, source.counts().lost() + source.counts().doubled());
	}

	@Test
	public void slicesOrChannelsThatNobodyAnnouncedAreSaidAndNotMixedUp() throws Exception {
		play(TWO_BY_TWO, settings(TWO_BY_TWO).with("planes", 1).with("channels", 2), sender -> sendVolumes(sender, TWO_BY_TWO, 2));
		final LiveFrame frame = new LiveFrame();
		assertTrue(source.next(frame));
		assertTrue(source.next(frame));
		final Exception e = assertThrows(SourceException.class, () -> source.next(frame));
		assertEquals(path().resolve("NDTiff.index") + ": holds z 1 and channel 0, counted from 0; set planes and channels to how many there are",
			e.getMessage());
	}

	@Test
	public void noDamageBreaksTheSource() throws Exception {
		for (int seed = 0; seed < 40; seed++) {
			final Random random = new Random(seed);
			try (NdTiff set = new NdTiff(ONE)) {
				for (int n = 0; n < 6; n++) set.send(picture(ONE, n), n, 0, 0);
				set.end();
			}
			final Path index = path().resolve("NDTiff.index");
			Files.write(index, Damage.of(Files.readAllBytes(index), random));
			try (TailSource damaged = new TailSource()) {
				damaged.open(settings(ONE).with("timeout_s", 0.02));
				final CompletableFuture<Void> closing = run(() -> {
					Thread.sleep(40);
					damaged.close();
				});
				final LiveFrame frame = new LiveFrame();
				long last = -1;
				while (damaged.next(frame)) {
					assertTrue("seed " + seed, frame.number() > last);
					last = frame.number();
				}
				closing.get();
			}
			catch (final SourceException e) {
				assertTrue(e.getMessage(), e.getMessage().startsWith(path().toString()));
			}
			Files.delete(index);
			Files.delete(path().resolve("set_NDTiffStack.tif"));
		}
	}
}
