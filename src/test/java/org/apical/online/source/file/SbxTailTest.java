package org.apical.online.source.file;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;

import java.nio.ByteBuffer;

import org.apical.online.source.SourceException;
import org.apical.online.source.SourceGeometry;
import org.apical.online.source.SourceSettings;
import org.junit.Test;

public class SbxTailTest extends TailContract {

	public SbxTailTest() {
		super("movie.sbx");
	}

	@Override
	protected SourceSettings settings(final SourceGeometry geometry) {
		return super.settings(geometry).with("width", geometry.width()).with("height", geometry.height());
	}

	@Override
	protected Sender sender(final SourceGeometry geometry) throws Exception {
		final ByteBuffer all = little(geometry.frameBytes() * geometry.channels());
		return new FileSender(path()) {

			@Override
			public void send(final float[] pixels, final long number, final int plane, final int channel) throws Exception {
				for (int i = 0; i < pixels.length; i++) all.putShort(2 * (i * geometry.channels() + channel), (short) (65535 - pixels[i]));
				if (channel == geometry.channels() - 1) append(all.clear());
			}
		};
	}

	@Test
	public void pixelsOfAnotherTypeThanScanboxWritesAreRefusedInOneLine() {
		final Exception e = assertThrows(SourceException.class, () -> source.open(settings(ONE).with("type", "uint8")));
		assertEquals("Scanbox's files hold uint16; leave out the setting type, which says uint8", e.getMessage());
	}

	@Test
	public void aFileThatIsMadeAnewUnderItsNameIsFollowed() throws Exception {
		followsAFileThatIsMadeAnew();
	}
}
