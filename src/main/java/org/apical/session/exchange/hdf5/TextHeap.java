package org.apical.session.exchange.hdf5;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.jhdf.BufferBuilder;

/** The global heap, where HDF5 keeps texts of any length; equal texts are kept once. */
final class TextHeap {

	/** Of what stands for a text: its length, the collection's address, and the number in it. */
	static final int ID_BYTES = 16;

	private static final int HEADER_BYTES = 16;
	private static final int LEAST_BYTES = 4096;
	/** Numbers in a collection have 16 bits. */
	private static final int MOST_TEXTS = 60_000;

	private record Place(int collection, int number) {}

	private final Map<String, Place> places = new LinkedHashMap<>();
	private final List<BufferBuilder> collections = new ArrayList<>();
	private final List<Integer> sizes = new ArrayList<>();
	private long address;

	void add(final String text) {
		if (places.containsKey(text)) return;
		if (places.size() % MOST_TEXTS == 0) {
			collections.add(new BufferBuilder());
			sizes.add(0);
		}
		final int last = collections.size() - 1;
		places.put(text, new Place(last, places.size() % MOST_TEXTS + 1));
		final byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
		final int padding = -bytes.length & 7;
		collections.get(last).writeShort(places.get(text).number).writeShort(1).writeInt(0).writeLong(bytes.length).writeBytes(bytes).writeBytes(
			new byte[padding]);
		sizes.set(last, sizes.get(last) + HEADER_BYTES + bytes.length + padding);
	}

	/** Sets where the heap begins; @return where it ends */
	long place(final long at) {
		address = at;
		return address(collections.size());
	}

	private long address(final int collection) {
		long at = address;
		for (int i = 0; i < collection; i++) at += size(i);
		return at;
	}

	/** With room for the free space's own header. */
	private int size(final int collection) {
		return Math.max(LEAST_BYTES, HEADER_BYTES + sizes.get(collection) + HEADER_BYTES);
	}

	void putId(final String text, final ByteBuffer to) {
		final Place place = places.get(text);
		to.putInt(text.getBytes(StandardCharsets.UTF_8).length).putLong(address(place.collection)).putInt(place.number);
	}

	/** The collections as they stand in the file. */
	List<ByteBuffer> encode() {
		final List<ByteBuffer> encoded = new ArrayList<>();
		for (int i = 0; i < collections.size(); i++) {
			final int free = size(i) - HEADER_BYTES - sizes.get(i);
			encoded.add(new BufferBuilder().writeBytes("GCOL".getBytes(StandardCharsets.US_ASCII)).writeInt(1).writeLong(size(i)).writeBuffer(
				collections.get(i).build()).writeLong(0).writeLong(free).writeBytes(new byte[free - HEADER_BYTES]).build());
		}
		return encoded;
	}
}
