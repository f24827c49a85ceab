package org.apical.session.exchange;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

import org.apical.recording.NpyFile;
import org.apical.recording.NumpyArray;
import org.apical.recording.NumpyPickle;
import org.junit.Test;

public class Suite2pWriterTest extends ExchangeWriterContract {

	@Override
	protected ExchangeWriter writer() {
		return new Suite2pWriter();
	}

	@Override
	protected TracedRois readBack(final Path folder) throws IOException {
		return new Suite2pReader().read(folder);
	}

	@Test
	public void rateAndPixelSizeComeBack() throws IOException {
		assertEquals(ExchangeSample.traced().sampling(), readBack(write(ExchangeSample.traced())).sampling());
	}

	@Test
	public void badFramesAreMarkedAndSharedPixelsToo() throws IOException {
		final Path plane = write(ExchangeSample.traced()).resolve("suite2p/plane1");
		final double[] bad = ((NumpyArray) NumpyPickle.readDictionary(NpyFile.open(plane.resolve("ops.npy"))).get("badframes")).doubles();
		for (int t = 0; t < bad.length; t++) assertEquals(t == ExchangeSample.BAD ? 1 : 0, bad[t], 0);
		final Map<?, ?> second = (Map<?, ?>) NumpyPickle.read(NpyFile.open(plane.resolve("stat.npy"))).get(1);
		assertArrayEquals(new double[] { 1, 1, 0, 0, 0 }, ((NumpyArray) second.get("overlap")).doubles(), 0);
	}
}
