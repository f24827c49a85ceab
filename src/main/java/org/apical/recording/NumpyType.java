package org.apical.recording;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

import net.razorvine.pickle.PickleException;

/** The type of the values in a pickled NumPy array. */
final class NumpyType {

	private final String code;
	private ByteOrder order = ByteOrder.LITTLE_ENDIAN;

	/** @param code kind and bytes, such as {@code f4} */
	NumpyType(final String code) {
		this.code = code;
	}

	/** @param state (version, byte order, …) */
	void setState(final Object[] state) {
		order = ">".equals(state[1]) ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
	}

	boolean isObject() {
		return code.startsWith("O");
	}

	/** Bytes of a value. */
	int bytes() {
		return switch (code) {
			case "f8", "i8", "u8" -> 8;
			case "f4", "i4", "u4" -> 4;
			case "i2", "u2" -> 2;
			case "i1", "u1", "b1" -> 1;
			default -> throw new PickleException("values of type " + code + " are no numbers");
		};
	}

	ByteBuffer wrap(final byte[] bytes) {
		return ByteBuffer.wrap(bytes).order(order);
	}

	/** The value that begins at a byte. */
	double value(final ByteBuffer bytes, final int at) {
		return switch (code) {
			case "f8" -> bytes.getDouble(at);
			case "f4" -> bytes.getFloat(at);
			case "i8", "u8" -> bytes.getLong(at);
			case "i4" -> bytes.getInt(at);
			case "u4" -> bytes.getInt(at) & 0xffffffffL;
			case "i2" -> bytes.getShort(at);
			case "u2" -> bytes.getShort(at) & 0xffff;
			case "i1" -> bytes.get(at);
			case "u1", "b1" -> bytes.get(at) & 0xff;
			default -> throw new PickleException("values of type " + code + " are no numbers");
		};
	}

	/** A Number or Boolean; what is neither, such as a fixed-length text, is opaque. */
	Object scalar(final byte[] bytes) {
		if (code.startsWith("U") || code.startsWith("S") || code.startsWith("M") || code.startsWith("m")) return new NumpyPickle.Opaque(code);
		final double value = value(wrap(bytes), 0);
		return code.equals("b1") ? (Object) (value != 0) : (Object) value;
	}
}
