package org.apical.cli;

import java.util.function.Predicate;

/** Runs a command and prints the threads that it has left behind and that keep the program alive. */
final class ThreadsLeft {

	private ThreadsLeft() {}

	public static void main(final String... arguments) {
		final int code = Main.run(context -> {}, arguments);
		Thread.getAllStackTraces().keySet().stream().filter(Predicate.not(Thread::isDaemon)).filter(t -> t != Thread.currentThread() && !t.getName()
			.equals("DestroyJavaVM")).forEach(t -> System.out.println("left: " + t.getName()));
		System.out.println("code " + code);
	}
}
