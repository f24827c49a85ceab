package org.apical.reward;

import java.io.IOException;

/** The device is well and did not open the valve. */
public final class RewardRefusedException extends IOException {

	private static final long serialVersionUID = 1;

	public RewardRefusedException(final String message) {
		super(message);
	}
}
