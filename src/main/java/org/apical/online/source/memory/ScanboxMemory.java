package org.apical.online.source.memory;

import java.io.IOException;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

import org.apical.online.source.Arrival;
import org.apical.online.source.FrameOrder;
import org.apical.online.source.Intake;
import org.apical.online.source.LiveFrame;
import org.apical.online.source.PixelDecoder;
import org.apical.online.source.PolledFrames;
import org.apical.online.source.SourceException;
import org.apical.online.source.SourceGeometry;
import org.apical.recording.PixelType;

/**
 * Scanbox's file {@code scanbox.mmap}, through which it hands each frame to a plug-in: sixteen int16, then the channels'
 * images, uint16, inverted, column by column. The first number is that of a frame that is ready, -1 while Scanbox may
 * write, -2 when it has stopped; a reader puts -1 there when it has taken a frame. Lines, columns, TTL, whether planes
 * alternate and how many there are follow it. Laid out as Scanbox's own plug-in examples read it.
 */
final class ScanboxMemory implements PolledFrames {

	private static final int HEADER_BYTES = 32;
	private static final int TAKEN = -1;
	private static final int STOPPED = -2;
	/** The count is an int16: MATLAB holds it there at its largest value, other writers begin again at 0. */
	private static final int LARGEST = Short.MAX_VALUE;

	private final Path file;
	private final Intake intake;
	private MappedByteBuffer memory;
	private FrameOrder order;
	private int lastCount = -1;
	private long frame = -1;
	private int channel;

	ScanboxMemory(final Path file, final Intake intake) {
		this.file = file;
		this.intake = intake;
		order = intake.order();
	}

	private boolean map() throws IOException {
		if (!Files.isRegularFile(file)) return false;
		try (FileChannel channels = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
			if (channels.size() <= HEADER_BYTES || channels.size() > Integer.MAX_VALUE) throw new SourceException(file + ": a file of " + channels
				.size() + " bytes is not that of Scanbox");
			memory = channels.map(FileChannel.MapMode.READ_WRITE, 0, channels.size());
		}
		memory.order(ByteOrder.LITTLE_ENDIAN);
		return true;
	}

	@Override
	public Arrival look(final LiveFrame into) throws IOException {
		if (memory == null && !map()) return Arrival.NOTHING;
		final int count = memory.getShort(0);
		VarHandle.acquireFence();
		// what is left from an earlier acquisition is no end of this one
		if (count == STOPPED) return lastCount < 0 ? Arrival.NOTHING : Arrival.END;
		if (count == TAKEN) return Arrival.NOTHING;
		return take(count & LARGEST, into);
	}

	private Arrival take(final int count, final LiveFrame into) throws IOException {
		final int height = memory.getShort(2);
		final int width = memory.getShort(4);
		final int planes = memory.getShort(8) != 0 ? memory.getShort(10) : 1;
		final long imageBytes = 2L * width * height;
		if (!SourceGeometry.isPossible(width, height) || HEADER_BYTES + imageBytes * order.channels() > memory.capacity()) throw new SourceException(
			file + ": says " + height + " lines and " + width + " columns, for which it is too short");
		if (order.planes() == 1 && planes > 1) order = order.with(planes, order.channels());
		if (channel == 0) advance(count);
		final boolean usable = intake.admits(width, height, PixelType.UINT16, order.planes(), order.channels());
		if (usable) {
			final long arrival = System.nanoTime();
			into.resize(width, height);
			PixelDecoder.invertedColumns(memory.position((int) (HEADER_BYTES + channel * imageBytes)), into);
			into.label(frame * order.channels() + channel, (int) (frame % order.planes()), channel, Double.NaN, arrival);
		}
		else intake.tally().damaged("has another size, " + width + " x " + height);
		channel = (channel + 1) % order.channels();
		if (channel == 0) release();
		return usable ? Arrival.FRAME : Arrival.NOTHING;
	}

	/** From Scanbox's count to one that does not end at 32,767. */
	private void advance(final int count) {
		final int step = count - lastCount & LARGEST;
		if (lastCount >= 0 && step > LARGEST / 2) {
			intake.tally().restart();
			frame = count;
		}
		else if (step == 0) frame += count == LARGEST ? 1 : 0;
		else frame = lastCount < 0 ? count : frame + step;
		lastCount = count;
	}

	private void release() {
		VarHandle.releaseFence();
		memory.putShort(0, (short) TAKEN);
	}
}
