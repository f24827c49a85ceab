package org.apical.roi;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertSame;

import java.io.IOException;

import org.apical.recording.DerivedMovie;
import org.apical.recording.Movie;
import org.apical.recording.Progress;
import org.junit.Test;

public class WholeFramesTest {

	private static final int SIZE = 32;

	/** Frames of a fixed pattern plus their number, from whose left edge a margin of zeros reaches in during the second half. */
	private static Movie movie(final int margin) {
		return new DerivedMovie(new ActiveField(SIZE, 100, 10, 4, 1)) {

			@Override
			public void read(final int frame, final float[] into) {
				for (int p = 0; p < into.length; p++) into[p] = frame >= 50 && p % SIZE < margin ? 0 : 100 + frame + spot(p);
			}
		};
	}

	private static int spot(final int pixel) {
		return 31 * pixel % 17;
	}

	@Test
	public void whatLeftTheViewShowsItsMeanFromWhenItWasThere() throws IOException {
		final float[] frame = new float[SIZE * SIZE];
		WholeFrames.of(movie(5), null).read(80, frame);
		for (int y = 0; y < SIZE; y++) {
			assertEquals("mean of frames 0 to 49", 124.5 + spot(y * SIZE + 2), frame[y * SIZE + 2], 0.01);
			assertEquals(180 + spot(y * SIZE + 6), frame[y * SIZE + 6], 0);
		}
	}

	@Test
	public void badFramesDoNotCountForTheMean() throws IOException {
		final boolean[] bad = new boolean[100];
		for (int t = 0; t < 40; t++) bad[t] = true;
		assertEquals("mean of frames 40 to 49", 144.5 + spot(2), WholeFrames.mean(movie(5), bad, Progress.NONE)[2], 0.01);
	}

	@Test
	public void aMovieWithoutMarginsIsLeftAlone() throws IOException {
		final Movie whole = movie(0);
		assertSame(whole, WholeFrames.of(whole, null));
	}

	@Test
	public void aDarkPixelAtTheEdgeIsNoMargin() throws IOException {
		final Movie spotted = new DerivedMovie(movie(5)) {

			@Override
			public void read(final int frame, final float[] into) throws IOException {
				movie(5).read(frame, into);
				if (frame < 50) into[10 * SIZE] = 0;
			}
		};
		final float[] frame = new float[SIZE * SIZE];
		WholeFrames.of(spotted, null).read(20, frame);
		assertEquals(0, frame[10 * SIZE], 0);
		assertEquals(120 + spot(11 * SIZE), frame[11 * SIZE], 0);
	}
}
