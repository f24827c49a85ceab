package org.apical.session;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

import org.apical.neuron.AssignmentLinker;
import org.apical.neuron.DayAlignment;
import org.apical.neuron.DayLinker;
import org.apical.recording.Progress;
import org.apical.recording.RecordingException;
import org.apical.recording.Sampling;
import org.apical.roi.Roi;
import org.apical.signal.Role;
import org.apical.signal.SessionData;
import org.apical.simulate.ExperimentParameters;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class TrackingRunTest {

	private static final int SIDE = 128;
	/** The days are not turned; few turns are looked for. */
	private static final DayAlignment.Parameters SHIFTED = new DayAlignment.Parameters(20, 1);

	@Rule
	public final TemporaryFolder temporary = new TemporaryFolder();

	private final List<TrackedDay> days = new ArrayList<>();
	private Path out;

	/** Two days: nine bright discs, on the second shifted, labelled the other way round and without the first. */
	@Before
	public void twoDays() throws IOException {
		out = temporary.getRoot().toPath().resolve("out");
		for (int d = 0; d < 2; d++) {
			final float[] mean = new float[SIDE * SIDE];
			final Random random = new Random(d);
			for (int i = 0; i < mean.length; i++) mean[i] = (float) (10 + random.nextGaussian());
			final Random places = new Random(5);
			final List<Roi> rois = new ArrayList<>();
			for (int k = 0; k < 9; k++) {
				final double cy = 25 + 36 * (k / 3) + 8 * places.nextDouble() + 3 * d, cx = 25 + 36 * (k % 3) + 8 * places.nextDouble() - 4 * d,
						radius = 5 + 2 * places.nextDouble();
				final List<Integer> pixels = new ArrayList<>();
				for (int i = 0; i < mean.length; i++) if (Math.hypot(i / SIDE - cy, i % SIDE - cx) < radius) pixels.add(i);
				for (final int i : pixels) mean[i] += 30;
				// rows that motion kept from being imaged
				Arrays.fill(mean, 0, 3 * SIDE, Float.NaN);
				if (d == 0 || k > 0) rois.add(Roi.of(d == 0 ? k + 1 : 9 - k, 0, SIDE, SIDE, pixels.stream().mapToInt(Integer::intValue).toArray()));
			}
			days.add(new TrackedDay(d + 1, temporary.newFolder("day" + (d + 1)).toPath(), SIDE, SIDE, Sampling.UNKNOWN, rois, List.of(mean)));
		}
	}

	private TrackingRun.Result run(final Path corrected) throws IOException {
		try (ResultFolder folder = ResultFolder.open(out)) {
			final TrackingRun.Result result = new TrackingRun(SHIFTED, new AssignmentLinker(), DayLinker.Parameters.DEFAULT,
				corrected).run(days, folder, Progress.NONE);
			folder.publish();
			return result;
		}
	}

	/** Labels of a neuron on both days, as day:label. */
	private List<String> neurons() throws IOException {
		final List<String> neurons = new ArrayList<>();
		for (final Table.Row row : Table.read(out.resolve("tracks.csv"), "neuron", "day", "label", "probability").rows()) {
			final int n = row.integer("neuron");
			while (neurons.size() < n) neurons.add("");
			neurons.set(n - 1, (neurons.get(n - 1) + " " + row.text("day") + ":" + row.text("label")).trim());
		}
		return neurons;
	}

	@Test
	public void neuronsOfTheSecondDayAreThoseOfTheFirst() throws IOException {
		Files.writeString(days.get(0).folder().resolve("populations.csv"), "label,population\n3,P+\n4,P-\n");
		final TrackingRun.Result result = run(null);
		assertEquals(9, result.neurons());
		assertEquals(8, result.all());
		assertEquals(List.of("1:1", "1:2 2:8", "1:3 2:7", "1:4 2:6", "1:5 2:5", "1:6 2:4", "1:7 2:3", "1:8 2:2", "1:9 2:1"), neurons());
		assertEquals("neuron,population\n3,P+\n4,P-\n", Files.readString(out.resolve("populations.csv")));
		final Table.Row second = Table.read(out.resolve("alignment.csv")).rows().get(1);
		assertEquals(3, second.number("dy_px"), 0.5);
		assertEquals(-4, second.number("dx_px"), 0.5);
		assertTrue(second.number("correlation") > 0.8);
	}

	@Test
	public void whatWasCorrectedInTrackMateIsReadBack() throws IOException {
		run(null);
		final Path fixed = temporary.newFolder("fixed").toPath(), xml = fixed.resolve("trackmate.xml");
		Files.copy(out.resolve("trackmate.xml"), xml);
		run(fixed);
		assertEquals("as it was", "1:2 2:8", neurons().get(1));
		// a person cuts the link of 1:2 and gives its partner to 1:1; TrackMate may swap ends and knows no cost
		final String text = Files.readString(xml);
		final String edge = text.lines().flatMap(l -> Arrays.stream(l.split("(?=<Edge)"))).filter(e -> e.startsWith(
			"<Edge SPOT_SOURCE_ID=\"2\" SPOT_TARGET_ID=\"100008\"")).findFirst().orElseThrow().replaceAll("(?s)>.*", ">");
		Files.writeString(xml, text.replace(edge, "<Edge SPOT_SOURCE_ID=\"100008\" SPOT_TARGET_ID=\"1\" LINK_COST=\"-1.0\">"));
		run(fixed);
		assertEquals(List.of("1:1 2:8", "1:2"), neurons().subList(0, 2));
		// a track that is no longer shown is none
		Files.writeString(xml, text.replaceFirst("<TrackID TRACK_ID=\"0\"></TrackID>|<TrackID TRACK_ID=\"0\"/>", ""));
		assertEquals(10, run(fixed).neurons());
	}

	@Test
	public void aRoleOfAnRoiThatWasDeletedInTrackMateIsOfNoNeuron() throws IOException {
		Files.writeString(days.get(0).folder().resolve("populations.csv"), "label,population\n1,P+\n3,P-\n");
		run(null);
		final Path xml = out.resolve("trackmate.xml");
		final String text = Files.readString(xml);
		Files.writeString(xml, text.replaceFirst("(?s)<Spot ID=\"1\" .*?</Spot>", ""));
		run(out);
		assertEquals("neuron,population\n2,P-\n", Files.readString(out.resolve("populations.csv")));
		Files.writeString(days.get(0).folder().resolve("populations.csv"), "label,population\n77,P+\n");
		assertTrue(assertThrows(RecordingException.class, () -> run(null)).getMessage().contains("is no ROI of"));
	}

	@Test
	public void aTrackThatSplitsIsSaidInOneLine() throws IOException {
		run(null);
		final Path xml = out.resolve("trackmate.xml");
		final String text = Files.readString(xml);
		Files.writeString(xml, text.replace("SPOT_SOURCE_ID=\"3\"", "SPOT_SOURCE_ID=\"2\""));
		assertTrue(assertThrows(RecordingException.class, () -> run(out)).getMessage().contains("splits, merges"));
		Files.writeString(xml, "<Other/>");
		assertTrue(assertThrows(RecordingException.class, () -> run(out)).getMessage().contains("is no TrackMate file"));
		Files.writeString(xml, text.replace("ID=\"5\" name=", "ID=\"77\" name="));
		assertTrue(assertThrows(RecordingException.class, () -> run(out)).getMessage().contains("is no ROI of these days"));
	}

	@Test
	public void aDayOfAnotherFieldIsRefused() {
		days.set(1, new TrackedDay(2, Path.of("other"), 10, 10, Sampling.UNKNOWN, List.of(), List.of(new float[100])));
		assertTrue(assertThrows(RecordingException.class, () -> run(null)).getMessage().contains("has 1 plane(s) of 10 x 10"));
	}

	@Test
	public void rolesOfTheFirstDayAreThoseOfALaterOne() throws IOException {
		new ExperimentFiles(ExperimentParameters.DEFAULT.withSize(1, 1, 12_000, 3000).withNeurons(3, 4, 4)).write(temporary.getRoot().toPath(),
			Progress.NONE);
		final Path session = temporary.getRoot().toPath().resolve("mouse1/day1"), tracks = temporary.newFolder("tracks").toPath();
		Files.delete(session.resolve("populations.csv"));
		// soma 2 and its dendrite 12 are the experiment's neuron 31, soma 5 is 32
		Files.writeString(tracks.resolve("tracks.csv"), "neuron,day,label,probability\n31,1,9,1\n31,6,2,0.9\n31,6,12,0.9\n32,6,5,1\n");
		Files.writeString(tracks.resolve("populations.csv"), "neuron,population\n31,P+\n32,P-\n");
		final AnalysisFiles files = AnalysisFiles.of(session).withTracks(tracks.resolve("tracks.csv"));
		final SessionData data = AnalysisInput.read(files, "m", "s", 6, 0);
		assertEquals("31", data.names()[1]);
		assertEquals(Role.P_PLUS, data.roles()[1]);
		assertEquals("32", data.names()[4]);
		assertEquals(Role.P_MINUS, data.roles()[4]);
		assertEquals("roi1", data.names()[0]);
		assertTrue("its dendrite came along", data.events().stream().anyMatch(e -> e.neuron() == 1));
		assertTrue(assertThrows(RecordingException.class, () -> AnalysisInput.read(files, "m", "s", 7, 0)).getMessage().contains(
			"no ROI of day 7"));
	}
}
