package org.apical.reward;

import static org.junit.Assume.assumeTrue;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A device's other end: a program of its own on a real pseudo-terminal, TCP or UDP port, that says on its error stream when
 * its valve opens and closes.
 */
final class DevicePeer implements AutoCloseable {

	private static final Path PYTHON = Path.of("src/test/python");
	/** A shim in the path may cost more than all of Python. */
	private static final String INTERPRETER = Files.isExecutable(Path.of("/usr/bin/python3")) ? "/usr/bin/python3" : "python3";
	private static Path board;

	/** @param nanoTime when it was heard of */
	record ValveEvent(boolean open, long nanoTime) {}

	private final Process process;
	private final List<ValveEvent> events = new ArrayList<>();
	private final List<String> errors = new ArrayList<>();

	static DevicePeer onTerminal(final Path link, final List<String> command) throws IOException {
		return new DevicePeer(concat(List.of(INTERPRETER, PYTHON.resolve("attach.py").toString(), "pty", link.toString()), command));
	}

	static DevicePeer onTcp(final int port, final List<String> command) throws IOException {
		return new DevicePeer(concat(List.of(INTERPRETER, PYTHON.resolve("attach.py").toString(), "tcp", String.valueOf(port)), command));
	}

	/** A TCP or UDP port that nobody uses. */
	static int freePort() {
		try (ServerSocket socket = new ServerSocket(0)) {
			return socket.getLocalPort();
		}
		catch (final IOException e) {
			throw new UncheckedIOException(e);
		}
	}

	/** One of {@code src/test/python/peers}. */
	static List<String> python(final String name, final String... arguments) {
		return concat(List.of(INTERPRETER, PYTHON.resolve("peers").resolve(name + ".py").toString()), List.of(arguments));
	}

	/** The Arduino sketch's logic, compiled for this computer. */
	static synchronized List<String> board() throws IOException {
		if (board == null) {
			assumeTrue("g++ is not installed, so the reward board's sketch is not tested", isInstalled("g++"));
			final Path target = Files.createTempDirectory("apical-board").resolve("board");
			target.toFile().deleteOnExit();
			final Process compiler = new ProcessBuilder("g++", "-std=c++11", "-O1", "-Wall", "-Wextra", "-Werror", "-o", target.toString(),
				"src/test/cpp/board_host.cpp").inheritIO().start();
			if (compiler.onExit().join().exitValue() != 0) throw new IOException("The reward board's sketch does not compile");
			board = target;
		}
		return List.of(board.toString());
	}

	/** The same program, but what it says is mixed with random bytes, and bytes of it changed and lost, for so many seconds. */
	static List<String> noisy(final int seed, final double seconds, final List<String> command) {
		return concat(List.of(INTERPRETER, PYTHON.resolve("noisy.py").toString(), String.valueOf(seed), String.valueOf(seconds)), command);
	}

	DevicePeer(final List<String> command) throws IOException {
		assumeTrue("python3 is not installed, so devices are not tested on terminals and sockets", isInstalled("python3"));
		process = new ProcessBuilder(command).start();
		final Thread listener = new Thread(this::listen);
		listener.setDaemon(true);
		listener.start();
		final String first = process.inputReader().readLine();
		if (first == null || !first.startsWith("ready")) throw new IOException(command + " does not start: " + errors);
	}

	private static List<String> concat(final List<String> a, final List<String> b) {
		return Stream.concat(a.stream(), b.stream()).toList();
	}

	private static boolean isInstalled(final String program) {
		return Stream.of(System.getenv("PATH").split(File.pathSeparator)).anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
	}

	private void listen() {
		try (BufferedReader lines = new BufferedReader(new InputStreamReader(process.getErrorStream()))) {
			for (String line = lines.readLine(); line != null; line = lines.readLine()) hear(line);
		}
		catch (final IOException e) {
			// the program was ended
		}
	}

	private synchronized void hear(final String line) {
		if (line.equals("open") || line.equals("close")) events.add(new ValveEvent(line.equals("open"), System.nanoTime()));
		else errors.add(line);
		notifyAll();
	}

	/** @return the events, once there are so many; fails after 3 s */
	synchronized List<ValveEvent> await(final int count) throws InterruptedException {
		final long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(3);
		while (events.size() < count && end - System.nanoTime() > 0) wait(50);
		if (events.size() < count) throw new AssertionError("The valve did not move " + count + " times: " + events + errors);
		return List.copyOf(events);
	}

	synchronized int openings() {
		return (int) events.stream().filter(ValveEvent::open).count();
	}

	/** What else it said: errors of the peer. */
	synchronized List<String> errors() {
		return List.copyOf(errors);
	}

	/** Stops it without ending it: silence. */
	void freeze() throws IOException {
		signal("-STOP");
	}

	void thaw() throws IOException {
		signal("-CONT");
	}

	private void signal(final String name) throws IOException {
		for (final ProcessHandle program : all()) new ProcessBuilder("kill", name, String.valueOf(program.pid())).start().onExit().join();
	}

	private List<ProcessHandle> all() {
		return Stream.concat(process.descendants(), Stream.of(process.toHandle())).toList();
	}

	/** Kills it: an unplugged cable. */
	@Override
	public void close() {
		all().forEach(ProcessHandle::destroyForcibly);
		process.onExit().join();
	}
}
