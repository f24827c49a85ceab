package org.apical.online.source.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Locale;

import org.apical.online.source.Arrival;
import org.apical.online.source.Intake;
import org.apical.online.source.LiveFrame;
import org.apical.online.source.PixelDecoder;
import org.apical.online.source.PolledFrames;
import org.apical.online.source.SourceException;
import org.apical.online.source.SourceGeometry;
import org.apical.recording.PixelType;

/**
 * A growing file of Scanbox: uint16, stored inverted, channels pixel by pixel, then columns, rows, frames; planes alternate
 * from frame to frame. Scanbox writes the description beside it only at the end, so that the settings have to tell the size.
 */
final class GrowingSbx implements PolledFrames {

	private final TailedFile file;
	private final Intake intake;
	private final SourceGeometry geometry;
	private long frame;
	private int channel;

	/** @throws SourceException where the settings say pixels of another type than Scanbox writes */
	GrowingSbx(final TailedFile file, final Intake intake, final SourceGeometry geometry) throws SourceException {
		if (geometry.type() != PixelType.UINT16) throw new SourceException(
			"Scanbox's files hold uint16; leave out the setting type, which says " + geometry.type().name().toLowerCase(Locale.ROOT));
		this.file = file;
		this.intake = intake;
		this.geometry = geometry;
	}

	@Override
	public Arrival look(final LiveFrame into) throws IOException {
		final int channels = geometry.channels();
		final int bytesOfAll = Math.multiplyExact(geometry.frameBytes(), channels);
		final boolean other = file.isReplaced();
		final long size = file.size();
		if (frame > 0 && (other || size < frame * bytesOfAll)) {
			intake.tally().restart();
			frame = 0;
			channel = 0;
		}
		if (size < (frame + 1) * bytesOfAll) return Arrival.NOTHING;
		final ByteBuffer bytes = file.read(frame * bytesOfAll, bytesOfAll);
		if (bytes == null) return Arrival.NOTHING;
		final long arrival = System.nanoTime();
		into.resize(geometry.width(), geometry.height());
		PixelDecoder.invertedRows(bytes.position(2 * channel), channels, into);
		final int plane = (int) (frame % (geometry.planes() + intake.order().interleaving().flyback()));
		into.label(frame * channels + channel, plane, channel, Double.NaN, arrival);
		channel = (channel + 1) % channels;
		if (channel == 0) frame++;
		return Arrival.FRAME;
	}

	@Override
	public void close() throws IOException {
		file.close();
	}
}
