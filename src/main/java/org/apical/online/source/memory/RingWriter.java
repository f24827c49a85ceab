package org.apical.online.source.memory;

import java.io.Closeable;
import java.io.IOException;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

import org.apical.online.source.SourceGeometry;
import org.apical.online.source.stream.FrameHeader;
import org.apical.online.source.stream.PixelEncoder;

/**
 * Writes frames into a ring in shared memory, from which a {@link MmapSource} takes them; the oldest frame is written over,
 * whether or not somebody has read it. For one thread.
 */
public final class RingWriter implements Closeable {

	private final MappedByteBuffer memory;
	private final SourceGeometry geometry;
	private final FrameHeader header = new FrameHeader();
	private final int slots;
	private final int slotBytes;
	private long written;

	/**
	 * @param file replaced where it exists; one in {@code /dev/shm} never reaches a disk
	 * @param slots frames in the ring, 2 or more
	 */
	public RingWriter(final Path file, final SourceGeometry geometry, final int slots) throws IOException {
		this.geometry = geometry;
		this.slots = slots;
		slotBytes = RingLayout.slotBytes(geometry.frameBytes());
		// readers of an old ring keep it until they see that another one has its name
		final Path fresh = file.resolveSibling(file.getFileName() + ".new");
		try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING,
			StandardOpenOption.READ, StandardOpenOption.WRITE))
		{
			memory = channel.map(FileChannel.MapMode.READ_WRITE, 0, RingLayout.HEADER_BYTES + Math.multiplyExact((long) slots, slotBytes));
		}
		memory.order(ByteOrder.LITTLE_ENDIAN);
		header.describe(geometry, false, (int) System.nanoTime());
		memory.putInt(RingLayout.SLOTS_AT, slots).putInt(RingLayout.SLOT_BYTES_AT, slotBytes);
		RingLayout.write(memory, RingLayout.MAGIC_AT, RingLayout.MAGIC);
		Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
	}

	/**
	 * Writes a frame.
	 *
	 * @param pixels row by row, in counts
	 * @param number from 0, counting planes and channels too
	 * @param timeS on the writer's clock, NaN for none
	 */
	public void write(final float[] pixels, final long number, final int plane, final int channel, final double timeS) {
		final int slot = RingLayout.HEADER_BYTES + (int) (written % slots) * slotBytes;
		RingLayout.write(memory, slot, RingLayout.writing(written));
		VarHandle.fullFence();
		header.number(number, plane, channel, timeS, 0);
		memory.put(slot + 8, header.bytes());
		final ByteBuffer place = memory.position(slot + RingLayout.SLOT_PREFIX_BYTES);
		PixelEncoder.encode(pixels, geometry, false, place);
		RingLayout.write(memory, slot, RingLayout.writing(written) + 1);
		RingLayout.write(memory, RingLayout.WRITTEN_AT, ++written);
	}

	/** Tells that the acquisition is over. The file stays. */
	@Override
	public void close() {
		RingLayout.write(memory, RingLayout.ENDED_AT, 1);
	}
}
