package org.apical.session;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.StringJoiner;

import org.apical.recording.NpyWriter;
import org.apical.recording.RecordingException;
import org.apical.signal.PairedEvent;
import org.apical.signal.SessionData;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class TableTracesTest {

	private static final int FRAMES = 3000;
	private static final double RATE = 15;

	@Rule
	public final TemporaryFolder temporary = new TemporaryFolder();

	private Path folder;
	private final float[][] soma = new float[2][FRAMES], dendrite = new float[2][FRAMES];

	/** Two neurons with an event each 6 s, the dendrite half as high. */
	@Before
	public void traces() {
		folder = temporary.getRoot().toPath();
		final SplittableRandom random = new SplittableRandom(1);
		for (int i = 0; i < 2; i++)
			for (int t = 0; t < FRAMES; t++) {
				final double since = (t + 45 * i) % 90 / RATE, event = (1 + (t + 45 * i) / 90 % 5) * Math.exp(-since / 0.6);
				soma[i][t] = (float) (event + 0.02 * random.nextGaussian());
				dendrite[i][t] = (float) (0.5 * event + 0.02 * random.nextGaussian());
			}
	}

	private void csv(final String name, final String header, final float[]... columns) throws IOException {
		final StringJoiner text = new StringJoiner("\n").add(header);
		for (int t = 0; t < FRAMES; t++) {
			final StringJoiner line = new StringJoiner(",");
			for (final float[] column : columns) line.add(String.format(Locale.ROOT, "%.5f", column[t]));
			text.add(line.toString());
		}
		Files.writeString(folder.resolve(name), text + "\n");
	}

	private SessionData read() throws IOException {
		return AnalysisInput.read(AnalysisFiles.of(folder), "m", "s", 1, RATE);
	}

	@Test
	public void columnsOfOneNameAreOneNeuronWhateverTheirOrder() throws IOException {
		csv("soma.csv", "a,b", soma);
		csv("dendrite.csv", "b,a", dendrite[1], dendrite[0]);
		Files.writeString(folder.resolve("populations.csv"), "label,population\na,P+\nb,P-\n");
		final SessionData data = read();
		assertEquals("[a, b]", Arrays.toString(data.names()));
		assertEquals("[P+, P-]", Arrays.toString(data.roles()));
		assertEquals(66, data.events().size(), 4);
		for (final PairedEvent e : data.events()) assertEquals(0.5, e.dendrite() / e.soma(), 0.15);
		assertEquals(data.events().size(), data.dffEvents().size());
	}

	@Test
	public void arraysGiveTheSameAsTables() throws IOException {
		NpyWriter.write(folder.resolve("soma.npy"), soma);
		NpyWriter.write(folder.resolve("dendrite.npy"), dendrite);
		final SessionData data = read();
		assertEquals("[1, 2]", Arrays.toString(data.names()));
		assertEquals(66, data.events().size(), 4);
	}

	@Test
	public void whatIsWrongIsSaidInOneLine() throws IOException {
		csv("soma.csv", "a,b", soma);
		says("no dendrite.csv or dendrite.npy beside it");
		csv("dendrite.csv", "c,d", dendrite);
		says("no column has the name of one in");
		csv("dendrite.csv", "a,a", dendrite);
		says("column 'a' is there twice");
		Files.writeString(folder.resolve("dendrite.csv"), "a,b\n0.1,0.2\n0.1,much\n");
		says("line 3, column 'b': 'much' is no number");
		Files.writeString(folder.resolve("dendrite.csv"), "a,b\n0.1,0.2\n0.1,0x1p-2\n");
		says("line 3, column 'b': '0x1p-2' is no number");
		Files.writeString(folder.resolve("dendrite.csv"), "a,b\n0.1,0.2\n0.1,inf\n");
		says("trace 'b' holds Infinity at frame 1");
		Files.writeString(folder.resolve("dendrite.csv"), "a,b\n0.1,0.2\n0.1\n");
		says("line 3: 1 values, the header has 2");
		Files.writeString(folder.resolve("dendrite.csv"), "a,b\n0.1,0.2\nNaN,1\n");
		says("trace 'a' holds NaN at frame 1");
		Files.writeString(folder.resolve("dendrite.csv"), "a,b\n0.1,0.2\n");
		says("has 1 frames");
	}

	private void says(final String expected) {
		final RecordingException e = assertThrows(RecordingException.class, this::read);
		assertTrue(e.getMessage(), e.getMessage().contains(expected));
	}
}
