package org.apical.session;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;

import org.apical.recording.Progress;
import org.apical.session.PowerStudy.Finding;
import org.apical.simulate.ExperimentParameters;
import org.apical.simulate.ExperimentParameters.Signal;
import org.junit.Test;

public class PowerStudyTest {

	private static PowerStudy study(final int animals, final double separation) throws IOException {
		return PowerStudy.run(ExperimentParameters.DEFAULT.withSize(animals, 1, 6000, 1000).withNeurons(3, 0, 12).withSignal(Signal.VECTOR,
			separation), 12, 2, Progress.NONE);
	}

	private static double found(final PowerStudy study, final String test, final int animals) {
		return study.findings().stream().filter(f -> f.test().equals(test) && f.animals() == animals).findFirst().orElseThrow().found();
	}

	@Test
	public void aSmallerGroupOfItsMiceIsAStudyOfThatMany() throws IOException {
		final PowerStudy three = study(3, 1), four = study(4, 1);
		for (final String test : new String[] { PowerStudy.PAIRED_T, PowerStudy.SIGN_FLIP, "bootstrap interval holds the truth" })
			for (int n = 2; n <= 3; n++) assertEquals(test, found(three, test, n), found(four, test, n), 0);
	}

	@Test
	public void aStrongSignalIsFoundTheMoreOftenTheMoreMiceThereAre() throws IOException {
		final PowerStudy study = study(6, 1.5);
		assertTrue(study.findings().toString(), study.found(PowerStudy.PAIRED_T) >= 0.9);
		assertTrue(found(study, PowerStudy.PAIRED_T, 2) < study.found(PowerStudy.PAIRED_T));
		assertEquals("fewer than five mice cannot reach 0.05", 0, found(study, PowerStudy.SIGN_FLIP, 4), 0);
		assertEquals(5 * 4 + 4, study.findings().size());
		assertEquals(6, study.findings().stream().mapToInt(Finding::animals).max().orElse(0));
	}
}
