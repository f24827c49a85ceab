package org.apical.online.source.stream;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Random;

import org.apical.online.source.FrameSource;
import org.apical.online.source.FrameSourceContract;
import org.apical.online.source.LiveFrame;
import org.apical.online.source.SourceException;
import org.apical.online.source.SourceGeometry;
import org.apical.online.source.SourceSettings;
import org.junit.Test;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

public class ZmqSourceTest extends FrameSourceContract {

	private final String endpoint = freeEndpoint();

	private static String freeEndpoint() {
		try (ServerSocket free = new ServerSocket(0)) {
			return "tcp://127.0.0.1:" + free.getLocalPort();
		}
		catch (final IOException e) {
			throw new UncheckedIOException(e);
		}
	}

	@Override
	protected FrameSource source() {
		return new ZmqSource();
	}

	@Override
	protected SourceSettings settings(final SourceGeometry geometry) {
		return SourceSettings.DEFAULT.with("endpoint", endpoint).with("queue", 5000);
	}

	/** JeroMQ's threads send each other small messages about the large ones. */
	@Override
	protected int allowedBytesPerFrame() {
		return 512;
	}

	/** A publisher that begins when somebody has subscribed. */
	private static final class Publisher implements Sender {

		final ZContext context = new ZContext();
		final ZMQ.Socket socket = context.createSocket(SocketType.XPUB);
		final FrameEncoder encoder;

		Publisher(final String endpoint, final SourceGeometry geometry) {
			encoder = FrameEncoder.of(Protocol.APICAL, geometry, ByteOrder.LITTLE_ENDIAN, (int) System.nanoTime());
			socket.setSndHWM(0);
			socket.bind(endpoint);
			socket.recv();
		}

		private byte[] bytes(final ByteBuffer buffer) {
			return Arrays.copyOf(buffer.array(), buffer.limit());
		}

		byte[] frame(final long number) {
			return bytes(encoder.frame(picture(ONE, number), number, 0, 0, 0));
		}

		@Override
		public void send(final float[] pixels, final long number, final int plane, final int channel) {
			socket.send(bytes(encoder.frame(pixels, number, plane, channel, 0)));
		}

		@Override
		public void end() {
			socket.send(bytes(encoder.end(0)));
		}

		@Override
		public void close() {
			socket.setLinger(1000);
			context.close();
		}
	}

	@Override
	protected Sender sender(final SourceGeometry geometry) {
		return new Publisher(endpoint, geometry);
	}

	@Test
	public void headerAndPixelsMayBeInPartsOfTheirOwnBehindATopic() throws Exception {
		play(ONE, settings(ONE), sender -> {
			final Publisher publisher = (Publisher) sender;
			for (int n = 0; n < 3; n++) {
				final byte[] frame = publisher.frame(n);
				publisher.socket.sendMore("topic");
				publisher.socket.sendMore(Arrays.copyOf(frame, FrameHeader.BYTES));
				publisher.socket.send(Arrays.copyOfRange(frame, FrameHeader.BYTES, frame.length));
			}
			sender.end();
		});
		final LiveFrame frame = new LiveFrame();
		for (int n = 0; n < 3; n++) {
			assertTrue(source.next(frame));
			assertArrayEquals(picture(ONE, n), frame.pixels(), 0);
		}
		assertFalse(source.next(frame));
	}

	@Test
	public void messagesThatAreNoFramesAreCountedAndPassedOver() throws Exception {
		play(ONE, settings(ONE), sender -> {
			final Publisher publisher = (Publisher) sender;
			final Random random = new Random(1);
			for (int i = 0; i < 50; i++) {
				final byte[] garbage = new byte[random.nextInt(3000)];
				random.nextBytes(garbage);
				publisher.socket.send(garbage);
			}
			publisher.socket.send(Arrays.copyOf(publisher.frame(0), 500));
			publisher.socket.send(publisher.frame(1));
			sender.end();
		});
		final LiveFrame frame = new LiveFrame();
		assertTrue(source.next(frame));
		assertEquals(1, frame.number());
		assertFalse(source.next(frame));
		assertEquals(51, source.counts().cutOff());
		assertEquals(0, source.counts().lost());
	}

	@Test
	public void aPublisherThatComesBackIsHeardAgain() throws Exception {
		source.open(settings(ONE));
		run(() -> {
			for (int life = 0; life < 2; life++) try (Sender sender = sender(ONE)) {
				for (int n = 0; n < 3; n++) sender.send(picture(ONE, n), n, 0, 0);
			}
		});
		final LiveFrame frame = new LiveFrame();
		for (int n = 0; n < 6; n++) {
			assertTrue(source.next(frame));
			assertEquals(n, frame.number());
		}
		assertEquals(1, source.counts().reconnects());
	}

	@Test
	public void anEndpointThatIsNoneIsSaid() {
		final Exception e = assertThrows(SourceException.class, () -> source.open(settings(ONE).with("endpoint", "here")));
		assertTrue(e.getMessage(), e.getMessage().startsWith("Cannot use the ZeroMQ endpoint here"));
	}
}
