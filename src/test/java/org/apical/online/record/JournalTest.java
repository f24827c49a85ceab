package org.apical.online.record;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotNull;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

import org.apical.online.Operator;
import org.apical.online.task.Calibration;
import org.apical.online.task.TaskState;
import org.apical.online.task.TrialResult;
import org.junit.Assume;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class JournalTest {

	@Rule
	public final TemporaryFolder folder = new TemporaryFolder();

	private final List<String> trouble = Collections.synchronizedList(new ArrayList<>());
	private Path file;

	@Before
	public void name() {
		file = folder.getRoot().toPath().resolve("journal.bin");
	}

	private static FrameEntry frame(final long number) {
		final FrameEntry e = new FrameEntry(3);
		e.frame = number;
		e.plane = 200;
		e.timeS = number / 15.0;
		e.state = TaskState.RUN;
		e.trial = 4;
		e.x = Math.sin(number);
		e.angleDeg = Double.NaN;
		e.reading.dy = -1.25;
		e.reading.bad = number % 2 == 1;
		for (int i = 0; i < 3; i++) {
			e.reading.f[i] = i + number;
			e.reading.neuropil[i] = Float.NaN;
			e.dff[i] = 0.1f * i;
		}
		return e;
	}

	private List<JournalEntry> read() throws IOException {
		final List<JournalEntry> entries = new ArrayList<>();
		try (JournalFile journal = new JournalFile(file)) {
			for (JournalEntry e = journal.next(); e != null; e = journal.next()) entries.add(e);
		}
		return entries;
	}

	@Test
	public void everyKindOfEntryIsReadAsItWasWritten() throws IOException {
		final List<JournalEntry> all = List.of(new JournalEntry.Started(0, 1234), new JournalEntry.Told(Operator.THRESHOLD, 0.25),
			new JournalEntry.Trial(new TrialResult(3, 10, 20, 1.5, 2.5, TrialResult.Outcome.HIT, 15, 2, 0.3, "reversed")), new JournalEntry.Asked(1,
				3, "hit", "serial", 7, 4, ""), new JournalEntry.Ended(7, 1.1, "paid", ""), new JournalEntry.Note(2, "µ — a note"));
		try (Journal journal = new Journal(file, trouble::add)) {
			for (final JournalEntry e : all) assertTrue(journal.add(e));
			journal.add(frame(5));
			journal.add(new JournalEntry.Threshold(9, new Calibration(0.3, 2, 0.1, 0.05, -0.1, new double[] { 0.1, 0.2 }, new double[] { 1,
				0.5 })));
		}
		final List<JournalEntry> read = read();
		assertEquals(all, read.subList(0, all.size()));
		final FrameEntry frame = (FrameEntry) read.get(all.size());
		assertEquals(Math.sin(5), frame.x, 0);
		assertEquals(200, frame.plane);
		assertEquals(-1.25, frame.reading.dy, 0);
		assertTrue(frame.reading.bad);
		assertEquals(7f, frame.reading.f[2], 0);
		assertTrue(Float.isNaN(frame.reading.neuropil[0]) && Double.isNaN(frame.angleDeg));
		assertEquals(0.5, ((JournalEntry.Threshold) read.get(all.size() + 1)).calibration().success()[1], 0);
	}

	@Test
	public void aFileCutOffAnywhereIsReadUpToThereAndGoneOnWith() throws IOException {
		try (Journal journal = new Journal(file, trouble::add)) {
			for (int i = 0; i < 20; i++) journal.add(frame(i));
		}
		final byte[] whole = Files.readAllBytes(file);
		final int each = (whole.length - 8) / 20;
		for (int cut = 8; cut < whole.length; cut += 37) {
			Files.write(file, Arrays.copyOf(whole, cut));
			try (Journal journal = new Journal(file, trouble::add)) {
				journal.add(frame(100));
			}
			final List<JournalEntry> read = read();
			assertEquals("cut at byte " + cut, (cut - 8) / each + 1, read.size());
			assertEquals(100, ((FrameEntry) read.get(read.size() - 1)).frame);
		}
	}

	@Test
	public void aFlippedBitEndsTheReadingAndNeverMakesUpAnEntry() throws IOException {
		try (Journal journal = new Journal(file, trouble::add)) {
			for (int i = 0; i < 5; i++) journal.add(frame(i));
		}
		final byte[] whole = Files.readAllBytes(file);
		for (int at = 8; at < whole.length; at += 11) {
			final byte[] damaged = whole.clone();
			damaged[at] ^= 0x10;
			Files.write(file, damaged);
			final List<JournalEntry> read = read();
			assertTrue(read.size() < 5);
			for (int i = 0; i < read.size(); i++) assertEquals(i, ((FrameEntry) read.get(i)).frame);
		}
	}

	@Test
	public void entriesAreOnDiskWithinASecondWithoutClosing() throws Exception {
		try (Journal journal = new Journal(file, trouble::add)) {
			journal.add(frame(1));
			Thread.sleep(1000);
			assertEquals(1, read().size());
		}
	}

	@Test
	public void aFullDiskIsToldAndLosesOnlyWhatMemoryCannotHold() throws Exception {
		Assume.assumeTrue("needs Linux's /dev/full", Files.exists(Path.of("/dev/full")));
		Files.createSymbolicLink(file, Path.of("/dev/full"));
		final Journal journal = new Journal(file, trouble::add, 10_000);
		final long before = System.nanoTime();
		int kept = 0;
		for (int i = 0; i < 1000; i++) if (journal.add(frame(i))) kept++;
		assertTrue("the loop never waits", System.nanoTime() - before < 500_000_000L);
		assertTrue(kept > 10 && kept < 1000);
		assertEquals(1000 - kept, journal.lost());
		Thread.sleep(600);
		assertNotNull(journal.failure());
		assertEquals("told once", 1, trouble.size());
		assertThrows(IOException.class, journal::close);
	}

	@Test
	public void aDiskThatFailsIsTriedAgainAtIntervalsAndCostsNoProcessor() throws Exception {
		Assume.assumeTrue("needs Linux's /dev/full", Files.exists(Path.of("/dev/full")));
		Files.createSymbolicLink(file, Path.of("/dev/full"));
		final Journal journal = new Journal(file, trouble::add, 1 << 20);
		journal.add(new JournalEntry.Note(0, "with which it fails"));
		Thread.sleep(300);
		journal.add(new JournalEntry.Note(1, "that waits"));
		final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
		final long writer = Thread.getAllStackTraces().keySet().stream().filter(t -> t.getName().equals("apical-journal")).mapToLong(
			Thread::getId).max().getAsLong();
		final long before = threads.getThreadCpuTime(writer);
		Thread.sleep(1000);
		final long busyMillis = (threads.getThreadCpuTime(writer) - before) / 1_000_000;
		assertThrows(IOException.class, journal::close);
		assertTrue(busyMillis + " ms of a second", busyMillis < 100);
	}

	@Test
	public void whatIsNoJournalIsNotOverwritten() throws IOException {
		Files.writeString(file, "somebody's notes, longer than eight bytes");
		assertThrows(IOException.class, () -> new Journal(file, trouble::add));
		assertEquals("somebody's notes, longer than eight bytes", Files.readString(file));
		assertFalse(Files.size(file) == 0);
	}
}
