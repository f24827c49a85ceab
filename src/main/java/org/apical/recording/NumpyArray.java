package org.apical.recording;

import java.nio.ByteBuffer;
import java.util.List;

import net.razorvine.pickle.PickleException;

/** A pickled NumPy array of numbers or of objects, filled while it is read by {@link NumpyPickle}. */
public final class NumpyArray {

	private int[] shape = {};
	private NumpyType type = new NumpyType("O");
	private boolean columnMajor;
	private Object data = List.of();

	NumpyArray() {}

	/** @param state (version, shape, type, whether the first axis is fastest, bytes or list of objects) */
	void setState(final Object[] state) {
		final Object[] axes = (Object[]) state[1];
		shape = new int[axes.length];
		for (int i = 0; i < axes.length; i++) shape[i] = ((Number) axes[i]).intValue();
		type = (NumpyType) state[2];
		columnMajor = (Boolean) state[3];
		data = state[4];
	}

	/** Length of each axis; empty for a single value. */
	public int[] shape() {
		return shape.clone();
	}

	/** Whether the first axis is fastest; else the last is. */
	public boolean isColumnMajor() {
		return columnMajor;
	}

	/** The objects of an object array, in the order of the file. */
	public List<Object> objects() {
		if (!(data instanceof List<?> list)) throw new PickleException("an array of numbers where objects were expected");
		return List.copyOf(list);
	}

	/** The numbers in the order of the file, as doubles. */
	public double[] doubles() {
		if (type.isObject() || !(data instanceof byte[] bytes)) throw new PickleException("an array of objects where numbers were expected");
		final ByteBuffer buffer = type.wrap(bytes);
		final double[] values = new double[bytes.length / type.bytes()];
		for (int i = 0; i < values.length; i++) values[i] = type.value(buffer, i * type.bytes());
		return values;
	}
}
