package org.apical.recording.folder;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.apical.SharedData;
import org.apical.recording.FramePattern;
import org.apical.recording.Movie;
import org.apical.recording.OpenOptions;
import org.apical.recording.PixelType;
import org.apical.recording.Recording;
import org.apical.recording.RecordingException;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class PrairieScanTest {

	private static final FramePattern PAGES = new FramePattern(7, 5, 12, PixelType.UINT16);

	@Rule
	public final TemporaryFolder folder = new TemporaryFolder();

	@Test
	public void aRealRecordingOfWhichTwoCyclesAreMissingIsReadAsFarAsItIsThere() throws IOException {
		final Path run = SharedData.require("prairieview-fly-kenyon/TSeries-02032010-1558-002");
		assertTrue(new FolderFormat().canOpen(run));
		try (Recording recording = new FolderFormat().open(run, OpenOptions.DEFAULT)) {
			final Movie movie = recording.movie(0, 0);
			assertEquals(1, recording.channels());
			assertEquals(53, movie.frames());
			assertEquals(348, movie.width());
			assertEquals(260, movie.height());
			assertEquals(1 / 0.34736, movie.sampling().rateHz(), 1e-9);
			assertEquals(0.4397366, movie.sampling().pixelWidthUm(), 1e-6);
			assertEquals(52 * 0.34736, movie.timeSeconds(52), 0.5);
			assertEquals(1, recording.warnings().size());
			assertTrue(recording.warnings().get(0), recording.warnings().get(0).contains("106 of 159 frames are missing; the 53"));
		}
	}

	@Test
	public void planesOfACycleAndChannelsComeApart() throws IOException {
		final Path xml = write("TSeries ZSeries Element", 3, 2, 2);
		try (Recording recording = new FolderFormat().open(folder.getRoot().toPath(), OpenOptions.DEFAULT)) {
			assertEquals(2, recording.planes());
			assertEquals(2, recording.channels());
			final Movie movie = recording.movie(1, 1);
			assertEquals(3, movie.frames());
			assertPage(movie, 2, 11);
			assertEquals(1 / 0.25, movie.sampling().rateHz(), 1e-9);
			assertEquals(0.5, movie.timeSeconds(2), 1e-9);
			assertEquals(0.8, movie.sampling().pixelWidthUm(), 0);
			assertEquals(0.9, movie.sampling().pixelHeightUm(), 0);
		}
		assertTrue(new FolderFormat().canOpen(xml));
	}

	@Test
	public void cyclesOfATimeSeriesFollowEachOther() throws IOException {
		try (Recording recording = new FolderFormat().open(write("TSeries Timed Element", 2, 3, 2), OpenOptions.DEFAULT)) {
			assertEquals(1, recording.planes());
			assertEquals(6, recording.movie(0, 0).frames());
			assertPage(recording.movie(0, 1), 4, 9);
			assertEquals(10, recording.movie(0, 1).sampling().rateHz(), 1e-9);
		}
	}

	@Test
	public void aTimePointOfWhichOneFileIsMissingIsLeftOutWithAWarning() throws IOException {
		final Path xml = write("TSeries Timed Element", 1, 4, 2);
		Files.delete(folder.getRoot().toPath().resolve("f3.tif"));
		try (Recording recording = new FolderFormat().open(xml, OpenOptions.DEFAULT)) {
			assertEquals(3, recording.movie(0, 0).frames());
			assertPage(recording.movie(0, 0), 1, 4);
			assertEquals("scan.xml: files of 1 of 4 frames are missing; the 3 that are whole are read", recording.warnings().get(0));
		}
	}

	@Test
	public void theXmlBelongsToItsTiffsAndTheyToIt() throws IOException {
		final Path xml = write("TSeries", 1, 3, 1);
		assertEquals(List.of(xml.toAbsolutePath().getParent()), new FolderFormat().companions(xml));
		assertEquals(List.of(xml.toAbsolutePath()), new FolderFormat().companions(xml.resolveSibling("*.tif")));
		assertEquals(List.of(), new FolderFormat().companions(xml.getParent()));
	}

	@Test
	public void externalEntitiesAreNotRead() throws IOException {
		final Path secret = Files.writeString(folder.newFile("secret.txt").toPath(), "f0.tif");
		final Path xml = folder.getRoot().toPath().resolve("scan.xml");
		Files.writeString(xml, "<!DOCTYPE PVScan [<!ENTITY x SYSTEM \"" + secret.toUri() + "\">]><PVScan><Sequence><Frame><File filename=" +
			"\"a\"/>&x;</Frame></Sequence></PVScan>");
		refused(xml);
	}

	@Test
	public void namesThatLeaveTheFolderDoNot() throws IOException {
		final Path xml = Files.writeString(folder.getRoot().toPath().resolve("scan.xml"),
			"<PVScan><Sequence><Frame><File filename='../../etc/f0.tif'/></Frame></Sequence></PVScan>");
		assertEquals(folder.getRoot().toPath().toAbsolutePath().resolve("f0.tif"), PrairieScan.read(xml).cycles().get(0).get(0).channels()
			.get(0).file());
	}

	@Test
	public void brokenAndEmptyScansAreRefusedInOneLine() throws IOException {
		final Path xml = folder.getRoot().toPath().resolve("scan.xml");
		for (final String content : new String[] { "<PVScan><Sequence>", "<PVScan/>", "<PVScan><Frame/></PVScan>",
			"<PVScan><Sequence><File filename='a'/></Sequence></PVScan>",
			"<PVScan><Sequence><Frame absoluteTime='soon'/></Sequence></PVScan>",
			"<PVScan><Sequence><Frame><File filename='gone.tif'/></Frame></Sequence></PVScan>" })
		{
			Files.writeString(xml, content);
			refused(xml);
		}
	}

	@Test
	public void otherXmlIsNoScan() throws IOException {
		assertFalse(new FolderFormat().canOpen(Files.writeString(folder.newFile("other.xml").toPath(), "<OME/>")));
	}

	private static void refused(final Path xml) {
		final Exception e = assertThrows(RecordingException.class, () -> new FolderFormat().open(xml, OpenOptions.DEFAULT));
		assertTrue(e.getMessage(), e.getMessage().contains("scan.xml") && e.getMessage().lines().count() == 1);
	}

	private static void assertPage(final Movie movie, final int frame, final int page) throws IOException {
		final float[] pixels = new float[movie.pixels()];
		movie.read(frame, pixels);
		assertArrayEquals(PAGES.frame(page), pixels, 0);
	}

	/** One file a page, f0.tif, f1.tif and so on: channel fastest, then frame of the cycle, then cycle. */
	private Path write(final String type, final int cycles, final int frames, final int channels) throws IOException {
		final Path root = folder.getRoot().toPath();
		final StringBuilder xml = new StringBuilder("<?xml version=\"1.0\"?><PVScan version=\"5.4\"><PVStateShard>" +
			"<PVStateValue key=\"framePeriod\" value=\"0.1\"/><PVStateValue key=\"micronsPerPixel\"><IndexedValue index=\"XAxis\" value=\"0.8\"/>" +
			"<IndexedValue index=\"YAxis\" value=\"0.9\"/></PVStateValue></PVStateShard>");
		int page = 0;
		for (int cycle = 0; cycle < cycles; cycle++) {
			xml.append("<Sequence type=\"" + type + "\" cycle=\"" + (cycle + 1) + "\">");
			for (int frame = 0; frame < frames; frame++) {
				xml.append("<Frame absoluteTime=\"" + (3 + cycle * 0.25 + frame * 0.1) + "\">");
				for (int c = 0; c < channels; c++, page++) {
					FolderFormatTest.writeFrame(root.resolve("f" + page + ".tif"), PAGES, page);
					xml.append("<File channel=\"" + (c + 1) + "\" filename=\"f" + page + ".tif\" page=\"1\"/>");
				}
				xml.append("</Frame>");
			}
			xml.append("</Sequence>");
		}
		return Files.writeString(root.resolve("scan.xml"), xml + "</PVScan>");
	}
}
