package org.apical.online.feedback;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

import org.scijava.plugin.Plugin;

/**
 * Sends what holds to another program (Psychtoolbox) that listens on a TCP port: {@code STATE ANGLE X} and a line feed, in
 * ASCII, {@code NaN} for what is not shown or not known, such as {@code run 45.0 0.12345}. The receiver must be there when
 * the session begins; one that goes away later is looked for again every second.
 */
@Plugin(type = Feedback.class, name = "tcp-line")
public final class LineFeedback extends PacedFeedback {

	private static final int CONNECT_MILLIS = 500;
	private static final long AGAIN_NANOS = TimeUnit.SECONDS.toNanos(1);

	private String host;
	private int port;
	private volatile Socket socket;
	private long attemptNanos;

	@Override
	protected void configure(final FeedbackSettings settings) {
		host = settings.text("host", "127.0.0.1");
		port = settings.integer("tcp_port", 9002, 1, 65_535);
	}

	@Override
	protected void begin() throws IOException {
		connect();
	}

	private void connect() throws IOException {
		attemptNanos = System.nanoTime();
		final Socket fresh = new Socket();
		try {
			fresh.setTcpNoDelay(true);
			fresh.connect(new InetSocketAddress(host, port), CONNECT_MILLIS);
		}
		catch (final IOException e) {
			fresh.close();
			throw nobody(e);
		}
		socket = fresh;
	}

	private IOException nobody(final IOException cause) {
		return new IOException("Nobody receives feedback at TCP " + host + ":" + port, cause);
	}

	@Override
	protected void present(final Moment moment) throws IOException {
		if (socket == null) {
			if (System.nanoTime() - attemptNanos < AGAIN_NANOS) throw nobody(null);
			connect();
			// Closed meanwhile, it would stay open for ever.
			if (!isOpen()) end();
		}
		final Socket receiver = socket;
		if (receiver == null) return;
		final String line = String.format(Locale.ROOT, "%s %.1f %.5f\n", moment.state, moment.angleDeg, moment.x);
		try {
			receiver.getOutputStream().write(line.getBytes(StandardCharsets.US_ASCII));
		}
		catch (final IOException e) {
			end();
			throw nobody(e);
		}
	}

	@Override
	protected void end() {
		final Socket opened = socket;
		socket = null;
		try {
			if (opened != null) opened.close();
		}
		catch (final IOException e) {
			say("Feedback's connection to " + host + ":" + port + " did not close: " + e.getMessage());
		}
	}
}
