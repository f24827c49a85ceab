package org.apical.session.exchange.hdf5;

/** A dataset, stored in one piece. */
public final class Hdf5Dataset extends Hdf5Object {

	private final Hdf5Value value;
	private long dataAddress;

	Hdf5Dataset(final Hdf5Value value) {
		this.value = value;
	}

	/** Sets an attribute. */
	public Hdf5Dataset with(final String name, final Hdf5Value attribute) {
		put(name, attribute);
		return this;
	}

	Hdf5Value value() {
		return value;
	}

	/** Where its values lie in the file; known once the file is laid out. */
	long dataAddress() {
		return dataAddress;
	}

	void placeData(final long at) {
		dataAddress = at;
	}
}
