package org.apical.online.source.memory;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

import org.apical.online.source.stream.FrameHeader;

/**
 * Where everything lies in a ring file, little-endian: {@code docs/online-sources.md} has the table. Numbers that two
 * programs share are written and read as a whole and in order.
 */
final class RingLayout {

	/** The text {@code APRING1} and a zero. */
	static final long MAGIC = 0x31474e49525041L;
	static final int MAGIC_AT = 0;
	static final int SLOTS_AT = 8;
	static final int SLOT_BYTES_AT = 12;
	/** Number of frames written since the writer started; grows once a frame is whole. */
	static final int WRITTEN_AT = 16;
	/** Not 0 once the acquisition is over. */
	static final int ENDED_AT = 24;
	static final int HEADER_BYTES = 4096;
	/** In a slot: the sequence number first, then the frame's header, then its pixels. */
	static final int SLOT_PREFIX_BYTES = 8 + FrameHeader.BYTES;

	private static final VarHandle LONG = MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

	private RingLayout() {}

	static long read(final ByteBuffer memory, final int at) {
		return (long) LONG.getAcquire(memory, at);
	}

	static void write(final ByteBuffer memory, final int at, final long value) {
		LONG.setRelease(memory, at, value);
	}

	/** Bytes of a slot, so that each begins at a multiple of a cache line. */
	static int slotBytes(final int frameBytes) {
		return (SLOT_PREFIX_BYTES + frameBytes + 63) / 64 * 64;
	}

	/** What a slot's sequence number is while frame {@code k} of the ring is being written; one more when it is whole. */
	static long writing(final long k) {
		return 2 * k + 1;
	}
}
