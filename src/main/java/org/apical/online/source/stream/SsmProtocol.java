package org.apical.online.source.stream;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

import org.apical.online.source.Arrival;
import org.apical.online.source.FrameOrder;
import org.apical.online.source.Intake;
import org.apical.online.source.LiveFrame;
import org.apical.online.source.SourceException;
import org.apical.online.source.SourceGeometry;
import org.apical.online.source.TextNumbers;
import org.apical.recording.PixelType;

/**
 * ScanImage's streaming module: messages of a code, a length and a content, little-endian. A JSON text with the frame's
 * number and size goes before the pixels, which come column by column. The layout is not documented publicly; it is taken
 * from a receiver that works with it, vxPy (github.com/thladnik/vxPy).
 */
final class SsmProtocol implements StreamProtocol {

	private static final int METADATA = 10;
	private static final int FRAME_HEADER = 20;
	private static final int PIXELS = 30;
	private static final int END = 40;
	private static final int LONGEST_TEXT = 1 << 20;

	private final Intake intake;
	private final ByteBuffer prefix = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
	private final TextNumbers json = new TextNumbers();
	private FrameOrder order;
	private ByteBuffer content = ByteBuffer.allocate(LONGEST_TEXT).order(ByteOrder.LITTLE_ENDIAN);
	private long number;
	private double timeS;
	private int width;
	private int height;
	/** Number of the sender's first frame; ScanImage counts from 1. */
	private int first = 1;

	SsmProtocol(final Intake intake) {
		this.intake = intake;
		order = intake.order();
		restart();
	}

	@Override
	public void restart() {
		number = -1;
	}

	@Override
	public Arrival read(final ByteInput in, final LiveFrame into) throws IOException {
		in.read(prefix.array(), 0, 16);
		final long code = prefix.getLong(0);
		final long bytes = prefix.getLong(8);
		if (code == END) return Arrival.END;
		if (code == PIXELS) return readPixels(in, bytes, into);
		if (code == METADATA) readMetadata(in, text(bytes, "metadata"));
		else if (code == FRAME_HEADER) readHeader(in, text(bytes, "a frame header"));
		else throw new SourceException("a message of the unknown kind " + code + "; is the sender ScanImage's streaming module?");
		return Arrival.NOTHING;
	}

	private static int text(final long bytes, final String what) throws SourceException {
		if (bytes < 0 || bytes > LONGEST_TEXT) throw new SourceException(what + " of " + bytes + " bytes, which is impossible");
		return (int) bytes;
	}

	/** Tells how many slices a volume has; those that the user has set count more. */
	private void readMetadata(final ByteInput in, final int bytes) throws IOException {
		in.read(content.array(), 0, bytes);
		json.read(content.array(), bytes);
		final double slices = json.number("stack_num_slices");
		final boolean told = slices >= 1 && slices <= 1024 && intake.order().planes() == 1;
		if (told) order = order.with(json.says("acquisition_mode", "focus") ? 1 : (int) slices, order.channels());
	}

	private void readHeader(final ByteInput in, final int bytes) throws IOException {
		in.read(content.array(), 0, bytes);
		json.read(content.array(), bytes);
		final double told = json.number("frame_number");
		if (!(told >= 0 && told < 1L << 53)) throw new SourceException("a frame header without frame_number");
		if (told == 0) first = 0;
		number = (long) told - first;
		timeS = json.number("last_frame_time_stamp") / 1000;
		final double toldWidth = json.number("frame_width");
		final double toldHeight = json.number("frame_height");
		if (!SourceGeometry.isPossible((long) toldWidth, (long) toldHeight)) throw new SourceException("a frame of " + toldWidth + " x " +
			toldHeight + " pixels, which is impossible");
		width = (int) toldWidth;
		height = (int) toldHeight;
	}

	/** The documentation says 8 bytes a pixel, the module sends 2; the length tells. */
	private Arrival readPixels(final ByteInput in, final long bytes, final LiveFrame into) throws IOException {
		if (number < 0) throw new SourceException("pixels before any frame header");
		final int pixels = width * height;
		if (bytes != 2L * pixels) throw new SourceException(bytes + " bytes for " + width + " x " + height + " pixels; 2 a pixel are read");
		if (!intake.admits(width, height, PixelType.INT16, order.planes(), order.channels())) {
			in.skip((int) bytes);
			intake.tally().damaged(number, "has another size, " + width + " x " + height);
			return Arrival.NOTHING;
		}
		if (content.capacity() < bytes) content = ByteBuffer.allocate((int) bytes).order(ByteOrder.LITTLE_ENDIAN);
		into.resize(width, height);
		final long arrival = ArrivingFrame.read(in, content, PixelType.INT16, true, into);
		into.label(number, order.plane(number), order.channel(number), timeS, arrival);
		return Arrival.FRAME;
	}
}
