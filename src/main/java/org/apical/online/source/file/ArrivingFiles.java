package org.apical.online.source.file;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

import org.apical.online.source.Arrival;
import org.apical.online.source.FrameOrder;
import org.apical.online.source.Intake;
import org.apical.online.source.LiveFrame;
import org.apical.online.source.PolledFrames;
import org.apical.recording.Movie;
import org.apical.recording.OpenOptions;
import org.apical.recording.Recording;
import org.apical.recording.RecordingFormat;
import org.apical.recording.folder.NaturalOrder;
import org.apical.recording.tiff.TiffFormat;

/**
 * A folder into which TIFFs of one frame each arrive, taken in natural order; their names tell frame and channel, see
 * {@link FrameName}. The name that should come next is looked for first: the folder as a whole, in which there may be a
 * hundred thousand files, is looked through only when that one does not come. A file that is not whole or still locked is
 * waited for, until one behind it has been there for a while; so is one whose picture ends in zeros, for a moment.
 */
final class ArrivingFiles implements PolledFrames {

	private static final long LIST_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
	/** How long a file may stay broken when there is a later one. */
	private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(2);
	/** How long a picture that ends in zeros has to stay as it is. */
	private static final long SETTLED_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
	/** So many zeros at its end look like pixels that are still to come. */
	private static final int BLANK_PIXELS = 64;

	private final Path folder;
	private final Intake intake;
	private final FrameOrder order;
	private final NaturalOrder naturalOrder = new NaturalOrder();
	private final RecordingFormat format = new TiffFormat();
	private final OpenOptions single = OpenOptions.DEFAULT.withPlanes(1).withChannels(1);
	/** The last file of each channel. */
	private final FrameName[] names;
	private FrameName last;
	private long frame;
	private int channel;
	private Path candidate;
	private boolean othersBehind;
	private Path broken;
	private long brokenNanos;
	private int seen;
	private long changedNanos;
	private long listedNanos = System.nanoTime() - LIST_NANOS;

	ArrivingFiles(final Path folder, final Intake intake) {
		this.folder = folder;
		this.intake = intake;
		order = intake.order();
		names = new FrameName[order.channels()];
	}

	@Override
	public Arrival look(final LiveFrame into) throws IOException {
		if (!isExpected() && !isListed()) return Arrival.NOTHING;
		try (Recording recording = format.open(candidate, single)) {
			return take(recording.movie(0, 0), into);
		}
		catch (final IOException e) {
			giveUp(e);
			return Arrival.NOTHING;
		}
	}

	/** Whether the file is there that should come next. */
	private boolean isExpected() {
		final FrameName before = last == null ? null : names[(channel + 1) % names.length];
		if (before == null) return false;
		candidate = folder.resolve(before.next());
		return Files.isRegularFile(candidate);
	}

	/** Whether any file is there that comes behind the last. */
	private boolean isListed() throws IOException {
		final long now = System.nanoTime();
		if (now - listedNanos < LIST_NANOS || !Files.isDirectory(folder)) return false;
		listedNanos = now;
		candidate = null;
		othersBehind = false;
		String first = null;
		try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.{tif,tiff,TIF,TIFF}")) {
			for (final Path file : files) {
				final String key = FrameName.of(file).key();
				if (last != null && naturalOrder.compare(key, last.key()) <= 0) continue;
				othersBehind |= candidate != null;
				if (first != null && naturalOrder.compare(key, first) > 0) continue;
				first = key;
				candidate = file;
			}
		}
		catch (final DirectoryIteratorException e) {
			throw e.getCause();
		}
		return candidate != null;
	}

	private Arrival take(final Movie movie, final LiveFrame into) throws IOException {
		into.resize(movie.width(), movie.height());
		movie.read(0, into.pixels());
		if (endsBlank(into.pixels()) && !isSettled(into.pixels())) return Arrival.NOTHING;
		final long number = count();
		if (!intake.admits(movie.width(), movie.height(), movie.pixelType(), order.planes(), order.channels())) {
			intake.tally().damaged(number, "has another size, " + movie.width() + " x " + movie.height());
			return Arrival.NOTHING;
		}
		into.label(number, order.plane(number), order.channel(number), Double.NaN, System.nanoTime());
		return Arrival.FRAME;
	}

	private static boolean endsBlank(final float[] pixels) {
		for (int i = Math.max(0, pixels.length - BLANK_PIXELS); i < pixels.length; i++) if (pixels[i] != 0) return false;
		return true;
	}

	/** A file may be made at its full length before its pixels are copied into it: those behind it, or time, show that they are there. */
	private boolean isSettled(final float[] pixels) {
		final long now = System.nanoTime();
		final int picture = 31 * candidate.hashCode() + Arrays.hashCode(pixels);
		if (picture != seen) changedNanos = now;
		seen = picture;
		return now - changedNanos > SETTLED_NANOS || Files.exists(folder.resolve(FrameName.of(candidate).next()));
	}

	private void giveUp(final IOException reason) throws IOException {
		final long now = System.nanoTime();
		if (!candidate.equals(broken)) brokenNanos = now;
		broken = candidate;
		if (now - brokenNanos < PATIENCE_NANOS) return;
		final Path file = candidate;
		final boolean later = isListed() && othersBehind;
		candidate = file;
		if (later) intake.tally().damaged(count(), "cannot be read (" + reason.getMessage() + ")");
	}

	/** Goes on to the candidate; returns its number. */
	private long count() {
		final FrameName name = FrameName.of(candidate);
		final boolean sameFrame = last != null && name.isSameFrame(last);
		channel = sameFrame ? (channel + 1) % names.length : 0;
		if (!sameFrame && last != null) frame += name.stepFrom(last);
		last = name;
		names[channel] = name;
		return frame * names.length + channel;
	}
}
