package org.apical.session.exchange;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.apical.recording.Sampling;
import org.apical.roi.LabelImage;

public class LabelImageWriterTest extends ExchangeWriterContract {

	@Override
	protected ExchangeWriter writer() {
		return new LabelImageWriter();
	}

	@Override
	protected TracedRois readBack(final Path folder) throws IOException {
		return new TracedRois(ExchangeSample.WIDTH, ExchangeSample.HEIGHT, 2, Sampling.UNKNOWN, LabelImage.read(folder.resolve("labels.tif")), Map
			.of(), List.of(), List.of());
	}

	@Override
	protected boolean keepsCompartments() {
		return false;
	}
}
