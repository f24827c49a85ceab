package org.apical.ij;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.util.List;
import java.util.Map;

import org.apical.command.CorrectMotion;
import org.apical.command.ParameterException;
import org.apical.command.ParameterLimits;
import org.junit.AfterClass;
import org.junit.Test;
import org.scijava.Context;
import org.scijava.command.CommandService;
import org.scijava.module.ModuleItem;

public class MacroOptionsTest {

	private static final Context CONTEXT = new Context();
	private static final List<ModuleItem<?>> PARAMETERS = ParameterLimits.own(CONTEXT.service(CommandService.class).getCommand(
		CorrectMotion.class));

	@AfterClass
	public static void dispose() {
		CONTEXT.dispose();
	}

	private static Map<String, String> parse(final String text) {
		return MacroOptions.parse(text, PARAMETERS);
	}

	private static void assertRefused(final String text, final String parameter, final String problem) {
		final ParameterException e = assertThrows(ParameterException.class, () -> parse(text));
		assertEquals(parameter, e.parameter());
		assertTrue(e.getMessage(), e.getMessage().startsWith(problem));
	}

	@Test
	public void valuesWithSpacesStandInBrackets() {
		assertEquals(Map.of("input", "/a b/c [1].tif", "output", "/d", "model", "rigid"), parse(
			"input=[/a b/c [1].tif] output=/d model=rigid "));
	}

	@Test
	public void aBracketThatIsPartOfANameIsKept() {
		assertEquals(Map.of("input", "[1].tif", "output", ""), parse("input=[1].tif output=[]"));
	}

	@Test
	public void aFlagMayStandAloneOrHaveAValue() {
		assertEquals("true", parse("scan_phase").get("scan_phase"));
		assertEquals("true", parse("scan_phase=true model=rigid").get("scan_phase"));
		assertEquals("false", parse("scan_phase=false").get("scan_phase"));
	}

	@Test
	public void aKeyThatEndsLikeAnotherIsNotMistakenForIt() {
		assertRefused("roi_channel=2", "roi_channel", "is not an option; there are input, output, model");
	}

	@Test
	public void whatIsWrongIsNamed() {
		assertRefused("modl=rigid", "modl", "is not an option");
		assertRefused("max_shift model=rigid", "max_shift", "needs a value");
		assertRefused("model=rigid model=lines", "model", "is given twice");
	}

	@Test
	public void noOptionsAreNoValues() {
		assertEquals(Map.of(), parse("  "));
	}
}
