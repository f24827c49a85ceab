package org.apical.reward;

import java.io.IOException;

/**
 * A message of the Harp binary protocol, 8 bit: type, length, address, port, payload type, payload, checksum.
 *
 * @param type {@link #READ} or {@link #WRITE}, with {@link #ERROR} where the device refuses
 * @param address of the register
 * @param value unsigned, little-endian on the wire
 * @see <a href="https://harp-tech.org/protocol/BinaryProtocol-8bit.html">Harp binary protocol</a>
 */
record HarpMessage(int type, int address, int value) {

	static final int READ = 1;
	static final int WRITE = 2;
	static final int ERROR = 8;
	private static final int DEVICE = 0xFF;
	private static final int TIME_STAMPED = 0x10;
	private static final int TIME_STAMP_BYTES = 6;
	/** Address, port, payload type and checksum. */
	private static final int FIXED_BYTES = 4;

	/** @param valueBytes 1 or 2; the value of a read is not sent */
	byte[] toBytes(final int valueBytes) {
		final int payload = type == READ ? 0 : valueBytes;
		final byte[] bytes = new byte[2 + FIXED_BYTES + payload];
		bytes[0] = (byte) type;
		bytes[1] = (byte) (FIXED_BYTES + payload);
		bytes[2] = (byte) address;
		bytes[3] = (byte) DEVICE;
		bytes[4] = (byte) valueBytes;
		for (int i = 0; i < payload; i++) bytes[5 + i] = (byte) (value >> 8 * i);
		int sum = 0;
		for (final byte b : bytes) sum += b;
		bytes[bytes.length - 1] = (byte) sum;
		return bytes;
	}

	/** @throws IOException if it is not in time or its checksum is wrong */
	static HarpMessage read(final ByteReader reader) throws IOException {
		final int type = reader.next();
		final int length = reader.next();
		if (length < FIXED_BYTES || length == 0xFF) throw new IOException("A Harp message of " + length + " bytes makes no sense");
		int sum = type + length;
		final int[] body = new int[length];
		for (int i = 0; i < length; i++) {
			body[i] = reader.next();
			if (i < length - 1) sum += body[i];
		}
		if ((sum & 0xFF) != body[length - 1]) throw new IOException("A Harp message came with a wrong checksum");
		final int start = 3 + ((body[2] & TIME_STAMPED) == 0 ? 0 : TIME_STAMP_BYTES);
		int value = 0;
		for (int i = start; i < Math.min(length - 1, start + 2); i++) value |= body[i] << 8 * (i - start);
		return new HarpMessage(type, body[0], value);
	}
}
