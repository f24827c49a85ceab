package org.apical.reward;

/**
 * How a device is.
 *
 * @param text for the user: who answered, or what went wrong
 */
public record DeviceState(Condition condition, String text) {

	/** FAILED is left by itself when the device answers again. */
	public enum Condition {
		CLOSED, READY, FAILED
	}

	static final DeviceState CLOSED = new DeviceState(Condition.CLOSED, "closed");
	static final DeviceState READY = new DeviceState(Condition.READY, "ready");

	static DeviceState failed(final String text) {
		return new DeviceState(Condition.FAILED, text);
	}

	public boolean isReady() {
		return condition == Condition.READY;
	}
}
