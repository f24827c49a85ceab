package org.apical.online.source.stream;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

import org.apical.online.source.Arrival;
import org.apical.online.source.FrameOrder;
import org.apical.online.source.Intake;
import org.apical.online.source.LiveFrame;
import org.apical.online.source.SourceGeometry;

/**
 * The stream that CLOOSE takes: pixels without any header, column by column, frame after frame. Nothing in it shows where
 * a frame begins, so {@link StreamAlignment} watches the picture; where bytes are missing, the rest of the broken frame is
 * passed over.
 */
final class RawProtocol implements StreamProtocol {

	private final Intake intake;
	private final SourceGeometry geometry;
	private final FrameOrder order;
	private final boolean byColumns;
	private final StreamAlignment alignment;
	private final ByteBuffer bytes;
	private long number;

	/** @param byColumns whether column follows column, else row follows row */
	RawProtocol(final Intake intake, final SourceGeometry geometry, final ByteOrder byteOrder, final boolean byColumns) {
		this.intake = intake;
		this.geometry = geometry;
		this.byColumns = byColumns;
		order = intake.order();
		bytes = ByteBuffer.allocate(geometry.frameBytes()).order(byteOrder);
		alignment = new StreamAlignment(geometry, order.framesPerVolume(), byColumns ? geometry.height() : geometry.width());
	}

	@Override
	public void restart() {
		number = 0;
		alignment.restart();
	}

	@Override
	public Arrival read(final ByteInput in, final LiveFrame into) throws IOException {
		into.resize(geometry.width(), geometry.height());
		long arrival = ArrivingFrame.read(in, bytes, geometry.type(), byColumns, into);
		final OffsetSearch.Offset offset = alignment.check(bytes, kind(number));
		if (offset != null) {
			realign(in, offset);
			arrival = ArrivingFrame.read(in, bytes, geometry.type(), byColumns, into);
		}
		into.label(number, order.plane(number), order.channel(number), Double.NaN, arrival);
		number++;
		return Arrival.FRAME;
	}

	private int kind(final long frame) {
		return (int) (frame % order.framesPerVolume());
	}

	/** What has just been read is the end of one frame and the beginning of the next, whose rest is still to come. */
	private void realign(final ByteInput in, final OffsetSearch.Offset offset) throws IOException {
		intake.tally().damaged(number, "begins " + offset.bytes() + " bytes late, as do those just before it; the sender lost bytes");
		in.read(bytes.array(), 0, bytes.capacity() - offset.bytes());
		number += 2;
		while (kind(number) != (offset.kind() + 2) % order.framesPerVolume()) number++;
	}
}
