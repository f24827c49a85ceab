package org.apical.online.source.stream;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.List;

import org.apical.online.source.AbstractFrameSource;
import org.apical.online.source.Arrival;
import org.apical.online.source.FrameSource;
import org.apical.online.source.LiveFrame;
import org.apical.online.source.Patience;
import org.apical.online.source.SourceException;
import org.apical.online.source.SourceSettings;
import org.scijava.plugin.Plugin;

/**
 * Frames over TCP, in one of several protocols: {@code raw} as CLOOSE takes them, {@code ssm} as ScanImage's streaming
 * module sends them, {@code apical} with headers that show every loss. If asked to, it also tells the acquisition program what
 * to acquire, as CLOOSE does ({@link CloosePort}).
 */
@Plugin(type = FrameSource.class, name = "tcp")
public final class TcpSource extends AbstractFrameSource {

	/** Pause before a sender that talks nonsense is heard again. */
	private static final long NONSENSE_PAUSE_NANOS = 200_000_000;

	/** Which side waits for the other. */
	private enum Role {
		LISTEN, CONNECT
	}

	private enum Endian {
		LITTLE, BIG
	}

	/** How a frame without header is laid out. */
	private enum Layout {
		COLUMNS, ROWS
	}

	private volatile TcpLink link;
	/** Null where nobody asks what to acquire. */
	private volatile CloosePort control;
	private StreamProtocol protocol;
	private boolean reconnect;
	private boolean hadConnection;

	public TcpSource() {
		super("tcp", List.of("protocol", "role", "host", "port", "byte_order", "layout", "reconnect", "control_port", "control_host",
			"control_frames", "control_plane"));
	}

	@Override
	protected Opening prepare(final SourceSettings settings) throws IOException {
		reconnect = settings.flag("reconnect", true);
		final Protocol kind = settings.choice("protocol", Protocol.RAW);
		final ByteOrder byteOrder = settings.choice("byte_order", Endian.LITTLE) == Endian.LITTLE ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
		final boolean byColumns = settings.choice("layout", Layout.COLUMNS) == Layout.COLUMNS;
		protocol = switch (kind) {
			case RAW -> new RawProtocol(intake(), intake().requireGeometry(), byteOrder, byColumns);
			case SSM -> new SsmProtocol(intake());
			case APICAL -> new ApicalProtocol(intake());
		};
		final boolean listens = settings.choice("role", Role.LISTEN) == Role.LISTEN;
		final String host = settings.text("host", "127.0.0.1");
		final int port = settings.integer("port", kind.port(), 0, 65535);
		final Opening controlled = control(settings);
		return () -> {
			link = new TcpLink(listens, host, port, () -> isClosed() || patience().isExhausted());
			controlled.open();
		};
	}

	private Opening control(final SourceSettings settings) throws IOException {
		if (!settings.has("control_port")) return () -> {};
		final String host = settings.text("control_host", "127.0.0.1");
		final int port = settings.integer("control_port", 0, 65535), frames = settings.integer("control_frames", 1, Integer.MAX_VALUE);
		final int planes = intake().order().planes(), plane = settings.integer("control_plane", 1, 1, planes) - 1;
		return () -> control = new CloosePort(host, port, frames, plane, planes, intake()::tell);
	}

	/** The port on which the source listens, which the system has chosen where the setting is 0. */
	public int port() {
		return link.port();
	}

	/** The control port, which the system has chosen where the setting is 0. */
	int controlPort() {
		return control.port();
	}

	@Override
	protected boolean receive(final LiveFrame into) throws IOException, InterruptedException {
		while (link.isConnected() || reconnected()) {
			final long before = link.bytes();
			try {
				final Arrival arrival = protocol.read(link, into);
				if (arrival != Arrival.NOTHING) return arrival == Arrival.FRAME;
			}
			catch (final SourceException e) {
				intake().tell("The sender was cut off, since it sent " + e.getMessage());
				link.drop();
				Patience.pause(NONSENSE_PAUSE_NANOS);
			}
			catch (final IOException e) {
				if (Thread.interrupted()) throw (InterruptedException) new InterruptedException().initCause(e);
				if (isClosed() || patience().isExhausted()) return false;
				if (link.bytes() > before) intake().tally().damaged("was cut off when the connection ended");
				link.drop();
			}
		}
		return false;
	}

	/** Waits for the sender, unless it has gone for good. */
	private boolean reconnected() throws IOException, InterruptedException {
		if (hadConnection && !reconnect) return false;
		if (hadConnection) intake().tell("The sender has gone; waiting for it to come back");
		if (!link.connect()) return false;
		if (hadConnection) intake().tally().reconnect();
		hadConnection = true;
		protocol.restart();
		return true;
	}

	@Override
	protected void stop() {
		end(link);
		end(control);
	}

	/** @param open null where there is nothing to close */
	private void end(final Closeable open) {
		if (open == null) return;
		try {
			open.close();
		}
		catch (final IOException e) {
			intake().tell("The connection could not be closed: " + e.getMessage());
		}
	}
}
