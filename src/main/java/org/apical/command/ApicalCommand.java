package org.apical.command;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;

import org.apical.recording.Progress;
import org.apical.recording.RecordingException;
import org.apical.session.ResultFolder;
import org.apical.session.RunRecord;
import org.scijava.Cancelable;
import org.scijava.ItemIO;
import org.scijava.app.StatusService;
import org.scijava.command.Command;
import org.scijava.InstantiableException;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandModule;
import org.scijava.command.CommandService;
import org.scijava.event.EventService;
import org.scijava.log.LogService;
import org.scijava.module.ModuleItem;
import org.scijava.module.ModuleService;
import org.scijava.plugin.Parameter;

/**
 * What all commands share: parameters are checked, progress is shown through SciJava's status, and a cancelled or failed
 * run leaves no half result.
 *
 * <p>A command with a {@code name} in its {@code @Plugin} is a command of the command line too. Parameters are
 * {@code snake_case} and none is the suffix of another, so that they serve as macro keys.
 *
 * @see ParameterException thrown for a value that cannot be
 * @see UncheckedIOException thrown for what goes wrong with files; its message is one line for the user
 */
public abstract class ApicalCommand implements Command, Cancelable {

	@Parameter
	private StatusService statusService;

	@Parameter
	private EventService eventService;

	@Parameter
	private LogService logService;

	@Parameter
	private CommandService commands;

	@Parameter
	private ModuleService modules;

	@Parameter(type = ItemIO.OUTPUT, label = "Summary")
	private String summary;

	private volatile String cancelReason;
	private volatile boolean cancelled;
	private final Set<Cancelable> parts = ConcurrentHashMap.newKeySet();
	private Display display;

	/** Whether this is one of these commands and has a name on the command line. */
	public static boolean isOnCommandLine(final CommandInfo info) {
		try {
			return info.getName() != null && !info.getName().isEmpty() && ApicalCommand.class.isAssignableFrom(info.loadClass());
		}
		catch (final InstantiableException e) {
			return false; // somebody else's, broken
		}
	}

	/** Does the job. Values of parameters lie within their limits. */
	protected abstract void execute(Progress progress) throws IOException;

	@Override
	public final void run() {
		ParameterLimits.check(module());
		final boolean isPart = display != null;
		if (!isPart) display = new StatusDisplay(statusService, eventService, logService);
		try {
			execute(this::show);
			cancelled = false; // if that came, it came too late
		}
		catch (final CancellationException e) {
			if (!cancelled) cancel("Cancelled");
		}
		catch (final RuntimeException e) {
			// a Java that is being shut down refuses much, such as drawing
			if (!cancelled) throw e;
		}
		catch (final IOException e) {
			throw new UncheckedIOException(line(e), e);
		}
		finally {
			if (!isPart) statusService.clearStatus();
		}
	}

	/** What went wrong in one line; the system's own exceptions may hold no more than a path. */
	private static String line(final IOException e) {
		if (e instanceof RecordingException) return e.getMessage();
		if (e instanceof FileSystemException f) return f.getFile() + ": " + ResultFolder.reason(e);
		return "Reading or writing failed (" + ResultFolder.reason(e) + ")";
	}

	/**
	 * Another command, to be run as a part of this one.
	 *
	 * @param inputs of its parameters; the others take the values of those of this command that have the same name and
	 *          type, or else their defaults
	 */
	protected final CommandModule part(final Class<? extends ApicalCommand> command, final Map<String, ?> inputs) {
		final CommandModule part = (CommandModule) modules.createModule(commands.getCommand(command));
		for (final ModuleItem<?> item : ParameterLimits.own(module().getInfo())) {
			final ModuleItem<?> same = part.getInfo().getInput(item.getName());
			if (same != null && same.getType() == item.getType()) part.setInput(item.getName(), item.getValue(module()));
		}
		inputs.forEach(part::setInput);
		return part;
	}

	/**
	 * Runs a part to its end; cancelling this command cancels it.
	 *
	 * @return what it says to the user
	 * @throws CancellationException where it was cancelled
	 */
	protected final String run(final CommandModule prepared) {
		return run(prepared, display);
	}

	/** The same; what the part has to show goes to a display of its own. Several parts may run at once. */
	final String run(final CommandModule prepared, final Display shown) {
		parts.add(prepared);
		try {
			if (cancelled) prepared.cancel(cancelReason);
			return runPart(prepared, shown);
		}
		finally {
			parts.remove(prepared);
		}
	}

	/** Runs a command whose parent is not here. */
	static String runPart(final CommandModule prepared, final Display shown) {
		((ApicalCommand) prepared.getDelegateObject()).display = shown;
		prepared.run();
		if (prepared.isCanceled()) throw new CancellationException(prepared.getCancelReason());
		return (String) prepared.getOutput("summary");
	}

	@Override
	public void cancel(final String reason) {
		cancelReason = reason;
		cancelled = true;
		parts.forEach(part -> part.cancel(reason));
	}

	@Override
	public boolean isCanceled() {
		return cancelled;
	}

	@Override
	public String getCancelReason() {
		return cancelReason == null ? null : cancelReason + "; " + leftBehind();
	}

	/** What is there after a cancelled run, and how to go on. */
	protected String leftBehind() {
		return "no results were written";
	}

	/**
	 * Puts the results into place.
	 *
	 * @throws CancellationException where the user cancelled meanwhile; nothing is put into place then
	 */
	protected final void publish(final ResultFolder folder, final RunRecord record) throws IOException {
		if (cancelled) throw new CancellationException(cancelReason);
		folder.publish(record);
	}

	/** A line for the user about what came out and what to open. */
	protected final void summarize(final String text) {
		summary = text;
	}

	/** Tells the user what has come about. */
	protected final void tell(final String text) {
		display.tell(text);
	}

	/** Tells the user something that does not stop the run. */
	protected final void warn(final String text) {
		display.warn(text);
	}

	/** Files that the user named. */
	static List<Path> paths(final File... files) {
		return Arrays.stream(files).map(File::toPath).toList();
	}

	/** Whether a file that may be left out was named; dialogs and macros leave an empty path. */
	static boolean isGiven(final File file) {
		return file != null && !file.getPath().isEmpty();
	}

	/** The command's own parameters with their values, for the record; files as texts. */
	protected final Map<String, Object> parameters() {
		return parameters(module());
	}

	/** The same of a part of this command. */
	protected static Map<String, Object> parameters(final CommandModule module) {
		final Map<String, Object> values = new LinkedHashMap<>();
		for (final ModuleItem<?> item : ParameterLimits.own(module.getInfo())) {
			final Object value = item.getValue(module);
			values.put(item.getName(), value instanceof File[] files ? Arrays.stream(files).map(File::toString).toList()
				: value instanceof Number || value instanceof Boolean || value == null ? value : value.toString());
		}
		return values;
	}

	private CommandModule module() {
		return new CommandModule(commands.getCommand(getClass()), this);
	}

	private void show(final String stage, final long done, final long total) {
		if (cancelled) throw new CancellationException(cancelReason);
		display.progress(stage, done, total);
	}
}
