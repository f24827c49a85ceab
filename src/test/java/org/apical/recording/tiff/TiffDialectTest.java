package org.apical.recording.tiff;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

import org.apical.recording.FramePattern;
import org.apical.recording.Movie;
import org.apical.recording.OpenOptions;
import org.apical.recording.PixelType;
import org.apical.recording.Recording;
import org.apical.recording.RecordingException;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

import ij.ImagePlus;
import ij.ImageStack;
import ij.io.FileSaver;
import ij.measure.Calibration;
import ij.process.ShortProcessor;

/** What ImageJ, OME and ScanImage note about axes, rate, pixel size and times is found. */
public class TiffDialectTest {

	private static final FramePattern PAGES = new FramePattern(12, 10, 12, PixelType.UINT16);

	@Rule
	public final TemporaryFolder folder = new TemporaryFolder();

	private Recording open(final PagedTiff tiff, final OpenOptions options) throws IOException {
		return new TiffFormat().open(tiff.write(folder.newFile().toPath(), PAGES), options);
	}

	private Recording open(final PagedTiff tiff) throws IOException {
		return open(tiff, OpenOptions.DEFAULT);
	}

	/** Asserts that a frame is the given page of the file. */
	private static void assertPage(final int page, final Movie movie, final int frame) throws IOException {
		final float[] read = new float[movie.pixels()];
		movie.read(frame, read);
		assertArrayEquals(PAGES.frame(page), read, 0);
	}

	private Recording savedByImageJ(final ImagePlus image) throws IOException {
		final Path path = folder.newFile("imagej.tif").toPath();
		assertTrue(new FileSaver(image).saveAsTiff(path.toString()));
		return new TiffFormat().open(path, OpenOptions.DEFAULT);
	}

	private static ImagePlus imageJStack() {
		final ImageStack stack = new ImageStack(12, 10);
		for (int t = 0; t < 12; t++) {
			final ShortProcessor processor = new ShortProcessor(12, 10);
			final float[] frame = PAGES.frame(t);
			for (int i = 0; i < frame.length; i++) processor.set(i, (int) frame[i]);
			stack.addSlice(processor);
		}
		return new ImagePlus("stack", stack);
	}

	@Test
	public void aHyperstackOfImageJComesApartIntoChannelsAndPlanes() throws IOException {
		final ImagePlus image = imageJStack();
		image.setDimensions(2, 3, 2);
		image.setOpenAsHyperStack(true);
		final Calibration calibration = image.getCalibration();
		calibration.setUnit("um");
		calibration.pixelWidth = 0.25;
		calibration.pixelHeight = 0.5;
		calibration.frameInterval = 0.125;
		try (Recording recording = savedByImageJ(image)) {
			assertEquals(2, recording.channels());
			assertEquals(3, recording.planes());
			final Movie movie = recording.movie(2, 1);
			assertEquals(2, movie.frames());
			assertPage(5, movie, 0);
			assertPage(11, movie, 1);
			assertEquals(8, movie.sampling().rateHz(), 1e-9);
			assertEquals(0.25, movie.sampling().pixelWidthUm(), 1e-6);
			assertEquals(0.5, movie.sampling().pixelHeightUm(), 1e-6);
		}
	}

	@Test
	public void aStackOfSlicesWithoutTimeIsASeries() throws IOException {
		try (Recording recording = savedByImageJ(imageJStack())) {
			assertEquals(1, recording.planes());
			assertEquals(12, recording.movie(0, 0).frames());
		}
	}

	@Test
	public void aStackOfOnePixelIsReadWhole() throws IOException {
		final ImageStack stack = new ImageStack(1, 1);
		for (short value = 3; value < 8; value++) stack.addSlice(new ShortProcessor(1, 1, new short[] { value }, null));
		try (Recording recording = savedByImageJ(new ImagePlus("pixel", stack))) {
			final Movie movie = recording.movie(0, 0);
			assertEquals(5, movie.frames());
			final float[] read = new float[1];
			movie.read(4, read);
			assertEquals(7, read[0], 0);
		}
	}

	@Test
	public void signedPixelsThatImageJSavedKeepTheirSign() throws IOException {
		final ImagePlus image = new ImagePlus("signed", new ShortProcessor(2, 1, new short[] { (short) (32768 - 300), (short) (32768 + 7) }, null));
		image.getLocalCalibration().setSigned16BitCalibration();
		try (Recording recording = savedByImageJ(image)) {
			final Movie movie = recording.movie(0, 0);
			assertEquals(PixelType.INT16, movie.pixelType());
			final float[] read = new float[2];
			movie.read(0, read);
			assertArrayEquals(new float[] { -300, 7 }, read, 0);
		}
	}

	@Test
	public void aDescriptionThatPromisesMoreThanThereIsGivesAWarning() throws IOException {
		try (Recording recording = open(PagedTiff.LITTLE.with("ImageJ=1.53c\nimages=3500\nslices=3500\n"))) {
			assertEquals(12, recording.movie(0, 0).frames());
			assertTrue(recording.warnings().toString(), recording.warnings().get(0).contains("3500"));
		}
	}

	@Test
	public void imageJsStacksPastFourGigabytesAreReadWhole() throws IOException {
		final int width = 2048;
		final int frames = 600;
		final long frameBytes = 2L * width * width;
		final Path path = folder.getRoot().toPath().resolve("huge.tif");
		final byte[] head = PagedTiff.LITTLE.with("ImageJ=1.54p\nimages=" + frames + "\nframes=" + frames + "\n").bytes(new FramePattern(width, width,
			1, PixelType.UINT16));
		final long pixels = head.length - frameBytes;
		try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
			file.write(head, 0, (int) pixels);
			// the file system keeps no blocks for what is not written
			file.setLength(pixels + frames * frameBytes);
			file.seek(pixels + (frames - 1) * frameBytes);
			file.write(7);
		}
		try (Recording recording = new TiffFormat().open(path, OpenOptions.DEFAULT)) {
			final Movie movie = recording.movie(0, 0);
			assertEquals(frames, movie.frames());
			final float[] read = new float[movie.pixels()];
			movie.read(frames - 1, read);
			assertEquals(7, read[0], 0);
			assertEquals(List.of(), recording.warnings());
		}
	}

	private static PagedTiff ome(final String pixels, final String inside) {
		return PagedTiff.LITTLE.with("<?xml version=\"1.0\" encoding=\"UTF-8\"?><OME xmlns=\"http://www.openmicroscopy.org/Schemas/OME/2016-06\">" +
			"<Image ID=\"Image:0\"><Pixels Type=\"uint16\" SizeX=\"12\" SizeY=\"10\" " + pixels + ">" + inside + "</Pixels></Image></OME>");
	}

	@Test
	public void omeAxesAreTakenInTheirOrderAndUnits() throws IOException {
		final String pixels = "DimensionOrder=\"XYZTC\" SizeZ=\"2\" SizeT=\"3\" SizeC=\"2\" PhysicalSizeX=\"500\" PhysicalSizeXUnit=\"nm\" " +
			"PhysicalSizeY=\"0.25\" TimeIncrement=\"20\" TimeIncrementUnit=\"ms\"";
		try (Recording recording = open(ome(pixels, "<TiffData/>"))) {
			assertEquals(2, recording.planes());
			assertEquals(2, recording.channels());
			for (int c = 0; c < 2; c++) for (int z = 0; z < 2; z++) for (int t = 0; t < 3; t++) assertPage(c * 6 + t * 2 + z, recording.movie(z, c), t);
			assertEquals(50, recording.movie(0, 0).sampling().rateHz(), 1e-9);
			assertEquals(0.5, recording.movie(0, 0).sampling().pixelWidthUm(), 1e-9);
			assertEquals(0.25, recording.movie(0, 0).sampling().pixelHeightUm(), 1e-9);
		}
	}

	@Test
	public void omePagesMayBeNamedOneByOneWithTheirTimes() throws IOException {
		final StringBuilder inside = new StringBuilder();
		for (int t = 0; t < 12; t++) inside.append("<TiffData IFD=\"").append(11 - t).append("\" FirstT=\"").append(t).append("\"/>");
		for (int t = 0; t < 12; t++) inside.append("<Plane TheC=\"0\" TheZ=\"0\" TheT=\"").append(t).append("\" DeltaT=\"").append(5 + t * t).append(
			"\"/>");
		try (Recording recording = open(ome("DimensionOrder=\"XYCZT\" SizeZ=\"1\" SizeT=\"12\" SizeC=\"1\"", inside.toString()))) {
			final Movie movie = recording.movie(0, 0);
			for (int t = 0; t < 12; t++) {
				assertPage(11 - t, movie, t);
				assertEquals(t * t, movie.timeSeconds(t), 1e-9);
			}
		}
	}

	@Test
	public void omePlanesInOtherFilesAreLeftOutWithAWarning() throws IOException {
		final String inside = "<TiffData IFD=\"0\" PlaneCount=\"12\"/><TiffData IFD=\"0\" FirstT=\"12\" PlaneCount=\"8\">" +
			"<UUID FileName=\"other.ome.tif\">urn:uuid:1</UUID></TiffData>";
		try (Recording recording = open(ome("DimensionOrder=\"XYCZT\" SizeZ=\"1\" SizeT=\"20\" SizeC=\"1\"", inside))) {
			assertEquals(12, recording.movie(0, 0).frames());
			assertTrue(recording.warnings().toString(), recording.warnings().get(0).contains("12 of 20"));
		}
	}

	@Test
	public void pagesAreReadInTheirOrderWhereOmeXmlIsOfNoUse() throws IOException {
		final String elsewhere = "<OME><BinaryOnly MetadataFile=\"companion.ome\" UUID=\"urn:uuid:1\"/></OME>";
		for (final String xml : new String[] { elsewhere, "<OME><Image><Pixels SizeT=\"12\">", "<OME><Pixels SizeT=\"many\"/></OME>" }) {
			try (Recording recording = open(PagedTiff.LITTLE.with(xml))) {
				assertEquals(12, recording.movie(0, 0).frames());
				assertTrue(recording.warnings().toString(), recording.warnings().get(0).contains("OME-XML"));
			}
		}
	}

	@Test
	public void omeThatClaimsMorePlanesThanTheFileCanHoldIsRefused() {
		final RecordingException e = assertThrows(RecordingException.class, () -> open(ome(
			"DimensionOrder=\"XYCZT\" SizeZ=\"1\" SizeT=\"2000000000\" SizeC=\"1\"", "<TiffData/>")));
		assertTrue(e.getMessage(), e.getMessage().contains("2000000000"));
	}

	/** Pages of a ScanImage volume: two channels, two planes and a flyback frame, at 30 frames per second. */
	private static PagedTiff scanImage(final String firstExtra) {
		return PagedTiff.LITTLE.asBig().with(page -> "frameNumbers = " + (page / 2 + 1) + "\nframeTimestamps_sec = " + (3 + page / 2 / 30.) +
			"\nacquisitionNumbers = 1\n" + (page == 0 ? firstExtra : ""));
	}

	private static final String VOLUME = """
		SI.hChannels.channelSave = [1;3]
		SI.hFastZ.enable = false
		SI.hRoiManager.imagingFovUm = [-60 -50;60 -50;60 50;-60 50]
		SI.hRoiManager.scanFrameRate = 30
		SI.hStackManager.enable = true
		SI.hStackManager.numFramesPerVolume = 2
		SI.hStackManager.numFramesPerVolumeWithFlyback = 3
		SI.hStackManager.numSlices = 2
		SI.hStackManager.stackMode = 'fast'
		""";

	@Test
	public void scanImageVolumesComeApartAndFlybackFramesAreDropped() throws IOException {
		try (Recording recording = open(scanImage(VOLUME))) {
			assertEquals(2, recording.planes());
			assertEquals(2, recording.channels());
			final Movie movie = recording.movie(1, 1);
			assertEquals(2, movie.frames());
			assertPage(3, movie, 0);
			assertPage(9, movie, 1);
			assertEquals(10, movie.sampling().rateHz(), 1e-9);
			assertEquals(10, movie.sampling().pixelWidthUm(), 1e-9);
			assertEquals(0.1, movie.timeSeconds(1), 1e-6);
			assertEquals(List.of(), recording.warnings());
		}
	}

	@Test
	public void otherPlanesThanScanImageSaysGetTheirShareOfTheRate() throws IOException {
		try (Recording recording = open(scanImage(VOLUME), OpenOptions.DEFAULT.withPlanes(1))) {
			assertEquals(6, recording.movie(0, 0).frames());
			assertEquals(30, recording.movie(0, 0).sampling().rateHz(), 1e-9);
			assertPage(5, recording.movie(0, 1), 2);
		}
	}

	@Test
	public void channelsThatScanImagesSettingsDenyAreSeenInTheFrameNumbers() throws IOException {
		try (Recording recording = open(scanImage("SI.hChannels.channelSave = 1\nSI.hRoiManager.scanFrameRate = 30\n"))) {
			assertEquals(2, recording.channels());
			assertEquals(1, recording.warnings().size());
		}
	}

	@Test
	public void aScanImageFileCutOffInItsSecondPageStillGivesTheFirst() throws IOException {
		final PagedTiff tiff = scanImage("SI.hChannels.channelSave = 1\n");
		final Path path = tiff.write(folder.newFile().toPath(), PAGES);
		try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
			file.setLength(tiff.endOf(0, PAGES) + 100);
		}
		try (Recording recording = new TiffFormat().open(path, OpenOptions.DEFAULT)) {
			assertEquals(1, recording.movie(0, 0).frames());
			assertEquals(1, recording.warnings().size());
		}
	}

	@Test
	public void scanImagesHeaderBlockOfMegabytesIsSearchedForTheKeysOnly() throws IOException {
		final byte[] text = ("SI.junk = 'x'\n".repeat(300_000) + VOLUME).getBytes(StandardCharsets.ISO_8859_1);
		final Path path = PagedTiff.LITTLE.asBig().behind(text).with(scanImage("").description()).write(folder.newFile().toPath(), PAGES);
		try (Recording recording = new TiffFormat().open(path, OpenOptions.DEFAULT)) {
			assertEquals(2, recording.planes());
			assertEquals(10, recording.movie(0, 0).sampling().rateHz(), 1e-9);
			assertPage(8, recording.movie(1, 0), 1);
		}
	}

	@Test
	public void scanImage3TellsRateAndChannels() throws IOException {
		final String state = "state.configName='x'\rstate.acq.averaging=1\rstate.acq.numAvgFramesSave=2\rstate.acq.frameRate=8\r" +
			"state.acq.savingChannel1=1\rstate.acq.savingChannel2=0\rstate.acq.savingChannel3=1\r";
		try (Recording recording = open(PagedTiff.LITTLE.with(t -> state))) {
			assertEquals(2, recording.channels());
			assertEquals(6, recording.movie(0, 0).frames());
			assertEquals(4, recording.movie(0, 1).sampling().rateHz(), 1e-9);
			assertPage(5, recording.movie(0, 1), 2);
		}
	}
}
