package org.apical.command;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;

import org.apical.command.RecordingRuns.Outcome;
import org.apical.command.RecordingRuns.Said;
import org.apical.recording.FrameStream;
import org.apical.recording.Progress;
import org.apical.recording.RecordingException;
import org.apical.session.BatchEntry;
import org.apical.session.BatchPlan;
import org.apical.session.BatchSummary;
import org.apical.session.BatchSummary.Ending;
import org.apical.session.Cluster;
import org.apical.session.ClusterService;
import org.apical.session.InputFiles;
import org.apical.session.ResultFolder;
import org.apical.session.RunRecord;
import org.scijava.command.Command;
import org.scijava.command.CommandModule;
import org.scijava.module.ModuleItem;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Runs all steps on every recording of an experiment. */
@Plugin(type = Command.class, visible = false, name = "batch", label = "Run batch", headless = true,
	description = "Runs all steps on every recording of a table or pattern, picks up where it was stopped, and ends with a summary, batch.csv.")
public final class Batch extends PipelineCommand {

	@Parameter(label = "Table or recordings", style = "files",
		description = "Table with a column recording and, where wanted, animal, session, day and options of 'run'; or recordings, or a pattern of their names.")
	private File[] input;

	@Parameter(label = "Result folder", style = "directory", description = "Folder for the experiment's results, made where it does not exist.")
	private File output;

	@Parameter(label = "Jobs", min = "1",
		description = "Number of recordings worked on at once; each needs memory of its own. A cluster takes as many as it has room for.")
	private int jobs = 1;

	@Parameter
	private ClusterService machines;

	private final BatchSummary summary = new BatchSummary();
	private volatile int planned;

	@Override
	protected void execute(final Progress progress) throws IOException {
		final RunRecord record = new RunRecord("batch", parameters());
		final List<Path> given = paths(input);
		final List<BatchEntry> plan = BatchPlan.read(given);
		planned = plan.size();
		final List<CommandModule> modules = new ArrayList<>();
		for (final BatchEntry entry : plan) modules.add(module(entry));
		try (ResultFolder folder = ResultFolder.open(output.toPath())) {
			final BatchDisplay display = new BatchDisplay(progress, this::tell, this::warn, plan.size());
			if (machines.cluster().isPresent()) runOn(machines.cluster().get(), plan, modules, folder, display);
			else FrameStream.run(0, plan.size(), Math.min(jobs, plan.size()), () -> display, (i, shown) -> {
				final BatchEntry entry = plan.get(i);
				final Outcome outcome = RecordingRuns.attempt(() -> run(modules.get(i), shown.of(entry.folder())), new ArrayList<>());
				if (isCanceled()) throw new CancellationException(getCancelReason());
				ended(plan, entry, outcome, folder, shown);
			}, (i, shown) -> {});
			summary.write(plan, folder);
			publish(folder, record.inputs(new InputFiles(BatchPlan.isTable(given) ? given : List.of())).put("recordings", plan.stream().map(BatchEntry::where).toList()));
		}
		final int failed = summary.count(Ending.FAILED);
		final String text = summary.text(plan);
		if (failed == 0) summarize(text + String.format("%nResults are in %s, the summary in %s.", output, BatchSummary.FILE));
		else {
			tell(text);
			throw new RecordingException(failed + " of " + plan.size() + " recordings failed, see the column message of " + output.toPath()
				.resolve(BatchSummary.FILE) + "; run again to repeat these alone");
		}
	}

	private void runOn(final Cluster cluster, final List<BatchEntry> plan, final List<CommandModule> modules, final ResultFolder folder,
		final BatchDisplay display) throws IOException
	{
		final List<Map<String, Object>> inputs = modules.stream().map(Batch::inputs).toList();
		cluster.run("recordings", plan.size(), new RecordingRuns(inputs, folder.share("batch")), new Cluster.Listener<>() {

			@Override
			public void done(final int piece, final Outcome outcome) throws IOException {
				final BatchEntry entry = plan.get(piece);
				final Display shown = display.of(entry.folder());
				for (final Said said : outcome.said()) {
					if (said.isWarning()) shown.warn(said.text());
					else shown.tell(said.text());
				}
				ended(plan, entry, outcome, folder, display);
			}

			@Override
			public void waiting() {
				display.waiting();
			}
		});
	}

	/** The parameters of a run as another machine can take them. */
	private static Map<String, Object> inputs(final CommandModule run) {
		final Map<String, Object> inputs = new HashMap<>();
		for (final ModuleItem<?> item : ParameterLimits.own(run.getInfo())) inputs.put(item.getName(), item.getValue(run));
		return inputs;
	}

	/** {@code run}, with this command's parameters where the entry does not say otherwise. */
	private CommandModule module(final BatchEntry entry) throws RecordingException {
		final Map<String, Object> inputs = new HashMap<>(Map.of("input", entry.recording().stream().map(Path::toFile).toArray(File[]::new),
			"output", output.toPath().resolve(entry.folder()).toFile()));
		final CommandModule run = part(Run.class, inputs);
		if (jobs > 1 && machines.cluster().isEmpty() && Integer.valueOf(0).equals(run.getInput("threads"))) run.setInput("threads", Math.max(1, FrameStream
			.defaultThreads() / jobs));
		try {
			for (final Map.Entry<String, String> option : entry.options().entrySet()) {
				final ModuleItem<?> item = run.getInfo().getInput(option.getKey());
				if (item == null || inputs.containsKey(option.getKey()) || !ParameterLimits.own(run.getInfo()).contains(item))
					throw new ParameterException(option.getKey(), "is no option of run; begin the column's name with # to keep a remark");
				final Object value = ParameterText.parse(item, option.getValue());
				run.setInput(item.getName(), value instanceof File file ? entry.base().resolve(file.toPath()).toFile() : value);
			}
			// whoever repeats the batch from elsewhere, or does a part of it on another machine, means the same files
			for (final ModuleItem<?> item : ParameterLimits.own(run.getInfo()))
				if (item.getValue(run) instanceof File file && isGiven(file)) run.setInput(item.getName(), file.getAbsoluteFile());
			ParameterLimits.check(run);
			return run;
		}
		catch (final ParameterException e) {
			throw new RecordingException(entry.where() + ", column '" + e.parameter() + "' " + e.getMessage(), e);
		}
	}

	/** Brings the summary up to date. */
	private void ended(final List<BatchEntry> plan, final BatchEntry entry, final Outcome outcome, final ResultFolder folder,
		final BatchDisplay display) throws IOException
	{
		synchronized (folder) {
			summary.add(entry, outcome.ending(), output.toPath().resolve(entry.folder()), outcome.seconds(), outcome.problem());
			summary.write(plan, folder);
			folder.publish();
			display.finished(summary.lastLine());
		}
	}

	@Override
	protected String leftBehind() {
		return planned == 0 ? super.leftBehind() : String.format("%d of %d recordings are done, in %s, and what was done of others is kept; run the same again to go on",
			summary.count(Ending.DONE), planned, output);
	}
}
