package org.apical.session;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;

import org.apical.motion.Template;
import org.apical.recording.OpenOptions;
import org.apical.recording.PixelType;
import org.apical.recording.Progress;
import org.apical.recording.Recording;
import org.apical.recording.RecordingException;
import org.apical.recording.RecordingService;
import org.apical.recording.Sampling;
import org.apical.recording.tiff.TiffMovieWriter;
import org.junit.After;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.scijava.Context;

public class FieldAlignmentTest {

	private static final int WIDTH = 96, HEIGHT = 80, SLICES = 5, CELLS = 60;

	@Rule
	public final TemporaryFolder folder = new TemporaryFolder();
	private final Context context = new Context();

	@After
	public void dispose() {
		context.dispose();
	}

	/** Cells of two slices' depth, each in focus somewhere in the stack, as seen from a depth and displaced. */
	private static float[] image(final double depth, final int down, final int right) {
		final Random random = new Random(5);
		final float[] pixels = new float[WIDTH * HEIGHT];
		for (int c = 0; c < CELLS; c++) {
			final double y = HEIGHT * random.nextDouble() + down, x = WIDTH * random.nextDouble() + right, z = (SLICES + 2) * random.nextDouble() - 1;
			final double bright = 400 * Math.exp(-(depth - z) * (depth - z) / 2);
			for (int i = 0; i < pixels.length; i++) {
				final double dy = i / WIDTH - y, dx = i % WIDTH - x;
				pixels[i] += (float) (bright * Math.exp(-(dy * dy + dx * dx) / 8));
			}
		}
		final Random noise = new Random(Double.hashCode(depth) + 31L * down);
		for (int i = 0; i < pixels.length; i++) pixels[i] += (float) (100 + 5 * noise.nextGaussian());
		return pixels;
	}

	private static Template template(final double depth, final int down, final int right) {
		return new Template(WIDTH, HEIGHT, image(depth, down, right));
	}

	private Recording stack() throws IOException {
		final Path file = folder.getRoot().toPath().resolve("stack.tif");
		try (TiffMovieWriter writer = new TiffMovieWriter(file, WIDTH, HEIGHT, PixelType.FLOAT32, Sampling.UNKNOWN)) {
			for (int z = 0; z < SLICES; z++) writer.write(image(z, 0, 0));
		}
		return context.service(RecordingService.class).open(file, OpenOptions.DEFAULT);
	}

	@Test
	public void aFieldThatMovedInAllDirectionsIsFoundWithItsShiftInZ() throws IOException {
		try (Recording stack = stack()) {
			final FieldAlignment found = FieldAlignment.of(0, template(1, 0, 0), template(3, 4, -6), stack, 20, Progress.NONE);
			assertEquals(4, found.dy(), 0.5);
			assertEquals(-6, found.dx(), 0.5);
			assertEquals(2, found.dayOneSlice());
			assertEquals(4, found.slice());
			assertTrue(found.toString(), found.toString().endsWith("of the z-stack's 5 slices day 1 is most like 2, today 4: a z shift of +2 slice(s)"));
		}
	}

	@Test
	public void aStackOfAnotherSizeIsNamed() throws IOException {
		try (Recording stack = stack()) {
			final Template other = new Template(WIDTH, HEIGHT / 2, Arrays.copyOf(image(1, 0, 0), WIDTH * HEIGHT / 2));
			final String message = assertThrows(RecordingException.class, () -> FieldAlignment.of(0, other, other, stack, 20, Progress.NONE)).getMessage();
			assertTrue(message, message.contains("stack.tif (field.z_stack) have 96 x 80 pixels, today's frames 96 x 40"));
		}
	}
}
