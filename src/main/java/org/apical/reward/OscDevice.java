package org.apical.reward;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;

import org.scijava.plugin.Plugin;

/**
 * Sends a reward as an OSC message over UDP to another program (Bonsai, PsychoPy), which times the valve: the address,
 * then the open time in ms, and the sequence number if that is wanted, as integers. {@code ADDRESS/shut} closes the valve
 * and {@code ADDRESS/beat} comes ten times a second. UDP knows no answer: a reward counts as sent, not as paid, and only
 * a program missing on this computer, not one on another, is noticed.
 */
@Plugin(type = RewardDevice.class, name = "osc")
public final class OscDevice implements RewardDevice {

	private String address;
	private boolean numbered;
	private volatile DatagramSocket socket;

	@Override
	public List<Setting> settings() {
		return List.of(SocketLink.HOST, new Setting("udp_port", "9000", "UDP port of the receiver"), new Setting("address", "/reward",
			"OSC address, with a leading /"), new Setting("sequence", "false", "true to send the reward's sequence number too"));
	}

	@Override
	public void open(final DeviceSettings settings) throws IOException {
		address = settings.text("address");
		if (!address.startsWith("/")) throw new IllegalArgumentException("Device setting address=" + address + " does not begin with /");
		numbered = settings.flag("sequence");
		final InetSocketAddress receiver = new InetSocketAddress(settings.text("host"), settings.integer("udp_port", 1, 65_535));
		if (receiver.isUnresolved()) throw new IOException("There is no host " + receiver.getHostString());
		socket = new DatagramSocket();
		// Connected, the socket hears when nobody listens.
		socket.connect(receiver);
		send(new OscMessage(address + "/shut"));
	}

	@Override
	public Receipt reward(final long sequence, final Duration valveOpen) throws IOException {
		final int millis = (int) valveOpen.toMillis();
		send(numbered ? new OscMessage(address, millis, (int) sequence) : new OscMessage(address, millis));
		return new Receipt(sequence, valveOpen, false);
	}

	@Override
	public void beat() throws IOException {
		send(new OscMessage(address + "/beat"));
	}

	@Override
	public void shut() throws IOException {
		if (socket != null) send(new OscMessage(address + "/shut"));
	}

	private void send(final OscMessage message) throws IOException {
		final DatagramSocket open = socket;
		if (open == null) throw new IOException("The device is closed");
		final byte[] bytes = message.toBytes();
		try {
			open.send(new DatagramPacket(bytes, bytes.length));
		}
		catch (final IOException e) {
			throw new IOException("Nobody receives at UDP " + open.getRemoteSocketAddress() + " (" + e.getMessage() + ")", e);
		}
	}

	@Override
	public boolean timesValve() {
		return true;
	}

	@Override
	public void close() {
		final DatagramSocket open = socket;
		socket = null;
		if (open != null) open.close();
	}
}
