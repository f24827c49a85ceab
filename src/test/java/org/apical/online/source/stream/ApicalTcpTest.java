package org.apical.online.source.stream;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;

import org.apical.online.source.LiveFrame;
import org.apical.online.source.SourceCounts;
import org.apical.online.source.SourceException;
import org.apical.online.source.SourceSettings;
import org.junit.Test;

public class ApicalTcpTest extends TcpContract {

	public ApicalTcpTest() {
		super(Protocol.APICAL);
	}

	private Socket socket() throws Exception {
		return new Socket("127.0.0.1", ((TcpSource) source).port());
	}

	private static byte[] bytes(final long number) {
		final ByteBuffer encoded = FrameEncoder.of(Protocol.APICAL, ONE, ByteOrder.LITTLE_ENDIAN, 7).frame(picture(ONE, number), number, 0, 0, 0);
		final byte[] bytes = new byte[encoded.remaining()];
		encoded.get(bytes);
		return bytes;
	}

	private static byte[] end() {
		return FrameEncoder.of(Protocol.APICAL, ONE, ByteOrder.LITTLE_ENDIAN, 7).end(0).array();
	}

	@Test
	public void doubledAndLateFramesAreCountedAndLeftOut() throws Exception {
		play(ONE, settings(ONE), sender -> {
			for (final int n : new int[] { 0, 1, 1, 3, 2, 4, 0 }) sender.send(picture(ONE, n), n, 0, 0);
			sender.end();
		});
		final LiveFrame frame = new LiveFrame();
		for (final int n : new int[] { 0, 1, 3, 4 }) {
			assertTrue(source.next(frame));
			assertEquals(n, frame.number());
		}
		assertFalse(source.next(frame));
		assertEquals(new SourceCounts(4, 1, 2, 1, 0, 0), source.counts());
	}

	@Test
	public void aSenderThatWasKilledComesBackAndNumbersGoOn() throws Exception {
		source.listen(log::add);
		source.open(settings(ONE));
		run(() -> {
			for (int life = 0; life < 2; life++) try (Socket socket = socket()) {
				final OutputStream out = socket.getOutputStream();
				for (int n = 0; n < 3; n++) out.write(bytes(n));
				out.write(bytes(3), 0, 500);
			}
			try (Socket socket = socket()) {
				socket.getOutputStream().write(end(), 0, FrameHeader.BYTES);
			}
		});
		final LiveFrame frame = new LiveFrame();
		for (int n = 0; n < 6; n++) {
			assertTrue(source.next(frame));
			assertEquals(n, frame.number());
			assertArrayEquals(picture(ONE, n % 3), frame.pixels(), 0);
		}
		assertFalse(source.next(frame));
		assertEquals(0, source.counts().lost());
		assertEquals(2, source.counts().reconnects());
		assertEquals(2, source.counts().cutOff());
		assertTrue(log.toString(), log.contains("The sender has gone; waiting for it to come back"));
	}

	@Test
	public void framesThatASenderHadWhileItsConnectionWasBrokenAreLostAndCounted() throws Exception {
		source.listen(log::add);
		source.open(settings(ONE));
		run(() -> {
			for (final int[] connection : new int[][] { { 0, 1, 2 }, { 7, 8 } }) try (Socket socket = socket()) {
				for (final int n : connection) socket.getOutputStream().write(bytes(n));
			}
			try (Socket socket = socket()) {
				socket.getOutputStream().write(end(), 0, FrameHeader.BYTES);
			}
		});
		final LiveFrame frame = new LiveFrame();
		for (final int n : new int[] { 0, 1, 2, 7, 8 }) {
			assertTrue(source.next(frame));
			assertEquals(n, frame.number());
			assertArrayEquals(picture(ONE, n), frame.pixels(), 0);
		}
		assertFalse(source.next(frame));
		assertEquals(new SourceCounts(5, 4, 0, 0, 0, 2), source.counts());
		assertTrue(log.toString(), log.contains("Frames 3 to 6 were lost"));
	}

	@Test
	public void afterDamageTheNextWholeFrameIsFound() throws Exception {
		source.open(settings(ONE));
		run(() -> {
			try (Socket socket = socket()) {
				final OutputStream out = socket.getOutputStream();
				out.write(bytes(0));
				out.write(bytes(1), 0, 1000);
				out.write(bytes(2));
				final byte[] garbled = bytes(3);
				garbled[20]++;
				out.write(garbled);
				out.write(bytes(4));
				out.write(bytes(5));
				out.write(end(), 0, FrameHeader.BYTES);
			}
		});
		final LiveFrame frame = new LiveFrame();
		for (final int n : new int[] { 0, 4, 5 }) {
			assertTrue(source.next(frame));
			assertEquals(n, frame.number());
			assertArrayEquals("frame " + n, picture(ONE, n), frame.pixels(), 0);
		}
		assertFalse(source.next(frame));
		assertEquals(2, source.counts().lost());
		assertEquals(2, source.counts().cutOff());
	}

	@Test
	public void pixelsThatDoNotFitTheirChecksumAreDropped() throws Exception {
		source.open(settings(ONE));
		run(() -> {
			try (Socket socket = socket()) {
				for (int n = 0; n < 3; n++) {
					final byte[] frame = bytes(n);
					if (n == 1) frame[300] ^= 4;
					socket.getOutputStream().write(frame);
				}
				socket.getOutputStream().write(end(), 0, FrameHeader.BYTES);
			}
		});
		final LiveFrame frame = new LiveFrame();
		assertTrue(source.next(frame));
		assertTrue(source.next(frame));
		assertEquals(2, frame.number());
		assertFalse(source.next(frame));
		assertEquals(new SourceCounts(2, 0, 0, 0, 1, 0), source.counts());
	}

	@Test
	public void randomBytesEndInAClearState() throws Exception {
		source.listen(log::add);
		source.open(settings(ONE));
		run(() -> {
			for (int seed = 0; seed < 40; seed++) try (Socket socket = socket()) {
				final Random random = new Random(seed);
				final byte[] garbage = new byte[random.nextInt(20_000)];
				random.nextBytes(garbage);
				if (seed % 2 == 0 && garbage.length > 200) System.arraycopy(bytes(seed), 0, garbage, 100, 60);
				socket.getOutputStream().write(garbage);
			}
			try (Socket socket = socket()) {
				socket.getOutputStream().write(bytes(50_000));
				socket.getOutputStream().write(end(), 0, FrameHeader.BYTES);
			}
		});
		final LiveFrame frame = new LiveFrame();
		while (source.next(frame)) assertEquals(ONE.width(), frame.width());
		assertArrayEquals(picture(ONE, 50_000), frame.pixels(), 0);
	}

	@Test
	public void aSecondSenderTakesOverFromOneThatHasFallenSilent() throws Exception {
		source.open(settings(ONE));
		run(() -> {
			try (Socket silent = socket(); Socket next = socket()) {
				silent.getOutputStream().write(bytes(0));
				Thread.sleep(500);
				next.getOutputStream().write(bytes(0));
				Thread.sleep(6000);
			}
		});
		final LiveFrame frame = new LiveFrame();
		assertTrue(source.next(frame));
		assertTrue(source.next(frame));
		assertEquals(1, source.counts().reconnects());
	}

	@Test
	public void asAClientItWaitsForTheSenderToListen() throws Exception {
		final int port;
		try (ServerSocket free = new ServerSocket(0)) {
			port = free.getLocalPort();
		}
		source.open(settings(ONE).with("role", "connect").with("port", port));
		run(() -> {
			Thread.sleep(300);
			try (Sender sender = of(FrameSender.listen(Protocol.APICAL, ONE, port))) {
				sendVolumes(sender, ONE, 3);
				sender.end();
			}
		});
		final LiveFrame frame = new LiveFrame();
		for (int n = 0; n < 3; n++) assertTrue(source.next(frame));
		assertFalse(source.next(frame));
	}

	@Test
	public void aPortThatIsTakenIsSaidInOneLine() throws Exception {
		source.open(settings(ONE));
		final SourceSettings same = settings(ONE).with("port", ((TcpSource) source).port());
		try (TcpSource second = new TcpSource()) {
			final Exception e = assertThrows(SourceException.class, () -> second.open(same));
			assertTrue(e.getMessage(), e.getMessage().matches("Cannot listen on port \\d+ of 127.0.0.1 .*choose another port"));
		}
	}
}
