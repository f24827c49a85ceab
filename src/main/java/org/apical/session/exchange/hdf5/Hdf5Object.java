package org.apical.session.exchange.hdf5;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** A group or dataset of an HDF5 file that is being made. */
public abstract sealed class Hdf5Object permits Hdf5Group, Hdf5Dataset {

	private final Map<String, Hdf5Value> attributes = new LinkedHashMap<>();
	private long address;

	Hdf5Object() {}

	Map<String, Hdf5Value> attributes() {
		return Collections.unmodifiableMap(attributes);
	}

	final void put(final String name, final Hdf5Value value) {
		attributes.put(name, value);
	}

	/** Where its header lies in the file; known once the file is laid out. */
	final long address() {
		return address;
	}

	final void place(final long at) {
		address = at;
	}
}
