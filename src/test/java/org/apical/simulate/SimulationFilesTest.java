package org.apical.simulate;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.apical.recording.OpenOptions;
import org.apical.recording.Progress;
import org.apical.recording.Recording;
import org.apical.recording.tiff.TiffFormat;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class SimulationFilesTest {

	@Rule
	public final TemporaryFolder folder = new TemporaryFolder();

	private Path file(final String name) {
		return folder.getRoot().toPath().resolve(name);
	}

	private Set<String> names() throws IOException {
		try (Stream<Path> files = Files.list(folder.getRoot().toPath())) {
			return files.map(f -> f.getFileName().toString()).collect(Collectors.toSet());
		}
	}

	@Test
	public void theMovieOnDiskIsTheMovieInMemoryWithItsRateAndPixelSize() throws IOException {
		final SimulationParameters p = SimulationParameters.preset("two-plane").withSize(72, 60).withFrames(7).withChannels(2);
		SimulationFiles.write(p, this::file, 2, Progress.NONE);
		final SimulatedRecording truth = new SimulatedRecording(p);
		try (Recording read = new TiffFormat().open(file("movie.tif"), OpenOptions.DEFAULT.withPlanes(2).withChannels(2))) {
			final float[] a = new float[72 * 60], b = new float[72 * 60];
			for (int plane = 0; plane < 2; plane++) {
				for (int c = 0; c < 2; c++) {
					assertEquals(7, read.movie(plane, c).frames());
					assertEquals(15.46, read.movie(plane, c).sampling().rateHz(), 1e-6);
					assertEquals(1, read.movie(plane, c).sampling().pixelWidthUm(), 1e-6);
					read.movie(plane, c).read(6, a);
					truth.movie(plane, c).read(6, b);
					assertArrayEquals(b, a, 0);
				}
			}
		}
		assertTrue(names().containsAll(Set.of("truth-p1.csv", "truth-p2.csv", "truth_scene-p2.tif", "true_labels.tif")));
	}

	@Test
	public void theTruthTableHoldsShiftAndBoundOfEachFrame() throws IOException {
		final SimulationParameters p = SimulationParameters.preset("jumps").withSize(64, 64).withFrames(30);
		final SimulationFiles.Summary summary = SimulationFiles.write(p, this::file, 1, Progress.NONE);
		final SimulatedMovie movie = new SimulatedRecording(p).movie(0, 0);
		final List<String> lines = Files.readAllLines(file("truth.csv"));
		assertEquals("frame,time_s,dy_px,dx_px,crb_px,row_rms_px,scan_phase_px,jump", lines.get(0));
		assertEquals(31, lines.size());
		final String[] row = lines.get(12).split(",");
		assertEquals("11", row[0]);
		assertEquals(11 / 30.0, Double.parseDouble(row[1]), 1e-9);
		assertEquals(movie.truth(11).dy(), Double.parseDouble(row[2]), 1e-9);
		assertEquals(movie.truth(11).dx(), Double.parseDouble(row[3]), 1e-9);
		assertEquals(movie.bound(11), Double.parseDouble(row[4]), 1e-12);
		assertEquals(0, Double.parseDouble(row[5]), 1e-5);
		final double[] bounds = lines.stream().skip(1).mapToDouble(l -> Double.parseDouble(l.split(",")[4])).sorted().toArray();
		assertEquals(bounds[15], summary.medianBoundPx(), 1e-12);
		assertTrue("rigid motion needs no warp", !names().contains("truth_warp.npy"));
	}

	@Test
	public void roisLabelsTracesAndSpikesBelongTogether() throws IOException {
		final SimulationParameters p = SimulationParameters.preset("dense").withSize(128, 100).withFrames(40);
		final SimulationFiles.Summary summary = SimulationFiles.write(p, this::file, 2, Progress.NONE);
		final SimulatedRecording truth = new SimulatedRecording(p);
		final List<String> rows = Files.readAllLines(file("true_rois.csv"));
		assertEquals(summary.rois() + 1, rows.size());
		assertEquals(truth.rois().size(), summary.rois());
		assertTrue(rows.get(1), rows.get(1).startsWith("1,soma,"));
		final TrueRoi soma = truth.rois().get(0);
		try (Recording labels = new TiffFormat().open(file("true_labels.tif"), OpenOptions.DEFAULT)) {
			final float[] image = new float[128 * 100];
			labels.movie(0, 0).read(0, image);
			int own = 0;
			for (final int i : soma.pixels()) if (image[i] == 1) own++;
			assertTrue(own + " of " + soma.pixels().length, own > 0.4 * soma.pixels().length);
		}
		// 192 bytes of header, then float32
		assertEquals(192 + 4L * 40 * summary.rois(), Files.size(file("true_dff.npy")));
		final long spikes = truth.rois().stream().mapToLong(r -> truth.spikeTimes(r).length).sum();
		assertEquals(spikes + 1, Files.readAllLines(file("true_spikes.csv")).size());
	}

	@Test
	public void rowsAndFieldAreWrittenWhereTheyMove() throws IOException {
		SimulationFiles.write(SimulationParameters.preset("blocks").withSize(70, 50).withFrames(3), this::file, 1, Progress.NONE);
		assertEquals(192 + 4L * 3 * 50 * 2, Files.size(file("truth_warp.npy")));
		assertEquals(192 + 4L * 3 * 4 * 5 * 2, Files.size(file("truth_field.npy")));
	}

	@Test
	public void aCancelledRunStopsAndLeavesNoArrayUnderItsFinalName() throws IOException {
		final SimulationParameters p = SimulationParameters.preset("line-motion").withSize(64, 64).withFrames(1000);
		assertThrows(CancellationException.class, () -> SimulationFiles.write(p, this::file, 2, (stage, done, total) -> {
			if (done == 5) throw new CancellationException();
		}));
		assertTrue(!names().contains("truth_warp.npy") && !names().contains("true_dff.npy"));
	}
}
