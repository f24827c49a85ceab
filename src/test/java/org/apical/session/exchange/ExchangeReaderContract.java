package org.apical.session.exchange;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import org.apical.recording.RecordingException;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** What every {@link ExchangeReader} promises. */
public abstract class ExchangeReaderContract {

	@Rule
	public final TemporaryFolder temporary = new TemporaryFolder();

	protected abstract ExchangeReader reader();

	/** Puts what the reader reads into an empty folder; @return what to give to the reader */
	protected abstract Path sample(Path folder) throws IOException;

	/** Files of the sample without which there are no ROIs. */
	protected abstract List<String> essential();

	/** Of these, those whose every byte counts. */
	protected List<String> readToTheEnd() {
		return essential();
	}

	private Path fresh() throws IOException {
		return temporary.newFolder().toPath();
	}

	@Test
	public void itKnowsItsOwnAndNothingElse() throws IOException {
		assertTrue(reader().canRead(sample(fresh())));
		assertFalse(reader().canRead(fresh()));
		assertFalse(reader().canRead(fresh().resolve("missing")));
		assertFalse(reader().canRead(Files.write(fresh().resolve("other.hdf5"), new byte[100])));
	}

	@Test
	public void roisTracesAndFieldFitTogether() throws IOException {
		final Path path = sample(fresh());
		final TracedRois rois = reader().read(path);
		rois.mustFit(path);
		assertTrue(rois.frames() > 1);
		rois.traces().values().forEach(t -> assertEquals(rois.rois().size(), t.length));
		for (final float[] row : rois.traces().values().iterator().next()) assertTrue(Arrays.toString(row), row[0] > Float.NEGATIVE_INFINITY);
	}

	@Test
	public void whatLacksAnEssentialFileIsNotTakenOrRefusedInOneLine() throws IOException {
		for (final String name : essential()) {
			final Path folder = fresh();
			final Path path = sample(folder);
			Files.delete(find(folder, name));
			if (reader().canRead(path)) assertRefused(path, name);
		}
	}

	@Test
	public void aFileCutShortIsRefusedInOneLine() throws IOException {
		for (final String name : readToTheEnd()) for (final double share : new double[] { 0, 0.3, 0.9 }) {
			final Path folder = fresh();
			final Path path = sample(folder);
			final Path file = find(folder, name);
			final byte[] bytes = Files.readAllBytes(file);
			Files.write(file, Arrays.copyOf(bytes, (int) (bytes.length * share)));
			if (reader().canRead(path)) assertRefused(path, name + " cut to " + share);
		}
	}

	private void assertRefused(final Path path, final String what) throws IOException {
		try {
			reader().read(path).mustFit(path);
		}
		catch (final RecordingException e) {
			assertTrue(e.getMessage(), e.getMessage().contains(path.toString()) && !e.getMessage().contains("\n"));
			return;
		}
		throw new AssertionError("Read without " + what);
	}

	private static Path find(final Path folder, final String name) throws IOException {
		try (Stream<Path> files = Files.walk(folder)) {
			return files.filter(f -> f.getFileName().toString().equals(name)).findFirst().orElseThrow();
		}
	}
}
