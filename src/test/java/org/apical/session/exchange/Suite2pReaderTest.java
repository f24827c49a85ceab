package org.apical.session.exchange;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.apical.recording.NpyWriter;
import org.apical.recording.RecordingException;
import org.apical.roi.Roi;
import org.junit.Test;

/** The sample was written by suite2p 1.1.0 from a simulated movie ({@code src/test/python/exchange_samples.py}). */
public class Suite2pReaderTest extends ExchangeReaderContract {

	@Override
	protected ExchangeReader reader() {
		return new Suite2pReader();
	}

	@Override
	protected Path sample(final Path folder) throws IOException {
		final Path plane = Files.createDirectories(folder.resolve("suite2p/plane0"));
		try (Stream<Path> files = Files.list(resources())) {
			for (final Path file : files.toList()) Files.copy(file, plane.resolve(file.getFileName()));
		}
		return folder;
	}

	private static Path resources() {
		try {
			return Path.of(Suite2pReaderTest.class.getResource("suite2p/plane0").toURI());
		}
		catch (final URISyntaxException e) {
			throw new AssertionError(e);
		}
	}

	@Override
	protected List<String> essential() {
		return List.of("stat.npy", "db.npy");
	}

	@Test
	public void onlyCellsAreTakenUnderTheNumberThatSuite2pShows() throws IOException {
		final TracedRois rois = reader().read(resources());
		assertEquals(96, rois.width());
		assertEquals(80, rois.height());
		assertEquals(List.of(3, 5, 7, 10), rois.rois().stream().map(Roi::label).toList());
		assertEquals(10, rois.sampling().rateHz(), 0);
		assertEquals(600, rois.frames());
		assertFalse(rois.rois().get(0).isClassified());
		assertTrue(rois.means().get(0)[5000] > 0);
	}

	@Test
	public void theFolderItsPlaneOrTheFolderAroundItMayBeGiven() throws IOException {
		final Path folder = sample(temporary.newFolder().toPath());
		for (final Path path : List.of(folder, folder.resolve("suite2p"), folder.resolve("suite2p/plane0")))
			assertEquals(4, reader().read(path).rois().size());
	}

	@Test
	public void tracesThatDoNotBelongToTheRoisAreRefused() throws IOException {
		final Path folder = sample(temporary.newFolder().toPath());
		NpyWriter.write(folder.resolve("suite2p/plane0/F.npy"), new float[3][600]);
		final String message = assertThrows(RecordingException.class, () -> reader().read(folder)).getMessage();
		assertTrue(message, message.endsWith("F.npy: has 3 rows, stat.npy has 11 ROIs"));
	}
}
