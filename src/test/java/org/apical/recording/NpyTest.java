package org.apical.recording;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;

import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class NpyTest {

	@Rule
	public final TemporaryFolder folder = new TemporaryFolder();

	@Test
	public void aMatrixReadsBackAsWritten() throws IOException {
		final float[][] matrix = { { 1.5f, -2, Float.NaN }, { 0, Float.MAX_VALUE, 1e-30f } };
		NpyWriter.write(path(), matrix);
		final NpyFile file = NpyFile.open(path());
		assertArrayEquals(new long[] { 2, 3 }, file.shape());
		assertEquals("<f4", file.descriptor());
		for (int r = 0; r < 2; r++) assertArrayEquals(matrix[r], file.matrix()[r], 0);
	}

	@Test
	public void itemsOfTwoAxesMayComeWithoutTheirNumberBeingKnown() throws IOException {
		try (NpyWriter writer = new NpyWriter(path(), 300, 2)) {
			for (int t = 0; t < 70; t++) {
				final float[] item = new float[600];
				Arrays.fill(item, t);
				writer.write(item);
			}
			writer.finish();
		}
		final NpyFile file = NpyFile.open(path());
		assertArrayEquals(new long[] { 70, 300, 2 }, file.shape());
		final float[] values = file.floats();
		for (int i = 0; i < values.length; i++) assertEquals(i / 600, values[i], 0);
		assertEquals(0, file.dataStart() % 64);
	}

	@Test
	public void withoutFinishNothingIsLeftBehind() throws IOException {
		try (NpyWriter writer = new NpyWriter(path(), 2)) {
			writer.write(new float[2]);
		}
		assertFalse(Files.exists(path()));
		assertEquals(0, folder.getRoot().list().length);
	}

	@Test
	public void anEmptyArrayIsWritten() throws IOException {
		NpyWriter.write(path(), new float[0][]);
		assertArrayEquals(new long[] { 0, 0 }, NpyFile.open(path()).shape());
	}

	@Test
	public void anItemOfTheWrongLengthIsRefused() throws IOException {
		try (NpyWriter writer = new NpyWriter(path(), 2)) {
			assertThrows(IllegalArgumentException.class, () -> writer.write(new float[3]));
		}
	}

	/** np.save of np.asfortranarray(np.array([[1,2,3],[4,5,6]], '>i2')). */
	@Test
	public void whatNumPyWroteInFortranOrderAndBigEndianIsRead() throws IOException {
		write("{'descr': '>i2', 'fortran_order': True, 'shape': (2, 3), }", "000100040002000500030006");
		assertArrayEquals(new float[] { 1, 2, 3 }, NpyFile.open(path()).matrix()[0], 0);
		assertArrayEquals(new float[] { 4, 5, 6 }, NpyFile.open(path()).matrix()[1], 0);
	}

	@Test
	public void aCutOffArrayIsRefused() throws IOException {
		write("{'descr': '<f4', 'fortran_order': False, 'shape': (5,), }", "00000000");
		final NpyFile file = NpyFile.open(path());
		assertTrue(assertThrows(RecordingException.class, file::floats).getMessage().contains("cut off"));
	}

	@Test
	public void anotherFileIsRefusedInOneLine() throws IOException {
		for (final String content : new String[] { "", "abc", "something that is long enough to be a file" }) {
			Files.writeString(path(), content);
			assertTrue(assertThrows(RecordingException.class, () -> NpyFile.open(path())).getMessage().endsWith("not a NumPy .npy file"));
		}
	}

	@Test
	public void headersThatLieAreRefused() throws IOException {
		write("{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (5,), }", "");
		assertThrows(RecordingException.class, () -> NpyFile.open(path()));
		write("{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999, 99999999999), }", "");
		assertTrue(assertThrows(RecordingException.class, () -> NpyFile.open(path())).getMessage().contains("impossible array shape"));
		write("{'descr': '<U4', 'fortran_order': False, 'shape': (1,), }", "");
		assertThrows(RecordingException.class, () -> NpyFile.open(path()).floats());
	}

	private Path path() {
		return folder.getRoot().toPath().resolve("a.npy");
	}

	private void write(final String header, final String hexData) throws IOException {
		final String padded = header + " ".repeat(117 - header.length()) + "\n";
		final byte[] text = padded.getBytes(StandardCharsets.US_ASCII);
		final byte[] data = HexFormat.of().parseHex(hexData);
		final byte[] file = Arrays.copyOf(HexFormat.of().parseHex("934e554d505901007600"), 128 + data.length);
		System.arraycopy(text, 0, file, 10, text.length);
		System.arraycopy(data, 0, file, 128, data.length);
		Files.write(path(), file);
	}
}
