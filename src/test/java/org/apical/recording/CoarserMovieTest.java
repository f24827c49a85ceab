package org.apical.recording;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;

import java.io.IOException;

import org.apical.command.ShakyRecording;
import org.junit.Test;

public class CoarserMovieTest {

	private final Movie ramp = new DerivedMovie(ShakyRecording.movie(3)) {

		@Override
		public void read(final int frame, final float[] into) {
			for (int i = 0; i < into.length; i++) into[i] = 1000 * frame + i;
		}
	};

	@Test
	public void aPixelIsTheMeanOfItsSquareAndWhatIsLeftOverIsLeftOut() throws IOException {
		final Movie coarse = new CoarserMovie(ramp, 5);
		assertArrayEquals(new int[] { 12, 9, 3 }, new int[] { coarse.width(), coarse.height(), coarse.frames() });
		final float[] frame = new float[coarse.pixels()];
		coarse.read(2, frame);
		// the middle of the square in the third row and second column
		assertEquals(2000 + 12 * 64 + 7, frame[2 * 12 + 1], 1e-3);
		assertEquals(5 * ramp.sampling().pixelWidthUm(), coarse.sampling().pixelWidthUm(), 1e-9);
	}

	@Test
	public void squaresLargerThanTheFieldAreRefused() {
		assertThrows(IllegalArgumentException.class, () -> new CoarserMovie(ramp, 49));
	}
}
