package org.apical.online.config;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

import org.apical.motion.Interpolation;
import org.apical.motion.MotionModel;
import org.apical.motion.MotionParameters;
import org.apical.online.FrameClock;
import org.apical.online.LoopParameters;
import org.apical.online.PlaneParameters;
import org.apical.online.task.AngleScale;
import org.apical.online.task.CalibrationParameters;
import org.apical.online.task.TaskParameters;
import org.apical.reward.SafetyLimits;
import org.apical.reward.ValveCalibration;
import org.apical.trace.BaselineParameters;
import org.apical.trace.DeconvolverParameters;
import org.apical.trace.NeuropilParameters;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * Reads a configuration in YAML and checks all of it. The file is only ever read as text, lists and mappings; no object is
 * made of what it says. {@code scripts/bci.yaml} explains every key.
 */
public final class BciConfigReader {

	private enum BadFrames {
		HOLD, USE
	}

	private enum Signal {
		DFF, RATES
	}

	private enum Accept {
		AUTOMATIC, BY_HAND
	}

	private final Path folder;
	private final List<String> problems = new ArrayList<>();

	private BciConfigReader(final Path folder) {
		this.folder = folder;
	}

	/**
	 * @param file whose folder relative paths start from
	 * @throws ConfigException that names every wrong key, unit and contradiction with its line
	 */
	public static BciConfig read(final Path file) throws IOException {
		return read(file, file.toAbsolutePath().getParent());
	}

	/** @param folder that relative paths start from */
	public static BciConfig read(final Path file, final Path folder) throws IOException {
		try (Reader reader = Files.newBufferedReader(file)) {
			return read(reader, file.toString(), folder);
		}
	}

	static BciConfig read(final Reader yaml, final String name, final Path folder) throws ConfigException {
		final BciConfigReader reader = new BciConfigReader(folder);
		BciConfig config = null;
		try {
			config = reader.read(new Section("", new Yaml(new SafeConstructor(new LoaderOptions())).compose(yaml), reader.problems));
		}
		catch (final MarkedYAMLException e) {
			reader.problems.add("line " + (e.getProblemMark().getLine() + 1) + ": " + e.getProblem());
		}
		catch (final YAMLException e) {
			reader.problems.add(String.valueOf(e.getMessage()));
		}
		if (!reader.problems.isEmpty()) throw new ConfigException(name, reader.problems);
		return config;
	}

	private BciConfig read(final Section top) {
		final String animal = top.text("animal", "animal"), session = top.text("session", "session");
		final double day = top.number("day", Quantity.NUMBER, Double.NaN);
		final int seed = top.integer("seed", 1, 0);
		final Section source = top.section("source");
		final String kind = source.text("kind");
		final BciConfig.Source from = new BciConfig.Source(kind, source.rest());
		final Section imaging = top.section("imaging");
		final int planes = imaging.integer("planes", 1, 1), channel = imaging.integer("channel", 1, 1);
		final FrameClock.Time clock = imaging.choice("clock", FrameClock.Time.DEVICE);
		final double rate = imaging.number("rate", Quantity.FREQUENCY, Double.NaN);
		if (!(rate > 0)) imaging.problem("rate", imaging.has("rate") ? "a plane has more than 0 frames per second"
			: "is missing: frames of one plane per second, like 15.46 Hz");
		imaging.close();
		final Section readout = top.section("readout");
		final PlaneParameters plane = plane(top.section("motion"), readout, rate > 0 ? rate : 1);
		final BciConfig.Field field = field(top.section("field"));
		final BciConfig.ReadoutChoice choice = readout(readout);
		final int readoutPlane = readout.integer("plane", 1, 1);
		if (readoutPlane > planes) readout.problem("plane", "there is no plane " + readoutPlane + "; imaging.planes is " + planes);
		final int smoothing = readout.integer("smoothing", LoopParameters.DEFAULT.smoothing(), 1);
		readout.close();
		final Section reward = top.section("reward");
		final double volume = reward.number("volume", Quantity.VOLUME, LoopParameters.DEFAULT.rewardUl());
		final BciConfig.Reward paid = reward(reward, volume);
		final Section calibration = top.section("calibration");
		final Path dayOne = path(calibration, "day_one");
		final LoopParameters loop = loop(top, calibration, readoutPlane - 1, rate > 0 ? rate : 1, smoothing, volume, seed);
		final Map<String, Map<String, String>> feedbacks = feedbacks(top.section("feedback"));
		final Section record = top.section("record");
		final boolean keep = record.flag("frames", false);
		record.close();
		top.close();
		return new BciConfig(animal, session, day, from, new BciConfig.Imaging(planes, channel - 1, clock), plane, field, choice, loop,
			dayOne, paid, feedbacks, keep);
	}

	private PlaneParameters plane(final Section motion, final Section readout, final double rate) {
		final MotionParameters d = MotionParameters.DEFAULT;
		final MotionModel model = motion.choice("model", d.model());
		final double reach = motion.number("max_shift", Quantity.PIXELS, d.maxShiftPx());
		final Interpolation how = motion.choice("interpolation", d.interpolation());
		final double phase = motion.number("scan_phase", Quantity.PIXELS, 0, "measure", Double.NaN);
		final boolean hold = motion.choice("bad_frames", BadFrames.HOLD) == BadFrames.HOLD;
		motion.close();
		final boolean rates = readout.choice("signal", Signal.DFF) == Signal.RATES;
		final double neuropil = readout.number("neuropil", Quantity.NUMBER, NeuropilParameters.DEFAULT.coefficient(), "fitted",
			Double.NaN);
		final double window = readout.number("f0_window", Quantity.TIME, BaselineParameters.ONLINE.windowSeconds());
		final double percentile = readout.number("f0_percentile", Quantity.NUMBER, BaselineParameters.ONLINE.percentile());
		final PlaneParameters plane = PlaneParameters.of(rate).withScanPhase(phase).withHoldBad(hold).withRates(rates
			? DeconvolverParameters.DEFAULT : null);
		return made(readout, "neuropil", plane, () -> made(motion, "max_shift", plane, () -> plane.withMotion(d.withModel(model).withMaxShift(
			reach).withInterpolation(how))).withNeuropil(NeuropilParameters.DEFAULT.withCoefficient(neuropil)).withBaseline(
				BaselineParameters.ONLINE.withWindow(window).withPercentile(percentile)));
	}

	private BciConfig.Field field(final Section field) {
		final Path reference = path(field, "reference"), rois = path(field, "rois"), zStack = path(field, "z_stack");
		if (reference == null && rois == null) field.problem("reference",
			"is missing: a result folder of 'segment' with rois.zip, or give field.rois");
		final int sample = field.integer("sample_frames", 300, 20);
		final double least = field.number("least_correlation", Quantity.NUMBER, 0.3);
		if (!(least >= -1 && least <= 1)) field.problem("least_correlation", "a correlation lies between -1 and 1, not at " + least);
		field.close();
		return new BciConfig.Field(reference, rois, zStack, sample, least);
	}

	/** A file or folder that has to be there; null where none is given. */
	private Path path(final Section section, final String key) {
		final String text = section.text(key, null);
		if (text == null) return null;
		final Path path = folder.resolve(text);
		if (!Files.exists(path)) section.problem(key, path + " does not exist");
		return path;
	}

	private BciConfig.ReadoutChoice readout(final Section readout) {
		final String kind = readout.text("kind", "difference");
		final List<Integer> plus = readout.integers("plus"), minus = readout.integers("minus");
		final List<Integer> both = new ArrayList<>(plus);
		both.retainAll(minus);
		if (!both.isEmpty()) readout.problem("minus", "ROI " + both.get(0) + " is in plus too");
		final Section weights = readout.section("weights");
		final Map<Integer, Double> byLabel = new LinkedHashMap<>();
		weights.rest().forEach((label, weight) -> {
			try {
				byLabel.put(Integer.valueOf(label), Quantity.NUMBER.parse(weight));
			}
			catch (final IllegalArgumentException e) {
				weights.problem(label, "expected lines like 12: 0.5, an ROI's label and its weight");
			}
		});
		final double offset = readout.number("offset", Quantity.NUMBER, 0);
		if (plus.isEmpty() && minus.isEmpty() && byLabel.isEmpty()) readout.problem("plus", "is missing: labels of the ROIs of P+, like [3, 7]");
		return new BciConfig.ReadoutChoice(kind, plus, minus, byLabel, offset);
	}

	private LoopParameters loop(final Section top, final Section calibration, final int plane, final double rate, final int smoothing, final double volume, final int seed)
	{
		final LoopParameters d = LoopParameters.DEFAULT;
		final Section baseline = top.section("baseline");
		final double duration = baseline.number("duration", Quantity.TIME, d.baselineS());
		final double grating = baseline.number("grating", Quantity.TIME, d.gratingS());
		baseline.close();
		final CalibrationParameters c = calibration(calibration);
		final double z = calibration.number("day_one_z", Quantity.NUMBER, Double.NaN);
		final double threshold = calibration.number("threshold", Quantity.NUMBER, Double.NaN);
		if (Stream.of("day_one", "day_one_z", "threshold").filter(calibration::has).count() > 1) calibration.problem("threshold",
			"give one of day_one, day_one_z and threshold, or none on day 1");
		final boolean byHand = calibration.choice("accept", Accept.AUTOMATIC) == Accept.BY_HAND;
		calibration.close();
		final TaskParameters task = task(top.section("task"));
		return made(baseline, "duration", d, () -> new LoopParameters(plane, rate, smoothing, duration, grating, c, z, threshold, byHand, task,
			volume, null, seed));
	}

	private CalibrationParameters calibration(final Section s) {
		final CalibrationParameters d = CalibrationParameters.DEFAULT;
		final int trials = s.integer("trials", d.trials(), 1);
		final double length = s.number("trial", Quantity.TIME, d.trialS()), step = s.number("step", Quantity.NUMBER, d.step());
		final double success = s.number("success", Quantity.SHARE, d.success());
		return made(s, "success", d, () -> new CalibrationParameters(trials, length, step, success));
	}

	private TaskParameters task(final Section s) {
		final TaskParameters d = TaskParameters.DEFAULT;
		final double grey = s.number("grey", Quantity.TIME, d.greyS()), run = s.number("run", Quantity.TIME, d.runS());
		final double freeze = s.number("freeze", Quantity.TIME, d.freezeS()), black = s.number("black", Quantity.TIME, d.blackS());
		final double delay = s.number("reward_delay", Quantity.TIME, d.rewardDelayS());
		final double latest = s.number("reward_latest", Quantity.TIME, d.rewardLatestS());
		final double timeout = s.number("timeout", Quantity.TIME, d.timeoutS());
		final int trials = s.integer("trials", d.trials(), 0);
		final double duration = s.number("duration", Quantity.TIME, d.durationS());
		final AngleScale.Edges edges = s.choice("angle_edges", d.edges());
		final boolean early = s.flag("early_failure", d.earlyFailure());
		final double rearm = s.number("rearm", Quantity.SHARE, d.rearm(), "none", Double.NaN);
		final double caught = s.number("catch_share", Quantity.SHARE, d.catchShare());
		final TaskParameters.CatchKind kind = s.choice("catch_lacks", d.catchKind());
		final int reversal = (int) s.number("reversal_trial", Quantity.NUMBER, d.reversalTrial(), "none", -1);
		if (trials > 0 && reversal >= trials) s.problem("reversal_trial", "comes after the last of task.trials (" + trials + ")");
		s.close();
		return made(s, "run", d, () -> new TaskParameters(grey, run, freeze, delay, latest, black, timeout, trials, duration, edges, early,
			rearm, caught, kind, reversal));
	}

	private BciConfig.Reward reward(final Section s, final double volume) {
		final String device = s.text("device", "null");
		final Map<String, String> settings = s.section("settings").rest();
		final Path yoked = path(s, "yoked");
		final Section valve = s.section("valve"), limits = s.section("limits");
		final ValveCalibration calibration = valve(valve);
		final SafetyLimits d = SafetyLimits.DEFAULT;
		final Duration interval = duration(limits, "minimum_interval", d.minimumInterval()), open = duration(limits, "maximum_open", d
			.maximumOpen()), age = duration(limits, "maximum_age", d.maximumAge());
		final int minute = limits.integer("per_minute", d.perMinute(), 1), session = limits.integer("per_session", d.perSession(), 0);
		final double total = limits.number("total_volume", Quantity.VOLUME, d.totalVolumeUl());
		limits.close();
		s.close();
		final double millis = calibration.openMicros(volume) / 1000;
		if (!(millis > 0 && millis <= open.toMillis())) s.problem("volume", "a reward of " + volume + " ul needs the valve open for " + Math
			.round(millis) + " ms; reward.limits.maximum_open is " + open.toMillis() + " ms");
		return new BciConfig.Reward(device, settings, calibration, made(limits, "per_minute", d, () -> new SafetyLimits(interval, minute,
			session, open, total, age)), yoked);
	}

	private ValveCalibration valve(final Section s) {
		final double slope = s.number("slope", Quantity.FLOW, ValveCalibration.NOMINAL.ulPerMs());
		final double intercept = s.number("intercept", Quantity.VOLUME, ValveCalibration.NOMINAL.interceptUl());
		s.close();
		return made(s, "slope", ValveCalibration.NOMINAL, () -> new ValveCalibration(slope, intercept));
	}

	private static Duration duration(final Section s, final String key, final Duration otherwise) {
		return Duration.ofNanos(Math.round(1e9 * s.number(key, Quantity.TIME, otherwise.toNanos() / 1e9)));
	}

	private static Map<String, Map<String, String>> feedbacks(final Section s) {
		final Map<String, Map<String, String>> all = new LinkedHashMap<>();
		for (final String key : s.keys()) all.put(key, s.section(key).rest());
		return all;
	}

	/** What the supplier makes, or the default where it refuses the values. */
	private static <T> T made(final Section section, final String key, final T otherwise, final Supplier<T> maker) {
		try {
			return maker.get();
		}
		catch (final IllegalArgumentException e) {
			section.problem(section.line(key), e.getMessage());
			return otherwise;
		}
	}
}
