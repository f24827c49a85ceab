package org.apical.session;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.apical.recording.Movie;
import org.apical.recording.Progress;
import org.apical.recording.RecordingException;
import org.apical.roi.Compartment;
import org.apical.roi.CompartmentClassifier;
import org.apical.roi.DetectionScore;
import org.apical.roi.DetectorParameters;
import org.apical.roi.Roi;
import org.apical.simulate.MovementParameters;
import org.apical.simulate.SceneParameters;
import org.apical.simulate.SimulatedRecording;
import org.apical.simulate.SimulationParameters;
import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class SegmentationRunTest {

	@ClassRule
	public static final TemporaryFolder TEMPORARY = new TemporaryFolder();

	private static final int SIZE = 128;
	private static SimulatedRecording simulated;
	private static CorrectedRecording recording;
	private static Path results;
	private static ExtractionRun.Outcome outcome;

	@BeforeClass
	public static void segmentAndExtract() throws IOException {
		final SimulationParameters p = SimulationParameters.DEFAULT.withScene(SceneParameters.TWO_PLANES.withSize(SIZE, SIZE).withMargin(8)
			.withDensity(500, 400, 300)).withMovement(MovementParameters.STILL).withRate(10).withFrames(900).withSeed(2);
		simulated = new SimulatedRecording(p);
		final List<Movie> planes = new ArrayList<>();
		for (int i = 0; i < simulated.planes(); i++) planes.add(simulated.movie(i, 0));
		recording = CorrectedRecording.of(planes);
		results = TEMPORARY.newFolder("results").toPath();
		try (ResultFolder folder = ResultFolder.open(results)) {
			final List<Roi> rois = new SegmentationRun(DetectorParameters.DEFAULT, new CompartmentClassifier(), 0, 1).run(recording, folder,
				Progress.NONE);
			outcome = new ExtractionRun(ExtractionRun.Settings.DEFAULT).run(recording, rois, folder, Progress.NONE);
			folder.publish();
		}
	}

	@Test
	public void whatFiresIsFoundInItsPlaneAndNamedRightly() {
		final List<Roi> truths = simulated.rois().stream().filter(t -> t.spikes() >= 10).map(t -> Roi.of(t.label(), t.plane(), SIZE, SIZE, t
			.pixels()).withCompartment(Compartment.of(t.kind().toString()))).toList();
		final DetectionScore score = DetectionScore.of(truths, outcome.rois(), 0.3);
		assertTrue("recall " + score.recall() + " of " + truths.size(), score.recall() >= 0.85);
		final long right = score.hits().stream().filter(h -> truths.get(h[0]).compartment() == outcome.rois().get(h[1]).compartment())
			.count();
		assertTrue(right + " of " + score.hits().size() + " named rightly", right >= 0.9 * score.hits().size());
	}

	@Test
	public void theTableHasOneLineAnRoiInTheOrderOfTheTraces() throws IOException {
		final Table table = Table.read(results.resolve("rois.csv"), "label", "kind", "kind_probability", "neuron", "plane", "y_px", "x_px",
			"area_px", "area_um2", "snr");
		assertEquals(outcome.rois().size(), table.rows().size());
		for (int i = 0; i < table.rows().size(); i++) {
			final Table.Row row = table.rows().get(i);
			final Roi roi = outcome.rois().get(i);
			assertEquals(i + 1, row.integer("label"));
			assertEquals(roi.compartment().word(), row.text("kind"));
			assertEquals(roi.neuron().isPresent() ? "" + roi.neuron().getAsInt() : "", row.text("neuron"));
			assertEquals(roi.size(), row.integer("area_px"));
			assertEquals("1 µm a pixel", roi.size(), row.number("area_um2"), 1e-6);
		}
		for (final String name : List.of("F.npy", "Fneu.npy", "dff.npy", "spks.npy")) {
			final long bytes = Files.size(results.resolve(name));
			assertTrue(name + " of " + bytes, bytes - 4L * 900 * outcome.rois().size() < 256);
		}
	}

	@Test
	public void eventsNameTheirRoiAndCoincideWithinANeuron() throws IOException {
		final Table table = Table.read(results.resolve("events.csv"), "label", "neuron", "kind", "onset_frame", "peak_frame", "time_s", "height",
			"width_s", "magnitude", "coincident_label");
		assertEquals(outcome.events(), table.rows().size());
		int coincident = 0;
		for (final Table.Row row : table.rows()) {
			assertTrue(row.integer("onset_frame") <= row.integer("peak_frame"));
			if (row.text("coincident_label").isEmpty()) continue;
			coincident++;
			final Roi own = outcome.rois().get(row.integer("label") - 1);
			final Roi other = outcome.rois().get(row.integer("coincident_label") - 1);
			assertEquals(own.neuron(), other.neuron());
			assertTrue(own.compartment() == Compartment.SOMA ^ other.compartment() == Compartment.SOMA);
		}
		assertTrue(coincident + " of " + table.rows().size() + " coincide", coincident > 0);
	}

	@Test
	public void theRoiSetHoldsTheNeuronsAndServesAsInputAgain() throws IOException {
		final List<Roi> rois = RoiZip.read(results.resolve("rois.zip"), SIZE, SIZE);
		assertEquals(outcome.rois().size(), rois.size());
		for (int i = 0; i < rois.size(); i++) {
			assertEquals(1, rois.get(i).overlap(outcome.rois().get(i)), 0);
			assertEquals(outcome.rois().get(i).neuron(), rois.get(i).neuron());
		}
	}

	@Test
	public void aPlaneThatIsNotThereIsRefused() throws IOException {
		try (ResultFolder folder = ResultFolder.open(TEMPORARY.newFolder().toPath())) {
			final SegmentationRun run = new SegmentationRun(DetectorParameters.DEFAULT, new CompartmentClassifier(), 2, -1);
			final String message = assertThrows(RecordingException.class, () -> run.run(recording, folder, Progress.NONE)).getMessage();
			assertTrue(message, message.contains("no plane 3"));
		}
	}
}
