package org.apical.recording.folder;

import java.io.IOException;
import java.util.Objects;

import org.apical.recording.FrameSeries;
import org.apical.recording.Movie;
import org.apical.recording.OpenOptions;
import org.apical.recording.PixelType;
import org.apical.recording.Recording;
import org.apical.recording.RecordingException;
import org.apical.recording.RecordingFormat;

/** Frames that lie in files of their own. A file is open only while it is read, so there may be any number. */
final class FileSeries implements FrameSeries {

	private final RecordingFormat format;
	private final FileTable table;
	private final int frames;
	private final boolean timed;
	private final int width;
	private final int height;
	private final PixelType type;
	private volatile boolean closed;

	/**
	 * @param frames how many of the table's
	 * @param timed false where recorded times do not count
	 * @throws IOException where the first file cannot be read
	 */
	FileSeries(final RecordingFormat format, final FileTable table, final int frames, final boolean timed) throws IOException {
		this.format = format;
		this.table = table;
		this.frames = frames;
		this.timed = timed && table.seconds().length > 0;
		try (Recording first = open(0)) {
			final Movie movie = first.movie(0, 0);
			width = movie.width();
			height = movie.height();
			type = movie.pixelType();
		}
	}

	private Recording open(final int index) throws IOException {
		return format.open(table.frames().get(index).file(), OpenOptions.DEFAULT.withPlanes(1).withChannels(1));
	}

	/** Whether a frame's file is whole. */
	boolean isWhole(final int index) throws IOException {
		try (Recording file = open(index)) {
			return table.frames().get(index).page() < file.movie(0, 0).frames();
		}
		catch (final RecordingException e) {
			return false;
		}
	}

	@Override
	public int width() {
		return width;
	}

	@Override
	public int height() {
		return height;
	}

	@Override
	public PixelType pixelType() {
		return type;
	}

	@Override
	public int frames() {
		return frames;
	}

	@Override
	public double timeSeconds(final int index) {
		return timed ? table.seconds()[index] : Double.NaN;
	}

	@Override
	public void read(final int index, final float[] into) throws IOException {
		Objects.checkIndex(index, frames);
		final FileTable.Frame frame = table.frames().get(index);
		if (closed) throw new RecordingException(frame.file() + ": the recording has been closed");
		try (Recording file = open(index)) {
			final Movie movie = file.movie(0, 0);
			if (movie.width() != width || movie.height() != height || movie.pixelType() != type) throw new RecordingException(frame.file() +
				": " + movie.width() + " x " + movie.height() + " " + movie.pixelType() + " pixels do not fit " + width + " x " + height +
				" " + type + " of the recording's first file");
			if (frame.page() >= movie.frames()) throw new RecordingException(frame.file() + ": has no page " + (frame.page() + 1));
			movie.read(frame.page(), into);
		}
	}

	@Override
	public void close() {
		closed = true;
	}
}
