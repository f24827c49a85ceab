package org.apical.reward;

import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.Test;
import org.scijava.Context;

public class DeviceDocumentTest {

	@Test
	public void theDocumentNamesEveryDeviceSettingDefaultAndDecision() throws IOException {
		final String text = Files.readString(Path.of("docs/devices.md"));
		try (Context context = new Context(RewardDeviceService.class)) {
			final RewardDeviceService service = context.service(RewardDeviceService.class);
			for (final String key : service.keys()) {
				assertTrue(key, text.contains("`" + key + "`"));
				for (final Setting setting : service.settings(key)) {
					final String told = "`" + setting.key() + "`" + (setting.initial() == null ? "" : " (" + setting.initial());
					assertTrue(key + ": " + told, text.contains(told));
				}
			}
		}
		for (final RewardDecision decision : RewardDecision.values()) {
			assertTrue(decision.name(), decision.isAccepted() || text.contains("`" + decision.suppressedBy() + "`"));
		}
	}
}
