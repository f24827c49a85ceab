package org.apical.session.exchange;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.jhdf.HdfFile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.apical.recording.RecordingException;
import org.apical.session.ResultFolder;
import org.junit.Test;

/** pynwb and nwbinspector judge the files in {@code .ci/run}. */
public class NwbWriterTest extends ExchangeWriterContract {

	@Override
	protected ExchangeWriter writer() {
		return new NwbWriter();
	}

	@Override
	protected TracedRois readBack(final Path folder) throws IOException {
		return new NwbReader().read(folder.resolve("session.nwb"));
	}

	@Test
	public void rateAndPixelSizeComeBack() throws IOException {
		final TracedRois back = readBack(write(ExchangeSample.traced()));
		assertEquals(15.46, back.sampling().rateHz(), 1e-6);
		assertEquals(0.8, back.sampling().pixelWidthUm(), 0);
		assertEquals(0.9, back.sampling().pixelHeightUm(), 0);
		assertArrayEquals(ExchangeSample.traced().means().get(0), back.means().get(0), 0);
	}

	@Test
	public void trialsBecomeATableOfIntervals() throws IOException {
		final Path trials = Files.writeString(temporary.newFile("trials.csv").toPath(),
			"trial,start_s,end_s,outcome,hit_s\n0,1.5,5,hit,4\n1,6,9,miss,\n");
		final Path path = write(trials);
		try (HdfFile file = new HdfFile(path.resolve("session.nwb"))) {
			assertArrayEquals(new double[] { 1.5, 6 }, (double[]) file.getDatasetByPath("/intervals/trials/start_time").getData(), 0);
			assertArrayEquals(new double[] { 4, Double.NaN }, (double[]) file.getDatasetByPath("/intervals/trials/hit_time").getData(), 0);
			assertArrayEquals(new String[] { "hit", "miss" }, (String[]) file.getDatasetByPath("/intervals/trials/outcome").getData());
			assertEquals("TimeIntervals", file.getByPath("/intervals/trials").getAttribute("neurodata_type").getData());
		}
	}

	@Test
	public void theReadoutTheAngleAndTheRewardsBesideTheTrialsComeAlong() throws IOException {
		final Path trials = Files.writeString(temporary.newFile("trials.csv").toPath(), "trial,start_s,end_s,outcome\n0,1.5,5,hit\n");
		Files.writeString(trials.resolveSibling("frames.csv"), "frame,time_s,plane,x,x_shown,angle_deg\n0,0.1,1,0.5,0.4,30\n1,0.2,2,,,\n2,0.3,1,0.7,0.6,\n");
		Files.writeString(trials.resolveSibling("rewards.csv"),
			"time_s,reason,acknowledged_s,suppressed_by\n2,hit,2.01,\n3,manual,,minimum_interval\n");
		try (HdfFile file = new HdfFile(write(trials).resolve("session.nwb"))) {
			final String series = "/processing/behavior/BehavioralTimeSeries/";
			assertArrayEquals(new double[] { 0.1, 0.3 }, (double[]) file.getDatasetByPath(series + "readout/timestamps").getData(), 0);
			assertArrayEquals(new double[] { 0.4, 0.6 }, (double[]) file.getDatasetByPath(series + "readout_shown/data").getData(), 0);
			assertArrayEquals(new double[] { 30, Double.NaN }, (double[]) file.getDatasetByPath(series + "angle/data").getData(), 0);
			assertArrayEquals(new double[] { 2.01, 3 }, (double[]) file.getDatasetByPath("/intervals/rewards/stop_time").getData(), 0);
			assertArrayEquals(new String[] { "", "minimum_interval" }, (String[]) file.getDatasetByPath("/intervals/rewards/suppressed_by")
				.getData());
		}
	}

	@Test
	public void aTrialWithoutAnEndIsRefusedWithItsLine() throws IOException {
		final Path trials = Files.writeString(temporary.newFile("trials.csv").toPath(), "trial,start_s,end_s\n0,1.5,5\n1,6,\n");
		final String message = assertThrows(RecordingException.class, () -> write(trials)).getMessage();
		assertTrue(message, message.contains("trials.csv, line 3, column 'end_s': is empty"));
	}

	private Path write(final Path trials) throws IOException {
		final Path path = temporary.newFolder().toPath();
		try (ResultFolder folder = ResultFolder.open(path)) {
			final SessionDescription about = new SessionDescription("day 1", "", ABOUT.start(), "", "", "", "", "", "", trials);
			writer().write(ExchangeSample.traced(), about, folder);
			folder.publish();
		}
		return path;
	}
}
