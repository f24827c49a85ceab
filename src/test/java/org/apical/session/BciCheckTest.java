package org.apical.session;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.apical.online.config.ConfigException;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.scijava.Context;

public class BciCheckTest {

	private static final String SOUND = """
		source:
		  kind: tcp
		  port: 30001
		  width: 796
		  height: 512
		  planes: 2
		imaging:
		  rate: 15.46 Hz
		  planes: 2
		field:
		  reference: reference
		readout:
		  plus: [1, 2]
		reward:
		  device: serial
		  settings:
		    port: COM3
		    baud: 9600
		feedback:
		  osc:
		    udp_port: 9001
		""";

	@Rule
	public final TemporaryFolder folder = new TemporaryFolder();
	private final Context context = new Context();
	private Path file;

	@Before
	public void makeField() throws IOException {
		folder.newFolder("reference");
		file = folder.getRoot().toPath().resolve("bci.yaml");
	}

	@After
	public void dispose() {
		context.dispose();
	}

	private void read(final String yaml) throws IOException {
		Files.writeString(file, yaml);
		BciCheck.read(file, BciServices.of(context));
	}

	/** What is said about the sound configuration with these changes. */
	private List<String> problems(final String... pairs) {
		String yaml = SOUND;
		for (int i = 0; i < pairs.length; i += 2) {
			assertTrue(pairs[i], yaml.contains(pairs[i]));
			yaml = yaml.replace(pairs[i], pairs[i + 1]);
		}
		final String changed = yaml;
		return assertThrows(ConfigException.class, () -> read(changed)).problems();
	}

	private void begins(final String expected, final List<String> problems) {
		assertEquals(problems.toString(), 1, problems.size());
		assertTrue(problems.get(0), problems.get(0).startsWith(expected));
	}

	@Test
	public void aSoundConfigurationPassesWithItsPortTakenAndItsDeviceAbsent() throws IOException {
		try (ServerSocket taken = new ServerSocket(0)) {
			read(SOUND.replace("30001", String.valueOf(taken.getLocalPort())));
		}
	}

	@Test
	public void settingsOfPlugInsAreCheckedWithTheirLines() {
		begins("line 3: source: The source tcp has no setting prot; it has ", problems("  port: 30001", "  prot: 30001"));
		begins("line 3: source: The setting port is \"much\"; expected ", problems("30001", "much"));
		begins("line 18: reward.settings: Reward device serial has no setting \"bauds\"", problems("baud:", "bauds:"));
		begins("line 14: reward.settings: ", problems("  settings:\n    port: COM3\n    baud: 9600\n", ""));
		begins("line 21: feedback.osc: ", problems("udp_port:", "port:"));
	}

	@Test
	public void aRecordedSessionIsReadWithoutTheRigItCameFrom() throws IOException {
		final Path session = folder.newFolder("session").toPath();
		Files.writeString(session.resolve("session.yaml"), SOUND.replace("kind: tcp", "kind: telepathy").replace("device: serial", "device: spoon"));
		Files.writeString(session.resolve("session.json"), "{\"width\":796,\"height\":512,\"type\":\"UINT16\",\"planes\":2,\"rateHz\":15.46,\"base\":\"" +
			folder.getRoot() + "\"}");
		assertEquals(15.46, BciCheck.recorded(new BciFolder(session), BciServices.of(context)).loop().rateHz(), 0);
	}

	@Test
	public void kindsThatThereAreNotAreNamedWithTheirLines() {
		begins("line 2: source.kind: ", problems("kind: tcp", "kind: telepathy"));
		begins("line 15: reward.device: ", problems("device: serial", "device: spoon"));
		begins("line 20: feedback.smell: ", problems("osc:", "smell:"));
	}

	@Test
	public void framesWithoutHeaderNeedTheirSizeAndAsManyPlanesAsAreImaged() {
		begins("line 1: source: Frames without a header come here; set width, height and type", problems("  width: 796\n  height: 512\n", ""));
		begins("line 6: source: planes is 1, imaging.planes is 2", problems("  planes: 2\nimaging", "  planes: 1\nimaging"));
	}
}
