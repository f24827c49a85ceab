package org.apical.online.source.stream;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.DataInputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;

import org.apical.online.source.LiveFrame;
import org.apical.online.source.SourceException;
import org.apical.online.source.SourceGeometry;
import org.apical.online.source.SourceSettings;
import org.apical.recording.PixelType;
import org.junit.Test;

public class RawTcpTest extends TcpContract {

	private static final SourceGeometry FIELD = new SourceGeometry(128, 64, PixelType.UINT16, 2, 1);

	public RawTcpTest() {
		super(Protocol.RAW);
	}

	@Override
	protected boolean showsLoss() {
		return false;
	}

	@Test
	public void bigEndianPixelsAreTurned() throws Exception {
		source.open(settings(ONE).with("byte_order", "big"));
		run(() -> {
			try (FrameSender sender = FrameSender.connect(Protocol.RAW, ONE, "127.0.0.1", ((TcpSource) source).port(), ByteOrder.BIG_ENDIAN)) {
				sender.send(picture(ONE, 3), 0, 0, 0, 0);
			}
		});
		final LiveFrame frame = new LiveFrame();
		assertTrue(source.next(frame));
		assertArrayEquals(picture(ONE, 3), frame.pixels(), 0);
	}

	@Test
	public void bytesInMatlabsOrderFillColumnsOfEightBitPixels() throws Exception {
		source.open(settings(ONE).with("width", 3).with("height", 2).with("type", "uint8"));
		try (Socket socket = new Socket("127.0.0.1", ((TcpSource) source).port())) {
			socket.getOutputStream().write(new byte[] { 1, 2, 3, 4, 5, (byte) 200 });
			final LiveFrame frame = new LiveFrame();
			assertTrue(source.next(frame));
			assertArrayEquals(new float[] { 1, 3, 5, 2, 4, 200 }, frame.pixels(), 0);
		}
	}

	@Test
	public void withoutASizeItCannotOpen() {
		final SourceException e = assertThrows(SourceException.class, () -> source.open(SourceSettings.DEFAULT.with("port", 0)));
		assertEquals("Frames without a header come here; set width, height and type", e.getMessage());
	}

	/** Blurred spots, which differ by plane and may have moved; photons per pixel. */
	private static float[] spots(final int plane, final int dx) {
		final Random random = new Random(plane);
		final float[] rate = new float[FIELD.width() * FIELD.height()];
		for (int s = 0; s < 20; s++) {
			final int cx = random.nextInt(FIELD.width()) + dx;
			final int cy = random.nextInt(FIELD.height());
			for (int i = 0; i < rate.length; i++) rate[i] += Math.hypot(i % FIELD.width() - cx, i / FIELD.width() - cy) < 6 ? 1.5f : 0.01f;
		}
		return rate;
	}

	/** As a photomultiplier sees it. */
	private static float[] photograph(final Random random, final float[] rate) {
		final float[] pixels = new float[rate.length];
		for (int i = 0; i < pixels.length; i++) {
			int photons = 0;
			for (double p = random.nextDouble(), none = Math.exp(-rate[i]); p > none; p *= random.nextDouble()) photons++;
			pixels[i] = 200 + 100 * photons + random.nextInt(40);
		}
		return pixels;
	}

	private void aStreamThatLoses(final int bytes) throws Exception {
		source.listen(log::add);
		source.open(SourceSettings.DEFAULT.with("protocol", "raw").with("port", 0).with("width", FIELD.width()).with("height", FIELD.height())
			.with("planes", 2).with("reconnect", false));
		final int frames = 360;
		final int broken = 301;
		final float[][] sent = new float[frames][];
		final Random random = new Random(5);
		final float[][] still = { spots(0, 0), spots(1, 0) };
		final float[][] moved = { spots(0, 3), spots(1, 3) };
		for (int n = 0; n < frames; n++) sent[n] = photograph(random, (n % 50 > 40 ? moved : still)[n % 2]);
		run(() -> {
			final FrameEncoder encoder = FrameEncoder.of(Protocol.RAW, FIELD, ByteOrder.LITTLE_ENDIAN, 0);
			try (Socket socket = new Socket("127.0.0.1", ((TcpSource) source).port())) {
				final OutputStream out = socket.getOutputStream();
				for (int n = 0; n < frames; n++) {
					final ByteBuffer frame = encoder.frame(sent[n], n, n % 2, 0, 0);
					out.write(frame.array(), 0, n == broken ? frame.limit() - bytes : frame.limit());
				}
			}
		});
		final LiveFrame frame = new LiveFrame();
		int out = 0;
		while (source.next(frame)) {
			final int n = (int) frame.number();
			assertEquals(n % 2, frame.plane());
			if (n < broken || n > broken + 6) assertArrayEquals("frame " + n + " of " + log, sent[n], frame.pixels(), 0);
			out++;
		}
		assertEquals(log.toString(), frames - 2, out);
		assertEquals(1, source.counts().lost());
		assertEquals(1, source.counts().cutOff());
	}

	@Test
	public void aStreamThatLosesAnOddNumberOfBytesComesIntoStepAgain() throws Exception {
		aStreamThatLoses(1);
	}

	@Test
	public void aStreamThatLosesPartOfAFrameComesIntoStepAgain() throws Exception {
		aStreamThatLoses(2 * 64 * 60 + 34);
	}

	@Test
	public void aPictureThatGoesDarkIsNoLoss() throws Exception {
		source.listen(log::add);
		source.open(settings(FIELD).with("planes", 2));
		run(() -> {
			final Random random = new Random(6);
			final float[][] bright = { spots(0, 0), spots(1, 0) };
			try (Sender sender = sender(FIELD)) {
				for (int n = 0; n < 320; n++) {
					final boolean closed = n > 290 && n < 310;
					sender.send(photograph(random, closed ? new float[FIELD.width() * FIELD.height()] : bright[n % 2]), n, n % 2, 0);
				}
			}
		});
		final LiveFrame frame = new LiveFrame();
		int out = 0;
		while (source.next(frame)) out++;
		assertEquals(320, out);
		assertEquals(log.toString(), 0, source.counts().cutOff() + source.counts().lost());
		assertFalse(source.next(frame));
	}

	@Test
	public void whenTheConnectionBreaksTheBrokenFrameIsDropped() throws Exception {
		source.open(settings(ONE).with("reconnect", true));
		run(() -> {
			for (int life = 0; life < 2; life++) try (Socket socket = new Socket("127.0.0.1", ((TcpSource) source).port())) {
				socket.getOutputStream().write(new byte[ONE.frameBytes() + 10]);
			}
		});
		final LiveFrame frame = new LiveFrame();
		assertTrue(source.next(frame));
		assertTrue(source.next(frame));
		assertEquals(1, frame.number());
		assertEquals(1, source.counts().cutOff());
	}

	/** The acquisition program's part as CLOOSE's has it: asks, then waits for a connection and sends what it was asked for. */
	@Test
	public void anAcquisitionThatWaitsForCloosesWordIsToldWhatToAcquire() throws Exception {
		try (ServerSocket acquisition = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			source.open(settings(ONE).with("role", "connect").with("port", acquisition.getLocalPort()).with("planes", 2).with("control_port", 0)
				.with("control_frames", 6).with("control_plane", 2));
			run(() -> {
				final int frames;
				try (Socket control = new Socket("127.0.0.1", ((TcpSource) source).controlPort())) {
					final DataInputStream in = new DataInputStream(control.getInputStream());
					frames = in.readInt();
					assertEquals(2, in.readInt());
					assertEquals(2, in.readInt());
					assertEquals(-1, in.read());
				}
				try (Socket to = acquisition.accept()) {
					for (int n = 0; n < frames; n++) to.getOutputStream().write(new byte[ONE.frameBytes()]);
				}
			});
			final LiveFrame frame = new LiveFrame();
			int out = 0;
			while (source.next(frame)) out++;
			assertEquals(6, out);
		}
	}

	@Test
	public void aControlPortWithoutANumberOfFramesIsRefused() throws Exception {
		final SourceException e = assertThrows(SourceException.class, () -> source.open(settings(ONE).with("control_port", 0)));
		assertTrue(e.getMessage(), e.getMessage().contains("control_frames"));
	}
}
