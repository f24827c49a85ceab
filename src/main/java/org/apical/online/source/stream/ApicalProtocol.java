package org.apical.online.source.stream;

import java.io.IOException;
import java.nio.ByteBuffer;

import org.apical.online.source.Arrival;
import org.apical.online.source.Intake;
import org.apical.online.source.LiveFrame;
import org.apical.online.source.SourceException;

/** Apical's own protocol: header, pixels, header, pixels. After damage it goes on with the next valid header. */
final class ApicalProtocol implements StreamProtocol {

	/** No header in so many bytes means that something else is talking. */
	private static final int MOST_GARBAGE = 1 << 28;

	private final Intake intake;
	private final FrameAssembler assembler;
	private final FrameHeader header = new FrameHeader();
	private ByteBuffer pixels = ByteBuffer.allocate(0);

	ApicalProtocol(final Intake intake) {
		this.intake = intake;
		assembler = new FrameAssembler(intake);
	}

	@Override
	public Arrival read(final ByteInput in, final LiveFrame into) throws IOException {
		findHeader(in);
		if (header.isEnd()) return Arrival.END;
		if (!assembler.admits(header)) {
			in.skip(header.payloadBytes());
			return Arrival.NOTHING;
		}
		if (pixels.capacity() < header.payloadBytes()) pixels = ByteBuffer.allocate(header.payloadBytes());
		pixels.clear().limit(header.payloadBytes());
		return assembler.assemble(header, in, pixels, into) ? Arrival.FRAME : Arrival.NOTHING;
	}

	private void findHeader(final ByteInput in) throws IOException {
		final byte[] bytes = header.bytes();
		in.read(bytes, 0, FrameHeader.BYTES);
		if (header.isValid()) return;
		intake.tally().damaged("began without a valid header");
		for (int skipped = 0; skipped < MOST_GARBAGE; skipped++) {
			System.arraycopy(bytes, 1, bytes, 0, FrameHeader.BYTES - 1);
			in.read(bytes, FrameHeader.BYTES - 1, 1);
			if (header.hasMagic() && header.isValid()) return;
		}
		throw new SourceException("no frame of Apical's protocol in " + (MOST_GARBAGE >> 20) + " MB");
	}

	@Override
	public void restart() {}
}
