package org.apical.session.exchange;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

import org.apical.roi.Roi;
import org.junit.Test;

/** The sample was written by {@code src/test/python/caiman_sample.py} in CaImAn's layout. */
public class CaimanReaderTest extends ExchangeReaderContract {

	@Override
	protected ExchangeReader reader() {
		return new CaimanReader();
	}

	@Override
	protected Path sample(final Path folder) throws IOException {
		final Path file = folder.resolve("caiman.hdf5");
		try (InputStream in = CaimanReaderTest.class.getResourceAsStream("caiman.hdf5")) {
			Files.copy(in, file);
		}
		return file;
	}

	@Override
	protected List<String> essential() {
		return List.of("caiman.hdf5");
	}

	@Test
	public void acceptedComponentsLieWhereTheColumnsOfTheFieldSay() throws IOException {
		final TracedRois rois = reader().read(sample(temporary.getRoot().toPath()));
		assertEquals(30, rois.width());
		assertEquals(20, rois.height());
		assertEquals(List.of(1, 3), rois.rois().stream().map(Roi::label).toList());
		final int[] box = IntStream.range(0, 16).map(i -> (14 + i / 4) * 30 + 6 + i % 4).toArray();
		assertArrayEquals(box, rois.rois().get(1).pixels());
		assertEquals(4, rois.rois().get(1).weight(15), 0);
		assertEquals(15, rois.sampling().rateHz(), 0);
	}

	@Test
	public void theTraceIsTheFitWithItsResidual() throws IOException {
		final TracedRois rois = reader().read(sample(temporary.getRoot().toPath()));
		assertEquals(10 * rois.traces(TraceKind.DFF)[1][7] + 0.1, rois.traces(TraceKind.FLUORESCENCE)[1][7], 1e-4);
	}
}
