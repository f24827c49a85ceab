package org.apical.online.source.file;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.nio.file.Files;

import org.apical.online.source.LiveFrame;
import org.apical.online.source.SourceGeometry;
import org.apical.online.source.SourceSettings;
import org.junit.Test;

public class RawTailTest extends TailContract {

	public RawTailTest() {
		super("movie.raw");
	}

	@Override
	protected SourceSettings settings(final SourceGeometry geometry) {
		return super.settings(geometry).with("width", geometry.width()).with("height", geometry.height()).with("header_bytes", 4);
	}

	@Override
	protected Sender sender(final SourceGeometry geometry) throws Exception {
		final FileSender sender = new FileSender(path()) {

			@Override
			public void send(final float[] pixels, final long number, final int plane, final int channel) throws Exception {
				append(pixels(pixels));
			}
		};
		sender.append(little(4));
		return sender;
	}

	@Test
	public void aFileThatBeginsAnewIsFollowed() throws Exception {
		source.open(settings(ONE).with("header_bytes", 0));
		final LiveFrame frame = new LiveFrame();
		for (int life = 0; life < 2; life++) {
			final byte[] whole = pixels(picture(ONE, life)).array();
			run(() -> {
				Thread.sleep(100);
				Files.write(path(), whole);
			});
			assertTrue(source.next(frame));
			assertEquals(life, frame.number());
			assertArrayEquals(picture(ONE, life), frame.pixels(), 0);
			Files.write(path(), new byte[3]);
		}
		assertEquals(1, source.counts().reconnects());
	}

	@Test
	public void aFileThatIsMadeAnewUnderItsNameIsFollowed() throws Exception {
		followsAFileThatIsMadeAnew();
	}

	@Test
	public void bigEndianColumnsComeToTheirPlaces() throws Exception {
		source.open(settings(ONE).with("width", 2).with("height", 3).with("header_bytes", 0).with("byte_order", "big").with("layout", "columns"));
		Files.write(path(), new byte[] { 0, 1, 0, 2, 0, 3, 1, 4, 1, 5, 1, 6 });
		final LiveFrame frame = new LiveFrame();
		assertTrue(source.next(frame));
		assertArrayEquals(new float[] { 1, 260, 2, 261, 3, 262 }, frame.pixels(), 0);
	}
}
