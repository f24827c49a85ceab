package org.apical.online.source.memory;

import java.io.IOException;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;

import org.apical.online.source.Arrival;
import org.apical.online.source.FileIdentity;
import org.apical.online.source.Intake;
import org.apical.online.source.LiveFrame;
import org.apical.online.source.PolledFrames;
import org.apical.online.source.SourceException;
import org.apical.online.source.SourceGeometry;
import org.apical.online.source.stream.FrameAssembler;
import org.apical.online.source.stream.FrameHeader;

/**
 * Takes frames from a ring in shared memory in the order in which they are written. A slot's sequence number before and
 * after tells whether it was written over in the middle; whoever falls behind by a whole ring goes on with the newest frame.
 */
final class RingReader implements PolledFrames {

	/** Looks without a frame, after which it may be that another ring has taken this one's place. */
	private static final int IDLE_LOOKS = 2000;

	private final Path file;
	private final Intake intake;
	private final FrameAssembler assembler;
	private final FrameHeader header = new FrameHeader();
	private MappedByteBuffer memory;
	private ByteBuffer pixels;
	private FileIdentity identity;
	private int slots;
	private int slotBytes;
	private long taken;
	private int idle;

	/** A ring that is there already may hold frames of an acquisition that is over; only new ones are taken from it. */
	RingReader(final Path file, final Intake intake) throws IOException {
		this.file = file;
		this.intake = intake;
		assembler = new FrameAssembler(intake);
		if (!map()) return;
		taken = RingLayout.read(memory, RingLayout.WRITTEN_AT);
		if (RingLayout.read(memory, RingLayout.ENDED_AT) != 0) memory = null;
	}

	/** @return false where there is no ring, or only the one that is mapped already */
	private boolean map() throws IOException {
		if (!Files.isRegularFile(file)) return false;
		final FileIdentity found = FileIdentity.of(file);
		if (found.equals(identity)) return false;
		try (FileChannel channel = FileChannel.open(file)) {
			if (channel.size() < RingLayout.HEADER_BYTES || channel.size() > Integer.MAX_VALUE) throw notARing("its length is " + channel.size() + " bytes");
			final MappedByteBuffer mapped = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
			mapped.order(ByteOrder.LITTLE_ENDIAN);
			if (RingLayout.read(mapped, RingLayout.MAGIC_AT) != RingLayout.MAGIC) throw notARing("it does not begin like one");
			slots = mapped.getInt(RingLayout.SLOTS_AT);
			slotBytes = mapped.getInt(RingLayout.SLOT_BYTES_AT);
			final boolean whole = slots >= 2 && slotBytes > RingLayout.SLOT_PREFIX_BYTES && slotBytes % 8 == 0 && RingLayout.HEADER_BYTES + (long) slots *
				slotBytes <= channel.size();
			if (!whole) throw notARing("it says " + slots + " slots of " + slotBytes + " bytes");
			memory = mapped;
		}
		pixels = memory.duplicate();
		identity = found;
		taken = 0;
		idle = 0;
		return true;
	}

	private SourceException notARing(final String why) {
		return new SourceException(file + ": not a ring of frames, since " + why);
	}

	@Override
	public Arrival look(final LiveFrame into) throws IOException {
		if (memory == null && !map()) return Arrival.NOTHING;
		final long written = RingLayout.read(memory, RingLayout.WRITTEN_AT);
		if (written < 0) throw new SourceException(file + ": damaged, says that " + written + " frames have been written");
		// a writer may begin anew in the same file
		if (taken > written) taken = 0;
		if (taken == written) return wait(RingLayout.read(memory, RingLayout.ENDED_AT) != 0);
		idle = 0;
		if (written - taken >= slots) taken = written - 1;
		return take(taken++, into);
	}

	private Arrival wait(final boolean ended) throws IOException {
		if (ended && RingLayout.read(memory, RingLayout.WRITTEN_AT) == taken) return Arrival.END;
		if (++idle % IDLE_LOOKS == 0) map();
		return Arrival.NOTHING;
	}

	private Arrival take(final long k, final LiveFrame into) {
		final int slot = RingLayout.HEADER_BYTES + (int) (k % slots) * slotBytes;
		final long whole = RingLayout.writing(k) + 1;
		memory.get(slot + 8, header.bytes());
		if (!isStill(whole, slot)) return Arrival.NOTHING;
		if (!header.isValid() || header.payloadBytes() > slotBytes - RingLayout.SLOT_PREFIX_BYTES) {
			intake.tally().damaged("has no valid header");
			return Arrival.NOTHING;
		}
		pixels.limit(slot + RingLayout.SLOT_PREFIX_BYTES + header.payloadBytes()).position(slot + RingLayout.SLOT_PREFIX_BYTES);
		final boolean usable = assembler.assemble(header, pixels, System.nanoTime(), into);
		return usable && isStill(whole, slot) ? Arrival.FRAME : Arrival.NOTHING;
	}

	/** Whether what has been read from a slot since was not written over meanwhile. */
	private boolean isStill(final long sequence, final int slot) {
		VarHandle.acquireFence();
		return RingLayout.read(memory, slot) == sequence;
	}
}
