package org.apical.reward;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Path;

import org.junit.Test;

public class FirmataDeviceTest extends RewardDeviceContract {

	@Override
	protected String key() {
		return "firmata";
	}

	@Override
	protected DeviceSettings settings() {
		return DeviceSettings.NONE.with("port", link()).with("pin", 8);
	}

	@Override
	protected DevicePeer startPeer() throws IOException {
		return DevicePeer.onTerminal(link(), DevicePeer.python("firmata_peer", "no-scheduler"));
	}

	@Test
	public void aFirmataThatCannotSetASinglePinIsRefused() throws IOException {
		final Path port = folder.getRoot().toPath().resolve("old");
		try (DevicePeer old = DevicePeer.onTerminal(port, DevicePeer.python("firmata_peer", "old"))) {
			final RewardDevice device = new FirmataDevice();
			final DeviceSettings all = settings().with("port", port).completed("firmata", device.settings());
			final IOException e = assertThrows(IOException.class, () -> device.open(all));
			assertTrue(e.getMessage(), e.getMessage().contains("Firmata 2.3") && e.getMessage().contains("2.5 or later"));
			device.close();
			assertEquals(0, old.openings());
		}
	}
}
