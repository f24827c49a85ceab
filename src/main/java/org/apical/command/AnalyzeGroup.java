package org.apical.command;

import java.io.File;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

import org.apical.recording.Progress;
import org.apical.report.Figure;
import org.apical.report.GroupReport;
import org.apical.session.GroupAnalysis;
import org.apical.session.InputFiles;
import org.apical.session.ResultFolder;
import org.apical.session.RunRecord;
import org.apical.signal.GroupStatistics;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Tests the vector signal over sessions and animals. */
@Plugin(type = Command.class, visible = false, name = "group", label = "Analyze group of animals", headless = true,
	description = "Tests over animals whether each dendrite gets its own signed teaching signal: group.json, group.csv, tests.csv and report.html.")
public final class AnalyzeGroup extends ReportCommand {

	@Parameter(label = "Result folders or table", style = "both",
		description = "Analysed result folders, or a table of residuals or of contrasts (animal,pplus_contrast,pminus_contrast).")
	private File[] input;

	@Parameter(label = "Result folder", style = "directory", description = "Folder for the results, made where it does not exist.")
	private File output;

	@Parameter(label = "Bootstrap resamples", min = "100", description = "Resamples of the bootstrap interval.")
	private int resamples = GroupStatistics.Parameters.DEFAULT.resamples();

	@Parameter(label = "Experiments of each learning rule", min = "0",
		description = "Simulated experiments of each learning rule that are laid beside these animals; 0: none.")
	private int rules = 8;

	@Parameter(label = "Seed", description = "Seed of all random draws; the same seed gives the same numbers.")
	private long seed = GroupStatistics.Parameters.DEFAULT.seed();

	@Override
	protected void execute(final Progress progress) throws IOException {
		mustHaveScreen();
		final RunRecord record = new RunRecord("group", parameters());
		final InputFiles inputs = new InputFiles(paths(input));
		final GroupAnalysis analysis = new GroupAnalysis(GroupStatistics.Parameters.DEFAULT.withSeed(seed).withResamples(resamples));
		final GroupAnalysis.Result group = analysis.compute(paths(input)).withRules(rules, seed,
			progress);
		group.statistics().gaps().forEach(this::warn);
		try (ResultFolder folder = ResultFolder.open(output.toPath())) {
			analysis.write(group, folder);
			final List<Figure> figures = new GroupReport(group).write(folder);
			inputs.mustNotBeIn(folder);
			publish(folder, record.inputs(inputs));
			show(figures);
		}
		final GroupStatistics statistics = group.statistics();
		summarize(String.format(Locale.ROOT, "%d animals: signed separation %.3f z, paired t p = %.3g, sign-flip p = %.3g (one-sided).%n" +
			"Results are in %s: open report.html.", statistics.contrasts().size(), statistics.meanSeparation(), statistics.separation().p(),
			statistics.signFlip().oneSided(), output));
	}
}
