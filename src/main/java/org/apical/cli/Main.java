package org.apical.cli;

import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;

import org.apical.command.ApicalCommand;
import org.apical.command.ParameterException;
import org.apical.session.RunRecord;
import org.scijava.Cancelable;
import org.scijava.Context;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandService;
import org.scijava.module.Module;
import org.scijava.module.ModuleService;

import pl.edu.icm.jlargearrays.ConcurrencyUtils;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * The command line: every {@link ApicalCommand} that has a name, with its parameters as options.
 *
 * <p>Exit code 0 done, 1 failed, 2 bad usage. An error is one line on the error stream; {@code --debug} adds the trace.
 */
public final class Main {

	private static final long SECONDS_TO_TIDY_UP = 10;

	private final Context context;
	private final PrintStream out;
	private final PrintStream err;
	private final AtomicReference<Cancelable> running = new AtomicReference<>();

	Main(final Context context, final PrintStream out, final PrintStream err) {
		this.context = context;
		this.out = out;
		this.err = err;
	}

	public static void main(final String... arguments) {
		final int code = run(context -> {}, arguments);
		// mvn exec:java runs this in Maven's own process, which must not end on success.
		if (code != ExitCode.OK) System.exit(code);
	}

	/**
	 * Runs a command in a context of its own.
	 *
	 * @param setup is given the context first
	 * @return the exit code
	 */
	public static int run(final Consumer<Context> setup, final String... arguments) {
		if (!showsWindows(arguments)) System.setProperty("java.awt.headless", "true");
		// SciJava looks for preferences, and Java says so on the error stream the first time.
		Logger.getLogger("java.util.prefs").setLevel(Level.WARNING);
		// Under Maven, SciJava would take the classes for Eclipse's and index them anew, though the compiler did so already;
		// it does that only to loaders that it can see into.
		Thread.currentThread().setContextClassLoader(new ClassLoader(Main.class.getClassLoader()) {});
		// Fourier transforms would leave threads behind that keep the program alive for a minute.
		ConcurrencyUtils.setNumberOfThreads(1);
		try (Context context = new Context(CallingThreadService.plugins())) {
			setup.accept(context);
			final Main main = new Main(context, System.out, System.err);
			final CountDownLatch tidy = new CountDownLatch(1);
			final Thread hook = new Thread(() -> main.interrupt(tidy), "apical-interrupted");
			Runtime.getRuntime().addShutdownHook(hook);
			try {
				return main.run(arguments);
			}
			finally {
				tidy.countDown();
			}
		}
	}

	/** Only a closed loop does: the experimenter's, and the animal's. */
	private static boolean showsWindows(final String... arguments) {
		final List<String> words = List.of(arguments);
		return words.contains("bci") && !words.contains("--headless");
	}

	int run(final String... arguments) {
		return commandLine().setOut(writer(out)).setErr(writer(err)).setExecutionStrategy(this::execute).setParameterExceptionHandler((e,
			a) -> usageError(e)).execute(arguments);
	}

	/** All commands with their options. */
	CommandLine commandLine() {
		final CommandSpec top = CommandSpec.create().name("apical").addMixin("standard", CommandSpec.forAnnotatedObject(
			new StandardOptions())).version("Apical " + RunRecord.version());
		top.usageMessage().description("Two-photon imaging of layer-5 neurons: motion correction, segmentation, signals, closed loop.")
			.synopsisSubcommandLabel("COMMAND").footer("", "'apical COMMAND --help' explains a command.");
		for (final CommandInfo info : context.service(CommandService.class).getCommands()) {
			if (ApicalCommand.isOnCommandLine(info)) top.addSubcommand(info.getName(), new CommandOptions(info, create(info)).spec().version(
				top.version()));
		}
		return new CommandLine(top);
	}

	private static java.io.PrintWriter writer(final PrintStream stream) {
		return new java.io.PrintWriter(stream, true);
	}

	/** A fresh module of a command. */
	Module create(final CommandInfo info) {
		return context.service(ModuleService.class).createModule(info);
	}

	private int execute(final ParseResult result) {
		final Integer help = CommandLine.executeHelpRequest(result);
		if (help != null) return help;
		if (!result.hasSubcommand()) {
			result.commandSpec().commandLine().usage(out);
			return ExitCode.USAGE;
		}
		final ParseResult chosen = result.subcommand();
		final boolean debug = chosen.hasMatchedOption("--debug") || result.hasMatchedOption("--debug");
		final CommandOptions options = (CommandOptions) chosen.commandSpec().userObject();
		final Module module = create(options.info());
		final String name = "apical " + options.info().getName() + ": ";
		try (ProgressBar bar = new ProgressBar(context, err, System.console())) {
			options.fill(module, chosen);
			running.set((Cancelable) module);
			module.run();
		}
		catch (final ParameterException e) {
			return fail(debug, e, ExitCode.USAGE, name + options.optionName(e.parameter()) + " " + e.getMessage());
		}
		catch (final UncheckedIOException e) {
			return fail(debug, e, ExitCode.SOFTWARE, name + e.getMessage());
		}
		catch (final IllegalArgumentException e) {
			return fail(debug, e, ExitCode.USAGE, name + e.getMessage());
		}
		catch (final OutOfMemoryError e) {
			return fail(debug, e, ExitCode.SOFTWARE, name + "out of memory; give Java more, for example java -Xmx4g -jar …");
		}
		catch (final RuntimeException e) {
			return fail(debug, e, ExitCode.SOFTWARE, name + "unexpected " + e + "; run again with --debug and report it");
		}
		finally {
			running.set(null);
		}
		if (((Cancelable) module).isCanceled()) return fail(false, null, ExitCode.SOFTWARE, name + ((Cancelable) module).getCancelReason());
		out.println(module.getOutput("summary"));
		return ExitCode.OK;
	}

	private int usageError(final CommandLine.ParameterException error) {
		// A mistyped option is the likelier cause of a missing one.
		final List<String> unknown = error.getCommandLine().getUnmatchedArguments();
		final CommandLine.ParameterException e = error instanceof MissingParameterException && !unknown.isEmpty()
			? new UnmatchedArgumentException(error.getCommandLine(), unknown) : error;
		final List<String> near = e instanceof UnmatchedArgumentException unmatched ? unmatched.getSuggestions() : List.of();
		final CommandSpec spec = e.getCommandLine().getCommandSpec();
		final String problem = e.getMessage().replaceAll("is not an? (int|long)$", "is not a whole number").replaceAll("is not a double$",
			"is not a number");
		err.println(spec.qualifiedName() + ": " + problem + (near.isEmpty() ? "; see " + spec.qualifiedName() + " --help"
			: "; did you mean " + near.get(0) + "?"));
		return ExitCode.USAGE;
	}

	private int fail(final boolean debug, final Throwable cause, final int code, final String line) {
		err.println(line.replaceAll("\\R", " "));
		if (debug && cause != null) cause.printStackTrace(err);
		return code;
	}

	/** On Ctrl-C: asks the command to stop and waits until it has removed what it had begun. */
	private void interrupt(final CountDownLatch tidy) {
		final Cancelable command = running.get();
		if (command == null) return;
		command.cancel("interrupted");
		try {
			tidy.await(SECONDS_TO_TIDY_UP, TimeUnit.SECONDS);
		}
		catch (final InterruptedException e) {
			Thread.currentThread().interrupt();
		}
	}
}
