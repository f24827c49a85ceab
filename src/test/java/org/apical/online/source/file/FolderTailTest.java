package org.apical.online.source.file;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

import org.apical.online.source.LiveFrame;
import org.apical.online.source.SourceCounts;
import org.apical.online.source.SourceGeometry;
import org.apical.online.source.SourceSettings;
import org.apical.recording.Sampling;
import org.apical.recording.tiff.TiffMovieWriter;
import org.junit.Test;

public class FolderTailTest extends TailContract {

	public FolderTailTest() {
		super("frames");
	}

	@Override
	protected boolean showsLoss() {
		return true;
	}

	/** Opening a file takes memory; this bounds it. */
	@Override
	protected int allowedBytesPerFrame() {
		return 100_000;
	}

	@Override
	protected int warmUpFrames() {
		return 100;
	}

	@Override
	protected SourceSettings settings(final SourceGeometry geometry) {
		return super.settings(geometry).with("timeout_s", 1);
	}

	/** Writes in pieces under the final name. */
	@Override
	protected Sender sender(final SourceGeometry geometry) throws Exception {
		Files.createDirectories(path());
		return new Sender() {

			@Override
			public void send(final float[] pixels, final long number, final int plane, final int channel) throws Exception {
				final String ch = geometry.channels() > 1 ? "_Ch" + (channel + 1) : "";
				write(path().resolve("img" + ch + "_" + (number / geometry.channels() + 8) + ".tif"), geometry, pixels);
			}

			@Override
			public void end() {}

			@Override
			public void close() {}
		};
	}

	private void write(final Path file, final SourceGeometry geometry, final float[] pixels) throws Exception {
		final Path whole = folder.getRoot().toPath().resolve("whole");
		try (TiffMovieWriter writer = new TiffMovieWriter(whole, geometry.width(), geometry.height(), geometry.type(), Sampling.UNKNOWN)) {
			writer.write(pixels);
		}
		final byte[] bytes = Files.readAllBytes(whole);
		Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
		Files.write(file, bytes);
	}

	@Test
	public void aFileThatStaysBrokenIsGivenUpForThoseBehindIt() throws Exception {
		play(ONE, settings(ONE).with("timeout_s", 5), sender -> {
			sender.send(picture(ONE, 0), 0, 0, 0);
			Files.write(path().resolve("img_9.tif"), new byte[500]);
			sender.send(picture(ONE, 2), 2, 0, 0);
		});
		final LiveFrame frame = new LiveFrame();
		assertTrue(source.next(frame));
		assertTrue(source.next(frame));
		assertEquals(2, frame.number());
		assertArrayEquals(picture(ONE, 2), frame.pixels(), 0);
		assertEquals(new SourceCounts(2, 0, 0, 0, 1, 0), source.counts());
		source.close();
		assertFalse(source.next(frame));
	}
}
