package org.apical.online.source.stream;

import java.nio.ByteBuffer;
import java.util.concurrent.ArrayBlockingQueue;

import zmq.Msg;
import zmq.msg.MsgAllocator;

/**
 * Buffers for incoming messages that are used again. JeroMQ otherwise takes new memory for each frame, some 25 MB a second,
 * which the garbage collector has to clear away in the middle of the loop.
 */
final class MessagePool implements MsgAllocator {

	/** Shorter messages are not worth it. */
	private static final int LEAST_BYTES = 1024;

	private final ArrayBlockingQueue<ByteBuffer> idle;

	/** @param messages that may be under way at once */
	MessagePool(final int messages) {
		idle = new ArrayBlockingQueue<>(messages);
	}

	/** On JeroMQ's own thread. */
	@Override
	public Msg allocate(final int bytes) {
		if (bytes < LEAST_BYTES) return new Msg(bytes);
		final ByteBuffer used = idle.poll();
		final ByteBuffer buffer = used == null || used.capacity() < bytes ? ByteBuffer.allocateDirect(bytes) : used;
		return new Msg(buffer.clear().limit(bytes));
	}

	/** Takes back the memory of a message that has been read. */
	void giveBack(final Msg message) {
		if (message.size() >= LEAST_BYTES) idle.offer(message.buf());
	}
}
