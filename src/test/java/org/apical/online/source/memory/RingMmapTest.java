package org.apical.online.source.memory;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Random;

import org.apical.online.source.FrameSource;
import org.apical.online.source.FrameSourceContract;
import org.apical.online.source.LiveFrame;
import org.apical.online.source.SourceException;
import org.apical.online.source.SourceGeometry;
import org.apical.online.source.SourceSettings;
import org.junit.Test;

public class RingMmapTest extends FrameSourceContract {

	private Path path() {
		return folder.getRoot().toPath().resolve("ring");
	}

	@Override
	protected FrameSource source() {
		return new MmapSource();
	}

	@Override
	protected SourceSettings settings(final SourceGeometry geometry) {
		return SourceSettings.DEFAULT.with("path", path());
	}

	@Override
	protected Sender sender(final SourceGeometry geometry) throws Exception {
		final RingWriter ring = new RingWriter(path(), geometry, 512);
		return new Sender() {

			@Override
			public void send(final float[] pixels, final long number, final int plane, final int channel) throws Exception {
				ring.write(pixels, number, plane, channel, Double.NaN);
				if (number % 8 == 7) Thread.sleep(1);
			}

			@Override
			public void end() {
				ring.close();
			}

			@Override
			public void close() {}
		};
	}

	@Test
	public void whoFallsBehindGoesOnWithTheNewestAndTheRestIsLost() throws Exception {
		source.open(settings(ONE));
		final RingWriter ring = new RingWriter(path(), ONE, 4);
		final LiveFrame frame = new LiveFrame();
		ring.write(picture(ONE, 0), 0, 0, 0, 0);
		assertTrue(source.next(frame));
		for (int n = 1; n <= 10; n++) ring.write(picture(ONE, n), n, 0, 0, 0);
		assertTrue(source.next(frame));
		assertEquals(10, frame.number());
		assertArrayEquals(picture(ONE, 10), frame.pixels(), 0);
		assertEquals(9, source.counts().lost());
	}

	@Test
	public void noFrameIsEverMixedOfTwoHoweverFastTheyAreWrittenOver() throws Exception {
		final SourceGeometry large = new SourceGeometry(200, 200, ONE.type(), 1, 1);
		source.open(settings(large).with("poll_us", 0));
		final int frames = 3000;
		run(() -> {
			final float[] pixels = new float[200 * 200];
			try (RingWriter ring = new RingWriter(path(), large, 2)) {
				for (int n = 0; n < frames; n++) {
					Arrays.fill(pixels, n);
					ring.write(pixels, n, 0, 0, 0);
				}
			}
		});
		final LiveFrame frame = new LiveFrame();
		assertTrue(source.next(frame));
		final long first = frame.number();
		long last = first;
		while (source.next(frame)) {
			assertTrue(frame.number() > last);
			last = frame.number();
			for (final float pixel : frame.pixels()) assertEquals(last, pixel, 0);
		}
		assertEquals(last - first + 1, source.counts().frames() + source.counts().lost());
	}

	@Test
	public void aWriterThatStartsAnewIsFollowed() throws Exception {
		source.open(settings(ONE));
		final LiveFrame frame = new LiveFrame();
		for (int life = 0; life < 2; life++) {
			final RingWriter ring = new RingWriter(path(), ONE, 4);
			for (int n = 0; n < 2; n++) {
				ring.write(picture(ONE, n), n, 0, 0, 0);
				assertTrue(source.next(frame));
				assertEquals(2 * life + n, frame.number());
			}
		}
		assertEquals(1, source.counts().reconnects());
	}

	@Test
	public void whatIsLeftOfAnEarlierAcquisitionIsNotTaken() throws Exception {
		try (RingWriter old = new RingWriter(path(), ONE, 4)) {
			old.write(picture(ONE, 0), 0, 0, 0, 0);
		}
		play(ONE, settings(ONE), sender -> {
			sender.send(picture(ONE, 5), 5, 0, 0);
			sender.end();
		});
		final LiveFrame frame = new LiveFrame();
		assertTrue(source.next(frame));
		assertEquals(5, frame.number());
		assertFalse(source.next(frame));
	}

	@Test
	public void aFileThatIsNoRingIsSaid() throws Exception {
		final byte[] garbage = new byte[10_000];
		new Random(1).nextBytes(garbage);
		Files.write(path(), garbage);
		final Exception e = assertThrows(SourceException.class, () -> source.open(settings(ONE)));
		assertEquals(path() + ": not a ring of frames, since it does not begin like one", e.getMessage());
	}

	@Test
	public void randomBytesBehindAValidBeginningEndInAClearState() throws Exception {
		for (int seed = 0; seed < 20; seed++) {
			final RingWriter ring = new RingWriter(path(), ONE, 4);
			try (MmapSource fuzzed = new MmapSource(); FileChannel file = FileChannel.open(path(),
				StandardOpenOption.WRITE))
			{
				fuzzed.open(settings(ONE).with("timeout_s", 0.01));
				ring.write(picture(ONE, 0), 0, 0, 0, 0);
				assertTrue(fuzzed.next(new LiveFrame()));
				final byte[] garbage = new byte[100];
				final Random random = new Random(seed);
				random.nextBytes(garbage);
				file.write(ByteBuffer.wrap(garbage), 16 + random.nextInt(8) * 1000);
				try {
					for (int i = 0; i < 5; i++) fuzzed.next(new LiveFrame());
				}
				catch (final SourceException e) {
					assertTrue(e.getMessage(), e.getMessage().startsWith(path() + ": damaged"));
				}
			}
		}
	}
}
