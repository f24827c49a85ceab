package org.apical.recording;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.util.List;

import org.junit.Test;

public class ConcatenatedRecordingTest {

	private static final Sampling TEN_HZ = new Sampling(10, 0.5, 0.5);

	@Test
	public void framesFollowEachOtherFromPartToPart() throws IOException {
		final Movie movie = join(part("a", 4), part("b", 1), part("c", 3)).movie(0, 0);
		assertEquals(8, movie.frames());
		final int[] expected = { 0, 1, 2, 3, 0, 0, 1, 2 };
		final float[] pixels = new float[6];
		for (int t = 0; t < 8; t++) {
			movie.read(t, pixels);
			assertEquals(expected[t], pixels[5], 0);
		}
		assertThrows(IndexOutOfBoundsException.class, () -> movie.read(8, pixels));
		assertThrows(IndexOutOfBoundsException.class, () -> movie.read(-1, pixels));
	}

	@Test
	public void timeGoesOnAtTheSameRate() throws IOException {
		final Movie movie = join(part("a", 4), part("b", 1), part("c", 3)).movie(0, 0);
		for (int t = 0; t < 8; t++) assertEquals(t / 10.0, movie.timeSeconds(t), 1e-9);
	}

	@Test
	public void recordedTimeStampsOfEachPartAreKept() throws IOException {
		final Recording a = new InterleavedRecording("a", new NumberedSeries(3, 2, 2.1, 2.4), Interleaving.NONE, TEN_HZ, List.of());
		final Recording b = new InterleavedRecording("b", new NumberedSeries(2, 7, 7.3), Interleaving.NONE, TEN_HZ, List.of());
		final Movie movie = join(a, b).movie(0, 0);
		assertEquals(0.4, movie.timeSeconds(2), 1e-9);
		assertEquals(0.5, movie.timeSeconds(3), 1e-9);
		assertEquals(0.8, movie.timeSeconds(4), 1e-9);
	}

	@Test
	public void rateAndPixelSizeAreTakenFromThePartThatKnowsThem() throws IOException {
		final Recording bare = part("a", 2, Interleaving.NONE, Sampling.UNKNOWN);
		assertEquals(TEN_HZ, join(bare, part("b", 2)).movie(0, 0).sampling());
	}

	@Test
	public void planesAndChannelsStayApart() throws IOException {
		final Interleaving order = new Interleaving(2, 2, 0);
		final Recording recording = join(part("a", 8, order, TEN_HZ), part("b", 4, order, TEN_HZ));
		assertEquals(2, recording.planes());
		assertEquals(2, recording.channels());
		assertEquals(3, recording.movie(1, 1).frames());
	}

	@Test
	public void thePartThatDoesNotFitIsNamed() {
		refused("b.tif: channels 2 does not fit 1 of a.tif; parts of one recording must be alike",
			part("b.tif", 4, new Interleaving(2, 1, 0), TEN_HZ));
		refused("b.tif: planes 2 does not fit 1 of a.tif; parts of one recording must be alike",
			part("b.tif", 4, new Interleaving(1, 2, 0), TEN_HZ));
		refused("b.tif: frame rate (Hz) 20.0 does not fit 10.0 of a.tif; parts of one recording must be alike",
			part("b.tif", 4, Interleaving.NONE, TEN_HZ.withRate(20)));
		refused("b.tif: pixel width (µm) 0.7 does not fit 0.5 of a.tif; parts of one recording must be alike",
			part("b.tif", 4, Interleaving.NONE, TEN_HZ.withPixelSize(0.7)));
	}

	private static void refused(final String message, final Recording odd) {
		assertEquals(message, assertThrows(RecordingException.class, () -> join(part("a.tif", 3), odd)).getMessage());
	}

	@Test
	public void warningsCarryThePartsName() throws IOException {
		final Recording cut = new InterleavedRecording("cut.tif", new NumberedSeries(3), new Interleaving(1, 2, 0), TEN_HZ,
			List.of("2 bytes too many"));
		final List<String> warnings = join(part("whole.tif", 4, new Interleaving(1, 2, 0), TEN_HZ), cut).warnings();
		assertEquals("cut.tif: 2 bytes too many", warnings.get(0));
		assertTrue(warnings.get(1), warnings.get(1).startsWith("cut.tif: the last 1 of 3"));
		assertEquals(2, warnings.size());
	}

	@Test
	public void aRefusedRecordingLeavesNoFileOpen() throws IOException {
		final NumberedSeries series = new NumberedSeries(4);
		final Recording open = new InterleavedRecording("a", series, Interleaving.NONE, TEN_HZ, List.of());
		assertThrows(RecordingException.class, () -> join(open, part("b", 4, new Interleaving(2, 1, 0), TEN_HZ)));
		assertTrue(series.closed);
	}

	private static Recording join(final Recording... parts) throws IOException {
		return new ConcatenatedRecording(List.of(parts));
	}

	private static Recording part(final String name, final int frames) {
		return part(name, frames, Interleaving.NONE, TEN_HZ);
	}

	private static Recording part(final String name, final int frames, final Interleaving order, final Sampling sampling) {
		try {
			return new InterleavedRecording(name, new NumberedSeries(frames), order, sampling, List.of());
		}
		catch (final RecordingException e) {
			throw new AssertionError(e);
		}
	}
}
