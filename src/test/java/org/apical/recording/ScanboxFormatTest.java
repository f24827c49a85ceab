package org.apical.recording;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

import org.apical.SharedData;
import org.junit.Test;

import us.hebi.matlab.mat.format.Mat5;
import us.hebi.matlab.mat.types.Matrix;
import us.hebi.matlab.mat.types.Struct;

public class ScanboxFormatTest extends RecordingFormatContract {

	@Override
	protected RecordingFormat format() {
		return new ScanboxFormat();
	}

	@Override
	protected Path write(final Path folder, final FramePattern pages) throws IOException {
		writeInfo(folder, info(pages.width(), pages.height(), 1));
		return Files.write(folder.resolve("mouse_000_001.sbx"), inverted(pages, 1));
	}

	@Override
	protected void cutOff(final Path recording, final FramePattern pages, final int whole) throws IOException {
		RawBytes.truncate(recording, 2L * pages.pixels() * whole + 3);
	}

	@Override
	protected Path writeEmpty(final Path folder) throws IOException {
		writeInfo(folder, info(7, 5, 1));
		return Files.createFile(folder.resolve("mouse_000_001.sbx"));
	}

	@Override
	protected Path writeLying(final Path folder) throws IOException {
		writeInfo(folder, info(-7, 1 << 30, 1));
		return Files.write(folder.resolve("mouse_000_001.sbx"), new byte[1000]);
	}

	@Test
	public void channelsAreInterleavedPixelByPixel() throws IOException {
		final Path folder = this.folder.newFolder().toPath();
		final FramePattern pages = new FramePattern(7, 5, 6, PixelType.UINT16);
		writeInfo(folder, info(7, 5, 2));
		final Path path = Files.write(folder.resolve("mouse_000_001.sbx"), inverted(pages, 2));
		try (Recording recording = format().open(path, OpenOptions.DEFAULT)) {
			assertEquals(2, recording.channels());
			for (int t = 0; t < 3; t++) for (int c = 0; c < 2; c++) assertFrame(pages.frame(2 * t + c), recording.movie(0, c), t);
		}
	}

	@Test
	public void olderVersionsNumberTheirChannelsOtherwise() throws IOException {
		for (final int[] coded : new int[][] { { 1, 2 }, { 2, 1 }, { 3, 1 } }) {
			final Path folder = this.folder.newFolder().toPath();
			final Struct info = info(7, 5, 1);
			info.remove("chan");
			info.set("channels", Mat5.newScalar(coded[0]));
			writeInfo(folder, info);
			final Path path = Files.write(folder.resolve("mouse_000_001.sbx"), new byte[7 * 5 * 2 * 4]);
			try (Recording recording = format().open(path, OpenOptions.DEFAULT)) {
				assertEquals(coded[1], recording.channels());
			}
		}
	}

	@Test
	public void planesOfATunableLensComeApart() throws IOException {
		final Path folder = this.folder.newFolder().toPath();
		final FramePattern pages = new FramePattern(7, 5, 6, PixelType.UINT16);
		final Struct info = info(7, 5, 1).set("volscan", Mat5.newScalar(1));
		final Matrix parameters = Mat5.newMatrix(1, 3);
		parameters.setDouble(2, 3);
		writeInfo(folder, info.set("otparam", parameters));
		final Path path = Files.write(folder.resolve("mouse_000_001.sbx"), inverted(pages, 1));
		try (Recording recording = format().open(path, OpenOptions.DEFAULT)) {
			assertEquals(3, recording.planes());
			assertFrame(pages.frame(5), recording.movie(2, 0), 1);
			assertEquals(8000 / 5.0 / 3, recording.movie(2, 0).sampling().rateHz(), 1e-9);
		}
	}

	@Test
	public void rowsOfBothDirectionsDoubleTheRecords() throws IOException {
		final Path folder = this.folder.newFolder().toPath();
		final Struct info = info(7, 12, 1).set("scanmode", Mat5.newScalar(0)).set("recordsPerBuffer", Mat5.newScalar(6));
		info.remove("chan");
		info.remove("sz");
		writeInfo(folder, info.set("channels", Mat5.newScalar(2)));
		final Path path = Files.write(folder.resolve("mouse_000_001.sbx"), new byte[796 * 12 * 2]);
		try (Recording recording = format().open(path, OpenOptions.DEFAULT)) {
			assertEquals(796, recording.movie(0, 0).width());
			assertEquals(12, recording.movie(0, 0).height());
			assertEquals(8000 / 6.0, recording.movie(0, 0).sampling().rateHz(), 1e-9);
		}
	}

	@Test
	public void theMatFileBelongsToTheRecording() throws IOException {
		final Path sbx = write(folder.getRoot().toPath(), new FramePattern(4, 3, 2, PixelType.UINT16));
		final List<Path> companions = format().companions(sbx);
		assertEquals(1, companions.size());
		assertTrue(companions.get(0).toString(), companions.get(0).toString().endsWith(".mat"));
		Files.delete(companions.get(0));
		assertEquals(List.of(), format().companions(sbx));
	}

	@Test
	public void aMissingOrBrokenMatFileIsNamed() throws IOException {
		final Path folder = this.folder.newFolder().toPath();
		final Path path = Files.write(folder.resolve("a.sbx"), new byte[100]);
		assertRefused(() -> format().open(path, OpenOptions.DEFAULT), "a.mat");
		for (final String content : new String[] { "", "no MAT file", "MATLAB 7.3 MAT-file, Platform: PCWIN64 ".repeat(20) }) {
			Files.writeString(folder.resolve("a.mat"), content);
			assertRefused(() -> format().open(path, OpenOptions.DEFAULT), "a.mat");
		}
		Mat5.writeToFile(Mat5.newMatFile().addArray("other", Mat5.newScalar(3)), folder.resolve("a.mat").toFile());
		assertRefused(() -> format().open(path, OpenOptions.DEFAULT), "a.mat");
	}

	@Test
	public void realHeadersAreRead() throws IOException {
		final Path headers = SharedData.require("format-samples/scanbox-headers");
		final ScanboxHeader plain = ScanboxHeader.read(headers.resolve("2d_sbx.sbx"));
		assertEquals(new ScanboxHeader(796, 512, 1, 1, Sampling.UNKNOWN.withRate(8000 / 512.0)), plain);
		final ScanboxHeader both = ScanboxHeader.read(headers.resolve("2d_sbx_bidi.sbx"));
		assertEquals(31.25, both.sampling().rateHz(), 1e-9);
		assertEquals(1.2565, both.sampling().pixelWidthUm(), 1e-4);
		assertEquals(1.3261, both.sampling().pixelHeightUm(), 1e-4);
		for (final String name : new String[] { "3d_sbx_1.sbx", "3d_sbx_2.sbx" }) {
			final ScanboxHeader volume = ScanboxHeader.read(headers.resolve(name));
			assertEquals(4, volume.planes());
			assertEquals(512, volume.height());
			assertEquals(8000 / 512.0 / 4, volume.sampling().rateHz(), 1e-9);
		}
	}

	@Test
	public void aDamagedRealHeaderIsRefusedInOneLineOrStillTellsASoundLayout() throws IOException {
		final byte[] whole = Files.readAllBytes(SharedData.require("format-samples/scanbox-headers/3d_sbx_1.mat"));
		final Path folder = this.folder.newFolder().toPath();
		final Random random = new Random(3);
		for (int i = 0; i < 300; i++) {
			final byte[] damaged = i < 100 ? Arrays.copyOf(whole, random.nextInt(whole.length)) : whole.clone();
			if (i >= 100) damaged[random.nextInt(whole.length)] ^= 1 << random.nextInt(8);
			Files.write(folder.resolve("a.mat"), damaged);
			try {
				final ScanboxHeader header = ScanboxHeader.read(folder.resolve("a.sbx"));
				assertTrue(header.width() > 0 && header.height() > 0 && header.planes() > 0 && header.channels() > 0);
			}
			catch (final RecordingException e) {
				assertTrue(e.getMessage(), e.getMessage().contains("a.sbx") && e.getMessage().lines().count() == 1);
			}
		}
	}

	@Test
	public void pixelsUnderARealHeaderAreRead() throws IOException {
		final Path header = SharedData.require("format-samples/scanbox-headers/3d_sbx_1.mat");
		final Path folder = this.folder.newFolder().toPath();
		Files.copy(header, folder.resolve("a.mat"));
		final FramePattern pages = new FramePattern(796, 512, 9, PixelType.UINT16);
		final Path path = Files.write(folder.resolve("a.sbx"), inverted(pages, 1));
		try (Recording recording = format().open(path, OpenOptions.DEFAULT)) {
			assertEquals(2, recording.movie(3, 0).frames());
			assertFrame(pages.frame(7), recording.movie(3, 0), 1);
			assertTrue(recording.warnings().get(0), recording.warnings().get(0).contains("last 1 of 9"));
		}
	}

	private static Struct info(final int width, final int height, final int channels) {
		final Matrix size = Mat5.newMatrix(1, 2);
		size.setDouble(0, height);
		size.setDouble(1, width);
		return Mat5.newStruct().set("sz", size).set("chan", Mat5.newStruct().set("nchan", Mat5.newScalar(channels))).set("scanmode", Mat5
			.newScalar(1)).set("resfreq", Mat5.newScalar(8000)).set("recordsPerBuffer", Mat5.newScalar(height)).set("volscan", Mat5.newScalar(
				0));
	}

	private static void writeInfo(final Path folder, final Struct info) throws IOException {
		Mat5.writeToFile(Mat5.newMatFile().addArray("info", info), folder.resolve("mouse_000_001.mat").toFile());
	}

	/** Consecutive pages are the channels of one frame. */
	private static byte[] inverted(final FramePattern pages, final int channels) {
		final ByteBuffer bytes = ByteBuffer.allocate(2 * pages.pixels() * pages.frames()).order(ByteOrder.LITTLE_ENDIAN);
		for (int t = 0; t < pages.frames(); t += channels) {
			final float[][] frames = new float[channels][];
			for (int c = 0; c < channels; c++) frames[c] = pages.frame(t + c);
			for (int i = 0; i < pages.pixels(); i++) for (final float[] frame : frames) bytes.putShort((short) (65535 - (int) frame[i]));
		}
		return bytes.array();
	}
}
