package org.apical.online.source;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Path;

import org.apical.recording.RecordingService;
import org.apical.recording.Sampling;
import org.apical.recording.tiff.TiffMovieWriter;
import org.junit.AfterClass;
import org.junit.Test;
import org.scijava.Context;

public class ReplaySourceTest extends FrameSourceContract {

	private static final Context CONTEXT = new Context(FrameSourceService.class, RecordingService.class);

	@AfterClass
	public static void close() {
		CONTEXT.dispose();
	}

	@Override
	protected FrameSource source() {
		return CONTEXT.service(FrameSourceService.class).create("replay");
	}

	private Path path() {
		return folder.getRoot().toPath().resolve("movie.tif");
	}

	@Override
	protected SourceSettings settings(final SourceGeometry geometry) {
		return SourceSettings.DEFAULT.with("path", path()).with("speed", 0);
	}

	@Override
	protected boolean isLive() {
		return false;
	}

	/** For lending a buffer, in the reader of the file. */
	@Override
	protected int allowedBytesPerFrame() {
		return 32;
	}

	/** The recording is made before it is replayed. */
	@Override
	protected void play(final SourceGeometry geometry, final SourceSettings settings, final Script script) throws Exception {
		try (Sender sender = sender(geometry)) {
			script.run(sender);
		}
		source.listen(log::add);
		source.open(settings);
	}

	@Override
	protected Sender sender(final SourceGeometry geometry) throws Exception {
		final TiffMovieWriter writer = new TiffMovieWriter(path(), geometry.width(), geometry.height(), geometry.type(), Sampling.UNKNOWN.withRate(
			20));
		return new Sender() {

			@Override
			public void send(final float[] pixels, final long number, final int plane, final int channel) throws Exception {
				writer.write(pixels);
			}

			@Override
			public void end() {}

			@Override
			public void close() throws Exception {
				writer.close();
			}
		};
	}

	@Test
	public void atItsOwnSpeedFramesComeWhenTheyCame() throws Exception {
		play(TWO_BY_TWO, settings(TWO_BY_TWO).with("planes", 2).with("channels", 2).with("rate", 10).with("speed", 2), sender -> sendVolumes(sender,
			TWO_BY_TWO, 5));
		final LiveFrame frame = new LiveFrame();
		final long start = System.nanoTime();
		while (source.next(frame)) {
			final double expected = 0.1 * (frame.number() / 4) + 0.05 * frame.plane();
			assertEquals(expected, frame.deviceTimeS(), 1e-9);
			assertEquals(expected / 2, (frame.arrivalNanos() - start) / 1e9, 0.04);
		}
		assertEquals(20, source.counts().frames());
	}

	@Test
	public void closingEndsTheWaitBetweenFrames() throws Exception {
		play(ONE, settings(ONE).with("speed", 0.001), sender -> sendVolumes(sender, ONE, 2));
		final LiveFrame frame = new LiveFrame();
		assertTrue(source.next(frame));
		run(() -> {
			Thread.sleep(100);
			source.close();
		});
		final long start = System.nanoTime();
		assertFalse(source.next(frame));
		assertTrue(System.nanoTime() - start < 1_100_000_000L);
	}

	@Test
	public void aMissingFileIsNamed() {
		final Exception e = assertThrows(IOException.class, () -> source.open(settings(ONE).with("path", "/nowhere/movie.tif")));
		assertEquals("/nowhere/movie.tif: there is no such file", e.getMessage());
	}
}
