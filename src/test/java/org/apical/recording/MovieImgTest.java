package org.apical.recording;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import net.imglib2.Cursor;
import net.imglib2.RandomAccess;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;

import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class MovieImgTest {

	private static final FramePattern PAGES = new FramePattern(9, 7, 30, PixelType.UINT16);

	@Rule
	public final TemporaryFolder folder = new TemporaryFolder();

	private Path path;
	private Recording recording;

	@Before
	public void open() throws IOException {
		path = Files.write(folder.newFile().toPath(), RawBytes.of(PAGES, ByteOrder.LITTLE_ENDIAN));
		recording = new RawFormat().open(path, OpenOptions.DEFAULT.withRaw(new OpenOptions.RawShape(9, 7, PixelType.UINT16, true, 0)));
	}

	@After
	public void close() throws IOException {
		recording.close();
	}

	@Test
	public void everyPixelIsWhereItBelongs() {
		final MovieImg image = new MovieImg(recording.movie(0, 0), 2);
		assertEquals(3, image.numDimensions());
		assertEquals(9, image.dimension(0));
		assertEquals(7, image.dimension(1));
		assertEquals(30, image.dimension(2));
		final Cursor<FloatType> cursor = Views.flatIterable(image).localizingCursor();
		long n = 0;
		for (; cursor.hasNext(); n++) {
			cursor.fwd();
			assertEquals(PAGES.frame(cursor.getIntPosition(2))[cursor.getIntPosition(1) * 9 + cursor.getIntPosition(0)], cursor.get().get(), 0);
		}
		assertEquals(9 * 7 * 30, n);
	}

	@Test
	public void viewsWorkOnIt() {
		final MovieImg image = new MovieImg(recording.movie(0, 0));
		final RandomAccessibleInterval<FloatType> trace = Views.hyperSlice(Views.hyperSlice(image, 1, 4), 0, 2);
		final RandomAccess<FloatType> access = trace.randomAccess();
		for (int t = 0; t < 30; t++) assertEquals(PAGES.frame(t)[4 * 9 + 2], access.setPositionAndGet(t).get(), 0);
		final RandomAccessibleInterval<FloatType> crop = Views.zeroMin(Views.interval(image, new long[] { 3, 2, 5 }, new long[] { 6, 6, 9 }));
		assertEquals(PAGES.frame(6)[3 * 9 + 4], crop.getAt(1, 1, 1).get(), 0);
	}

	@Test
	public void manyThreadsSeeTheSamePixels() throws Exception {
		final MovieImg image = new MovieImg(recording.movie(0, 0), 1);
		final ExecutorService pool = Executors.newFixedThreadPool(8);
		try {
			final List<Future<?>> running = new ArrayList<>();
			for (int thread = 0; thread < 8; thread++) {
				final int start = thread;
				running.add(pool.submit(() -> {
					final RandomAccess<FloatType> access = image.randomAccess();
					for (int i = 0; i < 500; i++) {
						final int t = (i * 7 + start) % 30;
						assertEquals(PAGES.frame(t)[5 * 9 + start], access.setPositionAndGet(start, 5, t).get(), 0);
					}
				}));
			}
			for (final Future<?> future : running) future.get();
		}
		finally {
			pool.shutdown();
		}
	}

	@Test
	public void aCopiedAccessStandsWhereTheFirstStood() {
		final RandomAccess<FloatType> access = new MovieImg(recording.movie(0, 0)).randomAccess();
		access.setPosition(new long[] { 1, 2, 3 });
		final RandomAccess<FloatType> copy = access.copy();
		access.fwd(2);
		assertEquals(PAGES.frame(3)[2 * 9 + 1], copy.get().get(), 0);
		assertEquals(PAGES.frame(4)[2 * 9 + 1], access.get().get(), 0);
	}

	@Test
	public void aFrameThatCannotBeReadIsToldAndCanBeReadLater() throws IOException {
		final byte[] whole = Files.readAllBytes(path);
		final RandomAccess<FloatType> access = new MovieImg(recording.movie(0, 0)).randomAccess();
		RawBytes.truncate(path, 2L * PAGES.pixels() * 10);
		final Exception e = assertThrows(UncheckedIOException.class, () -> access.setPositionAndGet(0, 0, 20));
		assertTrue(e.getMessage(), e.getMessage().contains(path.getFileName().toString()));
		Files.write(path, whole);
		assertEquals(PAGES.frame(20)[1], access.setPositionAndGet(1, 0, 20).get(), 0);
	}
}
