package org.apical.command;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.File;
import java.util.List;

import org.apical.simulate.SimulationParameters;
import org.junit.AfterClass;
import org.junit.Test;
import org.scijava.Context;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandService;
import org.scijava.module.Module;
import org.scijava.module.ModuleItem;
import org.scijava.module.ModuleService;

public class ParametersTest {

	private static final Context CONTEXT = new Context();

	@AfterClass
	public static void dispose() {
		CONTEXT.dispose();
	}

	private static List<CommandInfo> commands() {
		return CONTEXT.service(CommandService.class).getCommands().stream().filter(c -> c.getClassName().startsWith("org.apical.")).toList();
	}

	private static ModuleItem<?> item(final Class<? extends ApicalCommand> command, final String name) {
		return CONTEXT.service(CommandService.class).getCommand(command).getInput(name);
	}

	@Test
	public void noParameterIsTheSuffixOfAnother() {
		for (final CommandInfo command : commands()) {
			final List<String> names = ParameterLimits.own(command).stream().map(ModuleItem::getName).toList();
			for (final String a : names) {
				assertTrue(command + ": " + a, a.matches("[a-z][a-z0-9]*(_[a-z0-9]+)*"));
				for (final String b : names) assertFalse(command + ": " + a + " ends like " + b, !a.equals(b) && a.endsWith(b));
			}
		}
	}

	@Test
	public void commandsHaveALabelAndNoMenuOfTheirOwn() {
		for (final CommandInfo command : commands()) {
			assertFalse(command + " has a label", command.getLabel() == null || command.getLabel().isEmpty());
			assertTrue(command + " has a menu path, which gives Fiji two entries", command.getMenuPath().isEmpty());
			assertTrue(command + " runs without a screen", command.canRunHeadless());
		}
	}

	@Test
	public void everyParameterExplainsItself() {
		for (final CommandInfo command : commands()) for (final ModuleItem<?> item : ParameterLimits.own(command)) assertFalse(command + ": " +
			item.getName(), item.getLabel() == null || item.getLabel().isEmpty());
	}

	@Test
	public void aValueBecomesTextAndBack() {
		final ModuleItem<?> files = item(CorrectMotion.class, "input");
		assertArrayEquals(new File[] { new File("a b"), new File("c") }, (File[]) ParameterText.parse(files, "a b;c"));
		assertEquals("a b;c", ParameterText.of(new File[] { new File("a b"), new File("c") }));
		assertEquals(2.5, ParameterText.parse(item(CorrectMotion.class, "max_shift"), "2.5"));
		assertEquals("40", ParameterText.of(40.0));
	}

	@Test
	public void malformedTextIsRefusedWithTheParametersName() {
		final ModuleItem<?> number = item(CorrectMotion.class, "planes");
		final ParameterException e = assertThrows(ParameterException.class, () -> ParameterText.parse(number, "two"));
		assertEquals("planes", e.parameter());
		assertEquals("must be a whole number, not 'two'", e.getMessage());
		assertThrows(ParameterException.class, () -> ParameterText.parse(item(CorrectMotion.class, "scan_phase"), "yes"));
	}

	@Test
	public void everyInitialValueIsAnAllowedOne() {
		for (final CommandInfo command : commands()) {
			final Module module = CONTEXT.service(ModuleService.class).createModule(command);
			for (final ModuleItem<?> item : ParameterLimits.own(command)) {
				final Object value = item.getValue(module);
				final List<?> choices = item.getChoices();
				if (value != null && choices != null && !choices.isEmpty()) assertTrue(command + ": " + item.getName(), choices.contains(value));
			}
		}
	}

	@Test
	public void theScenesOfferedAreThoseTheSimulationKnows() {
		assertArrayEquals(SimulationParameters.presets(), item(Simulate.class, "scene").getChoices().toArray());
	}
}
