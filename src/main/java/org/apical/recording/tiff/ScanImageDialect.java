package org.apical.recording.tiff;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import org.apical.recording.Interleaving;
import org.apical.recording.Sampling;

/**
 * ScanImage from 5 on: {@code SI.… = …} in a block behind the file's header, in the software tag or, in early versions,
 * in the description; besides, each page's description tells its frame number and time.
 *
 * <p>Channels follow each other, then planes. Fast volumes end with flyback frames, which are stored as well.
 *
 * @see <a href="https://docs.scanimage.org/Appendix/ScanImage%2BBigTiff%2BSpecification.html">ScanImage BigTIFF Specification</a>
 */
final class ScanImageDialect implements TiffDialect {

	private static final String PREFIX = "SI.";
	private static final String FRAME_RATE = "SI.hRoiManager.scanFrameRate";
	private static final String FIELD_UM = "SI.hRoiManager.imagingFovUm";
	private static final String SEVERAL_FIELDS = "SI.hRoiManager.mroiEnable";
	private static final String CHANNELS = "SI.hChannels.channelSave";
	private static final String AVERAGED = "SI.hScan2D.logAverageFactor";
	private static final String FAST_Z = "SI.hFastZ.enable";
	private static final String FLYBACK = "SI.hFastZ.numDiscardFlybackFrames";
	private static final String STACK = "SI.hStackManager.enable";
	private static final String STACK_MODE = "SI.hStackManager.stackMode";
	private static final String SLICES = "SI.hStackManager.numSlices";
	private static final String VOLUME = "SI.hStackManager.numFramesPerVolume";
	private static final String VOLUME_WITH_FLYBACK = "SI.hStackManager.numFramesPerVolumeWithFlyback";
	private static final Set<String> KEYS = Set.of(FRAME_RATE, FIELD_UM, SEVERAL_FIELDS, CHANNELS, AVERAGED, FAST_Z, FLYBACK, STACK,
		STACK_MODE, SLICES, VOLUME, VOLUME_WITH_FLYBACK);

	private static final String FRAME_NUMBER = "frameNumbers";
	private static final String FRAME_SECONDS = "frameTimestamps_sec";
	/** A page's own lines stand at the start of its description; behind them may follow kilobytes of other data. */
	private static final int PAGE_TEXT = 1024;

	private static final long HEADER_MAGIC = 117637889;
	private static final int MOST_CHANNELS = 16;
	private static final Pattern NUMBER = Pattern.compile("[-+]?\\d+(\\.\\d*)?([eE][-+]?\\d+)?");

	@Override
	public TiffMetadata read(final TiffFile file, final TiffDirectory first) throws IOException {
		final Map<String, String> notes = notes(file, first);
		if (notes.isEmpty()) return null;
		final int saved = Math.max(1, Math.min(MOST_CHANNELS, numbers(notes.get(CHANNELS)).length));
		final int found = pagesOfFirstFrame(file, first);
		final int channels = found > 0 ? found : saved;
		final List<String> warnings = channels == saved ? List.of() : List.of("its settings say that " + saved +
			" channel(s) were saved, but " + channels + " pages bear each frame number; read as " + channels + " channels");
		final Interleaving order = order(notes, channels);
		final double averaged = number(notes.get(AVERAGED), 1);
		final double rate = number(notes.get(FRAME_RATE), Double.NaN) / averaged / (order.planes() + order.flyback());
		return new TiffMetadata(0, order, sampling(rate, notes, first), false, null, page -> value(page, FRAME_SECONDS), warnings);
	}

	private static Map<String, String> notes(final TiffFile file, final TiffDirectory first) throws IOException {
		final TiffCursor cursor = file.cursor();
		if (cursor.size() > 32 && cursor.u32(16) == HEADER_MAGIC) {
			final Map<String, String> header = KeyedText.read(cursor, 32, cursor.u32(24), PREFIX, KEYS);
			if (!header.isEmpty()) return header;
		}
		final int tag = first.text(Tag.SOFTWARE, PREFIX.length()).equals(PREFIX) ? Tag.SOFTWARE : Tag.IMAGE_DESCRIPTION;
		if (!first.text(tag, PAGE_TEXT).contains(PREFIX)) return Map.of();
		return KeyedText.read(cursor, first.position(tag), first.count(tag), PREFIX, KEYS);
	}

	private static Interleaving order(final Map<String, String> notes, final int channels) {
		final boolean fast = isTrue(notes.get(FAST_Z)) || isTrue(notes.get(STACK)) && "'fast'".equals(notes.get(STACK_MODE));
		if (!fast) return new Interleaving(channels, 1, 0);
		final int slices = (int) Math.max(1, number(notes.get(SLICES), 1));
		final double flyback = notes.containsKey(VOLUME_WITH_FLYBACK) ? number(notes.get(VOLUME_WITH_FLYBACK), 0) - number(notes.get(VOLUME),
			0) : number(notes.get(FLYBACK), 0);
		return new Interleaving(channels, Math.min(slices, 1 << 12), (int) Math.max(0, Math.min(flyback, 1 << 12)));
	}

	private static Sampling sampling(final double rate, final Map<String, String> notes, final TiffDirectory first) throws IOException {
		final double[] corners = isTrue(notes.get(SEVERAL_FIELDS)) ? new double[0] : numbers(notes.get(FIELD_UM));
		if (corners.length != 8) return TiffMetadata.sampling(rate, Double.NaN, Double.NaN);
		// corners go round from the upper left: x y; x y; x y; x y
		return TiffMetadata.sampling(rate, (corners[2] - corners[0]) / first.integer(Tag.IMAGE_WIDTH, 0), (corners[5] - corners[3]) / first
			.integer(Tag.IMAGE_LENGTH, 0));
	}

	/** As many pages as bear the first page's frame number: the channels. 0 where pages bear no numbers, or too few are there. */
	private static int pagesOfFirstFrame(final TiffFile file, final TiffDirectory first) throws IOException {
		final double number = value(first, FRAME_NUMBER);
		if (Double.isNaN(number)) return 0;
		final TiffCursor cursor = file.cursor();
		long next = first.next();
		for (int n = 1; n <= MOST_CHANNELS && next != 0; n++) {
			final TiffDirectory page;
			try {
				page = file.directory(cursor, next);
			}
			catch (final IOException e) {
				// cut off here; that is said where all pages are counted
				return 0;
			}
			if (value(page, FRAME_NUMBER) != number) return n;
			next = page.next();
		}
		return 0;
	}

	/** A number in a page's description, NaN where it is not there. */
	private static double value(final TiffDirectory page, final String key) throws IOException {
		final String text = page.text(Tag.IMAGE_DESCRIPTION, PAGE_TEXT);
		final int at = text.indexOf(key);
		if (at < 0) return Double.NaN;
		final int end = text.indexOf('\n', at);
		final String line = end < 0 ? text.substring(at) : text.substring(at, end);
		return number(line.substring(line.indexOf('=') + 1).strip(), Double.NaN);
	}

	/** @return {@code absent} where the text is null or no number */
	static double number(final String text, final double absent) {
		if (text == null || !NUMBER.matcher(text).matches()) return absent;
		return Double.parseDouble(text);
	}

	/** The numbers of a MATLAB matrix. */
	private static double[] numbers(final String matrix) {
		if (matrix == null) return new double[0];
		return NUMBER.matcher(matrix).results().map(MatchResult::group).mapToDouble(Double::parseDouble).toArray();
	}

	private static boolean isTrue(final String text) {
		return "true".equals(text) || "1".equals(text);
	}
}
