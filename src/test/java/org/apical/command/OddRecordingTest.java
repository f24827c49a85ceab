package org.apical.command;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

import org.apical.recording.Movie;
import org.apical.recording.OpenOptions;
import org.apical.recording.PixelType;
import org.apical.recording.Recording;
import org.apical.recording.RecordingService;
import org.apical.recording.Sampling;
import org.apical.recording.tiff.TiffMovieWriter;
import org.apical.session.ShiftsTable;
import org.junit.AfterClass;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.scijava.Context;
import org.scijava.command.CommandService;
import org.scijava.module.Module;
import org.scijava.module.ModuleService;

/** Recordings that hardly are one: whatever the model, as many frames come out as went in, and they are finite. */
public class OddRecordingTest {

	/** What a pixel of a recording holds. */
	private interface Pixels {
		float at(int frame, int row, int column);
	}

	private static final Context CONTEXT = new Context();
	private static final List<String> MODELS = List.of("rigid", "lines", "blocks");

	@Rule
	public final TemporaryFolder temporary = new TemporaryFolder();

	@AfterClass
	public static void dispose() {
		CONTEXT.dispose();
	}

	/** A bright disc on noise. */
	private static float disc(final int frame, final int row, final int column) {
		final float noise = 10 * new Random(frame * 1_000_003L + row * 1009L + column).nextFloat();
		return Math.hypot(row - 20, column - 24 - frame % 3) < 8 ? 200 + noise : 100 + noise;
	}

	private Path write(final int width, final int height, final int frames, final PixelType type, final Pixels pixels) throws IOException {
		final Path file = temporary.newFile().toPath();
		final float[] frame = new float[width * height];
		try (TiffMovieWriter writer = new TiffMovieWriter(file, width, height, type, Sampling.UNKNOWN.withRate(30))) {
			for (int t = 0; t < frames; t++) {
				for (int i = 0; i < frame.length; i++) frame[i] = pixels.at(t, i / width, i % width);
				writer.write(frame);
			}
		}
		return file;
	}

	/** Corrects with every model and checks the corrected frames; @return the shifts of the last model. */
	private List<ShiftsTable.Row> correct(final Path input) throws IOException {
		List<ShiftsTable.Row> shifts = List.of();
		for (final String model : MODELS) {
			final Path out = temporary.newFolder().toPath();
			final Module module = CONTEXT.service(ModuleService.class).createModule(CONTEXT.service(CommandService.class).getCommand(
				CorrectMotion.class));
			module.setInput("input", new File[] { input.toFile() });
			module.setInput("output", out.toFile());
			module.setInput("model", model);
			module.setInput("scan_phase", true);
			module.run();
			shifts = ShiftsTable.read(out.resolve("shifts.csv"));
			for (final ShiftsTable.Row row : shifts) assertTrue(model + " " + row, Double.isFinite(row.motion().shift().dy() + row.motion().shift()
				.dx()));
			check(model, input, out.resolve("corrected.tif"), shifts.size());
		}
		return shifts;
	}

	private static void check(final String model, final Path input, final Path corrected, final int shifts) throws IOException {
		final RecordingService service = CONTEXT.service(RecordingService.class);
		try (Recording before = service.open(input, OpenOptions.DEFAULT); Recording after = service.open(corrected, OpenOptions.DEFAULT)) {
			final Movie in = before.movie(0, 0);
			final Movie out = after.movie(0, 0);
			assertEquals(model, in.frames(), out.frames());
			assertEquals(model, in.frames(), shifts);
			assertEquals(model, in.width() + " x " + in.height() + " " + in.pixelType(), out.width() + " x " + out.height() + " " + out.pixelType());
		}
	}

	@Test
	public void oneFrameStaysAsItIs() throws IOException {
		final ShiftsTable.Row only = correct(write(48, 40, 1, PixelType.UINT16, OddRecordingTest::disc)).get(0);
		assertEquals(0, only.motion().shift().dy(), 0.1);
		assertEquals(0, only.motion().shift().dx(), 0.1);
	}

	@Test
	public void oneRowIsCorrected() throws IOException {
		correct(write(64, 1, 12, PixelType.UINT16, (t, y, x) -> disc(t, 20, x)));
	}

	@Test
	public void oneColumnIsCorrected() throws IOException {
		correct(write(1, 64, 12, PixelType.UINT16, (t, y, x) -> disc(t, y, 24)));
	}

	@Test
	public void onePixelIsCorrected() throws IOException {
		correct(write(1, 1, 12, PixelType.UINT16, (t, y, x) -> t));
	}

	@Test
	public void aConstantRecordingDoesNotMove() throws IOException {
		for (final PixelType type : PixelType.values()) for (final ShiftsTable.Row row : correct(write(48, 40, 12, type, (t, y, x) -> 7)))
			assertEquals(0, Math.hypot(row.motion().shift().dy(), row.motion().shift().dx()), 1e-3);
	}

	@Test
	public void constantFramesAmongOthersAreBad() throws IOException {
		for (final float value : new float[] { 0, 100, 65535 }) {
			final List<ShiftsTable.Row> shifts = correct(write(48, 40, 24, PixelType.UINT16, (t, y, x) -> t % 8 == 5 ? value : disc(t, y, x)));
			for (int t = 0; t < shifts.size(); t++) assertEquals("frame " + t + " of " + value, t % 8 == 5, shifts.get(t).motion().bad());
		}
	}

	@Test
	public void pixelsThatAreNotNumbersDoNotSpreadToTheMotion() throws IOException {
		correct(write(48, 40, 12, PixelType.FLOAT32, (t, y, x) -> y == 3 && x < 9 || t == 4 && y > 30 ? Float.NaN : disc(t, y, x)));
		correct(write(48, 40, 12, PixelType.FLOAT32, (t, y, x) -> t == 4 || t == 0 ? Float.NaN : disc(t, y, x)));
		correct(write(48, 40, 12, PixelType.FLOAT32, (t, y, x) -> Float.NaN));
		correct(write(48, 40, 12, PixelType.FLOAT32, (t, y, x) -> y == 9 ? Float.POSITIVE_INFINITY : disc(t, y, x)));
	}
}
