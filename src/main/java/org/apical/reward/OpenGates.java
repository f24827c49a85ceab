package org.apical.reward;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Closes all gates, and with them the valves, when Java ends. */
final class OpenGates {

	private static final Set<SafetyGate> GATES = new LinkedHashSet<>();

	static {
		Runtime.getRuntime().addShutdownHook(closer());
	}

	private OpenGates() {}

	static synchronized void add(final SafetyGate gate) {
		GATES.add(gate);
	}

	static synchronized void remove(final SafetyGate gate) {
		GATES.remove(gate);
	}

	/** A thread, to be started when Java ends, that is done when all gates are closed, even if another began it. */
	static Thread closer() {
		return new Thread(OpenGates::closeAll, "apical-reward-exit");
	}

	private static synchronized void closeAll() {
		for (final SafetyGate gate : List.copyOf(GATES)) gate.close();
	}
}
