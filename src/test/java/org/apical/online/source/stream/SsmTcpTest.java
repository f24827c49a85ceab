package org.apical.online.source.stream;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

import org.apical.online.source.LiveFrame;
import org.junit.Test;

public class SsmTcpTest extends TcpContract {

	public SsmTcpTest() {
		super(Protocol.SSM);
	}

	private static byte[] message(final int code, final byte[] content) {
		return ByteBuffer.allocate(16 + content.length).order(ByteOrder.LITTLE_ENDIAN).putLong(code).putLong(content.length).put(content).array();
	}

	private static byte[] message(final int code, final String content) {
		return message(code, content.getBytes(StandardCharsets.US_ASCII));
	}

	/** Pixels 0 to 5 down the columns of a frame of 3 x 2. */
	private static byte[] pixels() {
		final ByteBuffer bytes = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN);
		for (int i = 0; i < 6; i++) bytes.putShort((short) (i - 1));
		return bytes.array();
	}

	@Test
	public void theBytesOfTheModuleAreUnderstood() throws Exception {
		source.open(settings(TWO_BY_TWO).with("width", 3).with("height", 2));
		try (Socket socket = new Socket("127.0.0.1", ((TcpSource) source).port())) {
			final OutputStream out = socket.getOutputStream();
			out.write(message(10, "{\"acquisition_mode\": \"grab\", \"stack_num_slices\": 2, \"channels_data_type\": \"int16\"}"));
			for (int n = 1; n <= 2; n++) {
				out.write(message(20, "{\"frame_number\":" + n + ",\"last_frame_time_stamp\":" + 33.25 * n + ",\"frame_width\":3,\"frame_height\":2}"));
				out.write(message(30, pixels()));
			}
			out.write(message(40, ""));
			final LiveFrame frame = new LiveFrame();
			for (int n = 0; n < 2; n++) {
				assertTrue(source.next(frame));
				assertArrayEquals(new float[] { -1, 1, 3, 0, 2, 4 }, frame.pixels(), 0);
				assertEquals(n, frame.number());
				assertEquals(n, frame.plane());
				assertEquals(0.03325 * (n + 1), frame.deviceTimeS(), 1e-12);
			}
			assertFalse(source.next(frame));
		}
	}

	@Test
	public void aSenderThatTalksSomethingElseIsCutOffAndTheNextIsHeard() throws Exception {
		source.listen(log::add);
		source.open(settings(ONE));
		final int port = ((TcpSource) source).port();
		run(() -> {
			try (Socket socket = new Socket("127.0.0.1", port)) {
				socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
				socket.getInputStream().read();
			}
			try (Sender sender = sender(ONE)) {
				sendVolumes(sender, ONE, 1);
				sender.end();
			}
		});
		assertTrue(source.next(new LiveFrame()));
		assertTrue(log.toString(), log.get(0).startsWith("The sender was cut off, since it sent a message of the unknown kind"));
	}

	@Test
	public void impossibleLengthsAreRefusedBeforeMemoryIsTaken() throws Exception {
		source.listen(log::add);
		source.open(settings(ONE));
		final int port = ((TcpSource) source).port();
		final String[] headers = { "{\"frame_number\":1,\"frame_width\":1e9,\"frame_height\":1e9}", "{}", "{\"frame_number\":1}" };
		run(() -> {
			for (final String header : headers) try (Socket socket = new Socket("127.0.0.1", port)) {
				socket.getOutputStream().write(message(20, header));
				socket.getInputStream().read();
			}
			try (Socket socket = new Socket("127.0.0.1", port)) {
				socket.getOutputStream().write(ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN).putLong(10).putLong(1L << 40).array());
				socket.getInputStream().read();
			}
			source.close();
		});
		assertFalse(source.next(new LiveFrame()));
		assertEquals(log.toString(), 4, log.stream().filter(line -> line.startsWith("The sender was cut off, since it sent")).count());
	}
}
