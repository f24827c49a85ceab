package org.apical.recording;

import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;

/**
 * An object (or a class's static methods) of a library that may be there only at run time, used by name. So Apical
 * compiles without it and runs with whatever version is found.
 */
public final class LateBound {

	private final Class<?> type;
	private final Object object;

	private LateBound(final Class<?> type, final Object object) {
		this.type = type;
		this.object = object;
	}

	/** Whether a loader finds a class. */
	public static boolean isPresent(final ClassLoader loader, final String className) {
		try {
			Class.forName(className, false, loader);
			return true;
		}
		catch (final ClassNotFoundException | LinkageError e) {
			return false;
		}
	}

	/** A class, for its static methods and fields. */
	public static LateBound type(final ClassLoader loader, final String className) throws RecordingException {
		try {
			return new LateBound(Class.forName(className, true, loader), null);
		}
		catch (final ClassNotFoundException | LinkageError e) {
			throw new RecordingException("There is no class " + className + " on the class path", e);
		}
	}

	/** An object that a call has given. */
	public static LateBound of(final Object object) {
		return new LateBound(object.getClass(), object);
	}

	/** A new object of this class, by the public constructor that takes these arguments. */
	public LateBound create(final Object... arguments) throws IOException {
		for (final Constructor<?> constructor : type.getConstructors()) if (takes(constructor, arguments)) {
			return of(invoke(() -> constructor.newInstance(arguments)));
		}
		throw missing("constructor", arguments);
	}

	/**
	 * Calls the public method of this name that takes these arguments; none of them is null.
	 *
	 * @throws IOException what the method threw, checked exceptions of the library wrapped in one
	 */
	public Object call(final String name, final Object... arguments) throws IOException {
		for (final Method method : type.getMethods()) if (method.getName().equals(name) && takes(method, arguments)) {
			return invoke(() -> method.invoke(object, arguments));
		}
		throw missing("method " + name, arguments);
	}

	/** As {@link #call}, for a method that gives an int. */
	public int callInt(final String name, final Object... arguments) throws IOException {
		return (Integer) call(name, arguments);
	}

	/** Value of a public static field. */
	public Object constant(final String name) throws IOException {
		return invoke(() -> {
			try {
				return type.getField(name).get(null);
			}
			catch (final NoSuchFieldException e) {
				throw missing("field " + name);
			}
		});
	}

	/** The object itself, to be given as an argument. */
	public Object object() {
		return object;
	}

	private static boolean takes(final Executable executable, final Object[] arguments) {
		final Class<?>[] types = executable.getParameterTypes();
		if (types.length != arguments.length) return false;
		for (int i = 0; i < types.length; i++) if (!boxed(types[i]).isInstance(arguments[i])) return false;
		return true;
	}

	private static Class<?> boxed(final Class<?> type) {
		return type.isPrimitive() ? java.lang.invoke.MethodType.methodType(type).wrap().returnType() : type;
	}

	private interface Reflection {
		Object run() throws ReflectiveOperationException, IOException;
	}

	private Object invoke(final Reflection reflection) throws IOException {
		try {
			return reflection.run();
		}
		catch (final InvocationTargetException e) {
			final Throwable cause = e.getCause();
			if (cause instanceof IOException io) throw io;
			if (cause instanceof RuntimeException runtime) throw runtime;
			throw new IOException(type.getSimpleName() + ": " + cause.getMessage(), cause);
		}
		catch (final ReflectiveOperationException e) {
			throw new RecordingException(type.getName() + " cannot be used: " + e.getMessage(), e);
		}
	}

	private RecordingException missing(final String what, final Object... arguments) {
		return new RecordingException(type.getName() + " has no " + what + " for " + Arrays.stream(arguments).map(a -> a.getClass()
			.getSimpleName()).toList() + "; this version of the library is not supported");
	}
}
