package org.apical.roi;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.BiConsumer;

import org.apical.recording.DerivedMovie;
import org.apical.recording.Movie;
import org.apical.recording.Progress;
import org.apical.recording.Sampling;
import org.junit.Test;

public class RoiDetectorTest {

	private static final DetectorParameters P = DetectorParameters.DEFAULT.withThreads(2);

	private static List<Roi> detect(final Movie movie, final boolean[] bad) throws IOException {
		return new RoiDetector(P).detect(movie, bad, 0, Progress.NONE);
	}

	/** A movie whose frames are changed after they were read. */
	private static Movie altered(final Movie movie, final BiConsumer<Integer, float[]> change) {
		return new DerivedMovie(movie) {

			@Override
			public void read(final int frame, final float[] into) throws IOException {
				movie.read(frame, into);
				change.accept(frame, into);
			}
		};
	}

	private static ActiveField field(final int size, final long seed) {
		return new ActiveField(size, 900, 15, 4, seed);
	}

	private static List<Roi> truths(final ActiveField field) {
		final List<Roi> truths = new ArrayList<>();
		for (final ActiveField.Part part : field.parts) {
			truths.add(Roi.of(truths.size() + 1, 0, field.width(), field.height(), field.truth(part)));
		}
		return truths;
	}

	@Test
	public void somasTrunksAndDendritesAreFoundByOneMethod() throws IOException {
		int hits = 0;
		int all = 0;
		for (int seed = 1; seed <= 3; seed++) {
			final ActiveField field = field(128, seed).scatter(5, 5, 5);
			final List<Roi> found = detect(field, null);
			hits += 2 * DetectionScore.of(truths(field), found, 0.3).hits().size();
			all += field.parts.size() + found.size();
		}
		assertTrue("F1 " + hits / (double) all, hits >= 0.85 * all);
	}

	@Test
	public void itSaysHowFarItIsBetweenAnyTwoRoisAndCanBeStoppedThere() throws IOException {
		final ActiveField field = field(96, 3).scatter(3, 3, 3);
		final Map<String, Integer> told = new HashMap<>();
		final int found = new RoiDetector(P).detect(field, null, 0, (stage, done, total) -> {
			assertTrue(stage + " " + done + " of " + total, done >= 0 && done <= total);
			told.merge(stage, 1, Integer::sum);
		}).size();
		for (final String stage : List.of("Finding ROIs", "Joining ROIs", "Refining ROIs", "Checking ROIs")) {
			assertTrue(told.toString(), told.get(stage) >= found);
			assertThrows(CancellationException.class, () -> new RoiDetector(P).detect(field, null, 0, (s, done, total) -> {
				if (s.equals(stage)) throw new CancellationException();
			}));
		}
	}

	@Test
	public void aDendriteThatCrossesASomaStaysOneRoiAndTheSomaAnother() throws IOException {
		final ActiveField field = field(96, 5);
		field.soma(48, 48, 7, 1, field.activity(0.15, 1));
		field.dendrite(48, 48, 0.4, 60, 2.5, 2, field.activity(0.15, 1));
		final List<Roi> found = detect(field, null);
		assertEquals(2, found.size());
		assertEquals(2, DetectionScore.of(truths(field), found, 0.5).hits().size());
	}

	@Test
	public void aDimDendriteThatTouchesItsOwnBrightSomaIsNotLost() throws IOException {
		final ActiveField field = field(128, 14);
		final float[] activity = field.activity(0.15, 1);
		final float[] bright = activity.clone();
		for (int t = 0; t < bright.length; t++) bright[t] *= 5;
		field.soma(54, 64, 5, 1, bright);
		field.dendrite(64, 64, 0, 100, 2.5, 1, activity);
		final List<Roi> found = detect(field, null);
		assertEquals(found.toString(), 2, DetectionScore.of(truths(field), found, 0.4).hits().size());
	}

	@Test
	public void aSomaAndTheDendriteThatLeavesItAndFiresWithItAreTwoRois() throws IOException {
		final ActiveField field = field(128, 17);
		final float[] activity = field.activity(0.15, 1);
		field.soma(64, 40, 7, 1, activity);
		field.dendrite(64, 80, 0, 66, 2.5, 1, activity);
		final List<Roi> found = detect(field, null);
		assertEquals(found.toString(), 2, found.size());
		assertEquals(2, DetectionScore.of(truths(field), found, 0.5).hits().size());
	}

	@Test
	public void aDendriteThatPassesBehindASomaOfItsNeuronStaysOneRoi() throws IOException {
		final ActiveField field = field(128, 18);
		final float[] activity = field.activity(0.15, 1);
		field.soma(60, 64, 7, 1, activity);
		field.dendrite(64, 64, 0, 90, 2.5, 1, activity);
		final List<Roi> found = detect(field, null);
		assertEquals(found.toString(), 2, found.size());
		assertEquals(2, DetectionScore.of(truths(field), found, 0.5).hits().size());
	}

	@Test
	public void aTrunkOfTwoPixelsRadiusIsFoundHoweverFineThePixels() throws IOException {
		final ActiveField field = field(96, 19);
		field.trunk(48, 48, 2, 1, field.activity(0.15, 2));
		final List<Roi> found = detect(new DerivedMovie(field) {

			@Override
			public Sampling sampling() {
				return new Sampling(15, 0.5, 0.5);
			}

			@Override
			public void read(final int frame, final float[] into) throws IOException {
				field.read(frame, into);
			}
		}, null);
		assertEquals(found.toString(), 1, found.size());
		assertEquals(1, DetectionScore.of(truths(field), found, 0.5).hits().size());
	}

	@Test
	public void aDendriteOfOnePixelsWidthIsFound() throws IOException {
		final ActiveField field = field(96, 20);
		final float[] activity = field.activity(0.15, 1);
		final List<Roi> found = detect(altered(field, (t, frame) -> {
			for (int i = 20; i < 76; i++) frame[i * 96 + i] += 200 * activity[t];
		}), null);
		assertEquals(found.toString(), 1, found.size());
		assertEquals(56, found.get(0).size(), 6);
	}

	@Test
	public void aLongDendriteIsFoundThatNoSmallSquareShows() throws IOException {
		final ActiveField field = new ActiveField(128, 1500, 15, 2, 5);
		field.dendrite(64, 64, 0.6, 90, 3, 1, field.activity(0.3, 0.22));
		final List<Roi> found = detect(field, null);
		assertEquals(1, DetectionScore.of(truths(field), found, 0.3).hits().size());
	}

	@Test
	public void aCellAtAnEdgeThatIsPartlyOutOfViewNowAndThenIsOneRoi() throws IOException {
		final ActiveField field = field(96, 6);
		field.soma(88, 40, 8, 1, field.activity(0.3, 1));
		final List<Roi> found = detect(altered(field, (t, frame) -> {
			if (t % 300 >= 200) Arrays.fill(frame, 89 * 96, 96 * 96, 0);
		}), null);
		assertEquals(1, found.size());
		assertTrue("" + found.get(0).overlap(truths(field).get(0)), found.get(0).overlap(truths(field).get(0)) > 0.6);
	}

	@Test
	public void noiseAloneHasNoRois() throws IOException {
		assertEquals(0, detect(field(96, 6), null).size());
	}

	@Test
	public void framesMarkedBadDoNotCount() throws IOException {
		final ActiveField still = field(96, 7);
		final boolean[] bad = new boolean[still.frames()];
		Arrays.fill(bad, 300, 340, true);
		final Movie flash = altered(still, (t, frame) -> {
			if (bad[t]) for (int y = 40; y < 50; y++) Arrays.fill(frame, y * 96 + 40, y * 96 + 50, 2000);
		});
		assertEquals(0, detect(flash, bad).size());
		assertEquals("the flash is seen where it is not marked", 1, detect(flash, null).size());
	}

	@Test
	public void edgesThatMotionUncoveredAreNotActivity() throws IOException {
		final Movie movie = altered(field(96, 8), (t, frame) -> {
			final int margin = t % 100 < 10 ? 6 : t % 7 == 0 ? 2 : 0;
			for (int y = 0; y < 96; y++) Arrays.fill(frame, y * 96, y * 96 + margin, 0);
		});
		assertEquals(0, detect(movie, null).size());
	}

	@Test
	public void edgesUncoveredByRowsThatMovedEachByItselfAreNotActivity() throws IOException {
		final Movie movie = altered(field(96, 8), (t, frame) -> {
			for (int y = 0; y < 96; y++) {
				final int margin = (int) Math.max(0, 2 + 3 * Math.sin(0.02 * t) + 1.5 * Math.sin(0.08 * y + t));
				Arrays.fill(frame, y * 96, y * 96 + margin, 0);
			}
		});
		assertEquals(0, detect(movie, null).size());
	}

	@Test
	public void anActiveCellThatMovesByAPixelIsOneRoi() throws IOException {
		final ActiveField field = field(96, 13);
		field.soma(48, 48, 7, 1, field.activity(0.15, 4));
		final Movie moving = altered(field, (t, frame) -> {
			if (t % 3 == 0) System.arraycopy(frame, 0, frame, 1, frame.length - 1);
		});
		assertEquals(1, detect(moving, null).size());
	}

	/** Somas so many px apart down the field, here and there within so many px across. */
	private static ActiveField silentCells(final int side, final int seed, final int somas, final int apart, final int across) {
		final ActiveField silent = field(side, seed);
		final float[] nothing = new float[silent.frames()];
		for (int i = 0; i < somas; i++) silent.soma(12 + apart * i, 20 + 37 * i % across, 6, i + 1, nothing);
		return silent;
	}

	@Test
	public void residualMotionOfBrightButSilentCellsIsNotActivity() throws IOException {
		final Movie moving = altered(silentCells(96, 9, 6, 14, 60), (t, frame) -> {
			if (t % 150 < 20) System.arraycopy(frame, 0, frame, 1, frame.length - 1);
		});
		final List<Roi> found = detect(moving, null);
		assertEquals(found.toString(), 0, found.size());
	}

	@Test
	public void rowsThatMoveByThemselvesAreNotActivity() throws IOException {
		final Movie moving = altered(silentCells(160, 15, 12, 12, 120), (t, frame) -> {
			if (t % 150 < 20) System.arraycopy(frame, 60 * 160, frame, 60 * 160 + 1, 50 * 160 - 1);
		});
		final List<Roi> found = detect(moving, null);
		assertEquals(found.toString(), 0, found.size());
	}

	@Test
	public void anEdgeInViewHalfTheTimeOfAFastRecordingIsNotActivity() throws IOException {
		final Movie movie = altered(new ActiveField(96, 2400, 60, 2, 16), (t, frame) -> {
			if (t % 200 < 80) Arrays.fill(frame, 0, 5 * 96, 0);
		});
		assertEquals(0, detect(movie, null).size());
	}

	@Test
	public void silentSomasAreOutlinedWhenAskedForAndOnlyThen() throws IOException {
		final ActiveField field = field(128, 12);
		final float[] nothing = new float[field.frames()];
		field.soma(30, 30, 7, 1, nothing);
		field.soma(90, 40, 6.5, 2, nothing);
		field.soma(40, 95, 7, 3, field.activity(0.15, 1));
		field.dendrite(90, 90, 0.4, 50, 2.5, 4, nothing);
		assertEquals(1, detect(field, null).size());
		final List<Roi> found = new RoiDetector(P.withSilentSomas(true)).detect(field, null, 0, Progress.NONE);
		assertEquals(3, found.size());
		assertEquals(3, DetectionScore.of(truths(field), found, 0.5).hits().size());
	}

	@Test
	public void lessMemoryMeansLongerBinsAndNotOtherCells() throws IOException {
		final ActiveField field = field(96, 10).scatter(3, 2, 2);
		final List<Roi> found = new RoiDetector(P.withMemoryMb(1)).detect(field, null, 0, Progress.NONE);
		assertTrue(DetectionScore.of(truths(field), found, 0.3).f1() >= 0.8);
	}

	@Test
	public void theResultDoesNotDependOnTheNumberOfThreads() throws IOException {
		final ActiveField field = field(64, 11).scatter(2, 2, 1);
		final List<Roi> one = new RoiDetector(P.withThreads(1)).detect(field, null, 3, Progress.NONE);
		final List<Roi> three = new RoiDetector(P.withThreads(3)).detect(field, null, 3, Progress.NONE);
		assertEquals(one.size(), three.size());
		for (int i = 0; i < one.size(); i++) assertEquals(1, one.get(i).overlap(three.get(i)), 0);
		assertEquals(3, one.get(0).plane());
	}

	@Test
	public void aMovieTooShortIsRefusedInPlainWords() {
		final String message = assertThrows(IllegalArgumentException.class, () -> detect(new ActiveField(64, 20, 15, 4, 1), null))
			.getMessage();
		assertTrue(message, message.contains("at least 32 good frames"));
	}

	@Test
	public void aMovieTooShortForActivityStillShowsItsSomasWhereTheyAreAskedFor() throws IOException {
		final ActiveField field = new ActiveField(96, 10, 15, 20, 12);
		field.soma(30, 30, 7, 1, new float[field.frames()]);
		field.soma(64, 60, 6.5, 2, new float[field.frames()]);
		final List<Roi> found = new RoiDetector(P.withSilentSomas(true)).detect(field, null, 0, Progress.NONE);
		assertEquals(2, found.size());
		assertEquals(2, DetectionScore.of(truths(field), found, 0.5).hits().size());
	}
}
