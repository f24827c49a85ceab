package org.apical.recording;

import java.io.IOException;
import java.util.List;
import java.util.Map;

import net.razorvine.pickle.IObjectConstructor;
import net.razorvine.pickle.Opcodes;
import net.razorvine.pickle.PickleException;
import net.razorvine.pickle.PickleUtils;
import net.razorvine.pickle.Unpickler;

/**
 * Reads what {@code numpy.save} pickled, such as suite2p's {@code ops.npy} and {@code stat.npy}. Only NumPy's own arrays,
 * scalars and types are built; every other class becomes an {@link Opaque} that holds nothing, and no code from the
 * file runs.
 *
 * <p>A dict becomes a {@link Map}, a list a {@link List}, a tuple an {@code Object[]}, an array a {@link NumpyArray}, a
 * NumPy scalar a {@link Number} or {@link Boolean}.
 */
public final class NumpyPickle extends Unpickler {

	/** An object of a class that is not read. */
	public record Opaque(String type) {}

	private NumpyPickle() {}

	/**
	 * @param file of type {@code |O}
	 * @return the objects, in the order of the file
	 * @throws RecordingException where the file holds no pickled objects, or is broken
	 */
	public static List<Object> read(final NpyFile file) throws IOException {
		if (!file.descriptor().equals("|O")) throw new RecordingException(file.path() + ": holds " + file.descriptor() + " values, no Python objects");
		try {
			final Object array = new NumpyPickle().loads(file.rest().array());
			return ((NumpyArray) array).objects();
		}
		catch (final RuntimeException | IOException e) {
			throw new RecordingException(file.path() + ": the pickled Python objects cannot be read (" + e.getMessage() + ")", e);
		}
	}

	/** A file that holds one dict, such as {@code ops.npy}. */
	public static Map<?, ?> readDictionary(final NpyFile file) throws IOException {
		final List<Object> objects = read(file);
		if (objects.size() == 1 && objects.get(0) instanceof Map<?, ?> dictionary) return dictionary;
		throw new RecordingException(file.path() + ": does not hold one Python dict");
	}

	@Override
	protected Object dispatch(final short code) throws IOException {
		switch (code) {
			case Opcodes.GLOBAL -> {
				final String module = PickleUtils.readline(input);
				stack.add(constructor(module + "." + PickleUtils.readline(input)));
			}
			case Opcodes.STACK_GLOBAL -> {
				final Object name = stack.pop();
				stack.add(constructor(stack.pop() + "." + name));
			}
			case Opcodes.BUILD -> {
				final Object state = stack.pop();
				final Object target = stack.peek();
				if (target instanceof NumpyArray array) array.setState((Object[]) state);
				else if (target instanceof NumpyType type) type.setState((Object[]) state);
			}
			default -> {
				return super.dispatch(code);
			}
		}
		return NO_RETURN_VALUE;
	}

	/** NumPy 2 moved {@code numpy.core} to {@code numpy._core}; files of both are about. */
	private static IObjectConstructor constructor(final String name) {
		return switch (name.replace("numpy._core.", "numpy.core.")) {
			case "numpy.core.multiarray._reconstruct" -> arguments -> new NumpyArray();
			case "numpy.dtype" -> arguments -> new NumpyType((String) arguments[0]);
			case "numpy.core.multiarray.scalar" -> NumpyPickle::scalar;
			default -> arguments -> new Opaque(name);
		};
	}

	private static Object scalar(final Object[] arguments) {
		if (arguments.length == 2 && arguments[0] instanceof NumpyType type && arguments[1] instanceof byte[] bytes) return type.scalar(bytes);
		throw new PickleException("a NumPy scalar of unknown make");
	}
}
