package org.apical.neuron;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.util.ArrayList;
import java.util.List;

import org.apical.neuron.Track.Sighting;
import org.apical.recording.RecordingException;
import org.apical.roi.Roi;
import org.junit.Assume;
import org.junit.Test;
import org.scijava.Context;

public class AssignmentLinkerTest {

	private static Roi disc(final int label, final double cy, final double cx, final double radius) {
		final List<Integer> pixels = new ArrayList<>();
		for (int y = 0; y < 200; y++) for (int x = 0; x < 200; x++) if (Math.hypot(y - cy, x - cx) <= radius) pixels.add(y * 200 + x);
		return Roi.of(label, 0, 200, 200, pixels.stream().mapToInt(Integer::intValue).toArray());
	}

	/** Twelve discs on a grid of 40 px, shifted a little by day. */
	private static List<Roi> day(final double shift) {
		final List<Roi> rois = new ArrayList<>();
		for (int i = 0; i < 12; i++) rois.add(disc(i + 1, 30 + 40 * (i / 4) + shift, 30 + 40 * (i % 4) - shift, 6 + i % 3));
		return rois;
	}

	private static List<Integer> days(final Track track) {
		return track.sightings().stream().map(Sighting::day).toList();
	}

	@Test
	public void aNeuronThatWasMissedOnADayIsFoundAgain() {
		final List<Roi> second = new ArrayList<>(day(1));
		second.remove(4);
		final List<Track> tracks = new AssignmentLinker().link(List.of(day(0), second, day(0.5)), DayLinker.Parameters.DEFAULT);
		assertEquals(12, tracks.size());
		assertEquals(List.of(0, 2), days(tracks.get(4)));
		for (final Track track : tracks) {
			assertEquals(1, track.sightings().stream().map(s -> s.roi().label()).distinct().count());
			assertTrue(track.sightings().stream().allMatch(s -> s.probability() > 0.8 && s.probability() <= 1));
		}
	}

	@Test
	public void noGapIsBridgedThatIsLongerThanAllowed() {
		final List<Roi> second = new ArrayList<>(day(1));
		second.remove(4);
		assertEquals(13, new AssignmentLinker().link(List.of(day(0), second, day(0.5)), new DayLinker.Parameters(10, 0, 0.5)).size());
	}

	@Test
	public void oneDayThatIsOutlinedBadlyDoesNotSplitATrack() {
		final List<Roi> second = new ArrayList<>(day(0.5));
		second.set(5, disc(6, 70 + 4, 70 + 4, 4));
		final List<Track> tracks = new AssignmentLinker().link(List.of(day(0), second, day(1), day(0.2)), DayLinker.Parameters.DEFAULT);
		assertEquals(12, tracks.size());
		assertEquals(List.of(0, 1, 2, 3), days(tracks.get(5)));
	}

	@Test
	public void aNewNeuronAndALostOneAreNotOne() {
		final List<Roi> second = new ArrayList<>(day(1));
		second.set(0, disc(1, 42, 18, 11));
		final List<Track> tracks = new AssignmentLinker().link(List.of(day(0), second), DayLinker.Parameters.DEFAULT);
		assertEquals(13, tracks.size());
	}

	@Test
	public void daysWithoutRoisAreNoError() {
		assertEquals(List.of(), new AssignmentLinker().link(List.of(List.of(), List.of()), DayLinker.Parameters.DEFAULT));
		assertEquals(12, new AssignmentLinker().link(List.of(List.of(), day(0), List.of()), DayLinker.Parameters.DEFAULT).size());
	}

	@Test
	public void partsThatArePairedOnMostDaysAreOneNeuron() {
		final Roi soma = disc(1, 50, 50, 6), dendrite = disc(2, 80, 80, 3), other = disc(3, 120, 120, 6);
		final Track somas = new Track(List.of(new Sighting(0, soma.withNeuron(4), 1), new Sighting(1, soma.withNeuron(7), 1), new Sighting(2, soma
			.withNeuron(1), 1)));
		final Track dendrites = new Track(List.of(new Sighting(0, dendrite.withNeuron(4), 1), new Sighting(1, dendrite.withNeuron(7), 1),
			new Sighting(2, dendrite.withNeuron(2), 1)));
		final Track others = new Track(List.of(new Sighting(1, other.withNeuron(4), 1), new Sighting(2, other.withNeuron(2), 1)));
		final int[] numbers = NeuronTracks.number(List.of(somas, others, dendrites));
		assertEquals(numbers[0], numbers[2]);
		assertTrue("paired on one of two days only", numbers[1] != numbers[0]);
	}

	@Test
	public void linkersAreFoundByKeyAndAnUnknownKeyIsAnsweredWithThoseKnown() {
		try (Context context = new Context()) {
			final DayLinkerService service = context.service(DayLinkerService.class);
			assertTrue(service.create("assignment") instanceof AssignmentLinker);
			assertTrue(assertThrows(IllegalArgumentException.class, () -> service.create("hungarian")).getMessage().contains(
				"assignment, trackmate"));
		}
	}

	@Test
	public void trackMateLinksTheSame() throws Exception {
		final TrackMateLinker linker = new TrackMateLinker();
		Assume.assumeTrue("TrackMate is not on the class path", linker.isPresent());
		final List<Track> tracks = linker.link(List.of(day(0), day(1), day(0.5)), DayLinker.Parameters.DEFAULT);
		assertEquals(12, tracks.size());
		for (final Track track : tracks) assertEquals(List.of(0, 1, 2), days(track));
	}

	@Test
	public void aLinkOfTrackMateThatIsTooImprobableIsCut() throws Exception {
		final TrackMateLinker linker = new TrackMateLinker();
		Assume.assumeTrue("TrackMate is not on the class path", linker.isPresent());
		// beside eleven that are seen again, a far smaller disc 9 px from where a lost one was
		final List<Roi> second = new ArrayList<>(day(0.5));
		second.set(0, disc(1, 37, 36, 3));
		assertEquals(12, linker.link(List.of(day(0), second, day(0.2)), new DayLinker.Parameters(10, 0, 0)).size());
		final List<Track> tracks = linker.link(List.of(day(0), second, day(0.2)), new DayLinker.Parameters(10, 0, 0.5));
		assertEquals(14, tracks.size());
		for (final Track track : tracks) for (final Sighting s : track.sightings()) assertTrue(s.probability() >= 0.5);
	}

	@Test
	public void withoutTrackMateThatIsSaidInOneLine() {
		final TrackMateLinker linker = new TrackMateLinker();
		Assume.assumeFalse(linker.isPresent());
		assertTrue(assertThrows(RecordingException.class, () -> linker.link(List.of(day(0), day(1)), DayLinker.Parameters.DEFAULT)).getMessage()
			.contains("use the linker assignment"));
	}
}
