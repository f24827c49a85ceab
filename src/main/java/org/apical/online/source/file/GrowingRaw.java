package org.apical.online.source.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

import org.apical.online.source.Arrival;
import org.apical.online.source.FrameOrder;
import org.apical.online.source.Intake;
import org.apical.online.source.LiveFrame;
import org.apical.online.source.PixelDecoder;
import org.apical.online.source.PolledFrames;
import org.apical.online.source.SourceGeometry;

/** A growing file of frames without headers, each delivered once its last byte is in the file. */
final class GrowingRaw implements PolledFrames {

	private final TailedFile file;
	private final Intake intake;
	private final SourceGeometry geometry;
	private final FrameOrder order;
	private final long headerBytes;
	private final boolean byColumns;
	private long number;

	/** @param headerBytes at the start of the file, passed over */
	GrowingRaw(final TailedFile file, final Intake intake, final SourceGeometry geometry, final long headerBytes, final ByteOrder byteOrder,
		final boolean byColumns)
	{
		this.file = file;
		this.intake = intake;
		this.geometry = geometry;
		this.headerBytes = headerBytes;
		this.byColumns = byColumns;
		order = intake.order();
		file.order(byteOrder);
	}

	@Override
	public Arrival look(final LiveFrame into) throws IOException {
		final boolean other = file.isReplaced();
		final long size = file.size();
		if (number > 0 && (other || size < place())) {
			intake.tally().restart();
			number = 0;
		}
		final long start = place();
		if (size < start + geometry.frameBytes()) return Arrival.NOTHING;
		final ByteBuffer bytes = file.read(start, geometry.frameBytes());
		if (bytes == null) return Arrival.NOTHING;
		final long arrival = System.nanoTime();
		into.resize(geometry.width(), geometry.height());
		PixelDecoder.decode(bytes, geometry.type(), byColumns, into);
		into.label(number, order.plane(number), order.channel(number), Double.NaN, arrival);
		number++;
		return Arrival.FRAME;
	}

	/** Where the next frame begins. */
	private long place() {
		return headerBytes + number * geometry.frameBytes();
	}

	@Override
	public void close() throws IOException {
		file.close();
	}
}
