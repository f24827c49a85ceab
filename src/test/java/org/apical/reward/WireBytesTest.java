package org.apical.reward;

import static org.junit.Assert.assertEquals;

import java.util.HexFormat;

import org.junit.Test;

/** Messages byte for byte as the protocols' documents have them. */
public class WireBytesTest {

	private static final HexFormat HEX = HexFormat.ofDelimiter(" ").withUpperCase();

	private static void assertBytes(final String expected, final byte[] bytes) {
		assertEquals(expected, HEX.formatHex(bytes));
	}

	@Test
	public void oscPadsItsTextsToFourBytes() {
		assertBytes("2F 72 65 77 61 72 64 00 2C 69 00 00 00 00 00 32", new OscMessage("/reward", 50).toBytes());
		assertBytes("2F 6F 73 63 69 6C 6C 61 74 6F 72 2F 34 2F 66 72 65 71 75 65 6E 63 79 00 2C 69 69 00 00 00 01 B8 FF FF FF FF",
			new OscMessage("/oscillator/4/frequency", 440, -1).toBytes());
		assertBytes("2F 61 62 63 00 00 00 00 2C 00 00 00", new OscMessage("/abc").toBytes());
	}

	@Test
	public void harpEndsWithTheSumOfItsBytes() {
		assertBytes("02 05 20 FF 01 01 28", new HarpMessage(HarpMessage.WRITE, 0x20, 1).toBytes(1));
		assertBytes("02 06 22 FF 02 08 00 33", new HarpMessage(HarpMessage.WRITE, 34, 8).toBytes(2));
		assertBytes("01 04 00 FF 02 06", new HarpMessage(HarpMessage.READ, 0, 0).toBytes(2));
	}

	@Test
	public void aFirmataPulseSchedulesItsClosingBeforeItOpens() {
		// the task F5 08 00 and the time 300 ms = 2C 01 00 00 by seven bits to a byte, lowest first
		assertBytes("F0 7B 01 01 F7 F0 7B 00 01 03 00 F7 F0 7B 02 01 75 11 00 00 F7 F0 7B 04 01 2C 02 00 00 00 F7 F5 08 01", FirmataTask
			.pulse(8, 300));
	}
}
