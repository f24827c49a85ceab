package org.apical.ij;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;

import ij.plugin.frame.Recorder;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import ij.ImagePlus;

import org.apical.command.ParameterLimits;
import org.apical.command.ParameterText;
import org.junit.AfterClass;
import org.junit.Test;
import org.scijava.Context;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandService;
import org.scijava.module.Module;
import org.scijava.module.ModuleItem;
import org.scijava.module.ModuleService;

/** Promises that hold for every command in ImageJ's menu. */
public class MenuTest {

	private static final Context CONTEXT = new Context();
	private static final Pattern ENTRY = Pattern.compile("(?m)^([^#,]+), \"([^\"]+)\", org\\.apical\\.ij\\.CommandPlugIn\\(\"([^\"]+)\"\\)$");

	@AfterClass
	public static void dispose() {
		CONTEXT.dispose();
	}

	private static List<CommandInfo> commands() {
		return CONTEXT.service(CommandService.class).getCommands().stream().filter(c -> c.getClassName().startsWith("org.apical.")).toList();
	}

	@Test
	public void everyCommandIsInTheMenuOnceUnderALabelOfItsOwn() throws IOException {
		final Matcher entry = ENTRY.matcher(Files.readString(Path.of("src/main/resources/plugins.config")));
		final Map<String, String> labels = new HashMap<>();
		while (entry.find()) {
			assertEquals(entry.group(3) + " is there twice", null, labels.put(entry.group(3), entry.group(2)));
		}
		assertEquals(commands().stream().map(CommandInfo::getClassName).sorted().toList(), labels.keySet().stream().sorted().toList());
		assertEquals("labels", labels.size(), labels.values().stream().distinct().count());
		assertEquals("Fiji's search bar lists the menu's entries, and visible commands once more", List.of(), commands().stream().filter(
			CommandInfo::isVisible).toList());
	}

	@Test
	public void whatTheRecorderWritesTheMacroReadsForEveryParameterOfEveryCommand() {
		for (final CommandInfo command : commands()) {
			final Module usual = CONTEXT.service(ModuleService.class).createModule(command);
			final List<ModuleItem<?>> parameters = ParameterLimits.own(command).stream().filter(i -> i.getType() != ImagePlus.class).toList();
			final Map<String, String> entered = new HashMap<>();
			Recorder.resetCommandOptions();
			for (final ModuleItem<?> item : parameters) {
				entered.put(item.getName(), anotherValue(item, item.getValue(usual)));
				CommandPlugIn.record(item, entered.get(item.getName()), ParameterText.of(item.getValue(usual)));
			}
			final String recorded = Recorder.getCommandOptions();
			assertEquals(command.getClassName() + ": " + recorded, entered, recorded == null ? Map.of() : MacroOptions.parse(recorded, parameters));
			for (final ModuleItem<?> item : parameters) ParameterText.parse(item, entered.get(item.getName()));
		}
		Recorder.resetCommandOptions();
	}

	/** A text that a person could enter and that is not the usual one. */
	private static String anotherValue(final ModuleItem<?> item, final Object usual) {
		final Class<?> type = item.getType();
		if (type == boolean.class || type == Boolean.class) return String.valueOf(!Boolean.TRUE.equals(usual));
		final List<?> choices = item.getChoices();
		if (choices != null && !choices.isEmpty()) return choices.stream().map(Object::toString).filter(c -> !c.equals(usual)).findFirst()
			.orElseThrow();
		if (usual instanceof Number number) return ParameterText.of(number.doubleValue() == 3 ? 4 : 3);
		if (type == File[].class) return "/data/day 1 [left]/a.tif;/data/b.tif";
		return type == File.class ? "/data/day 1 [left]/a.tif" : "two words, one=two";
	}

	@Test
	public void everyParameterAndCommandHasAHelpText() {
		for (final CommandInfo command : commands()) {
			assertFalse(command.getClassName(), command.getDescription() == null || command.getDescription().isEmpty());
			for (final ModuleItem<?> item : ParameterLimits.own(command)) assertFalse(command.getClassName() + ": " + item.getName(), item
				.getType() != ImagePlus.class && (item.getDescription() == null || item.getDescription().isEmpty()));
		}
	}
}
