package org.apical.session;

import java.awt.GraphicsEnvironment;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;

import org.HdrHistogram.Histogram;
import org.apical.online.ClosedLoop;
import org.apical.online.FrameReading;
import org.apical.online.LoopStatus;
import org.apical.online.PlaneReader;
import org.apical.online.PlaneSetup;
import org.apical.online.config.BciConfig;
import org.apical.online.record.FrameEntry;
import org.apical.online.record.JournalEntry;
import org.apical.online.record.JournalFile;
import org.apical.recording.Movie;
import org.apical.recording.OpenOptions;
import org.apical.recording.PixelType;
import org.apical.recording.Progress;
import org.apical.recording.Recording;
import org.apical.recording.Sampling;
import org.apical.recording.tiff.TiffMovieWriter;
import org.scijava.Context;

import com.sun.management.ThreadMXBean;

/**
 * How long the closed loop takes from a frame's last byte until the reward device has its command, and how many frames it
 * takes a second: the field of {@link BenchmarkField}, sent by a {@link BenchmarkSender} in a process of its own.
 *
 * <p>{@code LoopBenchmark FOLDER SOURCE RATE SECONDS MODEL}: SOURCE is one of {@link #SOURCES}, or {@code all}; RATE in frames
 * per second of both planes together, 0 for as many as are taken; MODEL {@code rigid} or {@code lines}. SOURCE {@code none}
 * hands frames to the loop's code directly and counts processor time, which other programs do not disturb. What is growing or
 * replayed takes 25 MB/s of disk and is deleted afterwards. Several sources may be measured at once, each in a folder of its
 * own. {@code imageplus} needs a screen, and {@code all} leaves it out where there is none.
 */
public final class LoopBenchmark {

	static final double RATE = 30.92;
	static final List<String> SOURCES = List.of("tcp-raw", "tcp-ssm", "tcp-apical", "zmq", "ring", "scanbox", "tail-raw", "tail-tiff",
		"replay", "imageplus");
	/** Frames until the compiler is done. */
	private static final int WARM = 1000;

	private final Path folder;
	private final String source;
	private final double rate;
	private final double seconds;
	private final String model;

	private LoopBenchmark(final Path folder, final String source, final double rate, final double seconds, final String model) {
		this.folder = folder;
		this.source = source;
		this.rate = rate;
		this.seconds = seconds;
		this.model = model;
	}

	public static void main(final String... a) throws Exception {
		final Path folder = Path.of(a[0]);
		for (final String source : a[1].equals("all") ? SOURCES : List.of(a[1])) {
			if (source.equals("imageplus") && GraphicsEnvironment.isHeadless()) continue;
			final LoopBenchmark benchmark = new LoopBenchmark(folder, source, Double.parseDouble(a[2]), Double.parseDouble(a[3]), a[4]);
			if (source.equals("none")) benchmark.compute();
			else benchmark.measure();
		}
		System.exit(0);
	}

	private String yaml() {
		final String from = switch (source) {
			case "tcp-raw" -> "{kind: tcp, width: 796, height: 512, planes: 2, port: " + BenchmarkSender.port(source) + "}";
			case "tcp-ssm" -> "{kind: tcp, protocol: ssm, planes: 2, port: " + BenchmarkSender.port(source) + "}";
			case "zmq" -> "{kind: zmq, endpoint: \"tcp://127.0.0.1:" + BenchmarkSender.port(source) + "\"}";
			case "ring" -> "{kind: mmap, path: " + folder.resolve("ring") + "}";
			case "scanbox" -> "{kind: mmap, format: scanbox, path: " + folder.resolve("scanbox.mmap") + "}";
			case "tail-raw" -> "{kind: tail, path: " + folder.resolve("growing.raw") + ", width: 796, height: 512, planes: 2}";
			case "tail-tiff" -> "{kind: tail, path: " + folder.resolve("growing.tif") + ", planes: 2}";
			case "imageplus" -> "{kind: imageplus, title: " + BenchmarkSender.WINDOW + ", planes: 2}";
			case "replay" -> "{kind: replay, path: " + folder.resolve("long.tif") + ", planes: 2, rate: " + (rate > 0 ? rate / 2 : RATE / 2) +
				", speed: " + (rate > 0 ? 1 : 0) + "}";
			default -> "{kind: tcp, protocol: apical, port: " + BenchmarkSender.port(source) + "}";
		};
		// A low threshold and short trials: a reward every few seconds, so that the device's command is timed often.
		return "source: " + from + "\nimaging: {rate: 15.46 Hz, planes: 2, clock: arrival}\nmotion: {model: " + model + ", bad_frames: use}\n" +
			"field: {reference: reference, sample_frames: 40}\nreadout: {plus: [1, 2, 3, 4], minus: [5, 6, 7, 8]}\n" +
			"baseline: {duration: 6 s, grating: 1 s}\ncalibration: {trial: 2 s, threshold: -0.02}\n" + "task: {grey: 0 s, run: 2 s, freeze: 0 s, " +
			"black: 0.1 s, reward_delay: 0 s, timeout: 0 s, duration: " + seconds + " s}\n" +
			"reward: {limits: {minimum_interval: 0 s, per_minute: 10000, per_session: 1000000, total_volume: 1000000 ul}}\n";
	}

	private void measure() throws Exception {
		final BenchmarkField field = new BenchmarkField(folder);
		final Path yaml = folder.resolve("bench.yaml"), session = folder.resolve("session-" + source + "-" + System.nanoTime());
		Files.writeString(yaml, yaml());
		for (final String old : List.of("ring", "scanbox.mmap", "growing.raw", "growing.tif")) Files.deleteIfExists(folder.resolve(old));
		final Process sender = source.equals("replay") || source.equals("imageplus") ? null : send();
		if (source.equals("replay")) write(field.frames());
		if (source.equals("imageplus")) show();
		final CompletableFuture<double[]> cost = new CompletableFuture<>();
		try (Context context = new Context()) {
			final BciServices services = BciServices.of(context);
			final LoopStatus status = new LoopStatus();
			final BciRun run = new BciRun(BciCheck.read(yaml, services), folder, session, services, status, line -> {});
			run.begin(yaml);
			final Thread watcher = new Thread(() -> cost.complete(cost(status)));
			watcher.setDaemon(true);
			watcher.start();
			System.out.println(run.run(false, l -> {}));
		}
		finally {
			if (sender != null) sender.destroyForcibly().waitFor();
			for (final String big : List.of("growing.raw", "growing.tif", "long.tif")) Files.deleteIfExists(folder.resolve(big));
		}
		report(session, cost.getNow(new double[] { Double.NaN, Double.NaN }));
	}

	private Process send() throws IOException {
		final List<String> command = new ArrayList<>(List.of(ProcessHandle.current().info().command().orElseThrow(), "-Xmx900m", "-cp", System
			.getProperty("java.class.path"), BenchmarkSender.class.getName()));
		command.addAll(List.of(toSend()));
		return new ProcessBuilder(command).inheritIO().start();
	}

	private String[] toSend() {
		final long frames = rate > 0 ? (long) (rate * (seconds + 300)) : Long.MAX_VALUE;
		return new String[] { folder.toString(), source, String.valueOf(rate), String.valueOf(frames) };
	}

	/** A live view is a window of the loop's own program. */
	private void show() {
		final Thread view = new Thread(() -> {
			try {
				BenchmarkSender.main(toSend());
			}
			catch (final Exception e) {
				throw new IllegalStateException(e);
			}
		});
		view.setDaemon(true);
		view.start();
	}

	/** The recording to replay; as many as are taken are about a thousand a second. */
	private void write(final float[][] frames) throws IOException {
		final long count = (long) ((rate > 0 ? rate : 1000) * (seconds + 10));
		try (TiffMovieWriter writer = new TiffMovieWriter(folder.resolve("long.tif"), BenchmarkField.WIDTH, BenchmarkField.HEIGHT,
			PixelType.UINT16, Sampling.UNKNOWN))
		{
			for (long i = 0; i < count / 2 * 2; i++) writer.write(frames[(int) (i % frames.length)]);
		}
	}

	private void compute() throws Exception {
		final float[][] frames = new BenchmarkField(folder).frames();
		final Path yaml = folder.resolve("bench.yaml");
		Files.writeString(yaml, yaml());
		try (Context context = new Context()) {
			final BciServices services = BciServices.of(context);
			final BciConfig config = BciCheck.read(yaml, services);
			final BciSetup setup = new BciSetup(config, services.recordings(), services.readouts());
			final List<Movie> samples = new ArrayList<>();
			try (Recording recording = services.recordings().open(folder.resolve("frames.raw"), OpenOptions.DEFAULT.withPlanes(2).withRate(RATE /
				2).withRaw(new OpenOptions.RawShape(BenchmarkField.WIDTH, BenchmarkField.HEIGHT, PixelType.UINT16, true, 0))))
			{
				for (int p = 0; p < 2; p++) samples.add(recording.movie(p, 0));
				final List<PlaneSetup> planes = setup.planes(samples, null, Progress.NONE);
				final ClosedLoop loop = setup.loop(planes, c -> {}, t -> {});
				final PlaneReader[] readers = { new PlaneReader(planes.get(0)), new PlaneReader(planes.get(1)) };
				final FrameReading[] readings = { new FrameReading(BenchmarkField.ROIS), new FrameReading(BenchmarkField.ROIS) };
				final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
				final int warm = 2000, counted = 2000;
				final long[] nanos = new long[counted], all = new long[counted];
				long bytes = 0;
				for (int n = 0; n < warm + counted; n++) {
					if (n == warm) bytes = threads.getCurrentThreadAllocatedBytes();
					final long before = threads.getCurrentThreadCpuTime();
					readers[n % 2].read(frames[n % frames.length], readings[n % 2]);
					loop.accept(n % 2, n, n / RATE, readings[n % 2]);
					final long decided = threads.getCurrentThreadCpuTime();
					readers[n % 2].assess(frames[n % frames.length], readings[n % 2]);
					if (n < warm) continue;
					nanos[n - warm] = decided - before;
					all[n - warm] = threads.getCurrentThreadCpuTime() - before;
				}
				bytes = threads.getCurrentThreadAllocatedBytes() - bytes;
				Arrays.sort(nanos);
				Arrays.sort(all);
				System.out.printf(Locale.ROOT, "| %s | %.2f | %.2f | %.2f | %.2f | %d |%n", model, nanos[counted / 2] / 1e6, nanos[counted * 99 / 100] / 1e6,
					nanos[counted - 1] / 1e6, all[counted / 2] / 1e6, bytes / counted);
			}
		}
	}

	/** What the loop's threads take for a frame over ten seconds in the middle: processor time, ms, and memory, bytes. */
	private double[] cost(final LoopStatus status) {
		try {
			LoopStatus.Snapshot s = null;
			while (s == null || s.stage == null) {
				Thread.sleep(50);
				s = status.take();
			}
			Thread.sleep(Math.round(1000 * seconds / 2));
			final long first = status.take().frame;
			final double[] before = taken();
			Thread.sleep(10_000);
			final double[] after = taken();
			final double frames = status.take().frame - first;
			return new double[] { (after[0] - before[0]) / frames, (after[1] - before[1]) / frames };
		}
		catch (final InterruptedException e) {
			return new double[] { Double.NaN, Double.NaN };
		}
	}

	private static double[] taken() {
		final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
		final double[] sum = new double[2];
		for (final Thread thread : Thread.getAllStackTraces().keySet()) {
			if (!thread.getName().startsWith("apical-frames")) continue;
			sum[0] += threads.getThreadCpuTime(thread.getId()) / 1e6;
			sum[1] += threads.getThreadAllocatedBytes(thread.getId());
		}
		return sum;
	}

	private void report(final Path session, final double[] cost) throws IOException {
		final Histogram decisions = new Histogram(1_000, 100_000_000_000L, 3), commands = new Histogram(1_000, 100_000_000_000L, 3);
		double first = Double.NaN, last = 0, ended = Double.NaN;
		long judged = 0;
		try (JournalFile journal = new JournalFile(session.resolve("journal.bin"))) {
			for (JournalEntry e = journal.next(); e != null; e = journal.next()) {
				if (e instanceof JournalEntry.Ended reward) ended = reward.timeS();
				if (!(e instanceof FrameEntry f) || !f.judged || judged++ < WARM) continue;
				if (Double.isNaN(first)) first = f.arrivalS;
				// The device's thread may be done before the frame's record is written, or after.
				if (ended >= last && last > 0) commands.recordValue(nanos(ended - (ended >= f.arrivalS ? f.arrivalS : last)));
				ended = Double.NaN;
				last = f.arrivalS;
				if (rate > 0) decisions.recordValueWithExpectedInterval(nanos(f.decisionS - f.arrivalS), (long) (1e9 / rate));
				else decisions.recordValue(nanos(f.decisionS - f.arrivalS));
			}
		}
		try (PrintStream out = new PrintStream(folder.resolve(source + "-" + model + "-" + rate + ".hgrm").toFile())) {
			decisions.outputPercentileDistribution(out, 1e6);
		}
		System.out.printf(Locale.ROOT, "| %s | %s | %s | %d | %.1f | %.2f | %.2f | %.2f | %.2f | %.2f | %.2f | %.2f | %.0f |%n", source, model, rate > 0
			? rate : "max", judged, (judged - WARM) / (last - first), ms(decisions, 50), ms(decisions, 99), ms(decisions, 99.9), ms(decisions,
				100), ms(commands, 50), ms(commands, 100), cost[0], cost[1]);
	}

	private static long nanos(final double seconds) {
		return Math.max(1, Math.round(1e9 * seconds));
	}

	private static double ms(final Histogram histogram, final double percentile) {
		return histogram.getTotalCount() == 0 ? Double.NaN : histogram.getValueAtPercentile(percentile) / 1e6;
	}
}
