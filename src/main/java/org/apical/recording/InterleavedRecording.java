package org.apical.recording;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A series of stored frames taken apart into planes and channels. Flyback frames are left out, and so is a last volume
 * that is not whole (with a warning).
 */
public final class InterleavedRecording implements Recording {

	private final String name;
	private final FrameSeries series;
	private final Interleaving order;
	private final Sampling sampling;
	private final int frames;
	private final List<String> warnings;

	/**
	 * @param series closed along with this recording
	 * @param sampling of one plane and channel: the volume rate where there are several planes
	 * @param warnings what the format has to say already
	 * @throws RecordingException where there is not one whole volume
	 */
	public InterleavedRecording(final String name, final FrameSeries series, final Interleaving order, final Sampling sampling,
		final List<String> warnings) throws RecordingException
	{
		this.name = name;
		this.series = series;
		this.order = order;
		this.sampling = sampling;
		final int stored = series.frames();
		frames = order.volumes(stored);
		if (frames == 0) throw new RecordingException(stored == 0 ? name + ": holds no whole frame" :
			name + ": " + stored + " stored frames are less than one volume of " + describe());
		final List<String> all = new ArrayList<>(warnings);
		final int rest = order.leftOver(stored);
		if (rest > 0) all.add(name + ": the last " + rest + " of " + stored + " stored frames are no whole volume of " + describe() +
			" and are left out; " + frames + " whole volumes are read");
		this.warnings = List.copyOf(all);
	}

	private String describe() {
		return order.planes() + " planes x " + order.channels() + " channels" +
			(order.flyback() > 0 ? " and " + order.flyback() + " flyback planes" : "");
	}

	@Override
	public String name() {
		return name;
	}

	@Override
	public int planes() {
		return order.planes();
	}

	@Override
	public int channels() {
		return order.channels();
	}

	@Override
	public Movie movie(final int plane, final int channel) {
		Objects.checkIndex(plane, planes());
		Objects.checkIndex(channel, channels());
		return new Part(plane, channel);
	}

	@Override
	public List<String> warnings() {
		return warnings;
	}

	@Override
	public void close() throws IOException {
		series.close();
	}

	private final class Part implements Movie {

		private final int plane;
		private final int channel;
		private final double start;

		Part(final int plane, final int channel) {
			this.plane = plane;
			this.channel = channel;
			start = series.timeSeconds(order.index(0, plane, channel));
		}

		@Override
		public int width() {
			return series.width();
		}

		@Override
		public int height() {
			return series.height();
		}

		@Override
		public int frames() {
			return frames;
		}

		@Override
		public PixelType pixelType() {
			return series.pixelType();
		}

		@Override
		public Sampling sampling() {
			return sampling;
		}

		@Override
		public void read(final int frame, final float[] into) throws IOException {
			series.read(order.index(Objects.checkIndex(frame, frames), plane, channel), into);
		}

		@Override
		public double timeSeconds(final int frame) {
			final double stamp = series.timeSeconds(order.index(Objects.checkIndex(frame, frames), plane, channel));
			return Double.isNaN(stamp) || Double.isNaN(start) ? frame / sampling.rateHz() : stamp - start;
		}
	}
}
