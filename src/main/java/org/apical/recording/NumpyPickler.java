package org.apical.recording;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import net.razorvine.pickle.IObjectPickler;
import net.razorvine.pickle.Opcodes;
import net.razorvine.pickle.Pickler;

/**
 * Writes Python objects as {@code numpy.save} pickles them, such as suite2p's {@code ops.npy} and {@code stat.npy}; the
 * reverse of {@link NumpyPickle}. Every NumPy since 1.0 opens the files.
 *
 * <p>A {@link Map} becomes a dict, a {@link List} a list, an {@code Object[]} a tuple, texts, numbers and booleans Python's
 * own, an {@link Array} a NumPy array.
 */
public final class NumpyPickler extends Pickler {

	/**
	 * A NumPy array of numbers.
	 *
	 * @param type {@code f4}, {@code i4} or {@code b1}
	 * @param bytes the values, little-endian, last axis fastest
	 */
	public record Array(String type, int[] shape, byte[] bytes) {

		public static Array of(final float[] values, final int... shape) {
			final ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
			bytes.asFloatBuffer().put(values);
			return new Array("f4", shape, bytes.array());
		}

		public static Array of(final int[] values, final int... shape) {
			final ByteBuffer bytes = ByteBuffer.allocate(values.length * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
			bytes.asIntBuffer().put(values);
			return new Array("i4", shape, bytes.array());
		}

		public static Array of(final boolean[] values) {
			final byte[] bytes = new byte[values.length];
			for (int i = 0; i < bytes.length; i++) bytes[i] = (byte) (values[i] ? 1 : 0);
			return new Array("b1", new int[] { values.length }, bytes);
		}
	}

	/** The array around everything in the file. */
	private record Objects(int[] shape, List<?> objects) {}

	private NumpyPickler() {
		super(false);
	}

	/** Writes a one-dimensional array of objects. */
	public static void write(final Path file, final List<?> objects) throws IOException {
		write(file, new Objects(new int[] { objects.size() }, objects), "(" + objects.size() + ",)");
	}

	/** Writes a file that holds one dict. */
	public static void writeDictionary(final Path file, final Map<String, ?> dictionary) throws IOException {
		write(file, new Objects(new int[0], List.of(dictionary)), "()");
	}

	private static void write(final Path file, final Objects array, final String shape) throws IOException {
		try (OutputStream out = Files.newOutputStream(file)) {
			out.write(NpyWriter.header("|O", shape));
			out.write(new NumpyPickler().dumps(array));
		}
	}

	@Override
	protected IObjectPickler getCustomPickler(final Class<?> type) {
		if (type == Array.class) return (o, to, pickler) -> array((Array) o);
		if (type == Objects.class) return (o, to, pickler) -> objects((Objects) o);
		return super.getCustomPickler(type);
	}

	private void array(final Array array) throws IOException {
		begin(array.shape, array.type, array.type.equals("b1") ? "|" : "<");
		bytes(array.bytes);
		end();
	}

	private void objects(final Objects array) throws IOException {
		begin(array.shape, "O8", "|");
		save(array.objects);
		end();
	}

	/** An empty array, and its state up to the values. */
	private void begin(final int[] shape, final String type, final String byteOrder) throws IOException {
		global("numpy.core.multiarray", "_reconstruct");
		global("numpy", "ndarray");
		save(new Object[] { 0 });
		bytes("b".getBytes(StandardCharsets.US_ASCII));
		out.write(Opcodes.TUPLE3);
		out.write(Opcodes.REDUCE);
		out.write(Opcodes.MARK);
		save(1);
		save(Arrays.stream(shape).boxed().toArray());
		global("numpy", "dtype");
		save(new Object[] { type, false, true });
		out.write(Opcodes.REDUCE);
		final boolean objects = type.startsWith("O");
		// version, byte order, no fields, size and alignment as the type has them, flags: of objects 63
		save(new Object[] { 3, byteOrder, null, null, null, -1, -1, objects ? 63 : 0 });
		out.write(Opcodes.BUILD);
		save(false);
	}

	private void end() throws IOException {
		out.write(Opcodes.TUPLE);
		out.write(Opcodes.BUILD);
	}

	private void global(final String module, final String name) throws IOException {
		out.write(Opcodes.GLOBAL);
		out.write((module + "\n" + name + "\n").getBytes(StandardCharsets.US_ASCII));
	}

	private void bytes(final byte[] bytes) throws IOException {
		out.write(Opcodes.BINBYTES);
		out.write(ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN).putInt(bytes.length).array());
		out.write(bytes);
	}
}
