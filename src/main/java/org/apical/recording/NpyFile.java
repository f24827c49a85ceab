package org.apical.recording;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A NumPy {@code .npy} file, format versions 1 to 3.
 *
 * @param path the file
 * @param descriptor NumPy's name of the type, such as {@code <f4}; {@code |O} for a pickled object
 * @param columnMajor whether the first axis is fastest
 * @param shape length of each axis; empty for a single value
 * @param dataStart where the values begin, bytes
 */
public record NpyFile(Path path, String descriptor, boolean columnMajor, long[] shape, long dataStart) {

	static final byte[] MAGIC = { (byte) 0x93, 'N', 'U', 'M', 'P', 'Y' };

	private static final Pattern DESCRIPTOR = Pattern.compile("'descr'\\s*:\\s*'([<>|=]?[a-zA-Z]\\d*)'");
	private static final Pattern ORDER = Pattern.compile("'fortran_order'\\s*:\\s*(True|False)");
	private static final Pattern SHAPE = Pattern.compile("'shape'\\s*:\\s*\\(([\\d,\\sL]*)\\)");

	/**
	 * Reads the header.
	 *
	 * @throws RecordingException where this is no .npy file or its values are records
	 */
	public static NpyFile open(final Path path) throws IOException {
		try (FileChannel channel = FileChannel.open(path)) {
			final ByteBuffer start = read(channel, 0, (int) Math.min(12, channel.size()));
			if (start.remaining() < 12 || !Arrays.equals(MAGIC, Arrays.copyOf(start.array(), MAGIC.length)))
				throw new RecordingException(path + ": not a NumPy .npy file");
			final boolean wide = start.get(6) > 1;
			final long length = wide ? start.getInt(8) & 0xffffffffL : start.getShort(8) & 0xffff;
			final long dataStart = (wide ? 12 : 10) + length;
			if (dataStart > channel.size() || length > 1 << 20) throw new RecordingException(path + ": the .npy header is cut off");
			final ByteBuffer bytes = read(channel, dataStart - length, (int) length);
			final String header = StandardCharsets.ISO_8859_1.decode(bytes).toString();
			final Matcher descriptor = DESCRIPTOR.matcher(header);
			final Matcher order = ORDER.matcher(header);
			final Matcher shape = SHAPE.matcher(header);
			if (!descriptor.find() || !order.find() || !shape.find()) throw new RecordingException(path +
				": cannot use the .npy header " + header.strip());
			return new NpyFile(path, descriptor.group(1), "True".equals(order.group(1)), axes(path, shape.group(1)), dataStart);
		}
	}

	private static long[] axes(final Path path, final String text) throws RecordingException {
		try {
			final long[] axes = Arrays.stream(text.split(",")).map(axis -> axis.replace("L", "").strip()).filter(axis -> !axis.isEmpty())
				.mapToLong(Long::parseLong).toArray();
			Arrays.stream(axes).reduce(1, Math::multiplyExact);
			return axes;
		}
		catch (final NumberFormatException | ArithmeticException e) {
			throw new RecordingException(path + ": impossible array shape (" + text + ")", e);
		}
	}

	/** Number of values. */
	public long length() {
		return Arrays.stream(shape).reduce(1, (a, b) -> a * b);
	}

	/**
	 * All values in the order of the file, integers and doubles as the nearest float.
	 *
	 * @throws RecordingException where the values are no numbers, are fewer than the header says, or do not fit an array
	 */
	public float[] floats() throws IOException {
		final int bytes = switch (type()) {
			case "f4", "i4", "u4" -> 4;
			case "f8", "i8" -> 8;
			case "i2", "u2" -> 2;
			case "i1", "u1", "b1" -> 1;
			default -> throw new RecordingException(path + ": values of type " + descriptor + " are no numbers");
		};
		final long length = length();
		if (length * bytes > Integer.MAX_VALUE - 8) throw new RecordingException(path + ": " + length + " values do not fit in memory");
		final ByteBuffer data = data((int) length * bytes);
		final float[] values = new float[(int) length];
		for (int i = 0; i < values.length; i++) values[i] = switch (type()) {
			case "f4" -> data.getFloat();
			case "f8" -> (float) data.getDouble();
			case "i8" -> data.getLong();
			case "i4" -> data.getInt();
			case "u4" -> data.getInt() & 0xffffffffL;
			case "i2" -> data.getShort();
			case "u2" -> data.getShort() & 0xffff;
			case "i1" -> data.get();
			default -> data.get() & 0xff;
		};
		return values;
	}

	/**
	 * A two-dimensional array, rows x columns; a one-dimensional array is one row.
	 *
	 * @throws RecordingException as {@link #floats}, and where there are more than two axes
	 */
	public float[][] matrix() throws IOException {
		if (shape.length < 1 || shape.length > 2) throw new RecordingException(path + ": has " + shape.length + " axes, expected rows x columns");
		final int rows = shape.length == 1 ? 1 : Math.toIntExact(shape[0]);
		final int columns = Math.toIntExact(shape[shape.length - 1]);
		final float[] values = floats();
		final float[][] matrix = new float[rows][columns];
		for (int r = 0; r < rows; r++) for (int c = 0; c < columns; c++)
			matrix[r][c] = values[columnMajor ? c * rows + r : r * columns + c];
		return matrix;
	}

	/** Everything after the header, for a pickled object. */
	ByteBuffer rest() throws IOException {
		try (FileChannel channel = FileChannel.open(path)) {
			final long bytes = channel.size() - dataStart;
			if (bytes > 1 << 30) throw new RecordingException(path + ": " + bytes + " bytes of pickled data are too many");
			return read(channel, dataStart, (int) bytes);
		}
	}

	/** The type without its byte order. */
	private String type() {
		return descriptor.replaceFirst("^[<>|=]", "");
	}

	private ByteBuffer data(final int bytes) throws IOException {
		try (FileChannel channel = FileChannel.open(path)) {
			if (channel.size() - dataStart < bytes) throw new RecordingException(path + ": cut off; " + Arrays.toString(shape) +
				" values need " + bytes + " bytes, there are " + (channel.size() - dataStart));
			return read(channel, dataStart, bytes).order(descriptor.startsWith(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
		}
	}

	private static ByteBuffer read(final FileChannel channel, final long from, final int bytes) throws IOException {
		final ByteBuffer buffer = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
		while (buffer.hasRemaining() && channel.read(buffer, from + buffer.position()) >= 0);
		return buffer.flip();
	}
}
