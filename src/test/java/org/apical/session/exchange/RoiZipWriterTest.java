package org.apical.session.exchange;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.apical.recording.Sampling;
import org.apical.session.RoiZip;

public class RoiZipWriterTest extends ExchangeWriterContract {

	@Override
	protected ExchangeWriter writer() {
		return new RoiZipWriter();
	}

	@Override
	protected TracedRois readBack(final Path folder) throws IOException {
		return new TracedRois(ExchangeSample.WIDTH, ExchangeSample.HEIGHT, 2, Sampling.UNKNOWN, RoiZip.read(folder.resolve("rois.zip"),
			ExchangeSample.WIDTH, ExchangeSample.HEIGHT), Map.of(), List.of(), List.of());
	}
}
