package org.apical.recording;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ShortBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import org.scijava.plugin.Plugin;

/**
 * Neurolabware Scanbox recordings: pixels in {@code NAME.sbx}, their description in {@code NAME.mat}. Pixels are uint16,
 * stored inverted (the value is 65535 - raw), channel fastest, then column, row, frame; planes of the tunable lens
 * alternate frame by frame.
 *
 * <p>All columns are delivered. In bidirectional scans the first columns of every frame (some hundred of 796) are dead,
 * because the digitizer settles there; they read 65535 - raw like the others and are for the user to crop.
 */
@Plugin(type = RecordingFormat.class, name = "scanbox")
public final class ScanboxFormat implements RecordingFormat {

	@Override
	public boolean canOpen(final Path path) {
		return Files.isRegularFile(path) && path.toString().endsWith(".sbx");
	}

	@Override
	public List<Path> companions(final Path path) {
		return Stream.of(ScanboxHeader.file(path)).filter(Files::exists).toList();
	}

	@Override
	public Recording open(final Path path, final OpenOptions options) throws IOException {
		if (!Files.isRegularFile(path)) throw new RecordingException(path + ": there is no such file");
		final String name = path.getFileName().toString();
		final ScanboxHeader header = ScanboxHeader.read(path);
		final SharedFile file = new SharedFile(path);
		try {
			final Pixels pixels = new Pixels(file, header);
			final long excess = file.size() % pixels.frameBytes();
			final List<String> warnings = excess == 0 ? List.of() : List.of(name + ": " + excess +
				" bytes after the last whole frame are left out; " + pixels.frames() / header.channels() + " whole frames are read");
			return new InterleavedRecording(name, pixels, new Interleaving(header.channels(), header.planes(), 0).with(options), header
				.sampling().with(options), warnings);
		}
		catch (final RecordingException e) {
			file.close();
			throw e;
		}
	}

	/** One stored frame here is one channel of a frame in the file. */
	private record Pixels(SharedFile file, ScanboxHeader header) implements FrameSeries {

		int frameBytes() {
			return 2 * header.width() * header.height() * header.channels();
		}

		@Override
		public int width() {
			return header.width();
		}

		@Override
		public int height() {
			return header.height();
		}

		@Override
		public PixelType pixelType() {
			return PixelType.UINT16;
		}

		@Override
		public int frames() {
			return (int) Math.min(Integer.MAX_VALUE, file.size() / frameBytes() * header.channels());
		}

		@Override
		public void read(final int index, final float[] into) throws IOException {
			Objects.checkIndex(index, frames());
			final int channels = header.channels();
			final ByteBuffer bytes = file.borrow(frameBytes()).order(ByteOrder.LITTLE_ENDIAN);
			file.read(bytes, (long) (index / channels) * frameBytes());
			final ShortBuffer raw = bytes.flip().asShortBuffer();
			for (int i = 0, at = index % channels; i < width() * height(); i++, at += channels) into[i] = 65535 - (raw.get(at) & 0xffff);
			file.giveBack(bytes);
		}

		@Override
		public void close() throws IOException {
			file.close();
		}
	}
}
