package org.apical.session.exchange.hdf5;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;

import io.jhdf.BufferBuilder;
import io.jhdf.Superblock;

/**
 * Writes an HDF5 file (superblock version 2) at one go: its layout is reckoned first, so that references between objects are
 * known when they are written.
 *
 * <p>There is this class because NWB needs object references, soft links, compounds and texts of any length, and no pure
 * Java library writes these: jHDF, whose parts it uses, reads them but does not write them.
 *
 * @see <a href="https://support.hdfgroup.org/documentation/hdf5/latest/_f_m_t3.html">HDF5 file format specification 3.0</a>
 */
public final class Hdf5Writer {

	private static final int ROOT_ADDRESS = 64;
	private static final long UNDEFINED = -1;
	private static final int BUFFER_BYTES = 1 << 16;

	/** Kinds of messages in an object's header. */
	private static final int DATASPACE = 1, LINK_INFO = 2, DATATYPE = 3, FILL_VALUE = 5, LINK = 6, LAYOUT = 8, GROUP_INFO = 10, ATTRIBUTE = 12,
			ATTRIBUTE_INFO = 21;

	private final FileChannel channel;
	private final TextHeap heap = new TextHeap();

	private Hdf5Writer(final FileChannel channel) {
		this.channel = channel;
	}

	/** Writes a file with that root group; a file of that name is replaced. */
	public static void write(final Path file, final Hdf5Group root) throws IOException {
		try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE,
			StandardOpenOption.TRUNCATE_EXISTING))
		{
			new Hdf5Writer(channel).write(root);
		}
	}

	private void write(final Hdf5Group root) throws IOException {
		gatherTexts(root);
		final long heapAddress = layOut(root, ROOT_ADDRESS);
		final long end = heap.place(heapAddress);
		writeFully(new Superblock.SuperblockV2V3().toBuffer(end), 0);
		writeObject(root);
		long at = heapAddress;
		for (final ByteBuffer collection : heap.encode()) at = writeFully(collection, at);
	}

	private void gatherTexts(final Hdf5Object object) {
		object.attributes().values().forEach(v -> v.texts().forEach(heap::add));
		if (object instanceof Hdf5Dataset dataset) dataset.value().texts().forEach(heap::add);
		if (object instanceof Hdf5Group group) group.children().values().forEach(this::gatherTexts);
	}

	/** Gives an object and those in it their places; @return where the next one may begin */
	private long layOut(final Hdf5Object object, final long at) {
		object.place(at);
		long next = at + header(object).remaining();
		if (object instanceof Hdf5Dataset dataset) {
			dataset.placeData(next);
			next += dataset.value().byteCount();
		}
		if (object instanceof Hdf5Group group) for (final Hdf5Object child : group.children().values()) next = layOut(child, next);
		return next;
	}

	private void writeObject(final Hdf5Object object) throws IOException {
		writeFully(header(object), object.address());
		if (object instanceof Hdf5Dataset dataset) {
			long at = dataset.dataAddress();
			final Hdf5Value value = dataset.value();
			final ByteBuffer buffer = ByteBuffer.allocate(Math.max(BUFFER_BYTES, value.rowBytes())).order(ByteOrder.LITTLE_ENDIAN);
			for (int row = 0; row < value.rows(); row++) {
				if (buffer.remaining() < value.rowBytes()) {
					at = writeFully(buffer.flip(), at);
					buffer.clear();
				}
				value.put(row, buffer, heap);
			}
			writeFully(buffer.flip(), at);
		}
		if (object instanceof Hdf5Group group) for (final Hdf5Object child : group.children().values()) writeObject(child);
	}

	private long writeFully(final ByteBuffer bytes, final long from) throws IOException {
		long at = from;
		while (bytes.hasRemaining()) at += channel.write(bytes, at);
		return at;
	}

	/** An object's header, version 2; its length does not depend on addresses. */
	private ByteBuffer header(final Hdf5Object object) {
		final BufferBuilder messages = new BufferBuilder();
		if (object instanceof Hdf5Group group) groupMessages(messages, group);
		if (object instanceof Hdf5Dataset dataset) datasetMessages(messages, dataset);
		if (!object.attributes().isEmpty()) message(messages, ATTRIBUTE_INFO, new BufferBuilder().writeByte(0).writeByte(0).writeLong(UNDEFINED)
			.writeLong(UNDEFINED));
		for (final Map.Entry<String, Hdf5Value> attribute : object.attributes().entrySet()) message(messages, ATTRIBUTE, attribute(attribute.getKey(),
			attribute.getValue()));
		final ByteBuffer body = messages.build();
		final int sizeInFourBytes = 2;
		return new BufferBuilder().writeBytes("OHDR".getBytes(StandardCharsets.US_ASCII)).writeByte(2).writeByte(sizeInFourBytes).writeInt(body
			.remaining()).writeBuffer(body).appendChecksum().build();
	}

	private void groupMessages(final BufferBuilder messages, final Hdf5Group group) {
		message(messages, LINK_INFO, new BufferBuilder().writeByte(0).writeByte(0).writeLong(UNDEFINED).writeLong(UNDEFINED));
		message(messages, GROUP_INFO, new BufferBuilder().writeByte(0).writeByte(0));
		group.children().forEach((name, child) -> message(messages, LINK, link(0, name).writeLong(child.address())));
		group.links().forEach((name, path) -> {
			final byte[] target = path.getBytes(StandardCharsets.UTF_8);
			message(messages, LINK, link(1, name).writeShort(target.length).writeBytes(target));
		});
	}

	/** @param type 0 for an object of the file, 1 for a path */
	private static BufferBuilder link(final int type, final String name) {
		final byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
		final int lengthInTwoBytes = 1;
		final int typeGiven = 8;
		final int encodingGiven = 16;
		return new BufferBuilder().writeByte(1).writeByte(lengthInTwoBytes | typeGiven | encodingGiven).writeByte(type).writeByte(1).writeShort(
			bytes.length).writeBytes(bytes);
	}

	private void datasetMessages(final BufferBuilder messages, final Hdf5Dataset dataset) {
		final Hdf5Value value = dataset.value();
		message(messages, DATASPACE, space(value));
		message(messages, DATATYPE, new BufferBuilder().writeBytes(value.type()));
		final int allocatedEarlyAndNoFillValue = 1 | 2 << 2 | 1 << 4;
		message(messages, FILL_VALUE, new BufferBuilder().writeByte(3).writeByte(allocatedEarlyAndNoFillValue));
		final int contiguous = 1;
		final long data = value.byteCount() == 0 ? UNDEFINED : dataset.dataAddress();
		message(messages, LAYOUT, new BufferBuilder().writeByte(3).writeByte(contiguous).writeLong(data).writeLong(value.byteCount()));
	}

	private static BufferBuilder space(final Hdf5Value value) {
		final int[] shape = value.shape();
		final BufferBuilder space = new BufferBuilder().writeByte(2).writeByte(shape.length).writeByte(0).writeByte(shape.length == 0 ? 0 : 1);
		for (final int length : shape) space.writeLong(length);
		return space;
	}

	private BufferBuilder attribute(final String name, final Hdf5Value value) {
		final byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
		final ByteBuffer space = space(value).build();
		final ByteBuffer data = ByteBuffer.allocate(Math.toIntExact(value.byteCount())).order(ByteOrder.LITTLE_ENDIAN);
		for (int row = 0; row < value.rows(); row++) value.put(row, data, heap);
		final int utf8 = 1;
		return new BufferBuilder().writeByte(3).writeByte(0).writeShort(bytes.length + 1).writeShort(value.type().length).writeShort(space
			.remaining()).writeByte(utf8).writeBytes(bytes).writeByte(0).writeBytes(value.type()).writeBuffer(space).writeBuffer(data.flip());
	}

	private static void message(final BufferBuilder messages, final int kind, final BufferBuilder content) {
		final ByteBuffer bytes = content.build();
		messages.writeByte(kind).writeShort(bytes.remaining()).writeByte(0).writeBuffer(bytes);
	}
}
