package org.apical.cli;

import java.io.File;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.apical.command.ParameterLimits;
import org.scijava.command.CommandInfo;
import org.scijava.module.Module;
import org.scijava.module.ModuleItem;

import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/**
 * A command's parameters as options: {@code max_shift} becomes {@code --max-shift}, with the field's initial value as
 * default. The parameter {@code input} is given by position, {@code output} also as {@code -o}.
 */
final class CommandOptions {

	private static final String INPUT = "input";
	private static final Pattern UNIT = Pattern.compile("\\((\\p{L}+)\\)$");

	private final CommandInfo info;
	private final CommandSpec spec;

	/** @param defaults a fresh module of the command, whose inputs have their initial values */
	CommandOptions(final CommandInfo info, final Module defaults) {
		this.info = info;
		spec = CommandSpec.wrapWithoutInspection(this).name(info.getName()).addMixin("standard", CommandSpec.forAnnotatedObject(
			new StandardOptions()));
		spec.usageMessage().description(info.getDescription()).sortOptions(false).abbreviateSynopsis(false).width(100);
		for (final ModuleItem<?> item : ParameterLimits.own(info)) spec.add(argument(item, item.getValue(defaults)));
	}

	CommandInfo info() {
		return info;
	}

	CommandSpec spec() {
		return spec;
	}

	/** How the user knows a parameter here. */
	String optionName(final String parameter) {
		return parameter.equals(INPUT) ? label(INPUT) : "--" + parameter.replace('_', '-');
	}

	/** Hands the values that were given to the module; others keep their defaults. */
	void fill(final Module module, final ParseResult given) {
		for (final ModuleItem<?> item : ParameterLimits.own(info)) {
			final String name = item.getName();
			final ArgSpec argument = name.equals(INPUT) ? given.matchedPositional(0) : given.matchedOption(optionName(name));
			if (argument != null) module.setInput(name, argument.getValue());
		}
	}

	private ArgSpec argument(final ModuleItem<?> item, final Object initial) {
		final String name = item.getName();
		final boolean required = item.isRequired() && initial == null;
		final String description = description(item, initial);
		if (name.equals(INPUT)) return PositionalParamSpec.builder().paramLabel(label(INPUT)).type(item.getType()).arity(
			item.getType().isArray() ? (required ? "1..*" : "0..*") : required ? "1" : "0..1").description(description).build();
		final OptionSpec.Builder option = name.equals("output") ? OptionSpec.builder("-o", "--out", optionName(name)) : OptionSpec.builder(
			optionName(name));
		final boolean flag = item.getType() == boolean.class || item.getType() == Boolean.class;
		if (flag) option.negatable(Boolean.TRUE.equals(initial)).arity("0").defaultValue(String.valueOf(initial));
		else option.paramLabel(placeholder(item)).arity("1");
		return option.type(item.getType()).required(required).description(description).build();
	}

	private static String description(final ModuleItem<?> item, final Object initial) {
		final String text = item.getDescription() == null || item.getDescription().isEmpty() ? item.getLabel() + "." : item
			.getDescription();
		final boolean shown = initial instanceof Number || initial instanceof String s && !s.isEmpty() || initial instanceof File;
		final String value = initial instanceof Number number ? ParameterLimits.shown(number) : String.valueOf(initial);
		return (text + (shown ? " Default: " + value + "." : "")).replace("%", "%%");
	}

	private static String placeholder(final ModuleItem<?> item) {
		final List<?> choices = item.getChoices();
		if (choices != null && !choices.isEmpty()) return String.join("|", choices.stream().map(Object::toString).toList());
		final Matcher unit = UNIT.matcher(item.getLabel() == null ? "" : item.getLabel());
		if (unit.find()) return label(unit.group(1).replace('µ', 'u'));
		if (File.class.isAssignableFrom(item.getType())) return "directory".equals(item.getWidgetStyle()) ? "DIR" : "FILE";
		return Arrays.asList(int.class, long.class, Integer.class, Long.class).contains(item.getType()) ? "N" : Number.class
			.isAssignableFrom(item.getType()) || item.getType().isPrimitive() ? "X" : "TEXT";
	}

	private static String label(final String word) {
		return word.toUpperCase(Locale.ROOT);
	}
}
