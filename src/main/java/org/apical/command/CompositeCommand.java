package org.apical.command;

import java.util.concurrent.CancellationException;

import org.scijava.Cancelable;
import org.scijava.command.CommandService;
import org.scijava.module.Module;
import org.scijava.module.ModuleService;
import org.scijava.plugin.Parameter;

/** A command that runs others; cancelling it cancels the one that runs. */
public abstract class CompositeCommand extends ApicalCommand {

	@Parameter
	private CommandService commands;

	@Parameter
	private ModuleService modules;

	private volatile Cancelable running;

	/**
	 * Runs another command to its end.
	 *
	 * @param inputs names and values in turn
	 * @throws CancellationException where it was cancelled
	 */
	protected final Module run(final Class<? extends ApicalCommand> command, final Object... inputs) {
		final Module module = modules.createModule(commands.getCommand(command));
		for (int i = 0; i < inputs.length; i += 2) module.setInput((String) inputs[i], inputs[i + 1]);
		running = (Cancelable) module;
		if (isCanceled()) running.cancel(getCancelReason());
		module.run();
		if (running.isCanceled()) throw new CancellationException(running.getCancelReason());
		return module;
	}

	@Override
	public void cancel(final String reason) {
		super.cancel(reason);
		if (running != null) running.cancel(reason);
	}
}
