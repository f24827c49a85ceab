package org.apical.online.source.stream;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.zip.CRC32;

import org.apical.online.source.SourceGeometry;

/** Lays frames out as a protocol wants them. The buffers it gives are used again for the next frame. */
abstract class FrameEncoder {

	private static final int MOST_HEADER_BYTES = 512;

	final SourceGeometry geometry;
	final ByteBuffer buffer;

	private FrameEncoder(final SourceGeometry geometry, final ByteOrder byteOrder) {
		this.geometry = geometry;
		buffer = ByteBuffer.allocate(geometry.frameBytes() + MOST_HEADER_BYTES).order(byteOrder);
	}

	/** @param run that tells this acquisition from others, where the protocol has a place for that */
	static FrameEncoder of(final Protocol protocol, final SourceGeometry geometry, final ByteOrder rawOrder, final int run) {
		return switch (protocol) {
			case RAW -> new Raw(geometry, rawOrder);
			case SSM -> new Ssm(geometry);
			case APICAL -> new Apical(geometry, run);
		};
	}

	/** A frame with all that goes before it. */
	abstract ByteBuffer frame(float[] pixels, long number, int plane, int channel, double timeS);

	/** What tells that the acquisition is over; empty where nothing does. */
	abstract ByteBuffer end(long frames);

	private static final class Raw extends FrameEncoder {

		Raw(final SourceGeometry geometry, final ByteOrder byteOrder) {
			super(geometry, byteOrder);
		}

		@Override
		ByteBuffer frame(final float[] pixels, final long number, final int plane, final int channel, final double timeS) {
			buffer.clear();
			PixelEncoder.encode(pixels, geometry, true, buffer);
			return buffer.flip();
		}

		@Override
		ByteBuffer end(final long frames) {
			return buffer.clear().limit(0);
		}
	}

	private static final class Ssm extends FrameEncoder {

		Ssm(final SourceGeometry geometry) {
			super(geometry, ByteOrder.LITTLE_ENDIAN);
		}

		@Override
		ByteBuffer frame(final float[] pixels, final long number, final int plane, final int channel, final double timeS) {
			final byte[] header = String.format(Locale.ROOT, "{\"frame_number\": %d, \"last_frame_time_stamp\": %.3f, \"frame_width\": %d, \"frame_height\": %d}",
				number + 1, 1000 * timeS, geometry.width(), geometry.height()).getBytes(StandardCharsets.US_ASCII);
			buffer.clear().putLong(20).putLong(header.length).put(header).putLong(30).putLong(geometry.frameBytes());
			PixelEncoder.encode(pixels, geometry, true, buffer);
			return buffer.flip();
		}

		@Override
		ByteBuffer end(final long frames) {
			return buffer.clear().putLong(40).putLong(0).flip();
		}
	}

	private static final class Apical extends FrameEncoder {

		private final FrameHeader header = new FrameHeader();
		private final CRC32 crc = new CRC32();

		Apical(final SourceGeometry geometry, final int run) {
			super(geometry, ByteOrder.LITTLE_ENDIAN);
			header.describe(geometry, false, run);
		}

		@Override
		ByteBuffer frame(final float[] pixels, final long number, final int plane, final int channel, final double timeS) {
			buffer.clear().position(FrameHeader.BYTES);
			PixelEncoder.encode(pixels, geometry, false, buffer);
			crc.reset();
			crc.update(buffer.array(), FrameHeader.BYTES, geometry.frameBytes());
			header.number(number, plane, channel, timeS, (int) crc.getValue());
			return buffer.put(0, header.bytes()).flip();
		}

		@Override
		ByteBuffer end(final long frames) {
			header.end(frames);
			return buffer.clear().put(header.bytes()).flip();
		}
	}
}
