package org.apical.recording;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.util.List;

import org.junit.Test;

public class InterleavedRecordingTest {

	private static final Sampling TEN_HZ = Sampling.UNKNOWN.withRate(10);

	@Test
	public void channelsRunFastestThenPlanesThenTime() throws IOException {
		final Recording recording = open(new NumberedSeries(24), new Interleaving(2, 3, 0));
		assertEquals(4, recording.movie(0, 0).frames());
		for (int t = 0; t < 4; t++) for (int p = 0; p < 3; p++) for (int c = 0; c < 2; c++)
			assertEquals(6 * t + 2 * p + c, pixel(recording.movie(p, c), t), 0);
	}

	@Test
	public void flybackFramesAreNotDelivered() throws IOException {
		final Recording recording = open(new NumberedSeries(20), new Interleaving(1, 3, 2));
		assertEquals(3, recording.planes());
		assertEquals(4, recording.movie(2, 0).frames());
		assertEquals(17, pixel(recording.movie(2, 0), 3), 0);
		assertTrue(recording.warnings().isEmpty());
	}

	@Test
	public void aLastVolumeThatLacksOnlyItsFlybackIsKept() throws IOException {
		final Recording recording = open(new NumberedSeries(18), new Interleaving(1, 3, 2));
		assertEquals(4, recording.movie(0, 0).frames());
		assertTrue(recording.warnings().isEmpty());
	}

	@Test
	public void anIncompleteLastVolumeIsLeftOutWithAWarningThatCounts() throws IOException {
		final Recording recording = open(new NumberedSeries(17), new Interleaving(2, 3, 0));
		assertEquals(2, recording.movie(2, 1).frames());
		assertEquals(1, recording.warnings().size());
		assertTrue(recording.warnings().get(0), recording.warnings().get(0).contains("last 5 of 17"));
	}

	@Test
	public void lessThanOneVolumeIsRefusedInOneLine() {
		final Exception few = assertThrows(RecordingException.class, () -> open(new NumberedSeries(5), new Interleaving(2, 3, 0)));
		assertEquals("some.tif: 5 stored frames are less than one volume of 3 planes x 2 channels", few.getMessage());
		final Exception none = assertThrows(RecordingException.class, () -> open(new NumberedSeries(0), Interleaving.NONE));
		assertEquals("some.tif: holds no whole frame", none.getMessage());
	}

	@Test
	public void recordedTimeStampsCountFromAMoviesFirstFrame() throws IOException {
		final Recording recording = open(new NumberedSeries(4, 5, 5.1, 6, 6.3), new Interleaving(1, 2, 0));
		assertEquals(0, recording.movie(1, 0).timeSeconds(0), 0);
		assertEquals(1.2, recording.movie(1, 0).timeSeconds(1), 1e-9);
	}

	@Test
	public void withoutTimeStampsTheRateTells() throws IOException {
		assertEquals(0.3, open(new NumberedSeries(4), Interleaving.NONE).movie(0, 0).timeSeconds(3), 1e-12);
	}

	@Test
	public void whatTheUserSaysOverrulesTheFile() {
		final Interleaving file = new Interleaving(2, 3, 1);
		assertEquals(file, file.with(OpenOptions.DEFAULT));
		assertEquals(new Interleaving(1, 3, 1), file.with(OpenOptions.DEFAULT.withChannels(1)));
		assertEquals(new Interleaving(2, 4, 0), file.with(OpenOptions.DEFAULT.withPlanes(4)));
	}

	@Test
	public void framesAndPartsThatAreNotThereAreRefused() throws IOException {
		final Recording recording = open(new NumberedSeries(4), new Interleaving(1, 2, 0));
		assertThrows(IndexOutOfBoundsException.class, () -> recording.movie(2, 0));
		assertThrows(IndexOutOfBoundsException.class, () -> recording.movie(0, 1));
		assertThrows(IndexOutOfBoundsException.class, () -> recording.movie(0, 0).read(2, new float[6]));
	}

	@Test
	public void closingClosesTheFile() throws IOException {
		final NumberedSeries series = new NumberedSeries(4);
		open(series, Interleaving.NONE).close();
		assertTrue(series.closed);
	}

	private static Recording open(final FrameSeries series, final Interleaving order) throws IOException {
		return new InterleavedRecording("some.tif", series, order, TEN_HZ, List.of());
	}

	private static float pixel(final Movie movie, final int frame) throws IOException {
		final float[] pixels = new float[movie.pixels()];
		movie.read(frame, pixels);
		return pixels[pixels.length - 1];
	}
}
