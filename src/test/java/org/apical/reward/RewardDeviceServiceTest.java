package org.apical.reward;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;

import org.junit.After;
import org.junit.Test;
import org.scijava.Context;

public class RewardDeviceServiceTest {

	private final Context context = new Context(RewardDeviceService.class);
	private final RewardDeviceService service = context.service(RewardDeviceService.class);

	@After
	public void disposeContext() {
		context.dispose();
	}

	@Test
	public void anUnknownDeviceIsAnsweredWithThoseKnown() {
		final String message = refusal("water-wheel", DeviceSettings.NONE);
		assertTrue(message, message.contains("water-wheel") && message.contains(String.join(", ", service.keys())));
	}

	@Test
	public void anUnknownSettingIsAnsweredWithThoseKnown() {
		final String message = refusal("log", DeviceSettings.parse("fiel=rewards.log"));
		assertTrue(message, message.contains("log") && message.contains("\"fiel\"") && message.contains("there are file"));
	}

	@Test
	public void aSettingThatIsNotAPairIsRefused() {
		final String message = assertThrows(IllegalArgumentException.class, () -> DeviceSettings.parse("file=a baud")).getMessage();
		assertTrue(message, message.contains("\"baud\"") && message.contains("key=value"));
	}

	@Test
	public void aNumberOutOfBoundsIsNamedWithItsKeyAndBounds() {
		final DeviceSettings settings = DeviceSettings.parse("baud=fast pin=0x0D");
		assertEquals(13, settings.integer("pin", 0, 127));
		final String message = assertThrows(IllegalArgumentException.class, () -> settings.integer("baud", 300, 4000)).getMessage();
		assertTrue(message, message.contains("baud=fast") && message.contains("300") && message.contains("4000"));
	}

	@Test
	public void settingsAreReadAsTheyAreWritten() {
		final DeviceSettings settings = DeviceSettings.parse("  port=/dev/ttyACM0\tbaud=9600 ");
		assertEquals(settings, DeviceSettings.parse(settings.toString()));
		assertEquals("/dev/ttyACM0", settings.text("port"));
	}

	@Test
	public void aGateIsNotArmedWhenItIsOpened() throws IOException {
		try (SafetyGate gate = service.open("null", DeviceSettings.NONE, SafetyLimits.DEFAULT, ValveCalibration.NOMINAL,
			RewardListener.NONE))
		{
			assertFalse(gate.isArmed());
			assertEquals(RewardDecision.NOT_ARMED, gate.request(System.nanoTime(), "hit", 0, 4));
		}
	}

	private String refusal(final String key, final DeviceSettings settings) {
		return assertThrows(IllegalArgumentException.class, () -> service.check(key, settings)).getMessage();
	}
}
