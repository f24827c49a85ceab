package org.apical.session;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

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
import org.apical.online.source.SourceGeometry;
import org.apical.online.source.memory.RingWriter;
import org.apical.online.source.stream.FrameSender;
import org.apical.online.source.stream.Protocol;
import org.apical.recording.Movie;
import org.apical.recording.OpenOptions;
import org.apical.recording.PixelType;
import org.apical.recording.Progress;
import org.apical.recording.Recording;
import org.apical.recording.tiff.TiffMovieWriter;
import org.apical.roi.Roi;
import org.apical.simulate.SimulatedMovie;
import org.apical.simulate.SimulatedRecording;
import org.apical.simulate.SimulationParameters;
import org.apical.simulate.TrueRoi;
import org.scijava.Context;

import com.sun.management.ThreadMXBean;

/**
 * How long the closed loop takes from a frame's last byte until the reward device has its command: two planes of 512 x 796,
 * 50 ROIs in each, sent by a process of its own.
 *
 * <p>{@code LoopBenchmark FOLDER SOURCE RATE SECONDS MODEL}: SOURCE is {@code tcp}, {@code mmap} or {@code file}; RATE in
 * frames per second of both planes together, 0 for as many as are taken; MODEL {@code rigid} or {@code lines}. SOURCE
 * {@code none} hands frames to the loop's code directly and counts processor time, which other programs do not disturb.
 */
public final class LoopBenchmark {

	private static final int WIDTH = 796, HEIGHT = 512, ROIS = 50, FRAMES = 40, PORT = 30911;
	private static final double RATE = 30.92;

	private LoopBenchmark() {}

	public static void main(final String... arguments) throws Exception {
		if (arguments[0].equals("send")) send(Path.of(arguments[1]), arguments[2], Double.parseDouble(arguments[3]), Long.parseLong(
			arguments[4]));
		else if (arguments[1].equals("none")) compute(Path.of(arguments[0]), arguments[4]);
		else measure(Path.of(arguments[0]), arguments[1], Double.parseDouble(arguments[2]), Double.parseDouble(arguments[3]), arguments[4]);
		System.exit(0);
	}

	private static SourceGeometry geometry() {
		return new SourceGeometry(WIDTH, HEIGHT, PixelType.UINT16, 2, 1);
	}

	/** The field's templates, ROIs and frames. */
	private static void prepare(final Path folder) throws IOException {
		if (Files.exists(folder.resolve("frames.raw"))) return;
		final Path reference = Files.createDirectories(folder.resolve("reference"));
		final SimulatedRecording field = new SimulatedRecording(SimulationParameters.preset("two-plane").withSize(WIDTH, HEIGHT)
			.withFrames(FRAMES));
		final List<Roi> rois = new ArrayList<>();
		for (int p = 0; p < 2; p++) {
			final SimulatedMovie movie = field.movie(p, 0);
			final float[] image = movie.scene().image();
			for (int i = 0; i < image.length; i++) image[i] = (float) (movie.detector().offset() + movie.detector().gain() * movie.detector()
				.photons() * image[i]);
			TiffMovieWriter.writeImage(reference.resolve("template-p" + (p + 1) + ".tif"), WIDTH, HEIGHT, image, movie.sampling());
			final int plane = p;
			final List<TrueRoi> here = field.rois().stream().filter(r -> r.plane() == plane).toList();
			for (int i = 0; i < ROIS; i++) {
				final TrueRoi r = here.get(i % here.size());
				rois.add(Roi.of(rois.size() + 1, p, WIDTH, HEIGHT, r.pixels(), r.weights()));
			}
		}
		RoiZip.write(reference.resolve("rois.zip"), rois);
		final float[] pixels = new float[WIDTH * HEIGHT];
		final ByteBuffer bytes = ByteBuffer.allocate(2 * pixels.length).order(ByteOrder.LITTLE_ENDIAN);
		try (OutputStream out = Files.newOutputStream(folder.resolve("frames.raw"))) {
			for (int t = 0; t < FRAMES; t++) for (int p = 0; p < 2; p++) {
				field.movie(p, 0).read(t, pixels);
				bytes.clear();
				for (final float v : pixels) bytes.putShort((short) (int) v);
				out.write(bytes.array());
			}
		}
	}

	private interface Sender {
		void send(float[] pixels, byte[] bytes, long number) throws IOException;
	}

	private static void send(final Path folder, final String source, final double rate, final long frames) throws Exception {
		final byte[] all = Files.readAllBytes(folder.resolve("frames.raw"));
		final int n = WIDTH * HEIGHT;
		final float[][] pixels = new float[2 * FRAMES][n];
		final byte[][] bytes = new byte[2 * FRAMES][2 * n];
		for (int f = 0; f < pixels.length; f++) {
			System.arraycopy(all, f * 2 * n, bytes[f], 0, 2 * n);
			for (int i = 0; i < n; i++) pixels[f][i] = (bytes[f][2 * i] & 0xff) | (bytes[f][2 * i + 1] & 0xff) << 8;
		}
		final Sender sender = sender(folder, source);
		final long start = System.nanoTime();
		for (long i = 0; i < frames; i++) {
			if (rate > 0) {
				final long wait = start + Math.round(i * 1e9 / rate) - System.nanoTime();
				if (wait > 0) Thread.sleep(wait / 1_000_000, (int) (wait % 1_000_000));
			}
			sender.send(pixels[(int) (i % pixels.length)], bytes[(int) (i % pixels.length)], i);
		}
	}

	private static Sender sender(final Path folder, final String source) throws Exception {
		switch (source) {
			case "tcp": {
				final FrameSender tcp = connect();
				return (pixels, bytes, i) -> tcp.send(pixels, i, (int) (i % 2), 0, i / RATE);
			}
			case "mmap": {
				final RingWriter ring = new RingWriter(folder.resolve("ring"), geometry(), 32);
				return (pixels, bytes, i) -> ring.write(pixels, i, (int) (i % 2), 0, i / RATE);
			}
			default: {
				final OutputStream out = Files.newOutputStream(folder.resolve("growing.raw"));
				return (pixels, bytes, i) -> out.write(bytes);
			}
		}
	}

	private static FrameSender connect() throws Exception {
		for (int attempt = 0;; attempt++) {
			try {
				return FrameSender.connect(Protocol.APICAL, geometry(), "127.0.0.1", PORT);
			}
			catch (final IOException e) {
				if (attempt == 300) throw e;
				Thread.sleep(100);
			}
		}
	}

	private static String yaml(final Path folder, final String source, final double seconds, final String model) {
		final String from = switch (source) {
			case "tcp" -> "{kind: tcp, protocol: apical, port: " + PORT + "}";
			case "mmap" -> "{kind: mmap, path: " + folder.resolve("ring") + "}";
			default -> "{kind: tail, path: " + folder.resolve("growing.raw") + ", format: raw, width: 796, height: 512, planes: 2}";
		};
		// A low threshold and short trials: a reward every few seconds, so that the device's command is timed often.
		return "source: " + from + "\nimaging: {rate: 15.46 Hz, planes: 2}\nmotion: {model: " + model + ", bad_frames: use}\n" +
			"field: {reference: reference, sample_frames: 40}\nreadout: {plus: [1, 2, 3, 4], minus: [5, 6, 7, 8]}\n" +
			"baseline: {duration: 6 s, grating: 1 s}\ncalibration: {trial: 2 s, success: 90 %}\n" + "task: {grey: 0 s, run: 2 s, freeze: 0 s, " +
			"black: 0.1 s, reward_delay: 0 s, timeout: 0 s, duration: " + seconds + " s}\n" +
			"reward: {limits: {minimum_interval: 0 s, per_minute: 10000, per_session: 1000000, total_volume: 1000000 ul}}\n";
	}

	private static void measure(final Path folder, final String source, final double rate, final double seconds, final String model)
		throws Exception
	{
		prepare(folder);
		final Path yaml = folder.resolve("bench.yaml"), session = folder.resolve("session-" + System.nanoTime());
		Files.writeString(yaml, yaml(folder, source, seconds, model));
		Files.deleteIfExists(folder.resolve("growing.raw"));
		Files.deleteIfExists(folder.resolve("ring"));
		final long frames = rate > 0 ? (long) (rate * (seconds + 300)) : Long.MAX_VALUE;
		final Process sender = new ProcessBuilder(ProcessHandle.current().info().command().orElseThrow(), "-Xmx900m", "-cp", System
			.getProperty("java.class.path"), LoopBenchmark.class.getName(), "send", folder.toString(), source, String.valueOf(rate), String
				.valueOf(frames)).inheritIO().start();
		if (!source.equals("tcp")) while (!Files.exists(folder.resolve(source.equals("mmap") ? "ring" : "growing.raw"))) Thread.sleep(20);
		final double[] bytesPerFrame = { Double.NaN };
		try (Context context = new Context()) {
			final BciServices services = BciServices.of(context);
			final BciConfig config = BciCheck.read(yaml, services);
			final LoopStatus status = new LoopStatus();
			final BciRun run = new BciRun(config, folder, session, services, status, System.out::println);
			run.begin(yaml);
			final Thread watcher = new Thread(() -> bytesPerFrame[0] = allocation(status));
			watcher.setDaemon(true);
			watcher.start();
			System.out.println(run.run(false, l -> {}));
		}
		finally {
			sender.destroyForcibly();
		}
		report(session, source, rate, model, bytesPerFrame[0]);
	}

	private static void compute(final Path folder, final String model) throws Exception {
		prepare(folder);
		final Path yaml = folder.resolve("bench.yaml");
		Files.writeString(yaml, yaml(folder, "tcp", 60, model));
		try (Context context = new Context()) {
			final BciServices services = BciServices.of(context);
			final BciConfig config = BciCheck.read(yaml, services);
			final BciSetup setup = new BciSetup(config, services.recordings(), services.readouts());
			final List<Movie> samples = new ArrayList<>();
			try (Recording recording = services.recordings().open(folder.resolve("frames.raw"), OpenOptions.DEFAULT.withPlanes(2).withRate(RATE /
				2).withRaw(new OpenOptions.RawShape(WIDTH, HEIGHT, PixelType.UINT16, true, 0))))
			{
				for (int p = 0; p < 2; p++) samples.add(recording.movie(p, 0));
				final List<PlaneSetup> planes = setup.planes(samples, null, Progress.NONE);
				final ClosedLoop loop = setup.loop(planes, c -> {}, t -> {});
				final float[][] frames = new float[2 * FRAMES][WIDTH * HEIGHT];
				for (int f = 0; f < frames.length; f++) samples.get(f % 2).read(f / 2, frames[f]);
				final PlaneReader[] readers = { new PlaneReader(planes.get(0)), new PlaneReader(planes.get(1)) };
				final FrameReading[] readings = { new FrameReading(ROIS), new FrameReading(ROIS) };
				final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
				final int warm = 2000, counted = 2000;
				final long[] nanos = new long[counted];
				long bytes = 0;
				for (int n = 0; n < warm + counted; n++) {
					if (n == warm) bytes = threads.getCurrentThreadAllocatedBytes();
					final long before = threads.getCurrentThreadCpuTime();
					readers[n % 2].read(frames[n % frames.length], readings[n % 2]);
					loop.accept(n % 2, n, n / RATE, readings[n % 2]);
					if (n >= warm) nanos[n - warm] = threads.getCurrentThreadCpuTime() - before;
				}
				bytes = threads.getCurrentThreadAllocatedBytes() - bytes;
				Arrays.sort(nanos);
				System.out.printf(Locale.ROOT, "| %s | %.2f | %.2f | %.2f | %d |%n", model, nanos[counted / 2] / 1e6, nanos[counted * 99 / 100] / 1e6,
					nanos[counted - 1] / 1e6, bytes / counted);
			}
		}
	}

	/** Bytes that the loop's threads take for a frame, over the ten seconds after the first ten of judging. */
	private static double allocation(final LoopStatus status) {
		final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
		try {
			LoopStatus.Snapshot s = null;
			while (s == null || s.stage == null) {
				Thread.sleep(50);
				s = status.take();
			}
			Thread.sleep(10_000);
			final long frames = status.take().frame, bytes = allocated(threads);
			Thread.sleep(10_000);
			final long now = allocated(threads);
			return (now - bytes) / (double) (status.take().frame - frames);
		}
		catch (final InterruptedException e) {
			return Double.NaN;
		}
	}

	private static long allocated(final ThreadMXBean threads) {
		return Thread.getAllStackTraces().keySet().stream().filter(t -> t.getName().startsWith("apical-frames")).mapToLong(t -> threads
			.getThreadAllocatedBytes(t.getId())).sum();
	}

	private static void report(final Path session, final String source, final double rate, final String model, final double bytes)
		throws IOException
	{
		final Histogram decisions = new Histogram(1_000, 100_000_000_000L, 3);
		double first = Double.NaN, last = 0;
		long judged = 0;
		try (JournalFile journal = new JournalFile(session.resolve("journal.bin"))) {
			for (JournalEntry e = journal.next(); e != null; e = journal.next()) {
				if (!(e instanceof FrameEntry f) || !f.judged) continue;
				judged++;
				if (judged < 200) continue; // the compiler is still at work
				if (Double.isNaN(first)) first = f.arrivalS;
				last = f.arrivalS;
				final long nanos = Math.max(1, Math.round(1e9 * (f.decisionS - f.arrivalS)));
				if (rate > 0) decisions.recordValueWithExpectedInterval(nanos, (long) (1e9 / rate));
				else decisions.recordValue(nanos);
			}
		}
		System.out.printf(Locale.ROOT, "| %s | %s | %s | %d | %.1f | %.2f | %.2f | %.2f | %.2f | %.0f |%n", source, model, rate > 0 ? rate : "max",
			judged, (judged - 200) / (last - first), decisions.getValueAtPercentile(50) / 1e6, decisions.getValueAtPercentile(99) / 1e6, decisions
				.getValueAtPercentile(99.9) / 1e6, decisions.getMaxValue() / 1e6, bytes);
	}
}
