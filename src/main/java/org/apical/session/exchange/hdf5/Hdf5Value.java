package org.apical.session.exchange.hdf5;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

import io.jhdf.BufferBuilder;

/**
 * Values of one HDF5 type with their shape, for a dataset or an attribute. They are encoded row by row, so that a large
 * matrix need not be in memory twice.
 */
public final class Hdf5Value {

	private static final int FIXED_POINT = 0;
	private static final int FLOATING_POINT = 1;
	private static final int COMPOUND = 6;
	private static final int REFERENCE = 7;
	private static final int VARIABLE_LENGTH = 9;
	private static final int UTF8 = 1;

	/** Puts the values of a row, little-endian. */
	private interface Rows {

		void put(int row, ByteBuffer to, TextHeap heap);
	}

	private final byte[] type;
	private final int bytes;
	private final int[] shape;
	private final List<String> texts;
	private final Rows content;

	private Hdf5Value(final byte[] type, final int bytes, final int[] shape, final List<String> texts, final Rows content) {
		this.type = type;
		this.bytes = bytes;
		this.shape = shape;
		this.texts = texts;
		this.content = content;
	}

	/** A text of any length. */
	public static Hdf5Value of(final String text) {
		return texts(List.of(text));
	}

	/** Texts of any length. */
	public static Hdf5Value of(final List<String> list) {
		return texts(List.copyOf(list), list.size());
	}

	private static Hdf5Value texts(final List<String> texts, final int... shape) {
		final int ofCharacters = 1;
		final byte[] character = header(FIXED_POINT, 0, 1).writeShort(0).writeShort(Byte.SIZE).build().array();
		final byte[] type = header(VARIABLE_LENGTH, ofCharacters | UTF8 << 8, TextHeap.ID_BYTES).writeBytes(character).build().array();
		return new Hdf5Value(type, TextHeap.ID_BYTES, shape, texts, (row, to, heap) -> texts.forEach(t -> heap.putId(t, to)));
	}

	public static Hdf5Value of(final double value) {
		return new Hdf5Value(floating(Double.BYTES), Double.BYTES, new int[0], List.of(), (row, to, heap) -> to.putDouble(value));
	}

	public static Hdf5Value of(final float value) {
		return new Hdf5Value(floating(Float.BYTES), Float.BYTES, new int[0], List.of(), (row, to, heap) -> to.putFloat(value));
	}

	public static Hdf5Value of(final double[] values) {
		return new Hdf5Value(floating(Double.BYTES), Double.BYTES, new int[] { values.length }, List.of(), (row, to, heap) -> {
			for (final double v : values) to.putDouble(v);
		});
	}

	public static Hdf5Value of(final int value) {
		return new Hdf5Value(integer(true), Integer.BYTES, new int[0], List.of(), (row, to, heap) -> to.putInt(value));
	}

	public static Hdf5Value of(final int[] values) {
		return integers(values, true);
	}

	/** Numbers that are not negative, as uint32. */
	public static Hdf5Value unsigned(final int[] values) {
		return integers(values, false);
	}

	private static Hdf5Value integers(final int[] values, final boolean signed) {
		return new Hdf5Value(integer(signed), Integer.BYTES, new int[] { values.length }, List.of(), (row, to, heap) -> {
			for (final int v : values) to.putInt(v);
		});
	}

	/** A matrix, rows x columns; all rows equally long. */
	public static Hdf5Value of(final float[][] rows) {
		return new Hdf5Value(floating(Float.BYTES), Float.BYTES, new int[] { rows.length, rows.length == 0 ? 0 : rows[0].length }, List.of(), (r,
			to, heap) -> {
			for (final float v : rows[r]) to.putFloat(v);
		});
	}

	/** The same with rows and columns exchanged. */
	public static Hdf5Value transposed(final float[][] columns) {
		return new Hdf5Value(floating(Float.BYTES), Float.BYTES, new int[] { columns.length == 0 ? 0 : columns[0].length, columns.length }, List
			.of(), (r, to, heap) -> {
				for (final float[] column : columns) to.putFloat(column[r]);
			});
	}

	/** Nothing, with three axes. */
	public static Hdf5Value emptyStack() {
		return new Hdf5Value(floating(Float.BYTES), Float.BYTES, new int[] { 0, 0, 0 }, List.of(), (row, to, heap) -> {});
	}

	/** A reference to an object of the same file. */
	public static Hdf5Value reference(final Hdf5Object target) {
		return new Hdf5Value(header(REFERENCE, 0, Long.BYTES).build().array(), Long.BYTES, new int[0], List.of(), (row, to, heap) -> to.putLong(
			target.address()));
	}

	/** Records of {@code x}, {@code y} (uint32) and {@code weight} (float32). */
	public static Hdf5Value pixels(final int[] x, final int[] y, final float[] weights) {
		final BufferBuilder type = header(COMPOUND, 3, 3 * Integer.BYTES);
		member(type, "x", 0, integer(false));
		member(type, "y", Integer.BYTES, integer(false));
		member(type, "weight", 2 * Integer.BYTES, floating(Float.BYTES));
		return new Hdf5Value(type.build().array(), 3 * Integer.BYTES, new int[] { x.length }, List.of(), (row, to, heap) -> {
			for (int i = 0; i < x.length; i++) to.putInt(x[i]).putInt(y[i]).putFloat(weights[i]);
		});
	}

	private static void member(final BufferBuilder type, final String name, final int offset, final byte[] memberType) {
		type.writeBytes(name.getBytes(StandardCharsets.US_ASCII)).writeByte(0).writeByte(offset).writeBytes(memberType);
	}

	private static byte[] integer(final boolean signed) {
		return header(FIXED_POINT, signed ? 8 : 0, Integer.BYTES).writeShort(0).writeShort(Integer.SIZE).build().array();
	}

	/** IEEE 754: where sign, exponent and mantissa lie, and the exponent's bias. */
	private static byte[] floating(final int bytes) {
		final boolean wide = bytes == Double.BYTES;
		final int exponentBits = wide ? 11 : 8;
		final int mantissaBits = wide ? 52 : 23;
		final int impliedLeadingBit = 0x20;
		return header(FLOATING_POINT, impliedLeadingBit | bytes * 8 - 1 << 8, bytes).writeShort(0).writeShort(bytes * 8).writeByte(mantissaBits)
			.writeByte(exponentBits).writeByte(0).writeByte(mantissaBits).writeInt(wide ? Double.MAX_EXPONENT : Float.MAX_EXPONENT).build()
			.array();
	}

	/** What every datatype begins with. Compounds need version 3 for offsets without padding. */
	private static BufferBuilder header(final int typeClass, final int bits, final int bytes) {
		final int version = typeClass == COMPOUND ? 3 : 1;
		return new BufferBuilder().writeByte(version << 4 | typeClass).writeByte(bits & 0xff).writeByte(bits >> 8 & 0xff).writeByte(bits >> 16)
			.writeInt(bytes);
	}

	byte[] type() {
		return type;
	}

	int[] shape() {
		return shape;
	}

	/** Texts to be kept in the file's heap. */
	List<String> texts() {
		return texts;
	}

	int rows() {
		return shape.length == 2 ? shape[0] : 1;
	}

	int rowBytes() {
		int values = 1;
		for (int axis = shape.length == 2 ? 1 : 0; axis < shape.length; axis++) values *= shape[axis];
		return Math.multiplyExact(values, bytes);
	}

	long byteCount() {
		return (long) rows() * rowBytes();
	}

	void put(final int row, final ByteBuffer to, final TextHeap heap) {
		content.put(row, to, heap);
	}
}
