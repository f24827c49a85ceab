package org.apical.command;

import java.io.File;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

import org.scijava.Context;
import org.scijava.command.CommandModuleItem;
import org.scijava.module.Module;
import org.scijava.module.ModuleInfo;
import org.scijava.module.ModuleItem;
import org.scijava.service.Service;

/** What a command's declaration says about its parameters, for every face alike. */
public final class ParameterLimits {

	private ParameterLimits() {}

	/**
	 * The parameters that a user sets: inputs that are not SciJava's own services. Those that commands of one kind share
	 * come after the command's own.
	 */
	public static List<ModuleItem<?>> own(final ModuleInfo command) {
		final List<ModuleItem<?>> own = new ArrayList<>();
		for (final ModuleItem<?> item : command.inputs()) {
			final Class<?> type = item.getType();
			if (!Service.class.isAssignableFrom(type) && !Context.class.isAssignableFrom(type)) own.add(item);
		}
		own.sort(Comparator.comparingInt(ParameterLimits::depth).reversed());
		return own;
	}

	/** How many classes the one that declares the parameter has above it. */
	private static int depth(final ModuleItem<?> item) {
		int depth = 0;
		if (item instanceof CommandModuleItem<?> c) for (Class<?> k = c.getField().getDeclaringClass(); k != null; k = k.getSuperclass()) depth++;
		return depth;
	}

	/** @throws ParameterException for the first value that is missing or outside its limits */
	public static void check(final Module module) {
		check(module, Set.of());
	}

	/** The same where some may still be missing. */
	public static void check(final Module module, final Set<String> laterGiven) {
		for (final ModuleItem<?> item : own(module.getInfo())) {
			final Object value = item.getValue(module);
			if (!isEmpty(value)) check(item, value);
			else if (item.isRequired() && !laterGiven.contains(item.getName())) throw new ParameterException(item.getName(), "is missing: " +
				item.getLabel().toLowerCase());
		}
	}

	private static boolean isEmpty(final Object value) {
		return value == null || value instanceof File[] files && files.length == 0 || value instanceof File file && file.getPath().isEmpty();
	}

	private static void check(final ModuleItem<?> item, final Object value) {
		final List<?> choices = item.getChoices();
		if (choices != null && !choices.isEmpty() && !choices.contains(value)) throw new ParameterException(item.getName(),
			"must be one of " + String.join(", ", choices.stream().map(Object::toString).toList()) + ", not " + value);
		if (!(value instanceof Number number)) return;
		final double x = number.doubleValue();
		if (item.getMinimumValue() instanceof Number min && !(x >= min.doubleValue())) throw new ParameterException(item.getName(),
			"must be " + shown(min) + " or more, not " + shown(number));
		if (item.getMaximumValue() instanceof Number max && !(x <= max.doubleValue())) throw new ParameterException(item.getName(),
			"must be " + shown(max) + " or less, not " + shown(number));
	}

	/** As a person writes it: 40, not 40.0. */
	public static String shown(final Number number) {
		final double x = number.doubleValue();
		return x == Math.rint(x) && Math.abs(x) < 1e9 ? String.valueOf((long) x) : number.toString();
	}
}
