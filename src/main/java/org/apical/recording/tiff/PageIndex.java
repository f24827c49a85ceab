package org.apical.recording.tiff;

import java.io.IOException;
import java.util.Arrays;

import org.apical.recording.RecordingException;

/**
 * Where the pages of a file are, in a few bytes per page.
 *
 * <p>Pages whose pixels lie in one run are read from there without a look at their directory. Others keep the offset of
 * their directory, which is read again along with the pixels.
 */
final class PageIndex {

	/** Reads what a page itself says about its time, s; NaN if nothing. */
	interface Clock {
		double seconds(TiffDirectory page) throws IOException;
	}

	private final TiffFile file;
	private final PageLayout layout;
	private final Clock clock;
	private long[] directories = new long[16];
	private long[] runs = new long[16];
	private double[] times;
	private int pages;
	private String ending;

	/**
	 * Walks the pages.
	 *
	 * @param layout of the first page; pages that differ are an error
	 * @param promised number of pages the description speaks of, 0 if it does not; the file may have directories for fewer
	 * @param clock null where pages bear no times
	 * @throws RecordingException where the file cannot be a recording
	 */
	PageIndex(final TiffFile file, final PageLayout layout, final int promised, final Clock clock) throws IOException {
		this.file = file;
		this.layout = layout;
		this.clock = clock;
		if (clock != null) times = new double[16];
		walk(promised);
		trim();
	}

	private void walk(final int promised) throws IOException {
		final TiffCursor cursor = file.cursor();
		// Brent's way to notice a circle: remember a directory, and a later one each time twice as many have passed
		long remembered = 0;
		long renewal = 1;
		long passed = 0;
		for (long offset = file.firstDirectory(); offset != 0; passed++) {
			if (offset == remembered) throw new RecordingException(file.path() + ": damaged, its pages follow each other in a circle");
			if (passed == renewal) {
				remembered = offset;
				renewal *= 2;
			}
			try {
				final TiffDirectory page = file.directory(cursor, offset);
				if (!isSmallCopy(page)) add(page, offset);
				offset = page.next();
			}
			catch (final DifferentPage e) {
				throw e;
			}
			catch (final IOException e) {
				ending = e.getMessage();
				break;
			}
			if (pages == 2 && isImageJRun(promised)) break;
		}
		if (pages > 0 && pages < promised) {
			if (runs[0] >= 0) extendRun(promised);
			ending = pages == promised ? null : "its description promises " + promised;
		}
	}

	/** Previews stand among the pages of some files. */
	private boolean isSmallCopy(final TiffDirectory page) throws IOException {
		return pages > 0 && (page.integer(Tag.NEW_SUBFILE_TYPE, 0) & 1) != 0;
	}

	private void add(final TiffDirectory page, final long offset) throws IOException {
		final PageLayout own = PageLayout.of(page);
		if (own.width() != layout.width() || own.height() != layout.height()) throw new DifferentPage(file.path() + ": page " + (pages + 1) +
			" has " + own.width() + " x " + own.height() + " pixels, the first " + layout.width() + " x " + layout.height() +
			"; a recording has frames of one size");
		if (!own.isLike(layout)) throw new DifferentPage(file.path() + ": page " + (pages + 1) + " is stored in another way (" + own.storage() +
			") than the first (" + layout.storage() + ")");
		final long run = layout.locate(layout.chunks(page), file.bytes().size());
		append(offset, run, clock == null ? Double.NaN : clock.seconds(page));
	}

	private void append(final long directory, final long run, final double seconds) {
		if (pages == runs.length) {
			final int longer = 2 * pages;
			directories = Arrays.copyOf(directories, longer);
			runs = Arrays.copyOf(runs, longer);
			if (times != null) times = Arrays.copyOf(times, longer);
		}
		directories[pages] = directory;
		runs[pages] = run;
		if (times != null) times[pages] = seconds;
		pages++;
	}

	/** Whether two pages show that ImageJ's promise holds: all pixels in one run, so that directories need not be read. */
	private boolean isImageJRun(final int promised) {
		return promised > 2 && runs[0] >= 0 && runs[1] == runs[0] + layout.frameBytes();
	}

	/**
	 * ImageJ writes a stack's pixels in one run and reads them by their number alone. Past 4 GB it writes no directory but
	 * the first.
	 */
	private void extendRun(final int promised) {
		final long first = runs[0];
		final int there = (int) Math.min(promised, (file.bytes().size() - first) / layout.frameBytes());
		for (int t = 1; t < pages; t++) if (runs[t] != first + (long) t * layout.frameBytes()) return;
		while (pages < there) append(directories[0], first + (long) pages * layout.frameBytes(), Double.NaN);
	}

	private void trim() throws RecordingException {
		if (pages == 0) throw new RecordingException(file.path() + ": holds no whole frame" + (ending == null ? "" : " (" + ending + ")"));
		boolean allRuns = true;
		for (int t = 0; t < pages; t++) allRuns &= runs[t] >= 0;
		runs = allRuns ? Arrays.copyOf(runs, pages) : null;
		directories = allRuns ? null : Arrays.copyOf(directories, pages);
		if (times != null) times = Arrays.copyOf(times, pages);
	}

	int pages() {
		return pages;
	}

	/** Why there are no more pages than these, null where the file ends as it should. */
	String ending() {
		return ending;
	}

	/** Offset of a page's pixels, -1 where they are not in one run. */
	long run(final int page) {
		return runs == null ? -1 : runs[page];
	}

	/** Offset of the directory of a page whose pixels are not in one run. */
	long directory(final int page) {
		return directories[page];
	}

	/** Recorded time of a page, s; NaN if unknown. */
	double seconds(final int page) {
		return times == null ? Double.NaN : times[page];
	}

	/** A page that makes the file unusable, as opposed to one that is cut off. */
	private static final class DifferentPage extends RecordingException {

		private static final long serialVersionUID = 1L;

		DifferentPage(final String message) {
			super(message);
		}
	}
}
