package org.apical.online.config;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.apical.motion.MotionModel;
import org.apical.online.LoopParameters;
import org.apical.online.task.TaskParameters;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class BciConfigReaderTest {

	private static final String LEAST = """
		source:
		  kind: tcp
		  port: 30001
		imaging:
		  rate: 15.46 Hz
		field:
		  reference: reference
		readout:
		  plus: [1, 2]
		  minus: [3]
		""";

	@Rule
	public final TemporaryFolder folder = new TemporaryFolder();

	@Before
	public void makeField() throws IOException {
		folder.newFolder("reference");
	}

	private Path path() {
		return folder.getRoot().toPath();
	}

	private BciConfig read(final String yaml) throws ConfigException {
		return BciConfigReader.read(new StringReader(yaml), "bci.yaml", path());
	}

	private List<String> problems(final String yaml) {
		return assertThrows(ConfigException.class, () -> read(yaml)).problems();
	}

	@Test
	public void theExampleSaysWhatHoldsByDefault() throws IOException {
		try (InputStream in = getClass().getResourceAsStream("/org/apical/session/bci.yaml")) {
			final String example = new String(in.readAllBytes(), StandardCharsets.UTF_8);
			final BciConfig full = read(example);
			final BciConfig least = read(LEAST);
			assertEquals(least.plane(), full.plane());
			assertEquals(least.reward(), full.reward());
			assertEquals(least.field(), full.field());
			assertEquals(TaskParameters.DEFAULT.withLimits(0, 3600), full.loop().task());
			assertEquals(LoopParameters.DEFAULT.baselineS(), full.loop().baselineS(), 0.05);
			assertEquals(435, Math.round(full.loop().calibration().trialS() * full.loop().rateHz()));
			assertEquals(12_000, Math.round(full.loop().baselineS() * full.loop().rateHz()));
		}
	}

	@Test
	public void whatIsLeftOutTakesItsDefaultAndSettingsOfPlugInsPassThrough() throws IOException {
		final BciConfig config = read(LEAST);
		assertEquals("tcp", config.source().kind());
		assertEquals(Map.of("port", "30001"), config.source().settings());
		assertEquals(MotionModel.LINES, config.plane().motion().model());
		assertEquals(path().resolve("reference"), config.field().reference());
		assertEquals(0, config.loop().readoutPlane());
	}

	@Test
	public void quantitiesAreUnderstoodInAnyUnitThatFits() throws IOException {
		final BciConfig config = read(LEAST + "task:\n  grey: 500 ms\n  run: 0.5 min\ncalibration:\n  success: 60 %\nreward:\n  volume: 0.005 ml\n");
		assertEquals(0.5, config.loop().task().greyS(), 1e-12);
		assertEquals(30, config.loop().task().runS(), 1e-12);
		assertEquals(0.6, config.loop().calibration().success(), 1e-12);
		assertEquals(5, config.loop().rewardUl(), 1e-12);
	}

	@Test
	public void everyMistakeIsNamedWithItsLineAtOnce() {
		final List<String> problems = problems(LEAST + "task:\n  gray: 1 s\n  run: 28\n  black: 3 px\n  trials: -1\n  angle_edges: round\n");
		assertEquals(String.join("\n", problems), 5, problems.size());
		assertTrue(problems.toString(), problems.stream().anyMatch(p -> p.startsWith("line 12: task.gray is not known; task has grey, ")));
		assertTrue(problems.toString(), problems.contains("line 13: task.run: '28' lacks its unit; write it like 28 s"));
		assertTrue(problems.toString(), problems.contains("line 14: task.black: '3 px' is in no unit that fits here; write it like 28 s"));
		assertTrue(problems.toString(), problems.contains("line 15: task.trials: expected a whole number of 0 or more, found -1"));
		assertTrue(problems.toString(), problems.contains("line 16: task.angle_edges: expected even or cloose, found 'round'"));
	}

	@Test
	public void contradictionsAreNamed() {
		assertTrue(problems(LEAST.replace("[3]", "[2]")).get(0).startsWith("line 10: readout.minus: ROI 2 is in plus too"));
		assertTrue(problems(LEAST + "  plane: 2\n").get(0).startsWith("line 11: readout.plane: there is no plane 2"));
		assertTrue(problems(LEAST + "task:\n  reward_delay: 9 s\n").get(0).contains("in the next trial"));
		assertTrue(problems(LEAST + "baseline:\n  duration: 20 s\n").get(0).contains("must be longer than one of the calibration's trials"));
		assertTrue(problems(LEAST + "reward:\n  volume: 40 ul\n").get(0).contains("400 ms; reward.limits.maximum_open is 250 ms"));
		assertTrue(problems(LEAST + "calibration:\n  day_one_z: 2\n  threshold: 1\n").get(0).contains("give one of"));
		assertTrue(problems(LEAST.replace("reference: reference", "reference: elsewhere")).get(0).contains("does not exist"));
	}

	@Test
	public void aKeyGivenTwiceAnUnclosedBracketAndATextInPlaceOfASectionAreNamedByLine() {
		assertTrue(problems(LEAST + "seed: 1\nseed: 2\n").get(0).startsWith("line 12: seed is there twice"));
		assertTrue(problems(LEAST + "feedback: [\n").get(0).startsWith("line 1"));
		assertTrue(problems(LEAST + "task: fast\n").get(0).startsWith("line 11: task must hold lines of the form key: value"));
		assertTrue(problems("").size() > 2);
	}

	@Test
	public void tagsMakeNoObjectsAndAliasBombsEndInALine() {
		problems(LEAST + "animal: !!javax.script.ScriptEngineManager [!!java.net.URLClassLoader [[!!java.net.URL [\"http://localhost\"]]]]\n");
		final StringBuilder bomb = new StringBuilder("a0: &a0 [x]\n");
		for (int i = 1; i < 60; i++) bomb.append("a").append(i).append(": &a").append(i).append(" [").append("*a").append(i - 1).append(", *a")
			.append(i - 1).append("]\n");
		assertTrue(problems(bomb.toString()).size() > 0);
	}

	@Test
	public void aWeightedReadoutIsReadByLabel() throws IOException {
		final BciConfig config = read(LEAST.replace("  plus: [1, 2]\n  minus: [3]\n", "  kind: linear\n  weights: {1: 0.5, 9: -0.25}\n  offset: 1\n"));
		assertEquals(Map.of(1, 0.5, 9, -0.25), config.readout().weights());
	}
}
