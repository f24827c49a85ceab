package org.apical.recording;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * Writes a NumPy array of float32 (format version 1.0, little-endian, C order) item by item; how many items there will
 * be need not be known before. An item is everything but the first axis: a row of a matrix, or one frame's rows x 2.
 *
 * <p>The file is written beside its final name and moved there by {@link #finish}; closing without finishing leaves
 * nothing behind. Not thread-safe.
 *
 * @see <a href="https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html">the format's description</a>
 */
public final class NpyWriter implements Closeable {

	/** Room for the header: its length cannot change once items follow, though the number of items does. */
	private static final int HEADER_BYTES = 192;

	private final Path path;
	private final Path partial;
	private final FileChannel channel;
	private final int[] itemShape;
	private final int itemLength;
	private final ByteBuffer buffer;
	private long items;

	/**
	 * @param path final name; a file of that name is replaced
	 * @param itemShape axes after the first; none for a one-dimensional array
	 */
	public NpyWriter(final Path path, final int... itemShape) throws IOException {
		this.path = path;
		this.itemShape = itemShape.clone();
		itemLength = Arrays.stream(itemShape).reduce(1, Math::multiplyExact);
		buffer = ByteBuffer.allocate(Math.max(1 << 16, Math.multiplyExact(itemLength, Float.BYTES))).order(ByteOrder.LITTLE_ENDIAN);
		partial = path.resolveSibling(path.getFileName() + ".partial");
		channel = FileChannel.open(partial, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING);
		channel.position(HEADER_BYTES);
	}

	/** Writes a matrix, rows x columns. All rows are equally long. */
	public static void write(final Path path, final float[][] matrix) throws IOException {
		try (NpyWriter writer = new NpyWriter(path, matrix.length == 0 ? 0 : matrix[0].length)) {
			for (final float[] row : matrix) writer.write(row);
			writer.finish();
		}
	}

	/** Appends one item, its last axis fastest. */
	public void write(final float[] item) throws IOException {
		if (item.length != itemLength) throw new IllegalArgumentException(
			path.getFileName() + ": an item has " + itemLength + " values, not " + item.length);
		if (buffer.remaining() < itemLength * Float.BYTES) flush();
		for (final float value : item) buffer.putFloat(value);
		items++;
	}

	private void flush() throws IOException {
		buffer.flip();
		while (buffer.hasRemaining()) channel.write(buffer);
		buffer.clear();
	}

	/** Writes the header with the number of items there are, and gives the file its name. */
	public void finish() throws IOException {
		flush();
		final ByteBuffer header = ByteBuffer.wrap(header());
		for (long at = 0; header.hasRemaining();) at += channel.write(header, at);
		channel.close();
		Files.move(partial, path, StandardCopyOption.REPLACE_EXISTING);
	}

	private byte[] header() {
		return header("<f4", "(" + items + "," + Arrays.stream(itemShape).mapToObj(n -> " " + n).collect(Collectors.joining(",")) + ")");
	}

	/** @param shape as Python writes a tuple */
	static byte[] header(final String descriptor, final String shape) {
		final String dictionary = "{'descr': '" + descriptor + "', 'fortran_order': False, 'shape': " + shape + ", }";
		final byte[] bytes = new byte[HEADER_BYTES];
		Arrays.fill(bytes, (byte) ' ');
		ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).put(NpyFile.MAGIC).put((byte) 1).put((byte) 0).putShort((short) (HEADER_BYTES -
			10)).put(dictionary.getBytes(StandardCharsets.US_ASCII));
		bytes[HEADER_BYTES - 1] = '\n';
		return bytes;
	}

	@Override
	public void close() throws IOException {
		channel.close();
		Files.deleteIfExists(partial);
	}
}
