package org.apical.recording.folder;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

import org.apical.SharedData;
import org.apical.recording.FramePattern;
import org.apical.recording.OpenOptions;
import org.apical.recording.PixelType;
import org.apical.recording.Recording;
import org.apical.recording.RecordingFormat;
import org.apical.recording.RecordingFormatContract;
import org.apical.recording.Sampling;
import org.apical.recording.tiff.TiffMovieWriter;
import org.junit.Test;

public class FolderFormatTest extends RecordingFormatContract {

	@Override
	protected RecordingFormat format() {
		return new FolderFormat();
	}

	@Override
	protected Path write(final Path folder, final FramePattern pages) throws IOException {
		for (int t = 0; t < pages.frames(); t++) writeFrame(folder.resolve("img" + (t + 1) + ".tif"), pages, t);
		return folder;
	}

	@Override
	protected void cutOff(final Path recording, final FramePattern pages, final int whole) throws IOException {
		for (int t = whole + 1; t < pages.frames(); t++) Files.delete(recording.resolve("img" + (t + 1) + ".tif"));
		truncate(recording.resolve("img" + (whole + 1) + ".tif"));
	}

	@Override
	protected Path writeEmpty(final Path folder) throws IOException {
		Files.createFile(folder.resolve("img1.tif"));
		return folder;
	}

	@Override
	protected Path writeLying(final Path folder) throws IOException {
		Files.writeString(folder.resolve("img1.tif"), "II*\0but then no TIFF at all");
		return folder;
	}

	@Test
	public void aGlobNamesSomeOfTheFiles() throws IOException {
		final FramePattern pages = new FramePattern(7, 5, 12, PixelType.UINT16);
		final Path folder = write(this.folder.newFolder().toPath(), pages);
		writeFrame(folder.resolve("other.tif"), new FramePattern(9, 9, 1, PixelType.UINT16), 0);
		final Path glob = folder.resolve("img*.tif");
		assertTrue(format().canOpen(glob));
		try (Recording recording = format().open(glob, OpenOptions.DEFAULT)) {
			assertEquals(12, recording.movie(0, 0).frames());
			for (int t = 0; t < 12; t++) assertFrame(pages.frame(t), recording.movie(0, 0), t);
		}
		assertRefused(() -> format().open(folder.resolve("none*.tif"), OpenOptions.DEFAULT), "none*.tif");
	}

	@Test
	public void realSingleFramesThatSpeakOfTheirFormerStackAreRead() throws IOException {
		final Path first = SharedData.require("sima-mouse-motion/0.tif");
		try (Recording recording = format().open(first.resolveSibling("[0-9].tif"), OpenOptions.DEFAULT)) {
			assertEquals(3, recording.movie(0, 0).frames());
			assertEquals(173, recording.movie(0, 0).width());
		}
	}

	@Test
	public void thePixelSizeIsTheFirstFiles() throws IOException {
		final Path folder = this.folder.newFolder().toPath();
		for (int t = 0; t < 2; t++) TiffMovieWriter.writeImage(folder.resolve(t + ".tif"), 3, 2, new float[6], new Sampling(Double.NaN, 0.5, 0.6));
		try (Recording recording = format().open(folder, OpenOptions.DEFAULT)) {
			assertEquals(0.5, recording.movie(0, 0).sampling().pixelWidthUm(), 1e-9);
			assertEquals(0.6, recording.movie(0, 0).sampling().pixelHeightUm(), 1e-9);
		}
	}

	@Test
	public void stacksFollowEachOther() throws IOException {
		final FramePattern pages = new FramePattern(7, 5, 6, PixelType.UINT16);
		final Path folder = this.folder.newFolder().toPath();
		for (int part = 0; part < 2; part++) try (TiffMovieWriter writer = new TiffMovieWriter(folder.resolve("run_" + (9 + part) + ".tif"),
			7, 5, PixelType.UINT16, Sampling.UNKNOWN))
		{
			for (int t = 0; t < 3; t++) writer.write(pages.frame(3 * part + t));
		}
		try (Recording recording = format().open(folder, OpenOptions.DEFAULT)) {
			for (int t = 0; t < 6; t++) assertFrame(pages.frame(t), recording.movie(0, 0), t);
		}
	}

	@Test
	public void channelsInTheNamesComeApart() throws IOException {
		final FramePattern pages = new FramePattern(7, 5, 6, PixelType.UINT16);
		final Path folder = this.folder.newFolder().toPath();
		for (int t = 0; t < 6; t++) writeFrame(folder.resolve("run_Ch" + (1 + t % 2) + "_00000" + t / 2 + ".tif"), pages, t);
		try (Recording recording = format().open(folder, OpenOptions.DEFAULT)) {
			assertEquals(2, recording.channels());
			for (int t = 0; t < 6; t++) assertFrame(pages.frame(t), recording.movie(0, t % 2), t / 2);
		}
		Files.delete(folder.resolve("run_Ch2_000001.tif"));
		assertRefused(() -> format().open(folder, OpenOptions.DEFAULT), folder.getFileName().toString());
	}

	@Test
	public void aFileOfAnotherSizeIsNamedWhenItsFrameIsRead() throws IOException {
		final Path folder = write(this.folder.newFolder().toPath(), new FramePattern(7, 5, 3, PixelType.UINT16));
		writeFrame(folder.resolve("img2.tif"), new FramePattern(5, 7, 1, PixelType.UINT16), 0);
		final Recording recording = format().open(folder, OpenOptions.DEFAULT);
		assertRefused(() -> {
			recording.movie(0, 0).read(1, new float[35]);
			return recording;
		}, "img2.tif");
	}

	@Test
	public void thousandsOfFilesNeedNoHandles() throws IOException {
		final FramePattern pages = new FramePattern(3, 2, 1, PixelType.UINT8);
		final Path folder = this.folder.newFolder().toPath();
		final Path first = folder.resolve("f0.tif");
		writeFrame(first, pages, 0);
		for (int t = 1; t < 2000; t++) Files.copy(first, folder.resolve("f" + t + ".tif"));
		try (Recording recording = format().open(folder, OpenOptions.DEFAULT)) {
			final long open = handles();
			for (int t = 0; t < 2000; t++) assertFrame(pages.frame(0), recording.movie(0, 0), t);
			assertTrue("Handles left open: " + (handles() - open), handles() - open < 50);
		}
	}

	@Test
	public void hundredsOfFilesOfSeveralChannelsNeedNoHandlesEither() throws IOException {
		final FramePattern pages = new FramePattern(3, 2, 8, PixelType.UINT16);
		final Path folder = this.folder.newFolder().toPath();
		for (int part = 0; part < 300; part++) try (TiffMovieWriter writer = new TiffMovieWriter(folder.resolve("v" + part + ".tif"), 3, 2,
			PixelType.UINT16, Sampling.UNKNOWN))
		{
			for (int c = 0; c < 2; c++) writer.write(pages.frame((2 * part + c) % 8));
		}
		final long before = handles();
		try (Recording recording = format().open(folder, OpenOptions.DEFAULT.withChannels(2).withRate(10))) {
			assertEquals(300, recording.movie(0, 1).frames());
			for (int t = 0; t < 300; t++) for (int c = 0; c < 2; c++) assertFrame(pages.frame((2 * t + c) % 8), recording.movie(0, c), t);
			assertEquals(29.9, recording.movie(0, 1).timeSeconds(299), 1e-9);
			assertTrue("Handles left open: " + (handles() - before), handles() - before < 50);
		}
	}

	private static long handles() {
		final var system = java.lang.management.ManagementFactory.getOperatingSystemMXBean();
		return system instanceof com.sun.management.UnixOperatingSystemMXBean unix ? unix.getOpenFileDescriptorCount() : 0;
	}

	static void writeFrame(final Path path, final FramePattern pages, final int t) throws IOException {
		try (TiffMovieWriter writer = new TiffMovieWriter(path, pages.width(), pages.height(), pages.type(), Sampling.UNKNOWN)) {
			writer.write(pages.frame(t));
		}
	}

	private static void truncate(final Path path) throws IOException {
		try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
			channel.truncate(channel.size() / 2);
		}
	}
}
