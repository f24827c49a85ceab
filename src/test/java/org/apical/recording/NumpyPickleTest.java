package org.apical.recording;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** {@code ops.npy} and {@code hostile.npy} were written by NumPy 2.x's {@code numpy.save}. */
public class NumpyPickleTest {

	@Rule
	public final TemporaryFolder folder = new TemporaryFolder();

	@Test
	public void whatNumPySavedComesBackAsJavaValues() throws IOException {
		final Map<?, ?> ops = NumpyPickle.readDictionary(NpyFile.open(resource("ops.npy")));
		assertEquals(5, ops.get("Ly"));
		assertEquals(7.0, ops.get("Lx"));
		assertEquals(4.0, ops.get("nframes"));
		assertEquals(3.5, ops.get("f"));
		assertEquals(15.46, ops.get("fs"));
		assertEquals(true, ops.get("ok"));
		assertEquals(List.of("/a", "b"), ops.get("data_path"));
		assertArrayEquals(new Object[] { 1, 2, 3 }, (Object[]) ops.get("tup"));
		assertEquals(Map.of("x", 1), ops.get("mc"));
	}

	@Test
	public void arraysKeepTheirShapeAndByteOrder() throws IOException {
		final Map<?, ?> ops = NumpyPickle.readDictionary(NpyFile.open(resource("ops.npy")));
		final NumpyArray image = (NumpyArray) ops.get("meanImg");
		assertArrayEquals(new int[] { 2, 3 }, image.shape());
		assertArrayEquals(new double[] { 0, 1, 2, 3, 4, 5 }, image.doubles(), 0);
		assertArrayEquals(new double[] { 1, -2 }, ((NumpyArray) ops.get("be")).doubles(), 0);
		assertEquals(List.of("a", "b"), ((NumpyArray) ops.get("names")).objects());
	}

	@Test
	public void otherClassesAreNeitherBuiltNorRun() throws IOException {
		assertTrue(NumpyPickle.readDictionary(NpyFile.open(resource("ops.npy"))).get("p") instanceof NumpyPickle.Opaque);
		final Map<?, ?> hostile = NumpyPickle.readDictionary(NpyFile.open(resource("hostile.npy")));
		assertEquals(5, hostile.get("Ly"));
		assertEquals(new NumpyPickle.Opaque("posix.system"), hostile.get("evil"));
	}

	@Test
	public void aBrokenPickleIsRefusedInOneLineWhereverItIsCut() throws IOException {
		final byte[] whole = Files.readAllBytes(resource("ops.npy"));
		final Path cut = folder.newFile("cut.npy").toPath();
		for (int length = 128; length < whole.length; length += 7) {
			Files.write(cut, Arrays.copyOf(whole, length));
			final Exception e = assertThrows(RecordingException.class, () -> NumpyPickle.read(NpyFile.open(cut)));
			assertTrue(e.getMessage(), e.getMessage().contains("cut.npy") && e.getMessage().lines().count() == 1);
		}
	}

	@Test
	public void anArrayOfNumbersIsNoPickle() throws IOException {
		final Path path = folder.getRoot().toPath().resolve("numbers.npy");
		NpyWriter.write(path, new float[2][2]);
		assertThrows(RecordingException.class, () -> NumpyPickle.read(NpyFile.open(path)));
	}

	private static Path resource(final String name) {
		return Path.of(NumpyPickleTest.class.getResource(name).getPath());
	}
}
