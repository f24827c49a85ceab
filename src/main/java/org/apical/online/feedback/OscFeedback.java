package org.apical.online.feedback;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;

import org.apical.reward.OscMessage;
import org.scijava.plugin.Plugin;

/**
 * Sends what holds to another program (PsychoPy, Bonsai) as an OSC message over UDP: the address, then the task's state
 * (string), the angle in degrees (float, NaN where no grating is shown) and the readout as it was judged (float, NaN where
 * unknown), with type tags {@code ,sff}.
 */
@Plugin(type = Feedback.class, name = "osc")
public final class OscFeedback extends PacedFeedback {

	private String host;
	private int port;
	private String address;
	private volatile DatagramSocket socket;

	@Override
	protected void configure(final FeedbackSettings settings) {
		host = settings.text("host", "127.0.0.1");
		port = settings.integer("udp_port", 9001, 1, 65_535);
		address = settings.text("address", "/apical");
		if (!address.startsWith("/")) throw FeedbackSettings.wrong("address", address, "does not begin with /");
	}

	@Override
	protected void begin() throws IOException {
		final InetSocketAddress receiver = new InetSocketAddress(host, port);
		if (receiver.isUnresolved()) throw new IOException("There is no host " + host + " to send feedback to");
		socket = new DatagramSocket();
		socket.connect(receiver);
	}

	@Override
	protected void present(final Moment moment) throws IOException {
		final byte[] bytes = new OscMessage(address, moment.state.toString(), (float) moment.angleDeg, (float) moment.x).toBytes();
		try {
			socket.send(new DatagramPacket(bytes, bytes.length));
		}
		catch (final IOException e) {
			throw new IOException("Nobody receives feedback at UDP " + host + ":" + port, e);
		}
	}

	@Override
	protected void end() {
		final DatagramSocket opened = socket;
		if (opened != null) opened.close();
	}
}
