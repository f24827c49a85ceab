package org.apical.session;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

import org.apical.online.LoopStatus;
import org.apical.online.config.BciConfig;
import org.apical.online.config.ConfigException;
import org.apical.online.record.FrameEntry;
import org.apical.online.record.Journal;
import org.apical.online.record.JournalEntry;
import org.apical.online.record.JournalFile;
import org.apical.recording.Progress;
import org.apical.recording.RecordingException;
import org.apical.session.exchange.ExchangeService;
import org.apical.session.exchange.TraceKind;
import org.apical.session.exchange.TracedRois;
import org.junit.After;
import org.junit.Before;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.scijava.Context;

/** Whole sessions with a simulated animal, from the configuration to the tables, and back. */
public class BciRunTest {

	/** A rehearsed day that several tests look at. */
	@ClassRule
	public static final TemporaryFolder SHARED = new TemporaryFolder();

	@Rule
	public final TemporaryFolder folder = new TemporaryFolder();

	private final Context context = new Context();
	private final BciServices services = BciServices.of(context);
	private final List<String> said = new ArrayList<>();
	private Path config;
	private Path session;

	@Before
	public void configure() throws IOException {
		configure(folder.getRoot().toPath());
	}

	private void configure(final Path root) throws IOException {
		config = ShortDay.write(root.resolve("example"));
		session = root.resolve("session");
	}

	@After
	public void dispose() {
		context.close();
	}

	private void change(final String... pairs) throws IOException {
		ShortDay.change(config, pairs);
	}

	private String rehearse() throws Exception {
		return rehearse(said::add);
	}

	private String rehearse(final Consumer<String> log) throws Exception {
		final BciConfig checked = BciCheck.read(config, services);
		final Rehearsal rehearsal = new Rehearsal(checked, services.recordings());
		final BciRun run = new BciRun(rehearsal.quick(), config.getParent(), session, services, new LoopStatus(), log);
		run.rehearse(rehearsal);
		run.begin(config);
		return run.run(false, loop -> {});
	}

	/** The day that was rehearsed before any test changes it. */
	private void once() throws Exception {
		session = SHARED.getRoot().toPath().resolve("session");
		if (Files.exists(session)) return;
		configure(SHARED.getRoot().toPath());
		rehearse();
	}

	private List<Table.Row> rows(final String table) throws IOException {
		return Table.read(session.resolve(table)).rows();
	}

	@Test
	public void aRehearsedDayLeavesWholeTablesAndReplaysBitForBit() throws Exception {
		once();
		assertEquals(6, rows("trials.csv").size());
		final List<Table.Row> frames = rows("frames.csv");
		for (int i = 0; i < frames.size(); i++) assertEquals(i, frames.get(i).integer("frame"));
		double time = -1;
		for (final Table.Row row : frames) {
			assertTrue(row.number("time_s") >= time);
			time = row.number("time_s");
		}
		for (final Table.Row trial : rows("trials.csv")) {
			final boolean hit = trial.text("outcome").equals("hit");
			assertEquals(hit, !trial.text("hit_frame").isEmpty());
			assertEquals("paid after a hit and never else", hit, !trial.text("reward_s").isEmpty());
			if (hit) assertEquals(trial.number("hit_s") + 0.2, trial.number("reward_s"), 0.15);
		}
		assertEquals("P+", rows("populations.csv").get(0).text("population"));
		assertTrue(RunHistory.of(session).number("bci", "calibration", "z") > 0);
		assertTrue(Files.readString(session.resolve("run.json")).contains("\"rehearsal\": true"));
		assertTrue(Files.exists(session.resolve("alignment-p2.png")));
		final String same = new BciReplay(session, services).run(null, Progress.NONE);
		assertTrue(same, same.contains("the same readings and decisions"));
	}

	@Test(timeout = 120_000)
	public void aTerminalThatWasStoppedDoesNotStopTheSession() throws Exception {
		final CountDownLatch goesOn = new CountDownLatch(1);
		rehearse(line -> {
			try {
				goesOn.await();
			}
			catch (final InterruptedException e) {
				Thread.currentThread().interrupt();
			}
		});
		assertEquals(6, rows("trials.csv").size());
		goesOn.countDown();
	}

	@Test
	public void aSessionsTracesAreThoseOfItsRecordEachFrameAtItsPlace() throws Exception {
		once();
		final TracedRois read = context.service(ExchangeService.class).read(session);
		final float[][] f = read.traces(TraceKind.FLUORESCENCE), dff = read.traces(TraceKind.DFF);
		final int soma = (int) read.rois().stream().filter(r -> r.plane() == 0).count();
		final int[] taken = new int[2];
		int judged = 0;
		try (JournalFile journal = new JournalFile(session.resolve("journal.bin"))) {
			for (JournalEntry entry = journal.next(); entry != null; entry = journal.next()) {
				if (!(entry instanceof FrameEntry e)) continue;
				final int at = taken[e.plane]++, row = e.plane == 0 ? 0 : soma;
				assertEquals(e.judged && !e.reading.bad, !Float.isNaN(f[row][at]));
				if (!e.judged) continue;
				judged++;
				assertEquals(e.reading.f[0], f[row][at], 0);
				assertEquals(e.dff[0], dff[row][at], 0);
			}
		}
		assertTrue(judged > 100);
		assertEquals(Math.max(taken[0], taken[1]), read.frames());
		assertEquals(15.46, read.sampling().rateHz(), 1e-9);
	}

	private Path copy() throws IOException {
		final Path copy = folder.newFolder().toPath();
		try (Stream<Path> files = Files.list(session)) {
			for (final Path file : (Iterable<Path>) files::iterator) Files.copy(file, copy.resolve(file.getFileName()));
		}
		return copy;
	}

	/** @param change of each entry to those that are to stand in its place */
	private static void rewrite(final Path journal, final Function<JournalEntry, List<JournalEntry>> change) throws IOException {
		final Path old = Files.move(journal, journal.resolveSibling("journal.old"));
		try (JournalFile from = new JournalFile(old); Journal to = new Journal(journal, line -> {})) {
			for (JournalEntry entry = from.next(); entry != null; entry = from.next()) {
				for (final JournalEntry e : change.apply(entry)) assertTrue(to.add(e));
			}
		}
	}

	@Test
	public void aRewardThatTheLoopDidNotDecideIsNamedByTheReplay() throws Exception {
		once();
		final Path copy = copy();
		final JournalEntry.Asked extra = new JournalEntry.Asked(1, 3, "hit", "null", 99, 4, "");
		rewrite(copy.resolve("journal.bin"), e -> e instanceof FrameEntry f && f.frame == 150 ? List.of(extra, e) : List.of(e));
		final String message = assertThrows(RecordingException.class, () -> new BciReplay(copy, services).run(null, Progress.NONE))
			.getMessage();
		assertTrue(message, message.matches("1 of \\d+ frames differ: frame 150: rewards asked for was 1.0, is 0.0"));
	}

	@Test
	public void aRewardThatIsMissingIsNamedByTheReplayAndOneByHandIsNot() throws Exception {
		once();
		final Path copy = copy();
		rewrite(copy.resolve("journal.bin"), e -> e instanceof JournalEntry.Asked ? List.of() : List.of(e));
		final String message = assertThrows(RecordingException.class, () -> new BciReplay(copy, services).run(null, Progress.NONE))
			.getMessage();
		assertTrue(message, message.matches("\\d+ of \\d+ frames differ: frame \\d+: rewards asked for was 0.0, is 1.0.*"));
		final Path byHand = copy();
		final JournalEntry.Asked manual = new JournalEntry.Asked(1, -1, "manual", "null", 99, 4, "");
		rewrite(byHand.resolve("journal.bin"), e -> e instanceof FrameEntry f && f.frame == 150 ? List.of(manual, e) : List.of(e));
		assertTrue(new BciReplay(byHand, services).run(null, Progress.NONE).contains("the same readings and decisions"));
	}

	@Test
	public void aFrameThatWasTamperedWithIsNamedByTheReplay() throws Exception {
		once();
		final Path copy = copy();
		final Path kept = copy.resolve("frames-p1.raw");
		try (FileChannel file = FileChannel.open(kept, StandardOpenOption.WRITE)) {
			file.write(ByteBuffer.allocate(256 * 256), 40 * 256 * 256 * 2L + 256 * 64);
		}
		final String message = assertThrows(RecordingException.class, () -> new BciReplay(copy, services).run(null, Progress.NONE))
			.getMessage();
		assertTrue(message, message.matches("\\d+ of \\d+ frames differ: frame \\d+: .*"));
	}

	@Test
	public void aLaterDayTakesTheFirstDaysZFromItsSession() throws Exception {
		once();
		final double z = RunHistory.of(session).number("bci", "calibration", "z");
		configure(folder.newFolder().toPath());
		change("# day_one: ../day1          # on", "day_one: " + SHARED.getRoot().toPath().resolve("session") + " # on");
		session = folder.getRoot().toPath().resolve("second");
		rehearse();
		assertEquals(z, RunHistory.of(session).number("bci", "calibration", "z"), 1e-9);
	}

	@Test
	public void aYokedSessionIsPaidAtTheOthersTimesWhateverItsReadoutDoes() throws Exception {
		final Path other = Files.writeString(folder.newFile("other.csv").toPath(), "trial,start_s,reward_s\n0,100,101.5\n1,104,\n2,108,106\n");
		change("  # yoked: ../yoked-to ", "  yoked: " + other + " ");
		rehearse();
		final double first = rows("trials.csv").get(0).number("start_s");
		final List<Table.Row> rewards = rows("rewards.csv");
		assertEquals(2, rewards.size());
		for (final Table.Row row : rewards) {
			assertEquals("yoked", row.text("reason"));
			assertEquals("", row.text("suppressed_by"));
		}
		assertEquals(first + 1.5, rewards.get(0).number("time_s"), 0.15);
		assertEquals(first + 6, rewards.get(1).number("time_s"), 0.15);
		assertTrue(new BciReplay(session, services).run(null, Progress.NONE).contains("the same readings and decisions"));
	}

	@Test
	public void aSessionToYokeToWithoutRewardsIsRefusedBeforeAnythingOpens() throws Exception {
		final Path other = Files.writeString(folder.newFile("other.csv").toPath(), "trial,start_s,reward_s\n0,100,\n");
		change("  # yoked: ../yoked-to ", "  yoked: " + other + " ");
		final ConfigException e = assertThrows(ConfigException.class, () -> BciCheck.read(config, services));
		assertEquals(e.problems().toString(), 1, e.problems().size());
		assertTrue(e.getMessage(), e.problems().get(0).matches("line \\d+: reward\\.yoked: .*other\\.csv: no trial was rewarded"));
	}

	@Test
	public void aFieldThatIsAnotherOneEndsTheSessionInALineAndKeepsTheRecord() throws Exception {
		change("least_correlation: 0.3", "least_correlation: 1");
		final String message = assertThrows(RecordingException.class, this::rehearse).getMessage();
		assertTrue(message, message.contains("field.least_correlation asks for 1.0. Is it the same field and depth?"));
		assertTrue(rows("frames.csv").size() >= 47);
	}

	@Test
	public void aPictureThatCannotBeWrittenIsNamedAndDoesNotEndTheSession() throws Exception {
		Files.createDirectories(session.resolve("alignment-p1.png").resolve("in the way"));
		rehearse();
		assertEquals(6, rows("trials.csv").size());
		assertTrue(said.toString(), said.stream().anyMatch(line -> line.contains("alignment-p1.png: cannot be written")));
	}

	@Test
	public void whatOnlyPlugInsAndFilesCanTellIsCheckedBeforeAnythingOpens() throws Exception {
		change("kind: tcp", "kind: telepathy", "device: \"null\"", "device: spoon", "kind: difference", "kind: guess");
		final ConfigException e = assertThrows(ConfigException.class, () -> BciCheck.read(config, services));
		assertEquals(e.problems().toString(), 3, e.problems().size());
		assertTrue(e.getMessage(), e.problems().get(0).contains("\"telepathy\"; there are "));
	}

	@Test
	public void anROIThatIsNotThereIsNamed() throws Exception {
		final String text = Files.readString(config);
		Files.writeString(config, text.replaceAll("plus: \\[.*?\\]", "plus: [4711]"));
		assertTrue(assertThrows(RecordingException.class, this::rehearse).getMessage().contains("names ROI 4711"));
	}

	@Test
	public void aKilledRehearsalGoesOnWithItsAnimalAndWithoutTheDevice() throws Exception {
		change("device: \"null\"", "device: serial", "  # settings: {port: /dev/ttyACM0}", "  settings: {port: " + folder.getRoot() + "}");
		rehearse();
		try (FileChannel journal = FileChannel.open(session.resolve("journal.bin"), StandardOpenOption.WRITE)) {
			journal.truncate(journal.size() * 3 / 5);
		}
		said.clear();
		BciRun.resume(session, services, new LoopStatus(), said::add).run(true, loop -> {});
		assertTrue(said.toString(), said.stream().noneMatch(line -> line.contains("serial")));
		assertEquals("the trial that was cut short counts", 6, rows("trials.csv").size());
		assertTrue(new BciReplay(session, services).run(null, Progress.NONE).contains("the same readings and decisions"));
	}

	@Test
	public void aSessionThatWasKilledBeforeItsFirstFrameIsBegunAnew() throws Exception {
		Files.createDirectories(session);
		try (Journal journal = new Journal(session.resolve("journal.bin"), said::add)) {
			journal.add(new JournalEntry.Note(0, "of the killed one"));
		}
		assertTrue(assertThrows(RecordingException.class, () -> BciRun.resume(session, services, new LoopStatus(), said::add)).getMessage()
			.endsWith("holds no session that frames came to (no session.json); begin one with its configuration"));
		rehearse();
		assertEquals(6, rows("trials.csv").size());
		assertTrue(Files.readString(session.resolve("run.json")).contains("\"reconnects\": 0"));
		assertFalse(Files.readString(session.resolve("run.json")).contains("of the killed one"));
	}

	@Test
	public void aSessionsDamagedShapeIsSaidInOneLine() throws Exception {
		Files.createDirectories(session);
		Files.writeString(session.resolve("session.json"), "");
		assertTrue(assertThrows(RecordingException.class, () -> BciRun.resume(session, services, new LoopStatus(), said::add)).getMessage()
			.endsWith("session.json: is damaged (something is missing)"));
	}

	@Test
	public void aRehearsalShowsWhatTheAnimalWouldPerceive() throws Exception {
		try (DatagramSocket program = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
			program.setSoTimeout(5000);
			Files.writeString(config, Files.readString(config) + "\nfeedback: {osc: {udp_port: " + program.getLocalPort() + "}}\n");
			rehearse();
			final DatagramPacket packet = new DatagramPacket(new byte[100], 100);
			program.receive(packet);
			assertTrue(new String(packet.getData(), StandardCharsets.US_ASCII).startsWith("/apical"));
		}
	}

	@Test
	public void aFolderWithASessionIsNotWrittenOver() throws Exception {
		once();
		final byte[] journal = Files.readAllBytes(session.resolve("journal.bin"));
		assertTrue(assertThrows(RecordingException.class, this::rehearse).getMessage().contains("--resume"));
		assertTrue(Arrays.equals(journal, Files.readAllBytes(session.resolve("journal.bin"))));
		try (Stream<Path> files = Files.list(session)) {
			assertTrue(files.noneMatch(f -> f.getFileName().toString().startsWith(".apical")));
		}
	}
}
