package org.apical.recording.tiff;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Objects;

import org.apical.recording.FrameSeries;
import org.apical.recording.PixelType;
import org.apical.recording.RecordingException;
import org.apical.recording.SampleType;

/** The pages of a TIFF as frames. */
final class TiffSeries implements FrameSeries {

	private final TiffFile file;
	private final PageLayout layout;
	private final SampleType sample;
	private final PageIndex index;
	private final int[] order;
	private final double[] times;
	private final boolean timed;

	/**
	 * @param order page of each frame, null where frames lie in their order
	 * @param times of each frame, s, null where only the pages themselves may tell
	 * @param timed false where recorded times do not count
	 */
	TiffSeries(final TiffFile file, final PageLayout layout, final PageIndex index, final int[] order, final double[] times,
		final boolean timed)
	{
		this.file = file;
		this.layout = layout;
		sample = layout.sample();
		this.index = index;
		this.order = order;
		this.times = times;
		this.timed = timed;
	}

	@Override
	public int width() {
		return layout.width();
	}

	@Override
	public int height() {
		return layout.height();
	}

	@Override
	public PixelType pixelType() {
		return sample.delivered();
	}

	@Override
	public int frames() {
		return order == null ? index.pages() : order.length;
	}

	@Override
	public double timeSeconds(final int frame) {
		if (!timed) return Double.NaN;
		return times == null ? index.seconds(page(frame)) : times[frame];
	}

	private int page(final int frame) {
		return order == null ? Objects.checkIndex(frame, index.pages()) : order[frame];
	}

	@Override
	public void read(final int frame, final float[] into) throws IOException {
		final int page = page(frame);
		final long run = index.run(page);
		if (run >= 0) readRun(run, into);
		else readChunks(page, into);
	}

	private void readRun(final long offset, final float[] into) throws IOException {
		final ByteBuffer bytes = borrow(layout.frameBytes());
		file.bytes().read(bytes, offset);
		sample.decode(bytes, 0, into, 0, layout.width() * layout.height());
		file.bytes().giveBack(bytes);
	}

	private void readChunks(final int page, final float[] into) throws IOException {
		final TiffDirectory directory = file.directory(file.cursor(), index.directory(page));
		final PageLayout.Chunks chunks = layout.chunks(directory);
		layout.locate(chunks, file.bytes().size());
		final ByteBuffer unpacked = borrow(layout.chunkBytes(0));
		for (int i = 0; i < chunks.offsets().length; i++) {
			final ByteBuffer packed = borrow((int) chunks.lengths()[i]);
			file.bytes().read(packed, chunks.offsets()[i]);
			unpack(packed.flip(), unpacked.clear().limit(layout.chunkBytes(i)), page);
			file.bytes().giveBack(packed);
			place(unpacked, i, into);
		}
		file.bytes().giveBack(unpacked);
	}

	private void unpack(final ByteBuffer packed, final ByteBuffer into, final int page) throws IOException {
		try {
			layout.compression().unpack(packed, into);
		}
		catch (final RecordingException e) {
			throw new RecordingException(file.path() + ": page " + (page + 1) + " cannot be read, " + e.getMessage(), e);
		}
		if (into.hasRemaining()) throw new RecordingException(file.path() + ": page " + (page + 1) + " cannot be read, its packed pixels end early");
	}

	private void place(final ByteBuffer unpacked, final int chunk, final float[] into) {
		final int rows = layout.chunkRows(chunk);
		layout.predictor().undo(unpacked, layout.chunkWidth(), rows, sample.bytes());
		final int x = chunk % layout.chunksAcross() * layout.chunkWidth();
		final int y = chunk / layout.chunksAcross() * layout.chunkHeight();
		final int columns = Math.min(layout.chunkWidth(), layout.width() - x);
		for (int r = 0; r < rows && y + r < layout.height(); r++) {
			sample.decode(unpacked, r * layout.chunkWidth() * sample.bytes(), into, (y + r) * layout.width() + x, columns);
		}
	}

	private ByteBuffer borrow(final int bytes) {
		return file.bytes().borrow(bytes).order(file.order());
	}

	@Override
	public void close() throws IOException {
		file.close();
	}
}
