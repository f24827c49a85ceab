package org.apical.session.exchange.hdf5;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** A group: named groups, datasets and soft links, in the order in which they were added. */
public final class Hdf5Group extends Hdf5Object {

	private final Map<String, Hdf5Object> children = new LinkedHashMap<>();
	private final Map<String, String> links = new LinkedHashMap<>();

	/** Sets an attribute. */
	public Hdf5Group with(final String name, final Hdf5Value value) {
		put(name, value);
		return this;
	}

	/** The group of that name, made where there is none. */
	public Hdf5Group group(final String name) {
		return (Hdf5Group) children.computeIfAbsent(name, n -> new Hdf5Group());
	}

	/** Adds a dataset. */
	public Hdf5Dataset dataset(final String name, final Hdf5Value value) {
		final Hdf5Dataset dataset = new Hdf5Dataset(value);
		children.put(name, dataset);
		return dataset;
	}

	/** Adds a soft link to a path from the root, such as {@code /general/devices/microscope}. */
	public void link(final String name, final String path) {
		links.put(name, path);
	}

	Map<String, Hdf5Object> children() {
		return Collections.unmodifiableMap(children);
	}

	Map<String, String> links() {
		return Collections.unmodifiableMap(links);
	}
}
