package org.apical.online.source.stream;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32;

import org.apical.online.source.Intake;
import org.apical.online.source.LiveFrame;
import org.apical.online.source.PixelDecoder;

/** Makes frames of our own headers and the pixels behind them, however these were carried here. For one thread. */
public final class FrameAssembler {

	private final Intake intake;
	private final CRC32 crc = new CRC32();
	private int run;
	private boolean started;

	public FrameAssembler(final Intake intake) {
		this.intake = intake;
	}

	/**
	 * @param header valid, of a frame
	 * @param pixels from the position to the limit
	 * @param arrivalNanos when they were there
	 * @return whether the frame can be delivered; else it has been counted as damaged
	 */
	public boolean assemble(final FrameHeader header, final ByteBuffer pixels, final long arrivalNanos, final LiveFrame into) {
		if (!admits(header)) return false;
		into.resize(header.width(), header.height());
		PixelDecoder.decode(pixels.order(ByteOrder.LITTLE_ENDIAN), header.type(), header.isByColumns(), into);
		return finish(header, pixels, arrivalNanos, into);
	}

	/**
	 * Like {@link #assemble}, for pixels that are still to come, of a frame that is admitted.
	 *
	 * @param pixels to use from 0 to its limit, which is where the frame ends
	 */
	boolean assemble(final FrameHeader header, final ByteInput in, final ByteBuffer pixels, final LiveFrame into) throws IOException {
		into.resize(header.width(), header.height());
		final long arrivalNanos = ArrivingFrame.read(in, pixels.order(ByteOrder.LITTLE_ENDIAN), header.type(), header.isByColumns(), into);
		return finish(header, pixels, arrivalNanos, into);
	}

	/** @return whether such frames are taken; one that is not has been counted as damaged */
	boolean admits(final FrameHeader header) {
		if (started && run != header.run()) intake.tally().restart();
		started = true;
		run = header.run();
		if (intake.admits(header.width(), header.height(), header.type(), header.planes(), header.channels())) return true;
		intake.tally().damaged(header.number(), "has another size, " + header.width() + " x " + header.height());
		return false;
	}

	private boolean finish(final FrameHeader header, final ByteBuffer pixels, final long arrivalNanos, final LiveFrame into) {
		if (header.payloadCrc() != 0 && header.payloadCrc() != checksum(pixels)) {
			intake.tally().damaged(header.number(), "has damaged pixels");
			return false;
		}
		into.label(header.number(), header.plane(), header.channel(), header.timeS(), arrivalNanos);
		return true;
	}

	private int checksum(final ByteBuffer pixels) {
		final int start = pixels.position();
		crc.reset();
		crc.update(pixels);
		pixels.position(start);
		return (int) crc.getValue();
	}
}
