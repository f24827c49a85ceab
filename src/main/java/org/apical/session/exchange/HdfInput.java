package org.apical.session.exchange;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Array;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

import io.jhdf.HdfFile;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import io.jhdf.exceptions.HdfException;

import org.apical.recording.RecordingException;

/** Reads an HDF5 file; whatever is wrong with it is said in one line. */
final class HdfInput {

	private static final byte[] SIGNATURE = { (byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n' };

	/** What is made from an open file. */
	interface Reading<T> {

		T from(HdfFile file) throws RecordingException;
	}

	private HdfInput() {}

	static boolean isHdf5(final Path file) {
		if (!Files.isRegularFile(file)) return false;
		try (InputStream in = Files.newInputStream(file)) {
			return Arrays.equals(SIGNATURE, in.readNBytes(SIGNATURE.length));
		}
		catch (final IOException e) {
			return false;
		}
	}

	static <T> T read(final Path path, final Reading<T> reading) throws RecordingException {
		try (HdfFile file = new HdfFile(path)) {
			return reading.from(file);
		}
		catch (final HdfException | IndexOutOfBoundsException | IllegalArgumentException | ClassCastException | NegativeArraySizeException
				| java.nio.BufferUnderflowException e)
		{
			throw new RecordingException(path + ": is damaged, or not as expected (" + String.valueOf(e.getMessage()).lines().findFirst().orElse("")
				+ ")", e);
		}
	}

	/** @throws RecordingException where there is no such dataset */
	static Dataset dataset(final Path path, final Group group, final String name) throws RecordingException {
		if (group.getChild(name) instanceof Dataset dataset) return dataset;
		throw new RecordingException(path + ": has no dataset " + group.getPath() + name);
	}

	/** Numbers of any type and shape, last axis fastest. */
	static double[] numbers(final Dataset dataset) {
		if (dataset.isEmpty() || dataset.getSize() == 0) return new double[0];
		final Object flat = dataset.isScalar() ? dataset.getData() : dataset.getDataFlat();
		if (flat instanceof Number number) return new double[] { number.doubleValue() };
		final double[] values = new double[Array.getLength(flat)];
		for (int i = 0; i < values.length; i++) values[i] = ((Number) Array.get(flat, i)).doubleValue();
		return values;
	}

	/** A text attribute, empty where there is none. */
	static String text(final Node node, final String attribute) {
		return node.getAttribute(attribute) == null ? "" : String.valueOf(node.getAttribute(attribute).getData());
	}
}
