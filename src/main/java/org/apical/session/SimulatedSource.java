package org.apical.session;

import java.util.Arrays;
import java.util.function.Consumer;

import org.apical.online.source.FrameSource;
import org.apical.online.source.LiveFrame;
import org.apical.online.source.SourceCounts;
import org.apical.online.source.SourceGeometry;
import org.apical.online.source.SourceSettings;
import org.apical.recording.PixelType;
import org.apical.simulate.LearningAnimal;
import org.apical.simulate.LiveTissue;

/**
 * Frames of a simulated animal, plane after plane, as fast as they are taken: a session is rehearsed in a fraction of its
 * time, since the task goes by the frames' time stamps.
 */
final class SimulatedSource implements FrameSource {

	private final LearningAnimal animal;
	private final LiveTissue[] planes;
	private final int[][] neurons;
	private final int width;
	private final int height;
	private final double rateHz;
	private final float[] pixels;
	private volatile boolean closed;
	private volatile long made;

	/**
	 * @param neurons of each plane's tissue, the number of the animal's neuron that each of its parts belongs to
	 * @param rateHz frames of a plane per second
	 */
	SimulatedSource(final LearningAnimal animal, final LiveTissue[] planes, final int[][] neurons, final int width, final int height,
		final double rateHz)
	{
		this.animal = animal;
		this.planes = planes;
		this.neurons = neurons;
		this.width = width;
		this.height = height;
		this.rateHz = rateHz;
		pixels = new float[width * height];
	}

	/** Makes the next frame. @return its plane */
	synchronized int make(final float[] into) {
		final int plane = (int) (made % planes.length);
		animal.live(1 / (rateHz * planes.length));
		planes[plane].frame(Arrays.stream(neurons[plane]).mapToDouble(n -> animal.dff()[n]).toArray(), into);
		made++;
		return plane;
	}

	/** The animal is rewarded. From any thread. */
	synchronized void reward() {
		animal.reward();
	}

	@Override
	public void listen(final Consumer<String> log) {
		// nothing ever goes wrong here
	}

	@Override
	public void open(final SourceSettings settings) {
		// all was said when it was made
	}

	@Override
	public boolean next(final LiveFrame into) {
		if (closed) return false;
		into.resize(width, height);
		final long number = made;
		final int plane = make(into.pixels());
		into.label(number, plane, 0, number / (rateHz * planes.length), System.nanoTime());
		return true;
	}

	@Override
	public SourceCounts counts() {
		return new SourceCounts(made, 0, 0, 0, 0, 0);
	}

	@Override
	public SourceGeometry geometry() {
		return new SourceGeometry(width, height, PixelType.UINT16, planes.length, 1);
	}

	@Override
	public void close() {
		closed = true;
	}
}
