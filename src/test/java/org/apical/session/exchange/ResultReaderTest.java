package org.apical.session.exchange;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.apical.recording.NpyWriter;
import org.apical.recording.RecordingException;
import org.apical.recording.Sampling;
import org.apical.roi.LabelImage;
import org.apical.session.RoiZip;
import org.junit.Test;

public class ResultReaderTest extends ExchangeReaderContract {

	@Override
	protected ExchangeReader reader() {
		return new ResultReader();
	}

	@Override
	protected Path sample(final Path folder) throws IOException {
		final TracedRois rois = ExchangeSample.traced();
		RoiZip.write(folder.resolve("rois.zip"), rois.rois());
		LabelImage.write(folder.resolve("labels.tif"), rois.rois(), rois.width(), rois.height(), rois.planes());
		for (final TraceKind kind : TraceKind.values()) NpyWriter.write(folder.resolve(kind.fileName()), rois.traces(kind));
		Files.writeString(folder.resolve("run.json"), "{\"program\": \"Apical\", \"command\": \"extract\", \"sampling\": " +
			"{\"rateHz\": 15.46, \"pixelWidthUm\": 0.8, \"pixelHeightUm\": null}}");
		return folder;
	}

	@Override
	protected List<String> essential() {
		return List.of("rois.zip", "labels.tif");
	}

	/** Of the label image only the size is read. */
	@Override
	protected List<String> readToTheEnd() {
		return List.of("rois.zip");
	}

	@Test
	public void theSamplingIsThatOfTheExtraction() throws IOException {
		final Sampling sampling = reader().read(sample(temporary.getRoot().toPath())).sampling();
		assertEquals(new Sampling(15.46, 0.8, Double.NaN), sampling);
	}

	@Test
	public void tracesOlderThanTheEditedRoisAreRefused() throws IOException {
		final Path folder = sample(temporary.getRoot().toPath());
		RoiZip.write(folder.resolve("rois.zip"), ExchangeSample.rois().subList(0, 2));
		final String message = assertThrows(RecordingException.class, () -> reader().read(folder)).getMessage();
		assertTrue(message, message.contains("run 'extract' again after editing"));
	}
}
