package org.apical.recording.tiff;

import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

import org.apical.recording.FramePattern;
import org.apical.recording.Movie;
import org.apical.recording.OpenOptions;
import org.apical.recording.PixelType;
import org.apical.recording.Recording;
import org.apical.recording.RecordingException;
import org.apical.recording.Sampling;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Damaged files: whatever the bytes are, opening and reading ends soon, with frames or with an {@link IOException}. */
public class TiffFuzzTest {

	private static final String OME = "<?xml version=\"1.0\"?><OME><Image><Pixels DimensionOrder=\"XYCZT\" SizeC=\"2\" SizeZ=\"1\" SizeT=\"3\" " +
		"PhysicalSizeX=\"0.5\"><TiffData IFD=\"0\" PlaneCount=\"6\"/><Plane TheC=\"0\" TheZ=\"0\" TheT=\"1\" DeltaT=\"0.5\"/></Pixels></Image></OME>";
	private static final String SCANIMAGE = "frameNumbers = 1\nframeTimestamps_sec = 0.1\nSI.hChannels.channelSave = [1;2]\n" +
		"SI.hFastZ.enable = 1\nSI.hStackManager.numSlices = 2\nSI.hRoiManager.scanFrameRate = 30\n";

	@Rule
	public final TemporaryFolder folder = new TemporaryFolder();

	/** Files of every layout and dialect. */
	private List<byte[]> samples() throws IOException {
		final FramePattern pages = new FramePattern(9, 7, 6, PixelType.UINT16);
		final Path movie = folder.getRoot().toPath().resolve("whole.tif");
		try (TiffMovieWriter writer = new TiffMovieWriter(movie, 9, 7, PixelType.UINT16, new Sampling(10, 1, 1))) {
			for (int t = 0; t < 6; t++) writer.write(pages.frame(t));
		}
		final byte[] written = Files.readAllBytes(movie);
		return List.of(written, PagedTiff.LITTLE.with(SCANIMAGE).bytes(pages), PagedTiff.LITTLE.asBig().with(OME).bytes(pages), new PagedTiff(
			ByteOrder.BIG_ENDIAN, false, 2, 3, t -> "state.acq.frameRate=8\rstate.acq.savingChannel1=1\r").bytes(pages), packed(written));
	}

	/** Claims that the pixels are packed, which they are not. */
	private static byte[] packed(final byte[] written) {
		final byte[] lzw = written.clone();
		for (int i = 0; i < 300; i++) {
			// the entry of the compression tag: 259, a short, one value
			if (lzw[i] == 3 && lzw[i + 1] == 1 && lzw[i + 2] == 3 && lzw[i + 4] == 1) lzw[i + 8] = 5;
		}
		return lzw;
	}

	@Test(timeout = 60_000)
	public void everyWayOfCuttingAFileOffIsSurvived() throws IOException {
		for (final byte[] sample : samples()) {
			for (int length = 0; length < sample.length; length += 1 + sample.length / 120) survive(Arrays.copyOf(sample, length));
		}
	}

	@Test(timeout = 60_000)
	public void corruptedBytesAreSurvived() throws IOException {
		final Random random = new Random(3);
		final int[] nasty = { 0, 1, 127, 128, 255 };
		for (final byte[] sample : samples()) {
			for (int round = 0; round < 200; round++) {
				final byte[] damaged = sample.clone();
				final int hits = 1 + random.nextInt(4);
				for (int i = 0; i < hits; i++) {
					// mostly where headers and directories are
					final int at = random.nextInt(round % 3 == 0 ? damaged.length : Math.min(700, damaged.length));
					damaged[at] = (byte) (random.nextBoolean() ? nasty[random.nextInt(nasty.length)] : random.nextInt(256));
				}
				survive(damaged);
			}
		}
	}

	/** Nothing but an exception about the file may be thrown, and no more memory used than a frame of this size needs. */
	private void survive(final byte[] bytes) throws IOException {
		final Path path = Files.write(folder.getRoot().toPath().resolve("damaged.tif"), bytes);
		try (Recording recording = new TiffFormat().open(path, OpenOptions.DEFAULT)) {
			final Movie movie = recording.movie(recording.planes() - 1, recording.channels() - 1);
			assertTrue("claims " + movie.width() + " x " + movie.height(), movie.pixels() <= 3000 * bytes.length);
			final float[] frame = new float[movie.pixels()];
			for (int t = 0; t < Math.min(10, movie.frames()); t++) {
				movie.timeSeconds(t);
				movie.read(t, frame);
			}
		}
		catch (final RecordingException e) {
			assertTrue(e.getMessage(), e.getMessage().contains("damaged.tif") && e.getMessage().lines().count() == 1);
		}
	}

	@Test(timeout = 10_000)
	public void pagesThatFollowEachOtherInACircleEnd() throws IOException {
		final FramePattern pages = new FramePattern(4, 4, 5, PixelType.UINT8);
		for (int back = 0; back < 5; back++) {
			final byte[] bytes = PagedTiff.LITTLE.bytes(pages);
			final Path path = Files.write(folder.getRoot().toPath().resolve("circle.tif"), bytes);
			final long target = back == 0 ? 8 : PagedTiff.LITTLE.endOf(back - 1, pages);
			try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
				file.seek(PagedTiff.LITTLE.endOf(3, pages) + 2 + 12 * 9);
				file.writeInt(Integer.reverseBytes((int) target));
			}
			final RecordingException e = assertThrows(RecordingException.class, () -> new TiffFormat().open(path, OpenOptions.DEFAULT));
			assertTrue(e.getMessage(), e.getMessage().contains("in a circle"));
		}
	}
}
