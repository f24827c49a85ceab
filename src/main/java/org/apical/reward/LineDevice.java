package org.apical.reward;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * A device that speaks the line protocol, as {@code scripts/arduino/apical_reward} does. To the device: {@code ?} who are
 * you, {@code H} heartbeat, {@code R ms sequence} reward, {@code S} shut. From it: {@code apical-reward 1 …},
 * {@code H}, {@code A sequence micros} paid and the valve closed again, {@code E sequence why} not paid, {@code S}. All
 * else is ignored. The device times the valve, refuses a sequence number not above the last, and closes the valve
 * when heartbeats stop.
 */
abstract class LineDevice implements RewardDevice {

	static final Setting TIMEOUT = new Setting("timeout_ms", "500", "longest silence of the device");
	static final Setting HANDSHAKE = new Setting("handshake_ms", "4000", "longest wait for the device to say who it is");
	private static final String IDENTITY = "apical-reward 1";
	private static final int ASK_MILLIS = 250;
	private static final int BEAT_MILLIS = 100;

	private volatile ByteLink link;
	private LineReader lines;
	private int timeoutMillis;
	private long lastHeard;

	protected abstract ByteLink connect(DeviceSettings settings) throws IOException;

	@Override
	public final void open(final DeviceSettings settings) throws IOException {
		timeoutMillis = settings.integer("timeout_ms", 50, 10_000);
		final int handshakeMillis = settings.integer("handshake_ms", 100, 60_000);
		link = connect(settings);
		lines = new LineReader(link);
		final long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(handshakeMillis);
		String answer = "";
		// A board that restarts when its port is opened misses the first questions.
		while (answer == null || !answer.startsWith(IDENTITY)) {
			if (System.nanoTime() - deadline > 0) throw new IOException("No answer \"" + IDENTITY + "\" to the handshake in "
				+ handshakeMillis + " ms");
			if (answer == null || answer.isEmpty()) send("?\n");
			answer = lines.next(ASK_MILLIS);
		}
		send("S\n");
		lastHeard = System.nanoTime();
	}

	@Override
	public final Receipt reward(final long sequence, final Duration valveOpen) throws IOException {
		send("R " + (valveOpen.toNanos() + 500_000) / 1_000_000 + " " + sequence + "\n");
		final long deadline = System.nanoTime() + valveOpen.toNanos() + TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
		while (System.nanoTime() - deadline < 0) {
			final String line = lines.next(BEAT_MILLIS);
			if (line == null) send("H\n");
			else {
				final Receipt receipt = receipt(line, sequence);
				if (receipt != null) return receipt;
			}
		}
		throw new IOException("Reward " + sequence + " was not acknowledged in " + timeoutMillis + " ms after its end");
	}

	private Receipt receipt(final String line, final long sequence) throws IOException {
		hear(line);
		final String[] words = line.split(" ", 3);
		final boolean paid = words[0].equals("A");
		if (words.length < 3 || !paid && !words[0].equals("E")) return null;
		try {
			final long answered = Long.parseLong(words[1]);
			if (answered != sequence) throw new IOException("The device answered to reward " + answered + " instead of " + sequence);
			if (paid) return new Receipt(sequence, Duration.ofNanos(1000 * Long.parseLong(words[2])), true);
		}
		catch (final NumberFormatException e) {
			return null;
		}
		throw new RewardRefusedException("The device refused: " + words[2]);
	}

	@Override
	public final void beat() throws IOException {
		for (String line = lines.next(0); line != null; line = lines.next(0)) hear(line);
		final long silentMillis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - lastHeard);
		if (silentMillis > timeoutMillis) throw new IOException("The device has been silent for " + silentMillis + " ms");
		send("H\n");
	}

	private void hear(final String line) {
		if (line.equals("H") || line.startsWith("A ") || line.startsWith("E ")) lastHeard = System.nanoTime();
	}

	/** Does not wait for the answer: the valve must close even when reward() is waiting for one. */
	@Override
	public final void shut() throws IOException {
		if (link != null) send("S\n");
	}

	private void send(final String line) throws IOException {
		final ByteLink open = link;
		if (open == null) throw new IOException("The device is closed");
		open.write(LineReader.bytes(line));
	}

	@Override
	public final boolean timesValve() {
		return true;
	}

	@Override
	public final void close() {
		final ByteLink open = link;
		link = null;
		if (open != null) open.close();
	}
}
