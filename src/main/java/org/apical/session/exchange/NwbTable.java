package org.apical.session.exchange;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import org.apical.session.exchange.hdf5.Hdf5Dataset;
import org.apical.session.exchange.hdf5.Hdf5Group;
import org.apical.session.exchange.hdf5.Hdf5Value;

/** A {@code DynamicTable} of NWB: columns of equal length, each with a description. */
final class NwbTable {

	private static final String COMMON = "hdmf-common";

	private final Hdf5Group group;
	private final List<String> names = new ArrayList<>();

	/**
	 * @param type such as {@code PlaneSegmentation}
	 * @param ids of the rows
	 */
	NwbTable(final Hdf5Group group, final String type, final String description, final int[] ids) {
		this.group = NwbWriter.typed(group, "core", type).with("description", Hdf5Value.of(description));
		NwbWriter.typed(group.dataset("id", Hdf5Value.of(ids)), COMMON, "ElementIdentifiers");
	}

	/** Rows 1 to n. */
	static int[] ids(final int rows) {
		return IntStream.rangeClosed(1, rows).toArray();
	}

	NwbTable column(final String name, final String description, final Hdf5Value values) {
		vector(name, description, values);
		return this;
	}

	/** @param ends where each row's values end among all */
	NwbTable ragged(final String name, final String description, final Hdf5Value values, final int[] ends) {
		final Hdf5Dataset data = vector(name, description, values);
		NwbWriter.typed(group.dataset(name + "_index", Hdf5Value.unsigned(ends)), COMMON, "VectorIndex").with("description", Hdf5Value.of(
			"Where each row's values of " + name + " end")).with("target", Hdf5Value.reference(data));
		return this;
	}

	private Hdf5Dataset vector(final String name, final String description, final Hdf5Value values) {
		names.add(name);
		return NwbWriter.typed(group.dataset(name, values), COMMON, "VectorData").with("description", Hdf5Value.of(description));
	}

	/** Ends the table, which now knows its columns. */
	Hdf5Group end() {
		return group.with("colnames", Hdf5Value.of(names));
	}

	/** All rows of a table, as a dataset of another object. */
	static void region(final Hdf5Group owner, final String name, final Hdf5Group table, final int rows) {
		NwbWriter.typed(owner.dataset(name, Hdf5Value.of(IntStream.range(0, rows).toArray())), COMMON, "DynamicTableRegion").with("description",
			Hdf5Value.of("The ROIs, in order")).with("table", Hdf5Value.reference(table));
	}
}
