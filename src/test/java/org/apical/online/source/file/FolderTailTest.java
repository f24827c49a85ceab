package org.apical.online.source.file;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CompletableFuture;

import org.apical.online.source.Damage;
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

	@Test
	public void aFileOfFullLengthWhosePixelsAreStillComingIsNotTaken() throws Exception {
		play(ONE, settings(ONE).with("timeout_s", 5), sender -> {
			sender.send(picture(ONE, 0), 0, 0, 0);
			for (int i = 0; i < 5000 && source.counts().frames() < 1; i++) Thread.sleep(1);
			final Path whole = folder.getRoot().toPath().resolve("elsewhere");
			write(whole, ONE, picture(ONE, 1));
			final byte[] bytes = Files.readAllBytes(whole);
			final byte[] begun = bytes.clone();
			Arrays.fill(begun, bytes.length - ONE.frameBytes() / 2, bytes.length, (byte) 0);
			Files.write(path().resolve("img_9.tif"), begun);
			Thread.sleep(60);
			Files.write(path().resolve("img_9.tif"), bytes);
		});
		final LiveFrame frame = new LiveFrame();
		assertTrue(source.next(frame));
		assertTrue(source.next(frame));
		assertArrayEquals(picture(ONE, 1), frame.pixels(), 0);
	}

	@Test
	public void aFrameThatEndsInDarknessIsTakenAllTheSame() throws Exception {
		final float[] dark = picture(ONE, 0);
		Arrays.fill(dark, dark.length / 2, dark.length, 0);
		play(ONE, settings(ONE).with("timeout_s", 5), sender -> {
			sender.send(dark, 0, 0, 0);
			sender.send(picture(ONE, 1), 1, 0, 0);
		});
		final LiveFrame frame = new LiveFrame();
		assertTrue(source.next(frame));
		assertArrayEquals(dark, frame.pixels(), 0);
		assertTrue(source.next(frame));
		assertEquals(1, frame.number());
	}

	@Test
	public void noDamagedFileBreaksTheSource() throws Exception {
		Files.createDirectories(path());
		final Path whole = folder.getRoot().toPath().resolve("elsewhere");
		write(whole, ONE, picture(ONE, 0));
		final byte[] bytes = Files.readAllBytes(whole);
		for (int seed = 0; seed < 60; seed++) {
			Files.write(path().resolve("img_8.tif"), Damage.of(bytes, new Random(seed)));
			try (TailSource damaged = new TailSource()) {
				damaged.open(settings(ONE));
				final CompletableFuture<Void> closing = run(() -> {
					Thread.sleep(20);
					damaged.close();
				});
				final LiveFrame frame = new LiveFrame();
				while (damaged.next(frame)) assertTrue(frame.pixels().length > 0);
				closing.get();
			}
		}
	}
}
