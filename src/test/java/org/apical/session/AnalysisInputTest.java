package org.apical.session;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

import org.apical.recording.NpyWriter;
import org.apical.recording.Progress;
import org.apical.recording.RecordingException;
import org.apical.signal.NetworkDecoder;
import org.apical.signal.SessionData;
import org.apical.signal.SessionSignals;
import org.apical.simulate.ExperimentParameters;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class AnalysisInputTest {

	private static final ExperimentParameters SMALL = ExperimentParameters.DEFAULT.withSize(1, 1, 12_000, 3000).withNeurons(3, 4, 4);

	@Rule
	public final TemporaryFolder temporary = new TemporaryFolder();

	private Path folder;

	@Before
	public void simulate() throws IOException {
		new ExperimentFiles(SMALL).write(temporary.getRoot().toPath(), Progress.NONE);
		folder = temporary.getRoot().toPath().resolve("mouse1/day1");
	}

	@Test
	public void whatWasWrittenIsReadAndAnalysed() throws IOException {
		final SessionData data = read();
		assertEquals(10, data.neurons());
		assertEquals(12_000, data.frames());
		assertEquals(15.46, data.rateHz(), 1e-3);
		final SessionSignals signals = SessionSignals.of(data, SessionSignals.Parameters.DEFAULT.withDecoder(
			NetworkDecoder.Parameters.DEFAULT.withPermutations(5)), Progress.NONE);
		assertTrue(signals.vector().plusNeurons() == 3 && signals.vector().minusNeurons() == 3);
		assertEquals(60, signals.rows().size());
		assertEquals(10, signals.controls().size());
		assertTrue(signals.gaps().toString(), signals.gaps().contains("control 'dF/F0 magnitudes': no magnitudes from dF/F0"));
	}

	@Test
	public void aLastFrameThatTheOtherPlaneLacksIsLeftOut() throws IOException {
		final SessionData before = read();
		change("frames.csv", text -> text + "12000,776.2,1,,black,0,,0,0,0,0\n");
		assertEquals(12_000, read().log().length());
		assertArrayEquals(before.log().readout(), read().log().readout(), 0);
		change("frames.csv", text -> text + "12001,776.3,1,,black,0,,0,0,0,0\n");
		says("has 12002 frames of plane 1");
	}

	@Test
	public void aRoleWithoutNeuronsIsAMarkedGap() throws IOException {
		Files.writeString(folder.resolve("populations.csv"), "label,population\n1,P+\n");
		final SessionSignals signals = SessionSignals.of(read(), SessionSignals.Parameters.DEFAULT.withDecoder(
			NetworkDecoder.Parameters.DEFAULT.withPermutations(0)), Progress.NONE);
		assertTrue(signals.gaps().toString(), signals.gaps().contains(
			"vector test: no P- neuron has events in both error reduction and error increase"));
	}

	@Test
	public void sessionsWithoutMissesSaySo() throws IOException {
		final Path trials = folder.resolve("trials.csv");
		Files.writeString(trials, Files.readString(trials).replace("miss", "aborted"));
		final SessionSignals signals = SessionSignals.of(read(), SessionSignals.Parameters.DEFAULT.withDecoder(
			NetworkDecoder.Parameters.DEFAULT.withPermutations(0)), Progress.NONE);
		assertTrue(signals.gaps().toString(), signals.gaps().contains(
			"reward: after a hit against time-out: the session has no window of reward_miss"));
	}

	@Test
	public void inputsThatDoNotFitTogetherAreSaidInOneLine() throws IOException {
		change("frames.csv", text -> text.substring(0, text.lastIndexOf('\n', text.length() - 2) + 1));
		says("has 11999 frames of plane 1, the traces of");
		change("trials.csv", text -> text.lines().limit(2).reduce("", (a, b) -> a + b + "\n"));
		says("column 'trial': trial 1 is not in");
		Files.delete(folder.resolve("trials.csv"));
		says("needs both a frames and a trials table");
		change("populations.csv", text -> "label,population\n99,P+\n");
		Files.delete(folder.resolve("frames.csv"));
		says("The frame rate is not known");
		change("events.csv", text -> text.replace("magnitude", "size"));
		assertThrows(RecordingException.class, this::read);
		change("rois.csv", text -> text.replace("soma", "dendrite"));
		says("no ROI is a soma");
		Files.delete(folder.resolve("spks.npy"));
		Files.delete(folder.resolve("rois.csv"));
		says("rois.csv: no such file");
	}

	@Test
	public void whatCannotBeMeantIsSaidInOneLine() throws IOException {
		final String frames = Files.readString(folder.resolve("frames.csv")), rois = Files.readString(folder.resolve("rois.csv"));
		change("frames.csv", text -> text.replaceFirst("\n0,0,", "\n0,inf,"));
		says("line 2, column 'time_s': expected a finite number, found 'inf'");
		Files.writeString(folder.resolve("frames.csv"), milliseconds(frames));
		says("its column time_s has 65 s from frame to frame; it must be in seconds");
		Files.writeString(folder.resolve("frames.csv"), frames);
		final String trials = Files.readString(folder.resolve("trials.csv"));
		change("trials.csv", text -> text + text.lines().skip(1).findFirst().orElseThrow().replaceFirst("^0,", "999,") + "\n");
		says("no frame of");
		Files.writeString(folder.resolve("trials.csv"), trials);
		change("rois.csv", text -> text.replace("\n2,soma,2,", "\n2,soma,1,"));
		says("ROIs 1 and 2 are both the soma of neuron 1");
		Files.writeString(folder.resolve("rois.csv"), rois);
		change("populations.csv", text -> text + "1,P-\n");
		says("ROI 1 is P+ in one line and P- in another");
	}

	private static String milliseconds(final String frames) {
		final StringBuilder text = new StringBuilder();
		for (final String line : frames.lines().toList()) {
			final String[] cells = line.split(",", -1);
			if (!cells[0].equals("frame")) cells[1] = Double.toString(1000 * Double.parseDouble(cells[1]));
			text.append(String.join(",", cells)).append('\n');
		}
		return text.toString();
	}

	@Test
	public void framesWithoutAReadoutAreNoPartOfTheBaselineThatChanceComesFrom() throws IOException {
		final int[] blank = { 0 };
		change("frames.csv", text -> {
			final StringBuilder changed = new StringBuilder();
			final List<String> header = List.of(text.lines().findFirst().orElseThrow().split(","));
			for (final String line : text.lines().toList()) {
				final String[] cells = line.split(",", -1);
				if (cells[header.indexOf("state")].equals("baseline") && blank[0]++ < 2800) cells[header.indexOf("x")] = "";
				changed.append(String.join(",", cells)).append('\n');
			}
			return changed.toString();
		});
		final SessionSignals signals = SessionSignals.of(read(), SessionSignals.Parameters.DEFAULT.withDecoder(
			NetworkDecoder.Parameters.DEFAULT.withPermutations(0)), Progress.NONE);
		assertTrue(signals.gaps().toString(), signals.gaps().contains(
			"chance level: the log starts with 200 baseline frames that have a readout, fewer than a trial's 433"));
	}

	@Test
	public void badFramesInDffLeaveTheirEventsOutOfItsControl() throws IOException {
		final SessionData before = read();
		final float[][] dff = new float[20][12_000];
		for (final float[] trace : dff) Arrays.fill(trace, 0, 6000, Float.NaN);
		NpyWriter.write(folder.resolve("dff.npy"), dff);
		final SessionData data = read();
		assertEquals(before.events().size(), data.events().size());
		assertEquals(before.events().stream().filter(e -> e.frame() > 6015).count(), data.dffEvents().size(), 2);
	}

	@Test
	public void eventsMoreThanHalfASecondApartAreNotOne() throws IOException {
		final String events = Files.readString(folder.resolve("events.csv"));
		for (final int apart : new int[] { 7, 8 }) { // 453 and 517 ms
			change("events.csv", text -> events.lines().limit(2).reduce("", (a, b) -> a + b + "\n") + later(events.lines().toList().get(2),
				apart) + "\n");
			assertEquals(apart == 7 ? 1 : 0, read().events().size());
		}
	}

	private static String later(final String event, final int frames) {
		final String[] cells = event.split(",", -1);
		cells[4] = Integer.toString(Integer.parseInt(cells[4]) + frames);
		return String.join(",", cells);
	}

	private SessionData read() throws IOException {
		return AnalysisInput.read(AnalysisFiles.of(folder), "m", "s", 1, 0);
	}

	private void says(final String expected) {
		final RecordingException e = assertThrows(RecordingException.class, this::read);
		assertTrue(e.getMessage(), e.getMessage().contains(expected));
	}

	private void change(final String name, final UnaryOperator<String> edit) throws IOException {
		Files.writeString(folder.resolve(name), edit.apply(Files.readString(folder.resolve(name))));
	}
}
