package org.apical.session;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.apical.recording.Progress;
import org.apical.simulate.ExperimentParameters;
import org.apical.simulate.MovementParameters;
import org.apical.simulate.SimulationParameters;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class FilmFilesTest {

	@Rule
	public final TemporaryFolder temporary = new TemporaryFolder();

	@Test
	public void aMouseHasOneTissueOnAllDaysAndEachMouseItsOwn() throws IOException {
		final ExperimentParameters mice = ExperimentParameters.DEFAULT.withSize(2, 2, 400, 200).withRate(8).withNeurons(1, 0, 6);
		final SimulationParameters planes = SimulationParameters.preset("two-plane");
		new FilmFiles(mice, planes.withScene(planes.scene().withSize(80, 80).withPixelUm(2).withDensity(450, 400, 0).withPaired(1))
			.withMovement(MovementParameters.STILL)).write(temporary.getRoot().toPath(), Progress.NONE);
		for (final String mouse : new String[] { "mouse1", "mouse2" }) {
			assertEquals(places(mouse, "day1"), places(mouse, "day2"));
			assertNotEquals(-1, Files.mismatch(file(mouse, "day1", "movie.tif"), file(mouse, "day2", "movie.tif")));
		}
		assertNotEquals(places("mouse1", "day1"), places("mouse2", "day1"));
	}

	private String places(final String mouse, final String day) throws IOException {
		return Files.readString(file(mouse, day, "populations.csv"));
	}

	private Path file(final String mouse, final String day, final String name) {
		return temporary.getRoot().toPath().resolve(mouse).resolve(day).resolve(name);
	}
}
