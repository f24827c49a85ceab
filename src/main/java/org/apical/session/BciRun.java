package org.apical.session;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

import org.apical.online.ClosedLoop;
import org.apical.online.LiveLoop;
import org.apical.online.LoopCounts;
import org.apical.online.LoopStatus;
import org.apical.online.News;
import org.apical.online.Operator;
import org.apical.online.PlaneSetup;
import org.apical.online.Preparation;
import org.apical.online.Replay;
import org.apical.online.config.BciConfig;
import org.apical.online.feedback.Feedback;
import org.apical.online.readout.Populations;
import org.apical.online.record.FrameStore;
import org.apical.online.record.Journal;
import org.apical.online.record.JournalEntry;
import org.apical.online.record.JournalFile;
import org.apical.online.source.FrameSource;
import org.apical.online.source.LiveFrame;
import org.apical.online.source.SourceCounts;
import org.apical.online.source.SourceGeometry;
import org.apical.online.source.SourceSettings;
import org.apical.online.task.Calibration;
import org.apical.online.task.TrialResult;
import org.apical.recording.RecordingException;
import org.apical.reward.DeviceSettings;
import org.apical.reward.SafetyGate;
import org.apical.reward.SafetyLimits;
import org.apical.roi.Roi;

/**
 * A closed-loop session from its configuration to its tables: opens what it needs, runs the loop, and whatever happens
 * closes everything and makes the tables of what was recorded.
 */
public final class BciRun {

	private final BciConfig config;
	private final Path base;
	private final BciFolder folder;
	private final BciServices services;
	private final LoopStatus status;
	private final News log;
	private final LoopCounts counts = new LoopCounts();
	private final List<AutoCloseable> open = new ArrayList<>();
	private final BciSetup setup;
	private Populations populations;
	private List<Roi> readOut = List.of();
	private Journal journal;
	private LiveLoop live;
	/** Stands in for the configuration's source; null in earnest. */
	private SimulatedSource rehearsal;
	/** Whether the loop's news are new, and not those of a session that is being found back. */
	private boolean recording = true;

	/**
	 * @param base folder that relative paths of the configuration start from
	 * @param status what a window looks at
	 * @param log is told what a person should know, a line each, on a thread of its own; may wait
	 */
	public BciRun(final BciConfig config, final Path base, final Path output, final BciServices services, final LoopStatus status,
		final Consumer<String> log)
	{
		this.config = config;
		this.base = base;
		folder = new BciFolder(output);
		this.services = services;
		this.status = status;
		this.log = new News(log);
		setup = new BciSetup(config, services.recordings(), services.readouts());
	}

	/** The session in a folder, to go on with; a rehearsal goes on as one. */
	public static BciRun resume(final Path output, final BciServices services, final LoopStatus status, final Consumer<String> log)
		throws IOException
	{
		final BciFolder folder = new BciFolder(output);
		final BciConfig config = BciCheck.read(folder.config(), folder.base(), services);
		if (!folder.isRehearsed()) return new BciRun(config, folder.base(), output, services, status, log);
		final Rehearsal animal = new Rehearsal(config, services.recordings());
		final BciRun run = new BciRun(animal.quick(), folder.base(), output, services, status, log);
		run.rehearse(animal);
		return run;
	}

	/** @param configFile kept in the folder */
	public void begin(final Path configFile) throws IOException {
		folder.begin(configFile, rehearsal != null);
	}

	/** Frames come from this animal instead of the configuration's source, and the rewards reach it. */
	public void rehearse(final Rehearsal animal) throws IOException {
		rehearsal = animal.source();
	}

	/**
	 * Runs the session to its end.
	 *
	 * @param resume whether to go on with the one in the folder
	 * @param started is told the loop once frames may come, to be steered by
	 * @return what came out, for people
	 * @throws IOException with one line for the user; what was recorded has been made into tables
	 */
	public String run(final boolean resume, final Consumer<LiveLoop> started) throws IOException, InterruptedException {
		final RunRecord record = new RunRecord("bci", Map.of("config", config.toString()));
		IOException failure = null;
		String outcome = "Nothing was recorded";
		log.begin();
		try {
			live(resume, started);
		}
		catch (final IOException | IllegalArgumentException e) {
			failure = e instanceof RecordingException known ? known : new RecordingException(e.getMessage(), e);
		}
		finally {
			failure = close(failure);
			log.close();
			try {
				if (Files.exists(folder.journal())) outcome = tables(record, failure);
			}
			catch (final IOException e) {
				// What broke the record says more than that its tables could not be written either.
				if (failure == null) failure = e;
				else failure.addSuppressed(e);
			}
		}
		if (failure != null) throw failure;
		return outcome;
	}

	private void live(final boolean resume, final Consumer<LiveLoop> started) throws IOException, InterruptedException {
		final FrameSource source = opened(rehearsal == null ? services.sources().create(config.source().kind()) : rehearsal);
		final int planes = config.imaging().planes();
		final boolean known = resume && folder.isSampled(planes, config.field().sampleFrames());
		// Nothing was judged yet: the session begins anew.
		if (!known) Files.deleteIfExists(folder.journal());
		Preparation preparation = null;
		Replay.Outcome past = null;
		if (known) {
			final Preparation.Ready ready = LivePreparation.ready(folder, setup, services.recordings(), planes, config.loop().rateHz(),
				this::make, null, log);
			past = findBack(ready);
			preparation = frame -> ready;
		}
		journal = opened(new Journal(folder.journal(), log));
		final LiveLoop.Start start = past == null ? LiveLoop.Start.NEW : new LiveLoop.Start(past.next(), Math.max(past.lastS(), (System
			.currentTimeMillis() - past.startedMillis()) / 1e3));
		final Preparation later = preparation == null ? new FirstFrames(source) : preparation;
		final List<Feedback> feedbacks = feedbacks();
		live = new LiveLoop(source, config.imaging().channel(), later, journal, feedbacks, config.loop().rewardUl(), config.imaging()
			.clock(), start, status, counts, log);
		source.listen(live::say);
		for (final Feedback feedback : feedbacks) feedback.listen(live::say);
		final SafetyLimits limits = past == null ? config.reward().limits() : config.reward().limits().after(past.rewards(), past
			.volumeUl());
		live.use(opened(gate(limits)));
		source.open(SourceSettings.of(config.source().settings(), base));
		if (past != null) {
			if (config.keepFrames()) keep(past.planeFrames());
			live.tell(Operator.INTERRUPTED, Double.NaN);
		}
		started.accept(live);
		live.run();
	}

	private SafetyGate gate(final SafetyLimits limits) throws IOException {
		try {
			return services.rewards().open(config.reward().device(), DeviceSettings.of(config.reward().settings()), limits, config.reward()
				.valve(), live.listener(config.reward().device(), rehearsal == null ? () -> {} : rehearsal::reward));
		}
		catch (final IllegalArgumentException e) {
			throw new RecordingException(e.getMessage(), e);
		}
	}

	private List<Feedback> feedbacks() throws IOException {
		final List<Feedback> all = new ArrayList<>();
		for (final Map.Entry<String, Map<String, String>> f : config.feedbacks().entrySet()) {
			final Feedback feedback = opened(services.feedbacks().create(f.getKey()));
			feedback.open(f.getValue());
			all.add(feedback);
		}
		return all;
	}

	private ClosedLoop make(final List<PlaneSetup> planes) throws IOException {
		populations = setup.populations(planes);
		readOut = planes.get(config.loop().readoutPlane()).rois();
		return setup.loop(planes, this::calibrated, this::ended);
	}

	private void calibrated(final Calibration c) {
		if (!recording) return;
		journal.add(new JournalEntry.Threshold(live.nowS(), c));
		live.say(String.format(Locale.ROOT, "Threshold %.3f, z %.2f: %.0f %% of resampled trials reach it", c.threshold(), c.z(),
			100 * c.expectedSuccess()));
	}

	private void ended(final TrialResult trial) {
		counts.add(trial);
		if (recording) journal.add(new JournalEntry.Trial(trial));
	}

	/** Leads the loop to where the session stood when it was killed. */
	private Replay.Outcome findBack(final Preparation.Ready ready) throws IOException {
		recording = false;
		try (JournalFile file = new JournalFile(folder.journal())) {
			return new Replay(ready.loop(), ready.planes(), null).run(file, frame -> {});
		}
		finally {
			recording = true;
		}
	}

	/** Makes what depends on the frames' shape when the first frame is there. */
	private final class FirstFrames implements Preparation {

		private final FrameSource source;
		private LivePreparation preparation;

		FirstFrames(final FrameSource source) {
			this.source = source;
		}

		@Override
		public Ready look(final LiveFrame frame) throws IOException {
			if (preparation == null) preparation = prepare();
			return preparation.look(frame);
		}

		private LivePreparation prepare() throws IOException {
			final SourceGeometry geometry = source.geometry();
			final int planes = config.imaging().planes();
			if (geometry.planes() != planes) throw new RecordingException("The source sends " + geometry.planes() +
				" plane(s), imaging.planes says " + planes);
			folder.write(geometry, config.loop().rateHz(), base);
			if (config.keepFrames()) keep(new long[planes]);
			final FrameStore[] samples = new FrameStore[planes];
			for (int p = 0; p < planes; p++) {
				Files.deleteIfExists(folder.sample(p));
				samples[p] = new FrameStore(folder.sample(p), 0, geometry.width() * geometry.height(), geometry.type(), live::say);
			}
			return new LivePreparation(folder, setup, services.recordings(), samples, config.field().sampleFrames(), config.loop().rateHz(),
				rehearsal != null, BciRun.this::make, live::say);
		}
	}

	/** @param first numbers that the planes' next frames will have in their files */
	private void keep(final long[] first) throws IOException {
		final BciFolder.Shape shape = folder.shape();
		final FrameStore[] stores = new FrameStore[first.length];
		for (int p = 0; p < stores.length; p++) stores[p] = opened(new FrameStore(folder.frames(p), first[p], shape.width() * shape
			.height(), shape.type(), live::say));
		live.keep(stores);
	}

	private <C extends AutoCloseable> C opened(final C resource) {
		open.add(resource);
		return resource;
	}

	/** The journal last, so that all can still tell it what happens. */
	private IOException close(final IOException before) {
		IOException failure = before;
		open.sort((a, b) -> Boolean.compare(a instanceof Journal, b instanceof Journal));
		for (final AutoCloseable resource : open) {
			try {
				resource.close();
			}
			catch (final Exception e) {
				if (failure == null) failure = e instanceof IOException io ? io : new IOException(e.getMessage(), e);
				else failure.addSuppressed(e);
			}
		}
		return failure;
	}

	private String tables(final RunRecord record, final IOException failure) throws IOException {
		final BciTables tables = new BciTables();
		try (ResultFolder to = ResultFolder.open(folder.path())) {
			tables.write(folder, populations, readOut, to);
			final BciSummary summary = new BciSummary(config, folder.isRehearsed(), setup, tables, status, live
				== null ? SourceCounts.NONE : live.counts());
			summary.describe(record);
			record.put("failure", failure == null ? null : failure.getMessage());
			to.publish(record);
			return summary.toString();
		}
	}
}
