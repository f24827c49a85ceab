package org.apical.online.source.stream;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32;

import org.apical.online.source.SourceGeometry;
import org.apical.recording.PixelType;

/**
 * What stands before the pixels of a frame in Apical's own protocol: {@value #BYTES} bytes, little-endian, laid out as in
 * {@code docs/online-sources.md}. A checksum of its own tells it from anything else, so that a reader that has lost its
 * place finds the next one. Used again for frame after frame, by one thread.
 */
public final class FrameHeader {

	/** Length of a header. */
	public static final int BYTES = 56;

	private static final int MAGIC = 'A' | 'P' << 8 | 'F' << 16 | '1' << 24;
	private static final PixelType[] TYPES = { null, PixelType.UINT8, PixelType.UINT16, PixelType.INT16, PixelType.FLOAT32 };
	private static final int BY_COLUMNS = 1;
	private static final int END = 2;
	private static final int CHECKED = BYTES - 4;

	private final byte[] bytes = new byte[BYTES];
	private final ByteBuffer fields = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
	private final CRC32 crc = new CRC32();

	/** The header as it is sent; fill it and call {@link #isValid}. */
	public byte[] bytes() {
		return bytes;
	}

	/** Whether these bytes are a header, and what it says is possible. */
	public boolean isValid() {
		if (fields.getInt(0) != MAGIC || fields.getShort(4) != BYTES || fields.getInt(CHECKED) != checksum()) return false;
		if (isEnd()) return payloadBytes() == 0 && number() >= 0;
		final boolean sized = type() != null && SourceGeometry.isPossible(width(), height()) && payloadBytes() == (long) width() * height() *
			type().bytes();
		return sized && number() >= 0 && plane() < planes() && channel() < channels();
	}

	/** Whether the bytes could be the beginning of a header. */
	public boolean hasMagic() {
		return fields.getInt(0) == MAGIC;
	}

	private int checksum() {
		crc.reset();
		crc.update(bytes, 0, CHECKED);
		return (int) crc.getValue();
	}

	/** Writes what is the same for all frames of a run. */
	public void describe(final SourceGeometry geometry, final boolean byColumns, final int run) {
		fields.putInt(0, MAGIC).putShort(4, (short) BYTES).put(6, code(geometry.type())).put(7, (byte) (byColumns ? BY_COLUMNS : 0));
		fields.putInt(24, geometry.width()).putInt(28, geometry.height());
		fields.putShort(34, (short) geometry.planes()).putShort(38, (short) geometry.channels());
		fields.putInt(40, run).putInt(44, geometry.frameBytes());
	}

	private static byte code(final PixelType type) {
		byte code = 1;
		while (TYPES[code] != type) code++;
		return code;
	}

	/** Writes what is particular to a frame, and the checksum. */
	public void number(final long number, final int plane, final int channel, final double timeS, final int payloadCrc) {
		fields.putLong(8, number).putDouble(16, timeS).putShort(32, (short) plane).putShort(36, (short) channel);
		fields.putInt(48, payloadCrc).putInt(CHECKED, checksum());
	}

	/** Makes this the mark that the acquisition is over, after so many frames. */
	public void end(final long frames) {
		fields.put(7, (byte) (fields.get(7) | END)).putInt(44, 0);
		number(frames, 0, 0, Double.NaN, 0);
	}

	/** No pixels follow; the acquisition is over. */
	public boolean isEnd() {
		return (fields.get(7) & END) != 0;
	}

	/** Whether column follows column in the pixels. */
	public boolean isByColumns() {
		return (fields.get(7) & BY_COLUMNS) != 0;
	}

	/** Null where the number of the type is unknown. */
	public PixelType type() {
		final int code = fields.get(6);
		return code > 0 && code < TYPES.length ? TYPES[code] : null;
	}

	public long number() {
		return fields.getLong(8);
	}

	/** On the sender's clock, s; NaN where it has none. */
	public double timeS() {
		return fields.getDouble(16);
	}

	public int width() {
		return fields.getInt(24);
	}

	public int height() {
		return fields.getInt(28);
	}

	public int plane() {
		return fields.getShort(32) & 0xffff;
	}

	public int planes() {
		return fields.getShort(34) & 0xffff;
	}

	public int channel() {
		return fields.getShort(36) & 0xffff;
	}

	public int channels() {
		return fields.getShort(38) & 0xffff;
	}

	/** Chosen anew each time that a sender starts counting. */
	public int run() {
		return fields.getInt(40);
	}

	public int payloadBytes() {
		return fields.getInt(44);
	}

	/** CRC-32 of the pixels; 0 where the sender does not compute it. */
	public int payloadCrc() {
		return fields.getInt(48);
	}
}
