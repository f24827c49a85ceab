package org.apical.reward;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;

/**
 * Measures how long a request keeps its caller, how long after it the device has the command (TCP, peer in this process),
 * and how long after it the acknowledgement of a 1 ms pulse is there (serial, the compiled board on a pseudo-terminal).
 *
 * <pre>mvn -q test-compile exec:java -Dexec.classpathScope=test -Dexec.mainClass=org.apical.reward.RewardLatency</pre>
 */
final class RewardLatency {

	private static final int REWARDS = 2000;
	private static final int WARM_UP = 500;
	private static final int EVERY_MILLIS = 10;
	private static final double UL_1_MS = 1;
	private static final SafetyLimits LIMITS = new SafetyLimits(Duration.ZERO, 1_000_000, 1_000_000, Duration.ofMillis(10), 1e9, Duration
		.ofSeconds(1));

	private static volatile long commandNanos;

	private RewardLatency() {}

	public static void main(final String... arguments) throws Exception {
		try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			final Thread peer = new Thread(() -> serve(server));
			peer.setDaemon(true);
			peer.start();
			measure("tcp, to the command", new TcpDevice(), DeviceSettings.NONE.with("tcp_port", server.getLocalPort()), true);
		}
		final Path link = Files.createTempDirectory("apical-latency").resolve("port");
		try (DevicePeer board = DevicePeer.onTerminal(link, DevicePeer.board())) {
			measure("serial, to the acknowledgement of 1 ms", new SerialDevice(), DeviceSettings.NONE.with("port", link), false);
		}
	}

	private static void measure(final String what, final RewardDevice device, final DeviceSettings settings, final boolean toCommand)
		throws Exception
	{
		final Diary diary = new Diary();
		final double[] caller = new double[REWARDS];
		final double[] done = new double[REWARDS];
		try (SafetyGate gate = new SafetyGate("latency", device, settings.completed("latency", device.settings()), LIMITS,
			new ValveCalibration(1, 0), diary))
		{
			gate.arm();
			for (int i = -WARM_UP; i < REWARDS; i++) {
				Thread.sleep(EVERY_MILLIS);
				final long start = System.nanoTime();
				final RewardDecision decision = gate.request(start, "hit", 0, UL_1_MS);
				final long back = System.nanoTime();
				if (!decision.isAccepted()) throw new IllegalStateException(decision + ", " + gate.state());
				final Diary.Ended end = diary.awaitEnded(i + WARM_UP + 1).get(i + WARM_UP);
				if (end.outcome() != RewardOutcome.PAID) throw new IllegalStateException(end.toString());
				if (i < 0) continue;
				caller[i] = (back - start) / 1e3;
				done[i] = ((toCommand ? commandNanos : end.nanoTime()) - start) / 1e3;
			}
		}
		System.out.println(what + ": " + quantiles(done) + "; caller kept " + quantiles(caller));
	}

	private static String quantiles(final double[] micros) {
		Arrays.sort(micros);
		return String.format("median %.0f, p99 %.0f, worst %.0f µs", micros[micros.length / 2], micros[micros.length * 99 / 100],
			micros[micros.length - 1]);
	}

	private static void serve(final ServerSocket server) {
		try (Socket socket = server.accept();
				BufferedReader lines = new BufferedReader(new InputStreamReader(socket.getInputStream())))
		{
			socket.setTcpNoDelay(true);
			for (String line = lines.readLine(); line != null; line = lines.readLine()) {
				if (line.startsWith("R")) commandNanos = System.nanoTime();
				final String answer = switch (line.charAt(0)) {
					case '?' -> "apical-reward 1";
					case 'R' -> "A " + line.split(" ")[2] + " 1000";
					default -> line;
				};
				socket.getOutputStream().write(LineReader.bytes(answer + "\n"));
			}
		}
		catch (final IOException e) {
			System.err.println("The peer ended: " + e.getMessage());
		}
	}
}
