package org.apical.reward;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

import org.scijava.plugin.SciJavaPlugin;

/**
 * A thing that opens a valve. A plug-in: mark an implementation {@code @Plugin(type = RewardDevice.class, name = "key")}.
 *
 * <p>Programs never hold one: {@link RewardDeviceService} puts it behind a {@link SafetyGate}, whose one worker thread
 * makes all calls but {@link #shut()}. A call may wait for the peer, but no longer than its time-out. Whatever it
 * throws, the gate shows as a failure, closes the device and opens it again later; no reward is ever asked for twice.
 *
 * <p>Every implementation passes {@code RewardDeviceContract}, the conformance suite in the tests.
 */
public interface RewardDevice extends SciJavaPlugin, AutoCloseable {

	/** What may be set, with defaults; a key that is not here is refused before the device is opened. */
	List<Setting> settings();

	/** Connects, shakes hands and makes sure that the valve is closed. Also called again after {@link #close()}. */
	void open(DeviceSettings settings) throws IOException;

	/**
	 * Opens the valve once and returns when that is acknowledged.
	 *
	 * @param sequence increases with every reward
	 * @throws RewardRefusedException when the device answers that it did not open the valve
	 * @throws IOException when nothing or nonsense was answered in time; the valve may have opened
	 */
	Receipt reward(long sequence, Duration valveOpen) throws IOException;

	/** Called about ten times a second while no reward is under way: keeps the peer's watchdog content and sees whether it lives. */
	default void beat() throws IOException {}

	/** Closes the valve now, from any thread, also while {@link #reward} waits; harmless when not open. */
	void shut() throws IOException;

	/** Whether the valve closes by the device's own clock, even if this computer dies. */
	boolean timesValve();

	/** Lets go of the peer, whatever state it is in; harmless when not open. */
	@Override
	void close();
}
