package org.apical.recording.tiff;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.apical.recording.InterleavedRecording;
import org.apical.recording.Interleaving;
import org.apical.recording.OpenOptions;
import org.apical.recording.Recording;
import org.apical.recording.RecordingException;
import org.apical.recording.RecordingFormat;
import org.apical.recording.Sampling;
import org.apical.recording.SampleType;
import org.scijava.plugin.Plugin;

/**
 * TIFF and BigTIFF as microscopes, ImageJ and OME write them.
 *
 * <p>Read by classes of this package. ImageJ 1's reader opens neither BigTIFF nor tiles and makes an image of every frame;
 * ImageIO's readers make a picture of every page and know no stack with a single directory. Here a frame in one run costs
 * one read and one loop, and 100,000 pages cost a few bytes each. Deflate comes from the JDK; LZW and PackBits are shorter
 * than what a library would add to the jar.
 */
@Plugin(type = RecordingFormat.class, name = "tiff")
public final class TiffFormat implements RecordingFormat {

	@Override
	public boolean canOpen(final Path path) {
		return TiffFile.isTiff(path);
	}

	@Override
	public Recording open(final Path path, final OpenOptions options) throws IOException {
		final TiffFile file = new TiffFile(path);
		try {
			return open(file, options);
		}
		catch (final IOException e) {
			file.close();
			final String reason = String.valueOf(e.getMessage());
			throw new RecordingException(reason.startsWith(path.toString()) ? reason : path + ": " + reason, e);
		}
		catch (final RuntimeException e) {
			file.close();
			throw e;
		}
	}

	private static Recording open(final TiffFile file, final OpenOptions options) throws IOException {
		final TiffDirectory first = file.directory(file.cursor(), file.firstDirectory());
		final PageLayout stored = PageLayout.of(first);
		final TiffMetadata metadata = metadata(file, first);
		final PageLayout layout = metadata.offsetSigned() && stored.sample() == SampleType.UINT16 ? stored.with(SampleType.OFFSET16) : stored;
		final PageIndex index = new PageIndex(file, layout, metadata.images(), metadata.clock());
		final Interleaving order = metadata.order().with(options);
		// what the user says about planes and channels is about the pages as they lie in the file
		final boolean asStated = order.equals(metadata.order());
		final TiffSeries series = series(file, layout, index, asStated ? metadata.frames() : null, Double.isNaN(options.rateHz()));
		return new InterleavedRecording(file.name(), series, order, sampling(metadata, order, options), warnings(file, layout, index, metadata));
	}

	private static TiffMetadata metadata(final TiffFile file, final TiffDirectory first) throws IOException {
		for (final TiffDialect dialect : TiffDialect.ALL) {
			final TiffMetadata metadata = dialect.read(file, first);
			if (metadata != null) return metadata;
		}
		throw new AssertionError("the last dialect reads every file");
	}

	private static TiffSeries series(final TiffFile file, final PageLayout layout, final PageIndex index, final TiffMetadata.FrameTable frames,
		final boolean timed)
	{
		if (frames == null) return new TiffSeries(file, layout, index, null, null, timed);
		int there = 0;
		while (there < frames.pages().length && frames.pages()[there] < index.pages()) there++;
		return new TiffSeries(file, layout, index, Arrays.copyOf(frames.pages(), there), frames.seconds(), timed);
	}

	/** With other numbers of planes than the file speaks of, each plane gets another share of the frames. */
	private static Sampling sampling(final TiffMetadata metadata, final Interleaving order, final OpenOptions options) {
		final Sampling stated = metadata.sampling();
		final double share = (metadata.order().planes() + metadata.order().flyback()) / (double) (order.planes() + order.flyback());
		return (stated.hasRate() ? stated.withRate(stated.rateHz() * share) : stated).with(options);
	}

	private static List<String> warnings(final TiffFile file, final PageLayout layout, final PageIndex index, final TiffMetadata metadata) {
		final List<String> warnings = new ArrayList<>();
		for (final String warning : metadata.warnings()) warnings.add(file.name() + ": " + warning);
		if (index.ending() != null) warnings.add(file.name() + ": cut off or damaged, its " + index.pages() + " whole frame(s) are read (" + index
			.ending() + ")");
		if (layout.sample().losesDigits()) warnings.add(file.name() + ": its " + layout.sample() +
			" pixels are read as 32-bit floats, which keep 7 digits");
		return warnings;
	}
}
