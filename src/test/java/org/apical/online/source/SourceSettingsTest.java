package org.apical.online.source;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.util.List;
import java.util.Map;

import org.apical.recording.PixelType;
import org.junit.Test;
import org.junit.function.ThrowingRunnable;

public class SourceSettingsTest {

	private final SourceSettings settings = SourceSettings.of(Map.of("width", "796", "rate", "30.92", "reconnect", "no", "type", "UInt8", "bad",
		"x1", "empty", " "));

	private static void assertSays(final String expected, final ThrowingRunnable wrong) {
		assertEquals(expected, assertThrows(SourceException.class, wrong).getMessage());
	}

	@Test
	public void valuesComeInTheirTypes() throws Exception {
		assertEquals(796, settings.integer("width", 1, 1000));
		assertEquals(512, settings.integer("height", 512, 1, 1000));
		assertEquals(30.92, settings.number("rate", 1, 0, 100), 0);
		assertFalse(settings.flag("reconnect", true));
		assertEquals(PixelType.UINT8, settings.choice("type", PixelType.UINT16));
		assertEquals("there", settings.with("host", "there").text("host", "here"));
	}

	@Test
	public void aWrongValueIsSaidInOneLine() {
		assertSays("The setting height is missing", () -> settings.integer("height", 1, 1000));
		assertSays("The setting empty is missing", () -> settings.text("empty"));
		assertSays("The setting width is \"796\"; expected a whole number from 1 to 512", () -> settings.integer("width", 1, 512));
		assertSays("The setting bad is \"x1\"; expected a whole number from 1 to 512", () -> settings.integer("bad", 1, 512));
		assertSays("The setting bad is \"x1\"; expected a number from 0.0 to 1.0", () -> settings.number("bad", 0, 0, 1));
		assertSays("The setting rate is \"30.92\"; expected a whole number from 1 to 64", () -> settings.integer("rate", 1, 64));
		assertSays("The setting bad is \"x1\"; expected true or false", () -> settings.flag("bad", true));
		assertSays("The setting bad is \"x1\"; expected one of uint8, int16, uint16, float32", () -> settings.choice("bad", PixelType.UINT16));
	}

	@Test
	public void aKeyThatTheSourceDoesNotKnowIsNamed() throws Exception {
		final SourceSettings one = SourceSettings.DEFAULT.with("prot", 1);
		assertSays("The source tcp has no setting prot; it has port, host", () -> one.requireOnly("tcp", List.of("port", "host")));
		one.requireOnly("tcp", List.of("prot"));
		assertTrue(one.has("prot"));
	}
}
