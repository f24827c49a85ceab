package org.apical.ij.bci;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** The grating's pixels, and light that rises evenly. */
public class GratingTest {

	@Rule
	public final TemporaryFolder folder = new TemporaryFolder();

	private static int grey(final BufferedImage image, final int x, final int y) {
		return image.getRGB(x, y) & 0xff;
	}

	@Test
	public void theStripesLieAtZeroStandAtTheTargetAndKeepTheirPeriod() {
		final Grating grating = new Grating(20, Double.POSITIVE_INFINITY, 1, GammaTable.power(1));
		final BufferedImage lying = grating.image(101, 101, 0), standing = grating.image(101, 101, 90);
		for (int i = 0; i < 101; i++) {
			assertEquals(grey(lying, 0, i), grey(lying, 50, i));
			assertEquals(grey(standing, i, 0), grey(standing, i, 50));
			assertEquals(grey(lying, 50, i), grey(standing, i, 50));
		}
		assertEquals(255, grey(standing, 50, 50));
		assertEquals(0, grey(standing, 60, 50));
		assertEquals(255, grey(standing, 70, 50));
		final BufferedImage tilted = grating.image(101, 101, 45);
		assertEquals("anticlockwise: along the diagonal that rises to the right nothing changes", grey(tilted, 40, 60), grey(tilted, 60, 40));
	}

	@Test
	public void aGaborsEdgeIsGroundAndItsGroundHalfTheLight() {
		final BufferedImage gabor = new Grating(20, 10, 1, GammaTable.power(2.2)).image(201, 201, 30);
		assertEquals(Math.round(255 * Math.pow(0.5, 1 / 2.2)), grey(gabor, 0, 0));
		assertEquals(255, grey(gabor, 100, 100));
	}

	@Test
	public void aMeasuredTableIsTurnedRound() throws IOException {
		final Path file = folder.newFile("gamma.csv").toPath();
		final StringBuilder lines = new StringBuilder("# grey, cd/m2\n");
		for (int grey = 0; grey <= 255; grey += 5) lines.append(grey).append(", ").append(0.3 + 120 * Math.pow(grey / 255.0, 1.8)).append('\n');
		Files.writeString(file, lines);
		final GammaTable table = GammaTable.measured(file);
		for (double light = 0; light <= 1; light += 0.1) assertEquals(255 * Math.pow(light, 1 / 1.8), table.grey(light), 1.5);
	}

	@Test
	public void aTableThatFallsIsRefusedWithOneLine() throws IOException {
		final Path file = folder.newFile("falls.csv").toPath();
		Files.writeString(file, "0 5\n255 1\n");
		assertThrows(IllegalArgumentException.class, () -> new GratingFeedback().check(Map.of("gamma_table", file.toString())));
	}

	@Test
	public void withoutAScreenTheGratingSaysSo() {
		final IOException e = assertThrows(IOException.class, () -> new GratingFeedback().open(Map.of()));
		assertEquals("The grating needs a screen, and there is none (with --headless there never is)", e.getMessage());
	}
}
