package org.apical.online.source.file;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.nio.file.Files;
import java.nio.file.attribute.FileTime;

import org.apical.online.source.LiveFrame;
import org.apical.online.source.SourceException;
import org.apical.online.source.SourceGeometry;
import org.junit.Test;

public class ScanImageTailTest extends TailContract {

	/** Like the megabytes of settings that ScanImage puts there. */
	private static final int STATIC_BYTES = 50_000;

	public ScanImageTailTest() {
		super("file_00001.tif");
	}

	@Override
	protected boolean showsLoss() {
		return true;
	}

	/** Writes as ScanImage does: directory, description and pixels in one go, each pointing to where the next will be. */
	private static final class ScanImage extends FileSender {

		private final SourceGeometry geometry;

		ScanImage(final Path path, final SourceGeometry geometry) throws Exception {
			super(path);
			this.geometry = geometry;
			append(little(32 + STATIC_BYTES).putShort((short) 0x4949).putShort((short) 43).putShort((short) 8).putShort((short) 0).putLong(32 +
				STATIC_BYTES).putInt(117637889).putInt(4).putInt(STATIC_BYTES).putInt(0).clear());
		}

		@Override
		public void send(final float[] pixels, final long number, final int plane, final int channel) throws Exception {
			append(page(pixels, number / geometry.channels() + 1, false));
		}

		void last(final float[] pixels, final long number) throws Exception {
			append(page(pixels, number + 1, true));
		}

		ByteBuffer page(final float[] pixels, final long frameNumber, final boolean last) throws Exception {
			final long at = file.size();
			final byte[] text = String.format("frameNumbers = %d%nacquisitionNumbers = 1%nframeTimestamps_sec = %.6f%nendOfAcquisition = %d%n", frameNumber,
				frameNumber / 30.0, last ? 1 : 0).getBytes(StandardCharsets.US_ASCII);
			final int entries = 9;
			final int head = 16 + 20 * entries;
			final ByteBuffer page = little(head + text.length + 2 * pixels.length).putLong(entries);
			entry(page, 256, 4, 1, geometry.width());
			entry(page, 257, 4, 1, geometry.height());
			entry(page, 258, 3, 1, 16);
			entry(page, 259, 3, 1, 1);
			entry(page, 270, 2, text.length, at + head);
			entry(page, 273, 16, 1, at + head + text.length);
			entry(page, 277, 3, 1, 1);
			entry(page, 279, 16, 1, 2 * pixels.length);
			entry(page, 339, 3, 1, 2);
			return page.putLong(last ? 0 : at + page.capacity()).put(text).put(pixels(pixels)).clear();
		}

		private static void entry(final ByteBuffer page, final int tag, final int type, final long count, final long value) {
			page.putShort((short) tag).putShort((short) type).putLong(count).putLong(value);
		}
	}

	@Override
	protected Sender sender(final SourceGeometry geometry) throws Exception {
		return new ScanImage(path(), geometry);
	}

	@Test
	public void theMarkOfTheLastFrameEndsTheAcquisitionAndTimesComeAlong() throws Exception {
		play(ONE, settings(ONE).with("timeout_s", 20), sender -> {
			sender.send(picture(ONE, 0), 0, 0, 0);
			((ScanImage) sender).last(picture(ONE, 1), 1);
		});
		final LiveFrame frame = new LiveFrame();
		for (int n = 0; n < 2; n++) {
			assertTrue(source.next(frame));
			assertEquals((n + 1) / 30.0, frame.deviceTimeS(), 1e-6);
		}
		final long start = System.nanoTime();
		assertFalse(source.next(frame));
		assertTrue(System.nanoTime() - start < 1_000_000_000L);
	}

	@Test
	public void theAcquisitionGoesOnInTheNextFileWhetherOrNotItsCountDoes() throws Exception {
		final Path second = path().resolveSibling("file_00002.tif"), third = path().resolveSibling("file_00003.tif");
		play(ONE, settings(ONE).with("timeout_s", 20), sender -> {
			for (int n = 0; n < 3; n++) sender.send(picture(ONE, n), n, 0, 0);
			try (ScanImage next = new ScanImage(second, ONE)) {
				for (int n = 3; n < 5; n++) next.send(picture(ONE, n), n, 0, 0);
			}
			try (ScanImage next = new ScanImage(third, ONE)) {
				next.send(picture(ONE, 5), 0, 0, 0);
				next.last(picture(ONE, 6), 1);
			}
		});
		final LiveFrame frame = new LiveFrame();
		for (int n = 0; n < 7; n++) {
			assertTrue("frame " + n, source.next(frame));
			assertArrayEquals("frame " + n, picture(ONE, n), frame.pixels(), 0);
			assertEquals(n, frame.number());
		}
		assertFalse(source.next(frame));
		assertEquals(0, source.counts().lost());
	}

	@Test
	public void aNextFileFromAnEarlierAcquisitionIsNotGoneOnWith() throws Exception {
		final Path old = path().resolveSibling("file_00002.tif");
		try (ScanImage left = new ScanImage(old, ONE)) {
			left.send(picture(ONE, 9), 9, 0, 0);
		}
		Files.setLastModifiedTime(old, FileTime.fromMillis(System.currentTimeMillis() - 60_000));
		play(ONE, settings(ONE), sender -> sender.send(picture(ONE, 0), 0, 0, 0));
		final LiveFrame frame = new LiveFrame();
		assertTrue(source.next(frame));
		assertFalse(source.next(frame));
	}

	@Test
	public void inAFileMadeLongerInAdvanceAPageIsNotTakenBeforeItsPixelsAreThere() throws Exception {
		play(ONE, settings(ONE), sender -> {
			final ScanImage file = (ScanImage) sender;
			for (int n = 0; n < 5; n++) {
				final long at = file.file.size() > 1 << 20 ? next : file.file.size();
				next = at;
				if (n == 0) file.file.write(ByteBuffer.allocate(1), 1 << 22);
				final ByteBuffer page = longer(file, picture(ONE, n), n, at);
				next = at + page.limit();
				for (final int end : new int[] { 400, 1200, page.capacity() }) {
					page.limit(end);
					while (page.hasRemaining()) file.file.write(page, at + page.position());
					Thread.sleep(5);
				}
				Thread.sleep(20);
			}
		});
		final LiveFrame frame = new LiveFrame();
		for (int n = 0; n < 5; n++) {
			assertTrue(source.next(frame));
			assertArrayEquals("frame " + n, picture(ONE, n), frame.pixels(), 0);
		}
		assertFalse(source.next(frame));
	}

	private long next;

	/** A page for a given place, with the offsets that belong there. */
	private static ByteBuffer longer(final ScanImage file, final float[] pixels, final long number, final long at) throws Exception {
		final ByteBuffer page = file.page(pixels, number + 1, false);
		final long shift = at - file.file.size();
		for (final int entry : new int[] { 4, 5 }) page.putLong(8 + 20 * entry + 12, page.getLong(8 + 20 * entry + 12) + shift);
		final int pointer = 8 + 20 * 9;
		return page.putLong(pointer, page.getLong(pointer) + shift);
	}

	@Test
	public void randomBytesEndInAClearState() throws Exception {
		for (int seed = 0; seed < 30; seed++) {
			final Random random = new Random(seed);
			try (ScanImage file = new ScanImage(path(), ONE)) {
				for (int n = 0; n < 4; n++) file.send(picture(ONE, n), n, 0, 0);
				final byte[] garbage = new byte[1 + random.nextInt(300)];
				random.nextBytes(garbage);
				final int start = random.nextBoolean() ? 0 : 32 + STATIC_BYTES;
				file.file.write(ByteBuffer.wrap(garbage), start + random.nextInt(400));
			}
			try (TailSource fuzzed = new TailSource()) {
				fuzzed.open(settings(ONE).with("timeout_s", 0.02));
				final LiveFrame frame = new LiveFrame();
				final CompletableFuture<Void> closing = run(() -> {
					Thread.sleep(40);
					fuzzed.close();
				});
				while (fuzzed.next(frame)) assertTrue(frame.pixels().length > 0);
				closing.get();
			}
			catch (final SourceException e) {
				assertTrue(e.getMessage(), e.getMessage().startsWith(path().toString()));
			}
			Files.delete(path());
		}
	}

	@Test
	public void aFileThatIsMadeAnewUnderItsNameIsFollowed() throws Exception {
		followsAFileThatIsMadeAnew();
	}
}
