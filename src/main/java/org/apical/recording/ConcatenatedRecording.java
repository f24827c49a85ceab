package org.apical.recording;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Several files, in order, as one recording. Time goes on from part to part: a part starts one frame interval after the
 * last frame of the part before it, since the pause between two files is not recorded.
 */
public final class ConcatenatedRecording implements Recording {

	private final List<Recording> parts;
	private final List<String> warnings;

	/**
	 * @param parts one or more, closed along with this recording, and also where this constructor throws
	 * @throws RecordingException where a part does not fit the first; the message names it
	 */
	public ConcatenatedRecording(final List<Recording> parts) throws IOException {
		if (parts.isEmpty()) throw new IllegalArgumentException("A recording has at least one part");
		this.parts = List.copyOf(parts);
		try {
			final Recording first = parts.get(0);
			long total = 0;
			for (final Recording part : parts) {
				requireLike(first, part);
				total += part.movie(0, 0).frames();
			}
			if (total > Integer.MAX_VALUE) throw new RecordingException(name() + ": " + total + " frames are more than can be counted");
		}
		catch (final RecordingException e) {
			closeAfter(e);
			throw e;
		}
		final List<String> all = new ArrayList<>();
		for (final Recording part : parts) for (final String warning : part.warnings())
			all.add(warning.contains(part.name()) ? warning : part.name() + ": " + warning);
		this.warnings = List.copyOf(all);
	}

	private static void requireLike(final Recording first, final Recording part) throws RecordingException {
		require(first, part, "planes", first.planes(), part.planes());
		require(first, part, "channels", first.channels(), part.channels());
		for (int p = 0; p < first.planes(); p++) for (int c = 0; c < first.channels(); c++) {
			final Movie a = first.movie(p, c);
			final Movie b = part.movie(p, c);
			require(first, part, "frame size", a.width() + " x " + a.height(), b.width() + " x " + b.height());
			require(first, part, "pixel type", a.pixelType(), b.pixelType());
			final Sampling s = a.sampling();
			final Sampling t = b.sampling();
			requireNear(first, part, "frame rate (Hz)", s.rateHz(), t.rateHz());
			requireNear(first, part, "pixel width (µm)", s.pixelWidthUm(), t.pixelWidthUm());
			requireNear(first, part, "pixel height (µm)", s.pixelHeightUm(), t.pixelHeightUm());
		}
	}

	private static void require(final Recording first, final Recording part, final String what, final Object expected, final Object found)
		throws RecordingException
	{
		if (!expected.equals(found)) throw new RecordingException(part.name() + ": " + what + " " + found + " does not fit " + expected +
			" of " + first.name() + "; parts of one recording must be alike");
	}

	/** Measured rates of one microscope differ a little from file to file; 1 % is far more than that and far less than a setting. */
	private static void requireNear(final Recording first, final Recording part, final String what, final double expected,
		final double found) throws RecordingException
	{
		if (Math.abs(found - expected) > 0.01 * expected) require(first, part, what, expected, found);
	}

	private void closeAfter(final Exception reason) {
		try {
			close();
		}
		catch (final IOException e) {
			reason.addSuppressed(e);
		}
	}

	@Override
	public String name() {
		final Recording first = parts.get(0);
		return parts.size() == 1 ? first.name() : first.name() + " and " + (parts.size() - 1) + " more";
	}

	@Override
	public int planes() {
		return parts.get(0).planes();
	}

	@Override
	public int channels() {
		return parts.get(0).channels();
	}

	@Override
	public Movie movie(final int plane, final int channel) {
		return new Chain(parts.stream().map(part -> part.movie(plane, channel)).toArray(Movie[]::new));
	}

	@Override
	public List<String> warnings() {
		return warnings;
	}

	@Override
	public void close() throws IOException {
		IOException failed = null;
		for (final Recording part : parts) {
			try {
				part.close();
			}
			catch (final IOException e) {
				if (failed == null) failed = e;
				else failed.addSuppressed(e);
			}
		}
		if (failed != null) throw failed;
	}

	private static final class Chain implements Movie {

		private final Movie[] parts;
		private final Sampling sampling;
		/** First frame of each part, and the end. */
		private final int[] starts;
		private final double[] startSeconds;

		Chain(final Movie[] parts) {
			this.parts = parts;
			starts = new int[parts.length + 1];
			startSeconds = new double[parts.length];
			sampling = merge(parts);
			for (int i = 0; i < parts.length; i++) {
				starts[i + 1] = starts[i] + parts[i].frames();
				if (i > 0) startSeconds[i] = startSeconds[i - 1] + duration(parts[i - 1]);
			}
		}

		/** What the first part that knows it says. */
		private static Sampling merge(final Movie[] parts) {
			Sampling known = parts[0].sampling();
			for (final Movie part : parts) {
				final Sampling s = part.sampling();
				if (!known.hasRate()) known = known.withRate(s.rateHz());
				if (!known.hasPixelSize()) known = new Sampling(known.rateHz(), s.pixelWidthUm(), s.pixelHeightUm());
			}
			return known;
		}

		/** Time to the next part's first frame, s. */
		private double duration(final Movie part) {
			final int last = part.frames() - 1;
			final double end = part.timeSeconds(last);
			return (Double.isNaN(end) ? last / sampling.rateHz() : end) + interval(part);
		}

		/** From the rate, or from the part's own time stamps where no rate is known, s. */
		private double interval(final Movie part) {
			final int last = part.frames() - 1;
			return sampling.hasRate() || last == 0 ? 1 / sampling.rateHz() : part.timeSeconds(last) / last;
		}

		private int part(final int frame) {
			Objects.checkIndex(frame, frames());
			final int found = Arrays.binarySearch(starts, 1, starts.length, frame);
			return found >= 0 ? found : -found - 2;
		}

		@Override
		public int width() {
			return parts[0].width();
		}

		@Override
		public int height() {
			return parts[0].height();
		}

		@Override
		public int frames() {
			return starts[parts.length];
		}

		@Override
		public PixelType pixelType() {
			return parts[0].pixelType();
		}

		@Override
		public Sampling sampling() {
			return sampling;
		}

		@Override
		public void read(final int frame, final float[] into) throws IOException {
			final int i = part(frame);
			parts[i].read(frame - starts[i], into);
		}

		@Override
		public double timeSeconds(final int frame) {
			final int i = part(frame);
			final double within = parts[i].timeSeconds(frame - starts[i]);
			return startSeconds[i] + (Double.isNaN(within) ? (frame - starts[i]) / sampling.rateHz() : within);
		}
	}
}
