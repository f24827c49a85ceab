package org.apical.command;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;

import org.apical.session.BatchSummary.Ending;
import org.apical.session.Cluster;
import org.apical.session.SharedFolder;
import org.scijava.Context;
import org.scijava.command.CommandModule;
import org.scijava.command.CommandService;
import org.scijava.module.ModuleService;

/**
 * The recordings of a batch, a piece of work each: all steps on one of them.
 *
 * @param inputs of {@code run} for each, by name
 * @param output holds the results of all
 */
record RecordingRuns(List<Map<String, Object>> inputs, SharedFolder output) implements Cluster.Work<RecordingRuns.Outcome> {

	/**
	 * How one ended.
	 *
	 * @param problem why it failed; empty where it did not
	 * @param said what it told and warned of, in order, where nobody was listening
	 */
	record Outcome(Ending ending, double seconds, String problem, ArrayList<Said> said) implements Serializable {}

	/** A line for the user. */
	record Said(String text, boolean isWarning) implements Serializable {}

	@Override
	public Outcome run(final int piece, final Context context, final int threads) throws IOException {
		output.seen();
		final CommandModule run = (CommandModule) context.service(ModuleService.class).createModule(context.service(CommandService.class)
			.getCommand(Run.class));
		inputs.get(piece).forEach(run::setInput);
		if (Integer.valueOf(0).equals(run.getInput("threads"))) run.setInput("threads", threads);
		final ArrayList<Said> said = new ArrayList<>();
		final Display listener = new Display() {

			@Override
			public void progress(final String stage, final long done, final long total) {}

			@Override
			public void tell(final String text) {
				said.add(new Said(text, false));
			}

			@Override
			public void warn(final String text) {
				said.add(new Said(text, true));
			}
		};
		return attempt(() -> ApicalCommand.runPart(run, listener), said);
	}

	/**
	 * Runs one recording to its end, whatever that is.
	 *
	 * @param said to be part of the outcome
	 * @throws CancellationException where the user cancelled it
	 */
	static Outcome attempt(final Runnable run, final ArrayList<Said> said) {
		final long start = System.nanoTime();
		String problem = "";
		try {
			run.run();
		}
		catch (final ParameterException e) {
			problem = e.parameter() + " " + e.getMessage();
		}
		catch (final CancellationException e) {
			throw e;
		}
		catch (final UncheckedIOException | IllegalArgumentException e) {
			problem = String.valueOf(e.getMessage());
		}
		catch (final RuntimeException | OutOfMemoryError e) {
			problem = "unexpected " + e;
		}
		return new Outcome(problem.isEmpty() ? Ending.DONE : Ending.FAILED, (System.nanoTime() - start) / 1e9, problem.replaceAll("\\R",
			" "), said);
	}
}
