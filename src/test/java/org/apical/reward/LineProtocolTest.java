package org.apical.reward;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Random;
import java.util.function.Function;

import org.junit.After;
import org.junit.Before;
import org.junit.Test;

/** The line protocol against devices that do not do as they should. */
public class LineProtocolTest {

	private static final SafetyLimits LIMITS = new SafetyLimits(Duration.ZERO, 1000, 1000, Duration.ofMillis(400), 1e9, Duration
		.ofMillis(200));

	private final Diary diary = new Diary();
	private ServerSocket server;
	/** What the device says to a line; null says nothing. */
	private volatile Function<String, String> answers;
	private SafetyGate gate;

	@Before
	public void listen() throws IOException {
		server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
		final Thread thread = new Thread(this::serve);
		thread.setDaemon(true);
		thread.start();
	}

	private void serve() {
		while (!server.isClosed()) {
			try (Socket socket = server.accept()) {
				final InputStream in = socket.getInputStream();
				final OutputStream out = socket.getOutputStream();
				final StringBuilder line = new StringBuilder();
				for (int b = in.read(); b >= 0; b = in.read()) {
					if (b != '\n') {
						line.append((char) b);
						continue;
					}
					final String answer = answers.apply(line.toString());
					line.setLength(0);
					if (answer != null) out.write(answer.getBytes(StandardCharsets.ISO_8859_1));
				}
			}
			catch (final IOException e) {
				// the next connection
			}
		}
	}

	@After
	public void close() throws IOException {
		if (gate != null) gate.close();
		server.close();
	}

	private static String wellBehaved(final String line) {
		return switch (line.charAt(0)) {
			case '?' -> "apical-reward 1\n";
			case 'R' -> "A " + line.split(" ")[2] + " 40000\n";
			default -> line + "\n";
		};
	}

	private void open(final Function<String, String> device) throws IOException {
		answers = device;
		final RewardDevice tcp = new TcpDevice();
		gate = new SafetyGate("tcp", tcp, DeviceSettings.parse("timeout_ms=300 handshake_ms=600").with("tcp_port", server.getLocalPort())
			.completed("tcp", tcp.settings()), LIMITS, ValveCalibration.NOMINAL, diary);
		gate.arm();
	}

	private Diary.Ended reward() throws InterruptedException {
		assertEquals(RewardDecision.ACCEPTED, gate.request(System.nanoTime(), "hit", 0, 4));
		return diary.awaitEnded(1).get(0);
	}

	private void answersToRewards(final Function<String, String> toReward) throws IOException {
		open(line -> line.startsWith("R") ? toReward.apply(line.split(" ")[2]) : wellBehaved(line));
	}

	@Test
	public void theBytesAreThoseOfTheProtocol() throws Exception {
		final StringBuffer heard = new StringBuffer();
		open(line -> {
			if (!line.equals("H")) heard.append(line).append('|');
			return wellBehaved(line);
		});
		assertEquals(RewardOutcome.PAID, reward().outcome());
		gate.close();
		for (int i = 0; i < 200 && !heard.toString().endsWith("1|S|"); i++) sleep(5);
		assertEquals("?|S|R 40 1|S|", heard.toString());
	}

	@Test
	public void aSlowAcknowledgementIsWaitedFor() throws Exception {
		answersToRewards(sequence -> {
			sleep(250);
			return "A " + sequence + " 40000\n";
		});
		assertEquals(RewardOutcome.PAID, reward().outcome());
	}

	@Test
	public void anAcknowledgementThatIsTooSlowLeavesTheRewardUncertain() throws Exception {
		answersToRewards(sequence -> {
			sleep(600);
			return "A " + sequence + " 40000\n";
		});
		final Diary.Ended end = reward();
		assertEquals(RewardOutcome.UNCERTAIN, end.outcome());
		assertTrue(end.detail(), end.detail().contains("not acknowledged"));
		Thread.sleep(800);
		assertEquals("what comes late is not taken for anything", 1, diary.ended().size());
	}

	@Test
	public void aWrongSequenceLeavesTheRewardUncertainAndTheDeviceFailed() throws Exception {
		answersToRewards(sequence -> "A 7 40000\n");
		final Diary.Ended end = reward();
		assertEquals(RewardOutcome.UNCERTAIN, end.outcome());
		assertTrue(end.detail(), end.detail().contains("7 instead of 1"));
		assertTrue(diary.states().stream().anyMatch(s -> s.condition() == DeviceState.Condition.FAILED));
	}

	@Test
	public void garbageAroundAnAcknowledgementDoesNotHideIt() throws Exception {
		answersToRewards(sequence -> "\u0000\u00ff\n\nA\nA x y\nA 1\nzzz\r\n" + "q".repeat(5000) + "\nA " + sequence + " 40000\n");
		assertEquals(RewardOutcome.PAID, reward().outcome());
	}

	@Test
	public void nothingButGarbageIsSilence() throws Exception {
		final Random random = new Random(5);
		open(LineProtocolTest::wellBehaved);
		answers = line -> {
			final byte[] bytes = new byte[300];
			random.nextBytes(bytes);
			return new String(bytes, StandardCharsets.ISO_8859_1);
		};
		Thread.sleep(700);
		assertEquals(DeviceState.Condition.FAILED, gate.state().condition());
		assertEquals(RewardDecision.DEVICE_FAILED, gate.request(System.nanoTime(), "hit", 0, 4));
	}

	@Test
	public void aRefusalByTheDeviceIsToldWithItsReason() throws Exception {
		answersToRewards(sequence -> "E " + sequence + " valve is open\n");
		final Diary.Ended end = reward();
		assertEquals(RewardOutcome.NOT_PAID, end.outcome());
		assertTrue(end.detail(), end.detail().contains("valve is open"));
		assertTrue(gate.state().isReady());
	}

	@Test
	public void somethingElseAtThePortIsNotTakenForARewardDevice() {
		final IOException e = assertThrows(IOException.class, () -> open(line -> "HTTP/1.1 400 Bad Request\n"));
		assertTrue(e.getMessage(), e.getMessage().contains("handshake"));
	}

	private static void sleep(final int millis) {
		try {
			Thread.sleep(millis);
		}
		catch (final InterruptedException e) {
			Thread.currentThread().interrupt();
		}
	}
}
