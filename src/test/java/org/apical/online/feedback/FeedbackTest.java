package org.apical.online.feedback;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.apical.online.task.TaskState;
import org.junit.Test;
import org.junit.rules.Timeout;
import org.junit.Rule;
import org.scijava.Context;

/** Feedback as its receivers hear it, over real sockets. */
public class FeedbackTest {

	/** Has no settings and holds nothing. */
	private abstract static class Bare extends PacedFeedback {

		private final BlockingQueue<String> said;

		Bare(final BlockingQueue<String> said) {
			this.said = said;
		}

		@Override
		protected void configure(final FeedbackSettings settings) {
			// has none
		}

		@Override
		protected void begin() {
			listen(said::add);
		}

		@Override
		protected void end() {
			// holds nothing
		}
	}

	@Rule
	public final Timeout timeout = Timeout.seconds(30);

	@Test
	public void oscArrivesByteForByte() throws IOException {
		try (DatagramSocket receiver = new DatagramSocket(0, InetAddress.getLoopbackAddress()); OscFeedback osc = new OscFeedback()) {
			receiver.setSoTimeout(5_000);
			osc.open(Map.of("udp_port", String.valueOf(receiver.getLocalPort()), "address", "/bci"));
			osc.show(45, 0.25, TaskState.RUN);
			final DatagramPacket packet = new DatagramPacket(new byte[200], 200);
			receiver.receive(packet);
			final byte[] expected = ByteBuffer.allocate(28).put("/bci\0\0\0\0,sff\0\0\0\0run\0".getBytes(StandardCharsets.US_ASCII)).putInt(
				0x42340000).putInt(0x3E800000).array();
			assertArrayEquals(expected, Arrays.copyOf(packet.getData(), packet.getLength()));
		}
	}

	@Test
	public void linesArriveByteForByteAndAReceiverThatComesBackHearsAgain() throws Exception {
		final BlockingQueue<String> said = new LinkedBlockingQueue<>();
		try (LineFeedback lines = new LineFeedback()) {
			final int port;
			try (ServerSocket server = listen(0)) {
				port = server.getLocalPort();
				lines.open(Map.of("tcp_port", String.valueOf(port)));
				lines.listen(said::add);
				try (Socket receiver = server.accept()) {
					lines.show(45, 0.25, TaskState.RUN);
					final byte[] expected = "run 45.0 0.25000\n".getBytes(StandardCharsets.US_ASCII);
					assertArrayEquals(expected, receiver.getInputStream().readNBytes(expected.length));
					lines.show(Double.NaN, Double.NaN, TaskState.BLACK);
					final byte[] none = "black NaN NaN\n".getBytes(StandardCharsets.US_ASCII);
					assertArrayEquals(none, receiver.getInputStream().readNBytes(none.length));
				}
			}
			while (said.isEmpty()) {
				lines.show(0, 0, TaskState.RUN);
				TimeUnit.MILLISECONDS.sleep(20);
			}
			assertEquals("Nobody receives feedback at TCP 127.0.0.1:" + port, said.take());
			try (ServerSocket server = listen(port)) {
				final Thread loop = new Thread(() -> {
					while (!Thread.interrupted()) {
						lines.show(90, 1, TaskState.FREEZE);
						Thread.onSpinWait();
					}
				});
				loop.start();
				try (Socket receiver = server.accept(); BufferedReader in = new BufferedReader(new InputStreamReader(receiver
					.getInputStream())))
				{
					assertEquals("freeze 90.0 1.00000", in.readLine());
				}
				finally {
					loop.interrupt();
					loop.join();
				}
			}
		}
	}

	private static ServerSocket listen(final int port) throws IOException {
		final ServerSocket server = new ServerSocket();
		server.setReuseAddress(true);
		server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
		return server;
	}

	@Test
	public void aReceiverThatNeverReadsDoesNotHoldUpTheLoop() throws IOException {
		try (ServerSocket server = listen(0); LineFeedback lines = new LineFeedback()) {
			lines.open(Map.of("tcp_port", String.valueOf(server.getLocalPort())));
			final long start = System.nanoTime();
			// More than socket buffers hold.
			for (int i = 0; i < 1_000_000; i++) lines.show(i % 90, i, TaskState.RUN);
			final double microsEach = (System.nanoTime() - start) / 1e9;
			assertTrue(microsEach + " us a frame", microsEach < 20);
		}
	}

	@Test
	public void feedbackThatHangsIsToldOnceAndSoIsThatItGoesOn() throws Exception {
		final BlockingQueue<String> said = new LinkedBlockingQueue<>();
		final Semaphore shown = new Semaphore(0);
		try (PacedFeedback hanging = new Bare(said) {

			@Override
			protected void present(final Moment moment) {
				shown.acquireUninterruptibly();
			}

			@Override
			protected void end() {
				shown.release(1_000_000);
			}
		}) {
			hanging.open(Map.of());
			assertEquals("Feedback hangs: what it is sent to or shown on takes nothing for 2 s", showUntilTold(hanging, said));
			shown.release(1_000_000);
			assertEquals("Feedback goes on", showUntilTold(hanging, said));
			for (int i = 0; i < 100; i++) hanging.show(i, 0, TaskState.RUN);
			assertTrue(said.toString(), said.isEmpty());
		}
	}

	private static String showUntilTold(final PacedFeedback feedback, final BlockingQueue<String> said) throws InterruptedException {
		while (said.isEmpty()) {
			feedback.show(45, 0.25, TaskState.RUN);
			TimeUnit.MILLISECONDS.sleep(10);
		}
		return said.take();
	}

	@Test
	public void aReceiverThatIsMissingIsToldOnceAndAnUnknownSettingAtOnce() throws Exception {
		final BlockingQueue<String> said = new LinkedBlockingQueue<>();
		final int nobody;
		try (DatagramSocket free = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
			nobody = free.getLocalPort();
		}
		try (OscFeedback osc = new OscFeedback()) {
			osc.open(Map.of("udp_port", String.valueOf(nobody)));
			osc.listen(said::add);
			for (int i = 0; i < 50; i++) {
				osc.show(0, 0, TaskState.RUN);
				TimeUnit.MILLISECONDS.sleep(5);
			}
			assertEquals("[Nobody receives feedback at UDP 127.0.0.1:" + nobody + "]", said.toString());
		}
		assertThrows(IOException.class, () -> new LineFeedback().open(Map.of("tcp_port", String.valueOf(nobody))));
		assertEquals("Feedback has no setting \"prot\"; there are host, udp_port, address", assertThrows(IllegalArgumentException.class,
			() -> new OscFeedback().check(Map.of("prot", "1"))).getMessage());
		assertEquals("Feedback setting tcp_port: 99999 is not a whole number from 1 to 65535", assertThrows(IllegalArgumentException.class,
			() -> new LineFeedback().check(Map.of("tcp_port", "99999"))).getMessage());
	}

	@Test
	public void whatFailsBetweenTwoFramesIsToldOnceAndTheNextFrameIsPresented() throws Exception {
		final BlockingQueue<String> said = new LinkedBlockingQueue<>();
		final BlockingQueue<Double> presented = new LinkedBlockingQueue<>();
		final AtomicInteger rests = new AtomicInteger();
		try (PacedFeedback unplugged = new Bare(said) {

			@Override
			protected void present(final Moment moment) {
				presented.add(moment.angleDeg);
			}

			@Override
			protected void rest() throws IOException {
				rests.incrementAndGet();
				throw new IOException("unplugged");
			}
		}) {
			unplugged.open(Map.of());
			TimeUnit.MILLISECONDS.sleep(350);
			unplugged.show(45, 0, TaskState.RUN);
			assertEquals(45, presented.take(), 0);
			assertTrue(rests + " tries", rests.get() < 20);
		}
		assertEquals("[unplugged]", said.toString());
	}

	@Test
	public void theToneHasThePitchOfTheAngleAndFallsSilentWithoutAClick() {
		final ToneFeedback feedback = new ToneFeedback();
		feedback.check(Map.of());
		assertEquals(4_000, feedback.pitch(0), 1e-9);
		assertEquals(8_000, feedback.pitch(45), 1e-9);
		assertEquals(16_000, feedback.pitch(90), 1e-9);
		assertTrue(Double.isNaN(feedback.pitch(Double.NaN)));
		final Tone tone = new Tone(48_000, 0.5);
		final byte[] second = new byte[2 * 48_000];
		tone.fill(second, 1_000);
		assertEquals(1_000, rises(second), 2);
		tone.fill(second, 2_000);
		assertEquals(2_000, rises(second), 10);
		tone.fill(second, Double.NaN);
		int last = sample(second, 0);
		for (int i = 1; i < 48_000; i++) {
			// A sine of 2 kHz at half loudness changes by no more than 4,300 a sample.
			assertTrue(Math.abs(sample(second, i) - last) < 4_400);
			last = sample(second, i);
		}
		assertEquals(0, last);
	}

	private static int sample(final byte[] samples, final int i) {
		return (short) (samples[2 * i] & 0xff | samples[2 * i + 1] << 8);
	}

	private static int rises(final byte[] samples) {
		int rises = 0;
		for (int i = 1; i < samples.length / 2; i++) if (sample(samples, i - 1) < 0 && sample(samples, i) >= 0) rises++;
		return rises;
	}

	@Test
	public void allKindsAreFoundByTheirKeys() {
		try (Context context = new Context()) {
			final FeedbackService service = context.service(FeedbackService.class);
			assertTrue(service.keys().toString(), service.keys().containsAll(List.of("osc", "tcp-line", "tone")));
			assertFalse(assertThrows(IllegalArgumentException.class, () -> service.create("smell")).getMessage().isEmpty());
		}
	}
}
