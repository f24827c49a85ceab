package org.apical.online.source.stream;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;
import static org.junit.Assume.assumeTrue;

import com.sun.management.ThreadMXBean;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;

import org.apical.online.source.Damage;
import org.apical.online.source.FrameSource;
import org.apical.online.source.FrameSourceContract;
import org.apical.online.source.LiveFrame;
import org.apical.online.source.SourceGeometry;
import org.apical.online.source.SourceSettings;
import org.junit.Test;

/** The contract over a real socket, for one protocol. */
abstract class TcpContract extends FrameSourceContract {

	private final Protocol protocol;

	TcpContract(final Protocol protocol) {
		this.protocol = protocol;
	}

	@Override
	protected FrameSource source() {
		return new TcpSource();
	}

	@Override
	protected SourceSettings settings(final SourceGeometry geometry) {
		return SourceSettings.DEFAULT.with("protocol", protocol).with("port", 0).with("reconnect", protocol != Protocol.RAW).with("width", geometry
			.width()).with("height", geometry.height());
	}

	@Override
	protected Sender sender(final SourceGeometry geometry) throws Exception {
		return of(FrameSender.connect(protocol, geometry, "127.0.0.1", ((TcpSource) source).port()));
	}

	private byte[] stream(final int frames) {
		final FrameEncoder encoder = FrameEncoder.of(protocol, ONE, ByteOrder.LITTLE_ENDIAN, 7);
		final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		for (int n = 0; n < frames; n++) {
			final ByteBuffer frame = encoder.frame(picture(ONE, n), n, 0, 0, n / 30.0);
			bytes.write(frame.array(), 0, frame.limit());
		}
		return bytes.toByteArray();
	}

	@Test
	public void noDamagedStreamBreaksTheSourceOrLetsNumbersFall() throws Exception {
		final byte[] whole = stream(12);
		for (int seed = 0; seed < 30; seed++) {
			final Random random = new Random(seed);
			try (TcpSource damaged = new TcpSource()) {
				damaged.open(settings(ONE).with("reconnect", true));
				run(() -> {
					for (int connection = 0; connection < 3; connection++) try (Socket socket = new Socket("127.0.0.1", damaged.port())) {
						socket.getOutputStream().write(Damage.of(whole, random));
						socket.shutdownOutput();
						socket.getInputStream().read();
					}
					catch (final IOException e) {
						// cut off, as nonsense is
					}
					damaged.close();
				});
				final LiveFrame frame = new LiveFrame();
				long last = -1;
				while (damaged.next(frame)) {
					assertTrue("seed " + seed + ": " + frame.number() + " after " + last, frame.number() > last);
					assertEquals(ONE.width() * ONE.height(), frame.pixels().length);
					assertTrue(frame.plane() == 0 && frame.channel() == 0);
					last = frame.number();
				}
			}
		}
	}

	@Test
	public void forAFrameOfAnotherSizeNoMemoryIsTaken() throws Exception {
		assumeTrue("frames with a header", protocol != Protocol.RAW);
		final SourceGeometry huge = new SourceGeometry(6000, 3000, ONE.type(), 1, 1);
		source.open(settings(ONE));
		run(() -> {
			try (Socket socket = new Socket("127.0.0.1", ((TcpSource) source).port())) {
				final ByteBuffer frame = FrameEncoder.of(protocol, huge, ByteOrder.LITTLE_ENDIAN, 7).frame(new float[6000 * 3000], 0, 0, 0, 0);
				socket.getOutputStream().write(frame.array(), 0, frame.limit());
				final FrameEncoder usual = FrameEncoder.of(protocol, ONE, ByteOrder.LITTLE_ENDIAN, 7);
				final ByteBuffer next = usual.frame(picture(ONE, 1), 1, 0, 0, 0);
				socket.getOutputStream().write(next.array(), 0, next.limit());
			}
		});
		final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
		final long before = threads.getCurrentThreadAllocatedBytes();
		final LiveFrame frame = new LiveFrame();
		assertTrue(source.next(frame));
		assertArrayEquals(picture(ONE, 1), frame.pixels(), 0);
		assertEquals(1, source.counts().cutOff());
		final long bytes = threads.getCurrentThreadAllocatedBytes() - before;
		assertTrue(bytes + " bytes", bytes < huge.frameBytes() / 4);
	}

	static Sender of(final FrameSender sender) {
		return new Sender() {

			@Override
			public void send(final float[] pixels, final long number, final int plane, final int channel) throws Exception {
				sender.send(pixels, number, plane, channel, number / 30.0);
			}

			@Override
			public void end() throws Exception {
				sender.end();
			}

			@Override
			public void close() throws Exception {
				sender.close();
			}
		};
	}
}
