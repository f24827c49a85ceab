package org.apical.online.source.stream;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

import org.apical.online.source.AbstractFrameSource;
import org.apical.online.source.Arrival;
import org.apical.online.source.FrameSource;
import org.apical.online.source.LiveFrame;
import org.apical.online.source.SourceException;
import org.apical.online.source.SourceGeometry;
import org.apical.online.source.SourceSettings;
import org.scijava.plugin.Plugin;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;
import org.zeromq.ZMQException;

import zmq.Msg;

/**
 * Frames of Apical's protocol over ZeroMQ, published by PUB and subscribed to here. A message holds a header and the pixels
 * behind it, in one part or in two; parts before them, such as a topic, are passed over. ZeroMQ itself connects again.
 */
@Plugin(type = FrameSource.class, name = "zmq")
public final class ZmqSource extends AbstractFrameSource {

	/** How soon a wait notices that it should end, ms. */
	private static final int TICK_MS = 100;

	private final FrameHeader header = new FrameHeader();
	private FrameAssembler assembler;
	private MessagePool pool;
	private ZContext context;
	private ZMQ.Socket socket;
	private boolean headerFound;

	public ZmqSource() {
		super("zmq", List.of("endpoint", "bind", "topic", "queue"));
	}

	@Override
	protected Opening prepare(final SourceSettings settings) throws IOException {
		final String endpoint = settings.text("endpoint", "tcp://127.0.0.1:30003"), topic = settings.text("topic", "");
		final int queue = settings.integer("queue", 32, 1, 10_000);
		final boolean binds = settings.flag("bind", false);
		return () -> open(endpoint, topic, queue, binds);
	}

	private synchronized void open(final String endpoint, final String topic, final int queue, final boolean binds) throws IOException {
		assembler = new FrameAssembler(intake());
		pool = new MessagePool(queue + 4);
		context = new ZContext();
		socket = context.createSocket(SocketType.SUB);
		socket.setRcvHWM(queue);
		socket.setMaxMsgSize(4L * SourceGeometry.MOST_PIXELS + FrameHeader.BYTES);
		socket.setMsgAllocator(pool);
		socket.setReceiveTimeOut(TICK_MS);
		socket.subscribe(topic);
		try {
			if (binds) socket.bind(endpoint);
			else socket.connect(endpoint);
		}
		catch (final ZMQException | IllegalArgumentException e) {
			throw new SourceException("Cannot use the ZeroMQ endpoint " + endpoint + " (" + e.getMessage() + "); it should look like " +
				"tcp://127.0.0.1:30003, with a port that is free if it is to bind", e);
		}
	}

	@Override
	protected boolean receive(final LiveFrame into) throws IOException, InterruptedException {
		while (!isClosed() && !patience().isExhausted()) {
			try {
				final Arrival arrival = receiveMessage(into);
				if (arrival != Arrival.NOTHING) return arrival == Arrival.FRAME;
			}
			catch (final ZMQException e) {
				if (Thread.interrupted() || e.getErrorCode() == ZMQ.Error.EINTR.getCode()) throw (InterruptedException) new InterruptedException()
					.initCause(e);
				throw new SourceException("ZeroMQ failed: " + e.getMessage(), e);
			}
		}
		return false;
	}

	/** The lock makes sure that {@link #stop} does not take the socket away in the middle of a message. */
	private synchronized Arrival receiveMessage(final LiveFrame into) {
		if (isClosed()) return Arrival.END;
		Arrival arrival = Arrival.NOTHING;
		headerFound = false;
		for (boolean more = true; more;) {
			final Msg part = socket.recvMsg();
			if (part == null) return Arrival.NOTHING;
			more = part.hasMore();
			arrival = take(part.buf().rewind(), into);
			pool.giveBack(part);
		}
		if (!headerFound) intake().tally().damaged("has no valid header");
		return arrival;
	}

	private Arrival take(final ByteBuffer part, final LiveFrame into) {
		headerFound |= readHeader(part);
		if (!headerFound) return Arrival.NOTHING;
		if (header.isEnd()) return Arrival.END;
		if (!part.hasRemaining()) return Arrival.NOTHING;
		if (part.remaining() == header.payloadBytes()) return assembler.assemble(header, part, System.nanoTime(), into) ? Arrival.FRAME : Arrival.NOTHING;
		intake().tally().damaged(header.number(), "has " + part.remaining() + " bytes of pixels instead of " + header.payloadBytes());
		return Arrival.NOTHING;
	}

	/** Whether a part begins with a header, behind which its position is then. */
	private boolean readHeader(final ByteBuffer part) {
		if (headerFound || part.remaining() < FrameHeader.BYTES) return false;
		part.get(header.bytes());
		if (header.isValid()) return true;
		part.rewind();
		return false;
	}

	@Override
	protected synchronized void stop() {
		if (context == null) return;
		socket.setLinger(0);
		context.close();
		context = null;
	}
}
