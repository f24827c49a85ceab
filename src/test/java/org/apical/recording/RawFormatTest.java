package org.apical.recording;

import static org.junit.Assert.assertEquals;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.Test;

public class RawFormatTest extends RecordingFormatContract {

	@Override
	protected RecordingFormat format() {
		return new RawFormat();
	}

	@Override
	protected boolean isRecognised() {
		return false;
	}

	@Override
	protected OpenOptions options(final FramePattern pages) {
		return shaped(pages, true, 0);
	}

	private static OpenOptions shaped(final FramePattern pages, final boolean littleEndian, final long header) {
		return OpenOptions.DEFAULT.withRaw(new OpenOptions.RawShape(pages.width(), pages.height(), pages.type(), littleEndian, header));
	}

	@Override
	protected Path write(final Path folder, final FramePattern pages) throws IOException {
		return Files.write(folder.resolve("frames.raw"), RawBytes.of(pages, ByteOrder.LITTLE_ENDIAN));
	}

	@Override
	protected void cutOff(final Path recording, final FramePattern pages, final int whole) throws IOException {
		RawBytes.truncate(recording, (long) pages.pixels() * pages.type().bytes() * whole + 5);
	}

	@Override
	protected Path writeEmpty(final Path folder) throws IOException {
		return Files.createFile(folder.resolve("empty.raw"));
	}

	@Override
	protected Path writeLying(final Path folder) {
		return null;
	}

	@Test
	public void everyPixelTypeAndByteOrderIsRead() throws IOException {
		for (final PixelType type : PixelType.values()) for (final ByteOrder order : new ByteOrder[] { ByteOrder.LITTLE_ENDIAN,
			ByteOrder.BIG_ENDIAN })
		{
			final FramePattern pages = new FramePattern(7, 5, 3, type);
			final Path path = Files.write(folder.newFile().toPath(), RawBytes.of(pages, order));
			try (Recording recording = format().open(path, shaped(pages, order == ByteOrder.LITTLE_ENDIAN, 0))) {
				for (int t = 0; t < 3; t++) assertFrame(pages.frame(t), recording.movie(0, 0), t);
			}
		}
	}

	@Test
	public void aHeaderIsSkipped() throws IOException {
		final FramePattern pages = new FramePattern(7, 5, 1, PixelType.UINT8);
		final byte[] pixels = RawBytes.of(pages, ByteOrder.LITTLE_ENDIAN);
		final byte[] file = new byte[11 + pixels.length];
		System.arraycopy(pixels, 0, file, 11, pixels.length);
		final Path path = Files.write(folder.newFile().toPath(), file);
		try (Recording recording = format().open(path, shaped(pages, true, 11))) {
			assertFrame(pages.frame(0), recording.movie(0, 0), 0);
			assertEquals(1, recording.movie(0, 0).frames());
		}
	}

	@Test
	public void withoutAShapeOrWithAnImpossibleOneItIsRefused() throws IOException {
		final Path path = Files.write(folder.newFile("some.raw").toPath(), new byte[100]);
		assertRefused(() -> format().open(path, OpenOptions.DEFAULT), "some.raw");
		for (final int[] size : new int[][] { { 0, 5 }, { 5, -1 }, { 100_000, 100_000 }, { Integer.MAX_VALUE, Integer.MAX_VALUE } })
			assertRefused(() -> format().open(path, OpenOptions.DEFAULT.withRaw(new OpenOptions.RawShape(size[0], size[1],
				PixelType.UINT16, true, 0))), "some.raw");
		assertRefused(() -> format().open(path, OpenOptions.DEFAULT.withRaw(new OpenOptions.RawShape(5, 5, PixelType.UINT8, true, -3))),
			"some.raw");
	}
}
