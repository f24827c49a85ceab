package org.apical.recording;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.junit.Assume;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/**
 * What every {@link RecordingFormat} promises. A format's test extends this class, says how such a file is written, cut
 * off and made to lie, and inherits the promises.
 */
public abstract class RecordingFormatContract {

	private static final int WIDTH = 37;
	private static final int HEIGHT = 23;

	@Rule
	public final TemporaryFolder folder = new TemporaryFolder();

	protected abstract RecordingFormat format();

	/** Writes the pages in their order, one plane and one channel; returns what {@link RecordingFormat#open} is given. */
	protected abstract Path write(Path folder, FramePattern pages) throws IOException;

	/** Cuts a written recording off so that just {@code whole} frames and a part of the next remain. */
	protected abstract void cutOff(Path recording, FramePattern pages, int whole) throws IOException;

	/** A file of no bytes that carries this format's name, or a folder with such a file. */
	protected abstract Path writeEmpty(Path folder) throws IOException;

	/** Something whose header promises what cannot be; null where the format has no header. */
	protected abstract Path writeLying(Path folder) throws IOException;

	/** A type that this format stores. */
	protected PixelType pixelType() {
		return PixelType.UINT16;
	}

	/** What has to be said to open the pages; formats with a header need to be told nothing. */
	protected OpenOptions options(final FramePattern pages) {
		return OpenOptions.DEFAULT;
	}

	/** Whether files are recognised by what is in them. */
	protected boolean isRecognised() {
		return true;
	}

	private final FramePattern pages(final int n) {
		return new FramePattern(WIDTH, HEIGHT, n, pixelType());
	}

	private Path written(final FramePattern pages) throws IOException {
		return write(folder.newFolder().toPath(), pages);
	}

	private Recording open(final Path path, final FramePattern pages) throws IOException {
		return format().open(path, options(pages));
	}

	@Test
	public void itRecognisesItsOwnFilesAndNoOthers() throws IOException {
		Assume.assumeTrue("Opened on demand only", isRecognised());
		assertTrue(format().canOpen(written(pages(3))));
		assertFalse(format().canOpen(Files.writeString(folder.newFile("notes.txt").toPath(), "Not a recording at all.\n")));
		assertFalse(format().canOpen(folder.getRoot().toPath().resolve("absent.xyz")));
		assertFalse(format().canOpen(folder.newFolder("nothing-in-it").toPath()));
	}

	@Test
	public void pixelsAndSizesAreThoseWritten() throws IOException {
		final FramePattern pages = pages(5);
		try (Recording recording = open(written(pages), pages)) {
			assertEquals(1, recording.planes());
			assertEquals(1, recording.channels());
			assertEquals(List.of(), recording.warnings());
			final Movie movie = recording.movie(0, 0);
			assertEquals(WIDTH, movie.width());
			assertEquals(HEIGHT, movie.height());
			assertEquals(5, movie.frames());
			assertEquals(pixelType(), movie.pixelType());
			for (int t = 0; t < 5; t++) assertFrame(pages.frame(t), movie, t);
		}
	}

	@Test
	public void aSingleFrameIsARecordingToo() throws IOException {
		final FramePattern pages = pages(1);
		try (Recording recording = open(written(pages), pages)) {
			assertEquals(1, recording.movie(0, 0).frames());
			assertFrame(pages.frame(0), recording.movie(0, 0), 0);
		}
	}

	@Test
	public void framesDoNotDependOnTheOrderOfReading() throws IOException {
		final FramePattern pages = pages(6);
		try (Recording recording = open(written(pages), pages)) {
			for (final int t : new int[] { 5, 0, 3, 3, 1, 4, 2, 5 }) assertFrame(pages.frame(t), recording.movie(0, 0), t);
		}
	}

	@Test
	public void manyThreadsReadEqualPixels() throws Exception {
		final FramePattern pages = pages(12);
		try (Recording recording = open(written(pages), pages)) {
			final Movie movie = recording.movie(0, 0);
			inThreads(8, thread -> {
				for (int i = 0; i < 60; i++) assertFrame(pages.frame((i * 5 + thread) % 12), movie, (i * 5 + thread) % 12);
			});
		}
	}

	@Test
	public void anInterruptedReaderDoesNotBreakTheOthers() throws Exception {
		final FramePattern pages = pages(4);
		try (Recording recording = open(written(pages), pages)) {
			final Movie movie = recording.movie(0, 0);
			final Thread interrupted = new Thread(() -> {
				Thread.currentThread().interrupt();
				try {
					movie.read(1, new float[pages.pixels()]);
				}
				catch (final IOException e) {
					// an interrupted reader may fail; what counts is that nobody else does
				}
			});
			interrupted.start();
			interrupted.join();
			for (int t = 0; t < 4; t++) assertFrame(pages.frame(t), movie, t);
		}
	}

	@Test
	public void openingReadsNoPixels() throws IOException {
		final FramePattern pages = new FramePattern(128, 128, 64, pixelType());
		final Path path = written(pages);
		// the first time, classes are loaded as well
		open(path, pages).close();
		final com.sun.management.ThreadMXBean threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
		final long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
		open(path, pages).close();
		final long allocated = threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
		final long pixelBytes = (long) pages.pixels() * pages.frames() * pixelType().bytes();
		assertTrue("Opening " + pixelBytes + " bytes of pixels allocated " + allocated, allocated < pixelBytes / 2);
	}

	@Test
	public void aLongerArrayIsFilledFromItsStartAndNotBeyond() throws IOException {
		final FramePattern pages = pages(2);
		try (Recording recording = open(written(pages), pages)) {
			final float[] into = new float[pages.pixels() + 3];
			into[pages.pixels()] = 77;
			recording.movie(0, 0).read(1, into);
			assertArrayEquals(pages.frame(1), java.util.Arrays.copyOf(into, pages.pixels()), 0);
			assertEquals(77, into[pages.pixels()], 0);
		}
	}

	@Test
	public void whatDoesNotExistIsOutOfBounds() throws IOException {
		final FramePattern pages = pages(3);
		try (Recording recording = open(written(pages), pages)) {
			final float[] into = new float[pages.pixels()];
			final Movie movie = recording.movie(0, 0);
			assertThrows(IndexOutOfBoundsException.class, () -> movie.read(-1, into));
			assertThrows(IndexOutOfBoundsException.class, () -> movie.read(3, into));
			assertThrows(IndexOutOfBoundsException.class, () -> recording.movie(1, 0));
			assertThrows(IndexOutOfBoundsException.class, () -> recording.movie(0, 1));
			assertThrows(IndexOutOfBoundsException.class, () -> recording.movie(-1, 0));
		}
	}

	@Test
	public void aClosedRecordingSaysSoAndMayBeClosedAgain() throws IOException {
		final FramePattern pages = pages(2);
		final Recording recording = open(written(pages), pages);
		final Movie movie = recording.movie(0, 0);
		recording.close();
		recording.close();
		assertThrows(IOException.class, () -> movie.read(0, new float[pages.pixels()]));
	}

	@Test
	public void theUsersRateAndPixelSizeOverruleTheFile() throws IOException {
		final FramePattern pages = pages(4);
		try (Recording recording = format().open(written(pages), options(pages).withRate(12.5).withPixelSize(0.7))) {
			final Movie movie = recording.movie(0, 0);
			assertEquals(new Sampling(12.5, 0.7, 0.7), movie.sampling());
			assertEquals(0.08, movie.timeSeconds(1), 1e-9);
			assertEquals(0.24, movie.timeSeconds(3), 1e-9);
		}
	}

	@Test
	public void planesAndChannelsComeApartWhenTheUserSaysSo() throws IOException {
		final FramePattern pages = pages(12);
		try (Recording recording = format().open(written(pages), options(pages).withPlanes(2).withChannels(3))) {
			assertEquals(2, recording.planes());
			assertEquals(3, recording.channels());
			for (int plane = 0; plane < 2; plane++) {
				for (int channel = 0; channel < 3; channel++) {
					final Movie movie = recording.movie(plane, channel);
					assertEquals(2, movie.frames());
					for (int t = 0; t < 2; t++) assertFrame(pages.frame(t * 6 + plane * 3 + channel), movie, t);
				}
			}
		}
	}

	@Test
	public void framesThatMakeNoWholeVolumeAreLeftOutWithAWarning() throws IOException {
		final FramePattern pages = pages(7);
		try (Recording recording = format().open(written(pages), options(pages).withPlanes(3))) {
			assertEquals(2, recording.movie(2, 0).frames());
			assertEquals(1, recording.warnings().size());
		}
		assertRefused(() -> format().open(written(pages), options(pages).withPlanes(8)), "");
	}

	@Test
	public void aRecordingCutOffInMidFrameYieldsItsWholeFramesAndSaysHowMany() throws IOException {
		final FramePattern pages = pages(9);
		final Path path = written(pages);
		cutOff(path, pages, 6);
		try (Recording recording = open(path, pages)) {
			final Movie movie = recording.movie(0, 0);
			assertEquals(6, movie.frames());
			for (int t = 0; t < 6; t++) assertFrame(pages.frame(t), movie, t);
			assertEquals(1, recording.warnings().size());
			final String warning = recording.warnings().get(0);
			assertTrue(warning, warning.contains("6") && warning.contains(recording.name()) && !warning.contains("\n"));
		}
	}

	@Test
	public void anEmptyFileIsRefusedInOneLine() throws IOException {
		final Path path = writeEmpty(folder.newFolder().toPath());
		assertRefused(() -> open(path, pages(1)), path.getFileName().toString());
	}

	@Test
	public void aMissingFileIsRefusedInOneLine() {
		assertRefused(() -> open(folder.getRoot().toPath().resolve("absent.xyz"), pages(1)), "absent.xyz");
	}

	@Test
	public void aHeaderThatLiesIsRefusedInOneLine() throws IOException {
		final Path path = writeLying(folder.newFolder().toPath());
		Assume.assumeTrue("No header, no lie", path != null);
		assertRefused(() -> open(path, pages(1)), path.getFileName().toString());
	}

	/** Asserts that opening fails with one line that names the file. */
	protected static void assertRefused(final Opening opening, final String name) {
		final IOException e = assertThrows(RecordingException.class, () -> opening.open().close());
		assertTrue(e.getMessage(), e.getMessage().contains(name) && e.getMessage().lines().count() == 1);
	}

	protected static void assertFrame(final float[] expected, final Movie movie, final int frame) throws IOException {
		final float[] read = new float[movie.pixels()];
		movie.read(frame, read);
		assertArrayEquals("frame " + frame, expected, read, 0);
	}

	private static void inThreads(final int n, final ThreadBody body) throws Exception {
		final ExecutorService pool = Executors.newFixedThreadPool(n);
		try {
			final List<Future<?>> running = new ArrayList<>();
			for (int i = 0; i < n; i++) {
				final int thread = i;
				running.add(pool.submit(() -> {
					body.run(thread);
					return null;
				}));
			}
			for (final Future<?> future : running) future.get();
		}
		finally {
			pool.shutdown();
		}
	}

	/** Opens what should not open. */
	protected interface Opening {
		Recording open() throws IOException;
	}

	private interface ThreadBody {
		void run(int thread) throws IOException;
	}
}
