package org.apical.recording.tiff;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;

import org.apical.SharedData;
import org.apical.recording.Movie;
import org.apical.recording.OpenOptions;
import org.apical.recording.PixelType;
import org.apical.recording.Recording;
import org.junit.Test;

/** Real recordings from several microscopes and programs. Means were taken with tifffile 2026.3.3 and NumPy. */
public class SharedTiffTest {

	@Test
	public void stripsWithOneOffsetIsReadWhole() throws IOException {
		assertMovie("sima-mouse-motion/example.tif", 1, 20, 128, 256, PixelType.UINT16, 1095.830857849121);
	}

	@Test
	public void aPrairieFrameIsReadWhole() throws IOException {
		assertMovie("prairieview-fly-kenyon/TSeries-02032010-1558-002/" +
			"TSeries-02032010-1558-002_Cycle001_CurrentSettings_Ch2_000001.tif", 1, 1, 260, 348, PixelType.UINT16, 180.17813881520777);
	}

	@Test
	public void aDeflatedMovieIsReadWhole() throws IOException {
		assertMovie("thunder-mouse-downsampled/mouse_300x64x64.tif", 1, 300, 64, 64, PixelType.UINT16, 83.28600504557292);
	}

	@Test
	public void anImageJStackIsReadWhole() throws IOException {
		assertMovie("fly-vnc-neurites/GC6s.tif", 1, 10, 256, 256, PixelType.UINT16, 2541.1270492553713);
	}

	@Test
	public void aScanImage3FileIsReadWhole() throws IOException {
		assertMovie("scanimage-3.8-fly/Blank-IPA_1s_16r_032.tif", 1, 30, 64, 64, PixelType.UINT16, 46.93881022135417);
	}

	@Test
	public void aScanImage5BigTiffIsReadWhole() throws IOException {
		assertMovie("scanimage-5.7-bigtiff/test_file1.tif", 2, 3, 512, 512, PixelType.INT16, -264.03083419799805);
	}

	@Test
	public void aMovieOfAThousandPagesIsReadWhole() throws IOException {
		assertMovie("caiman-demomovie-small/calcium_imaging.tif", 1, 1000, 30, 40, PixelType.UINT16, 1411.134495);
	}

	@Test
	public void aFloatImageIsReadWhole() throws IOException {
		assertMovie("suite2p-output-23rois/meanImg.tif", 1, 1, 176, 156, PixelType.FLOAT32, 34.314179870423736);
	}

	@Test
	public void aBigEndianBigTiffIsReadWhole() throws IOException {
		assertMovie("format-samples/re-encoded/vnc_T6_bigtiff_BE.tif", 1, 6, 64, 64, PixelType.UINT16, 3034.3353271484375);
	}

	@Test
	public void anOmeTiffIsReadWhole() throws IOException {
		assertMovie("format-samples/re-encoded/vnc_T6_C2.ome.tif", 2, 6, 64, 64, PixelType.UINT16, 2992.2679443359375);
	}

	@Test
	public void anImageJHyperstackIsReadWhole() throws IOException {
		assertMovie("format-samples/re-encoded/vnc_T6_C2_imagej_hyperstack.tif", 2, 6, 64, 64, PixelType.UINT16, 2992.2679443359375);
	}

	private static void assertMovie(final String file, final int channels, final int frames, final int height, final int width,
		final PixelType type, final double mean) throws IOException
	{
		try (Recording recording = new TiffFormat().open(SharedData.require(file), OpenOptions.DEFAULT)) {
			assertEquals(1, recording.planes());
			assertEquals(channels, recording.channels());
			double sum = 0;
			for (int c = 0; c < channels; c++) {
				final Movie movie = recording.movie(0, c);
				assertEquals(frames, movie.frames());
				assertEquals(height, movie.height());
				assertEquals(width, movie.width());
				assertEquals(type, movie.pixelType());
				final float[] frame = new float[movie.pixels()];
				for (int t = 0; t < frames; t++) {
					movie.read(t, frame);
					for (final float pixel : frame) sum += pixel;
				}
			}
			assertEquals(file, mean, sum / ((double) channels * frames * height * width), 1e-6 * Math.abs(mean));
		}
	}

	@Test
	public void scanImageNotesAreFound() throws IOException {
		try (Recording recording = new TiffFormat().open(SharedData.require("scanimage-5.7-bigtiff/test_file1.tif"), OpenOptions.DEFAULT)) {
			final Movie movie = recording.movie(0, 1);
			assertEquals(29.9786, movie.sampling().rateHz(), 0);
			assertEquals(168.75 / 512, movie.sampling().pixelWidthUm(), 1e-9);
			assertEquals(0.03335195, movie.timeSeconds(1), 1e-9);
			assertTrue(recording.warnings().toString(), recording.warnings().get(0).contains("2 channels"));
		}
		try (Recording recording = new TiffFormat().open(SharedData.require("scanimage-3.8-fly/Blank-IPA_1s_16r_032.tif"), OpenOptions.DEFAULT)) {
			assertEquals(8.13802083333333, recording.movie(0, 0).sampling().rateHz(), 1e-12);
		}
	}
}
