package org.apical.session;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.apical.recording.Progress;
import org.apical.recording.RecordingException;
import org.apical.signal.AnimalContrast;
import org.apical.signal.EpochResidual;
import org.apical.signal.GroupStatistics;
import org.apical.signal.Learning;
import org.apical.signal.NeuronDay;
import org.apical.signal.TestResult;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;

/**
 * Reads the residuals of many sessions, or the contrasts of many animals, and leaves what follows for the group:
 * {@code group.json}, {@code group.csv} (the same numbers in one line), {@code contrasts.csv} (one line an animal) and
 * {@code tests.csv}.
 */
public final class GroupAnalysis {

	/** Column of the two-contrast form that tells it from the long one. */
	private static final String CONTRAST = "pplus_contrast";
	private static final String NEURONS = "neurons.csv";
	private static final Gson GSON = new GsonBuilder().setPrettyPrinting().serializeNulls().create();

	/**
	 * @param statistics the answer
	 * @param rows the residuals it comes from; empty where contrasts were given
	 * @param days activity and contrasts by neuron and day, where result folders were given
	 * @param performance accuracy by animal and day, where result folders were given
	 * @param learning tests of whether contrasts predict later changes; empty where there are no days
	 * @param rules what learning rules predict of such an experiment; null where that was not asked for or there are no days
	 */
	public record Result(GroupStatistics statistics, List<EpochResidual> rows, List<NeuronDay> days, List<Performance> performance,
		List<TestResult> learning, RulePredictions rules)
	{
		/** The same beside what learning rules predict, from that many simulated experiments each. */
		public Result withRules(final int experiments, final long seed, final Progress progress) throws IOException {
			return experiments == 0 || RulePredictions.dates(days).size() < 2 ? this : new Result(statistics, rows, days, performance, learning,
				RulePredictions.like(days, statistics.meanSeparation(), experiments, seed, progress));
		}
	}

	/** How well an animal did on a day; NaN where it is not known. */
	public record Performance(String animal, double day, double accuracy, double chance) {}

	private final GroupStatistics.Parameters parameters;

	public GroupAnalysis(final GroupStatistics.Parameters parameters) {
		this.parameters = parameters;
	}

	/**
	 * @param inputs result folders that hold a {@code residuals.csv}, or tables of the same columns; or one table of
	 *          {@code animal,pplus_contrast,pminus_contrast}
	 * @throws RecordingException where an input cannot be used; the message says which, where and why
	 */
	public Result compute(final List<Path> inputs) throws RecordingException {
		if (inputs.isEmpty()) throw new RecordingException("group: no result folder and no table given");
		final Set<Path> seen = new HashSet<>();
		for (final Path input : inputs)
			if (!seen.add(input.toAbsolutePath().normalize())) throw new RecordingException(input + ": given twice");
		try {
			if (inputs.size() == 1 && !Files.isDirectory(inputs.get(0)) && Table.read(inputs.get(0), "animal").has(CONTRAST))
				return new Result(GroupStatistics
					.ofContrasts(contrasts(inputs.get(0)), parameters), List.of(), List.of(), List.of(), List.of(), null);
			final List<EpochResidual> rows = new ArrayList<>();
			final List<NeuronDay> days = new ArrayList<>();
			final List<Performance> performance = new ArrayList<>();
			for (final Path input : inputs) {
				rows.addAll(ResidualTable.read(Files.isDirectory(input) ? input.resolve(ResidualTable.NAME) : input));
				if (Files.exists(input.resolve(NEURONS))) days.addAll(days(input.resolve(NEURONS)));
				if (Files.exists(input.resolve(SignalFiles.BEHAVIOUR))) performance.addAll(performance(input.resolve(
					SignalFiles.BEHAVIOUR)));
			}
			return new Result(GroupStatistics.ofResiduals(rows, parameters), rows, days, performance, days.isEmpty() ? List.of() : Learning.tests(
				days), null);
		}
		catch (final IllegalArgumentException e) {
			throw new RecordingException(String.join(", ", inputs.stream().map(Path::toString).toList()) + ": " + e
				.getMessage(), e);
		}
	}

	private static List<NeuronDay> days(final Path file) throws RecordingException {
		final List<NeuronDay> days = new ArrayList<>();
		for (final Table.Row row : Table.read(file, "animal", "day", "neuron", "population", "mean_rate", "contrast_z").rows())
			if (!row.text("population").isEmpty()) days.add(new NeuronDay(row.text("animal"), row.text("neuron"), ResidualTable.role(
				row), row.finite("day"), row.finite("mean_rate"), row.finite("contrast_z")));
		return days;
	}

	private static List<Performance> performance(final Path file) throws RecordingException {
		final List<Performance> performance = new ArrayList<>();
		for (final Table.Row row : Table.read(file, "animal", "day", "accuracy", "chance").rows()) performance.add(new Performance(row.text(
			"animal"), row.finite("day"), row.finite("accuracy"), row.finite("chance")));
		return performance;
	}

	private static List<AnimalContrast> contrasts(final Path file) throws RecordingException {
		final Table table = Table.read(file, "animal", CONTRAST, "pminus_contrast");
		final Map<String, AnimalContrast> contrasts = new LinkedHashMap<>();
		for (final Table.Row row : table.rows()) {
			final AnimalContrast contrast = new AnimalContrast(row.text("animal"), finite(row, CONTRAST), finite(row,
				"pminus_contrast"));
			if (contrast.animal().isEmpty()) throw row.error("animal", "no name");
			if (contrasts.put(contrast.animal(), contrast) != null) throw row.error("animal", "'" + contrast.animal() +
				"' is there twice; the table needs one line an animal");
		}
		return List.copyOf(contrasts.values());
	}

	private static double finite(final Table.Row row, final String column) throws RecordingException {
		final double value = row.number(column);
		if (!Double.isFinite(value)) throw row.error(column, "expected a number, found '" + row.text(column) +
			"'; leave the animal out if it has none");
		return value;
	}

	/** Stages the group's files in a result folder. */
	public void write(final Result result, final ResultFolder folder) throws IOException {
		final GroupStatistics group = result.statistics;
		final Map<String, Object> numbers = numbers(group);
		final TableWriter line = new TableWriter(numbers.keySet().toArray(String[]::new));
		line.add(numbers.values().toArray());
		line.write(folder.stage("group.csv"));

		final TableWriter animals = new TableWriter("animal", CONTRAST, "pminus_contrast", "signed_separation");
		for (final AnimalContrast c : group.contrasts()) animals.add(c.animal(), c.plus(), c.minus(), c.separation());
		animals.write(folder.stage("contrasts.csv"));

		final TableWriter tests = new TableWriter("question", "test", "unit", "n", "estimate", "statistic", "p", "p_holm",
			"p_fdr", "effect_size", "gap");
		for (int i = 0; i < group.tests().size(); i++) add(tests, group.tests().get(i), group.holm()[i], group
			.falseDiscovery()[i]);
		for (final TestResult test : group.supplement()) add(tests, test, Double.NaN, Double.NaN);
		for (final TestResult test : result.learning) add(tests, test, Double.NaN, Double.NaN);
		tests.write(folder.stage("tests.csv"));

		final Map<String, Object> json = new LinkedHashMap<>(numbers);
		json.replaceAll((key, value) -> value instanceof Double d && !Double.isFinite(d) ? null : value);
		json.put("sign_flip_patterns", group.signFlip().patterns());
		json.put("sign_flip_exact", group.signFlip().exact());
		json.put("bootstrap_resamples", parameters.resamples());
		json.put("bootstrap_level", parameters.level());
		json.put("seed", parameters.seed());
		json.put("gaps", group.gaps());
		Files.writeString(folder.stage("group.json"), GSON.toJson(json) + "\n");
	}

	private static void add(final TableWriter tests, final TestResult t, final double holm, final double fdr) {
		tests.add(t.question(), t.test(), t.unit(), t.n(), t.estimate(), t.statistic(), t.p(), holm, fdr, t.effect(), t.gap());
	}

	private static Map<String, Object> numbers(final GroupStatistics group) {
		final Map<String, Object> numbers = new LinkedHashMap<>();
		numbers.put("n_animals", group.contrasts().size());
		numbers.put("mean_signed_separation", group.meanSeparation());
		numbers.put("n_positive", group.positive());
		numbers.put("paired_t", group.separation().statistic());
		numbers.put("paired_t_p", group.separation().p());
		numbers.put("sign_flip_p_one_sided", group.signFlip().oneSided());
		numbers.put("sign_flip_p_two_sided", group.signFlip().twoSided());
		numbers.put("signed_energy_fraction", group.signedFraction());
		numbers.put("common_energy_fraction", group.commonFraction());
		numbers.put("bootstrap_ci_low", group.bootstrap().low());
		numbers.put("bootstrap_ci_high", group.bootstrap().high());
		numbers.put("bootstrap_all_levels_low", group.allLevels().low());
		numbers.put("bootstrap_all_levels_high", group.allLevels().high());
		numbers.put("cohens_dz", group.separation().effect());
		numbers.put("hedges_g", group.hedgesG());
		return numbers;
	}
}
