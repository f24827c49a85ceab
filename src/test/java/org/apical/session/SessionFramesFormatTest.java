package org.apical.session;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

import org.apical.online.source.SourceGeometry;
import org.apical.recording.FramePattern;
import org.apical.recording.OpenOptions;
import org.apical.recording.PixelType;
import org.apical.recording.Recording;
import org.apical.recording.RecordingException;
import org.apical.recording.RecordingFormat;
import org.apical.recording.RecordingFormatContract;
import org.junit.Test;

public class SessionFramesFormatTest extends RecordingFormatContract {

	@Override
	protected RecordingFormat format() {
		return new SessionFramesFormat();
	}

	@Override
	protected Path write(final Path folder, final FramePattern pages) throws IOException {
		return write(folder, pages, 1);
	}

	private static Path write(final Path folder, final FramePattern pages, final int planes) throws IOException {
		final BciFolder session = new BciFolder(folder);
		session.write(new SourceGeometry(pages.width(), pages.height(), pages.type(), planes, 1), 15.46, folder);
		for (int p = 0; p < planes; p++) try (FileChannel out = FileChannel.open(session.frames(p), StandardOpenOption.CREATE,
			StandardOpenOption.WRITE))
		{
			final ByteBuffer bytes = ByteBuffer.allocate(2 * pages.pixels()).order(ByteOrder.LITTLE_ENDIAN);
			for (int t = p; t < pages.frames(); t += planes) {
				bytes.clear();
				for (final float v : pages.frame(t)) bytes.putShort((short) (int) v);
				out.write(bytes.flip());
			}
		}
		return folder;
	}

	@Override
	protected void cutOff(final Path recording, final FramePattern pages, final int whole) throws IOException {
		try (FileChannel file = FileChannel.open(new BciFolder(recording).frames(0), StandardOpenOption.WRITE)) {
			file.truncate(2L * pages.pixels() * whole + 5);
		}
	}

	@Override
	protected Path writeEmpty(final Path folder) throws IOException {
		new BciFolder(folder).write(new SourceGeometry(4, 4, PixelType.UINT16, 1, 1), 15.46, folder);
		Files.createFile(new BciFolder(folder).frames(0));
		return folder;
	}

	@Override
	protected Path writeLying(final Path folder) throws IOException {
		Files.writeString(folder.resolve("session.json"), "{width: 1073741824, height: 1073741824, type: UINT16, planes: 1}");
		Files.write(new BciFolder(folder).frames(0), new byte[64]);
		return folder;
	}

	@Test
	public void planesAreApartAndTheFirstHasNoFrameMoreThanTheOthers() throws IOException {
		final FramePattern pages = new FramePattern(6, 5, 7, PixelType.UINT16);
		final Path session = write(folder.newFolder().toPath(), pages, 2);
		try (Recording recording = format().open(session, OpenOptions.DEFAULT)) {
			assertEquals(2, recording.planes());
			assertEquals(3, recording.movie(0, 0).frames());
			assertEquals(15.46, recording.movie(0, 0).sampling().rateHz(), 0);
			final float[] frame = new float[pages.pixels()];
			recording.movie(1, 0).read(2, frame);
			assertEquals(pages.frame(5)[7], frame[7], 0);
		}
		final String message = assertThrows(RecordingException.class, () -> format().open(session, OpenOptions.DEFAULT.withPlanes(3)))
			.getMessage();
		assertTrue(message, message.endsWith("holds a session of 2 planes, not 3"));
	}
}
