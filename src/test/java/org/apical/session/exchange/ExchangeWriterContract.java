package org.apical.session.exchange;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;

import org.apical.recording.RecordingException;
import org.apical.roi.Roi;
import org.apical.session.ResultFolder;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** What every {@link ExchangeWriter} promises. */
public abstract class ExchangeWriterContract {

	static final SessionDescription ABOUT = SessionDescription.of("day 1", OffsetDateTime.parse("2026-11-24T10:00:00+01:00"));

	@Rule
	public final TemporaryFolder temporary = new TemporaryFolder();

	protected abstract ExchangeWriter writer();

	/** Reads what was written into the folder. */
	protected abstract TracedRois readBack(Path folder) throws IOException;

	/** Whether the format has a place for a compartment and a neuron. */
	protected boolean keepsCompartments() {
		return true;
	}

	protected final Path write(final TracedRois rois) throws IOException {
		final Path path = temporary.newFolder().toPath();
		try (ResultFolder folder = ResultFolder.open(path)) {
			writer().write(rois, ABOUT, folder);
			folder.publish();
		}
		return path;
	}

	@Test
	public void roisComeBackWithTheirPixels() throws IOException {
		final TracedRois back = readBack(write(ExchangeSample.traced()));
		assertEquals(ExchangeSample.rois().size(), back.rois().size());
		for (int i = 0; i < back.rois().size(); i++) {
			final Roi wanted = ExchangeSample.rois().get(i);
			final Roi found = back.rois().get(i);
			assertEquals(wanted.label(), found.label());
			assertEquals(wanted.plane(), found.plane());
			if (!keepsCompartments()) continue;
			assertArrayEquals(wanted.pixels(), found.pixels());
			assertEquals(wanted.compartment(), found.compartment());
			assertEquals(wanted.probability(wanted.compartment()), found.probability(wanted.compartment()), 1e-6);
			assertEquals(wanted.neuron(), found.neuron());
			for (int k = 0; k < wanted.size(); k++) assertEquals(wanted.weight(k) / wanted.weight(0), found.weight(k) / found.weight(0), 0.02);
		}
	}

	@Test
	public void tracesComeBackAndGapsStayKnownOrAreBridged() throws IOException {
		final TracedRois back = readBack(write(ExchangeSample.traced()));
		back.traces().forEach((kind, rows) -> {
			for (int i = 0; i < rows.length; i++) {
				final float[] wanted = ExchangeSample.traced().traces(kind)[i];
				for (int t = 0; t < wanted.length; t++) if (!Float.isNaN(wanted[t])) assertEquals(wanted[t], rows[i][t], 1e-4);
				final float gap = rows[i][ExchangeSample.BAD];
				assertTrue(Float.isNaN(gap) || Math.abs(gap - (wanted[ExchangeSample.BAD - 1] + 1)) < 1e-4);
			}
		});
	}

	@Test
	public void withoutTracesItWritesRoisOrSaysWhatIsMissing() throws IOException {
		try {
			assertEquals(3, readBack(write(ExchangeSample.untraced())).rois().size());
		}
		catch (final RecordingException e) {
			assertTrue(e.getMessage(), e.getMessage().contains("run 'extract' first"));
		}
	}

	@Test
	public void untilAllIsWrittenNothingIsThere() throws IOException {
		final Path path = temporary.newFolder().toPath();
		try (ResultFolder folder = ResultFolder.open(path)) {
			writer().write(ExchangeSample.traced(), ABOUT, folder);
			for (final String name : folder.names()) assertTrue(name, Files.notExists(path.resolve(name)));
		}
		try (java.util.stream.Stream<Path> left = Files.list(path)) {
			assertEquals(0, left.count());
		}
	}
}
