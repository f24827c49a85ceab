package org.apical.recording;

import static org.junit.Assert.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import net.razorvine.pickle.Pickler;

import org.junit.Test;

public class Suite2pBinaryFormatTest extends RecordingFormatContract {

	@Override
	protected RecordingFormat format() {
		return new Suite2pBinaryFormat();
	}

	@Override
	protected PixelType pixelType() {
		return PixelType.INT16;
	}

	@Override
	protected Path write(final Path folder, final FramePattern pages) throws IOException {
		writeDictionary(folder.resolve("ops.npy"), Map.of("Ly", pages.height(), "Lx", pages.width(), "fs", 15.5, "nframes", 999));
		return Files.write(folder.resolve("data.bin"), RawBytes.of(pages, ByteOrder.LITTLE_ENDIAN));
	}

	@Override
	protected void cutOff(final Path recording, final FramePattern pages, final int whole) throws IOException {
		RawBytes.truncate(recording, 2L * pages.pixels() * whole + 1);
	}

	@Override
	protected Path writeEmpty(final Path folder) throws IOException {
		writeDictionary(folder.resolve("ops.npy"), Map.of("Ly", 5, "Lx", 7));
		return Files.createFile(folder.resolve("data.bin"));
	}

	@Override
	protected Path writeLying(final Path folder) throws IOException {
		writeDictionary(folder.resolve("ops.npy"), Map.of("Ly", -5, "Lx", 1 << 30));
		return Files.write(folder.resolve("data.bin"), new byte[1000]);
	}

	@Test
	public void theRateIsSuite2ps() throws IOException {
		try (Recording recording = format().open(write(folder.newFolder().toPath(), new FramePattern(5, 4, 2, PixelType.INT16)),
			OpenOptions.DEFAULT))
		{
			assertEquals(15.5, recording.movie(0, 0).sampling().rateHz(), 0);
		}
	}

	@Test
	public void newerVersionsSettingsAreRead() throws IOException {
		final Path folder = this.folder.newFolder().toPath();
		final FramePattern pages = new FramePattern(5, 4, 2, PixelType.INT16);
		writeDictionary(folder.resolve("db.npy"), Map.of("Ly", 4, "Lx", 5));
		writeDictionary(folder.resolve("settings.npy"), Map.of("fs", 7.5));
		final Path path = Files.write(folder.resolve("data_raw.bin"), RawBytes.of(pages, ByteOrder.LITTLE_ENDIAN));
		try (Recording recording = format().open(path, OpenOptions.DEFAULT)) {
			assertEquals(7.5, recording.movie(0, 0).sampling().rateHz(), 0);
			assertFrame(pages.frame(1), recording.movie(0, 0), 1);
		}
	}

	@Test
	public void theSettingsBelongToTheRecording() throws IOException {
		final Path movie = write(folder.getRoot().toPath(), new FramePattern(4, 3, 2, PixelType.INT16));
		assertEquals(List.of(movie.resolveSibling("ops.npy")), format().companions(movie));
	}

	@Test
	public void withoutOpsTheUserTellsTheShape() throws IOException {
		final Path path = Files.write(folder.newFile("data.bin").toPath(), new byte[24]);
		assertRefused(() -> format().open(path, OpenOptions.DEFAULT), "data.bin");
		try (Recording recording = format().open(path, OpenOptions.DEFAULT.withRaw(new OpenOptions.RawShape(3, 2, PixelType.INT16, true,
			0))))
		{
			assertEquals(2, recording.movie(0, 0).frames());
		}
	}

	@Test
	public void opsWithoutAShapeOrOfAnotherKindAreRefused() throws IOException {
		final Path folder = this.folder.newFolder().toPath();
		final Path path = Files.write(folder.resolve("data.bin"), new byte[24]);
		writeDictionary(folder.resolve("ops.npy"), Map.of("Ly", 4));
		assertRefused(() -> format().open(path, OpenOptions.DEFAULT), "Lx");
		Files.writeString(folder.resolve("ops.npy"), "not an array at all");
		assertRefused(() -> format().open(path, OpenOptions.DEFAULT), "ops.npy");
	}

	/** What numpy.save makes of a dict: an object array of no axes that holds it. */
	private static void writeDictionary(final Path path, final Map<String, ?> dictionary) throws IOException {
		final byte[] dict = new Pickler().dumps(dictionary);
		final ByteArrayOutputStream out = new ByteArrayOutputStream();
		out.writeBytes(latin("\u0093NUMPY\u0001\u0000v\u0000" + String.format("%-117s\n",
			"{'descr': '|O', 'fortran_order': False, 'shape': (), }")));
		out.writeBytes(latin("\u0080\u0003cnumpy.core.multiarray\n_reconstruct\ncnumpy\nndarray\nK\u0000\u0085C\u0001b\u0087R(K\u0001)"));
		out.writeBytes(latin("cnumpy\ndtype\nX\u0002\u0000\u0000\u0000O8K\u0000K\u0001\u0087R(K\u0003X\u0001\u0000\u0000\u0000|NNN"));
		out.writeBytes(latin("J\u00ff\u00ff\u00ff\u00ffJ\u00ff\u00ff\u00ff\u00ffK?tb\u0089]"));
		// without the protocol mark before and the end mark after it
		out.write(dict, 2, dict.length - 3);
		out.writeBytes(latin("atb."));
		Files.write(path, out.toByteArray());
	}

	private static byte[] latin(final String text) {
		return text.getBytes(StandardCharsets.ISO_8859_1);
	}
}
