package org.apical.online.source.memory;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Random;

import org.apical.online.source.FrameSource;
import org.apical.online.source.FrameSourceContract;
import org.apical.online.source.LiveFrame;
import org.apical.online.source.SourceException;
import org.apical.online.source.SourceGeometry;
import org.apical.online.source.SourceSettings;
import org.junit.Test;

public class ScanboxMmapTest extends FrameSourceContract {

	private Path path() {
		return folder.getRoot().toPath().resolve("scanbox.mmap");
	}

	@Override
	protected FrameSource source() {
		return new MmapSource();
	}

	@Override
	protected SourceSettings settings(final SourceGeometry geometry) {
		return SourceSettings.DEFAULT.with("path", path()).with("format", "scanbox").with("poll_us", 20);
	}

	/** Does what Scanbox does: waits until the frame has been taken, then writes the next. */
	private final class Scanbox implements Sender {

		private final SourceGeometry geometry;
		private final MappedByteBuffer memory;

		Scanbox(final SourceGeometry geometry) throws Exception {
			this.geometry = geometry;
			final Path fresh = path().resolveSibling("fresh");
			try (FileChannel file = FileChannel.open(fresh, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
				memory = file.map(FileChannel.MapMode.READ_WRITE, 0, 32 + 4 * 796 * 1024);
			}
			memory.order(ByteOrder.LITTLE_ENDIAN).putShort(0, (short) -1).putShort(2, (short) geometry.height()).putShort(4, (short) geometry
				.width());
			Files.move(fresh, path());
		}

		void await() throws Exception {
			while (memory.getShort(0) != -1) Thread.onSpinWait();
		}

		void sayPlanes(final int planes) {
			memory.putShort(8, (short) 1).putShort(10, (short) planes);
		}

		@Override
		public void send(final float[] pixels, final long number, final int plane, final int channel) throws Exception {
			await();
			final int start = 32 + channel * geometry.frameBytes();
			for (int i = 0; i < pixels.length; i++) {
				final int x = i % geometry.width();
				final int y = i / geometry.width();
				memory.putShort(start + 2 * (x * geometry.height() + y), (short) (65535 - pixels[i]));
			}
			if (channel == geometry.channels() - 1) announce((int) (number / geometry.channels()));
		}

		void announce(final int count) {
			VarHandle.releaseFence();
			memory.putShort(0, (short) count);
		}

		@Override
		public void end() throws Exception {
			await();
			memory.putShort(0, (short) -2);
		}

		@Override
		public void close() {}
	}

	@Override
	protected Sender sender(final SourceGeometry geometry) throws Exception {
		return new Scanbox(geometry);
	}

	private void countsAre(final int... counts) throws Exception {
		play(ONE, settings(ONE), sender -> {
			for (final int count : counts) sender.send(picture(ONE, count), count, 0, 0);
			sender.end();
		});
		final LiveFrame frame = new LiveFrame();
		for (int n = 0; n < counts.length; n++) {
			assertTrue(source.next(frame));
			assertEquals(counts[0] + n, frame.number());
			assertArrayEquals(picture(ONE, counts[n]), frame.pixels(), 0);
		}
		assertEquals(0, source.counts().lost());
	}

	@Test
	public void numbersGoOnWhereTheCountWrapsAfter32767() throws Exception {
		countsAre(32765, 32766, 32767, 0, 1, 2);
	}

	@Test
	public void numbersGoOnWhereMatlabHoldsTheCountAtItsLargestValue() throws Exception {
		countsAre(32766, 32767, 32767, 32767);
	}

	@Test
	public void theNumberOfPlanesComesFromScanbox() throws Exception {
		play(ONE, settings(ONE), sender -> {
			((Scanbox) sender).sayPlanes(3);
			for (int n = 0; n < 6; n++) sender.send(picture(ONE, n), n, 0, 0);
		});
		final LiveFrame frame = new LiveFrame();
		for (int n = 0; n < 6; n++) {
			assertTrue(source.next(frame));
			assertEquals(n % 3, frame.plane());
		}
		assertEquals(3, source.geometry().planes());
	}

	@Test
	public void aSizeThatDoesNotFitIntoTheFileIsSaid() throws Exception {
		Files.write(path(), new byte[] { 0, 0, 0, 2, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 7 });
		source.open(settings(ONE));
		final Exception e = assertThrows(SourceException.class, () -> source.next(new LiveFrame()));
		assertEquals(path() + ": says 512 lines and 512 columns, for which it is too short", e.getMessage());
	}

	@Test
	public void noDamagedHeaderBreaksTheSource() throws Exception {
		final Scanbox scanbox = new Scanbox(ONE);
		for (int seed = 0; seed < 200; seed++) {
			final Random random = new Random(seed);
			try (MmapSource damaged = new MmapSource()) {
				damaged.open(settings(ONE).with("timeout_s", 0.001));
				scanbox.memory.putShort(2, (short) ONE.height()).putShort(4, (short) ONE.width()).putShort(8, (short) 0);
				scanbox.announce(5);
				final LiveFrame frame = new LiveFrame();
				assertTrue(damaged.next(frame));
				long last = frame.number();
				for (int i = 0; i < 6; i++) scanbox.memory.putShort(2 * (1 + random.nextInt(6)), (short) random.nextInt());
				for (int n = 0; n < 3; n++) {
					scanbox.announce(random.nextInt(1 << 16));
					if (!damaged.next(frame)) break;
					assertTrue(frame.number() > last && frame.plane() >= 0 && frame.plane() < damaged.geometry().planes());
					last = frame.number();
				}
			}
			catch (final SourceException e) {
				assertTrue(e.getMessage(), e.getMessage().startsWith(path().toString()));
			}
		}
	}
}
