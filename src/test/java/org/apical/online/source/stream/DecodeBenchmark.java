package org.apical.online.source.stream;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;

import org.apical.online.source.LiveFrame;
import org.apical.online.source.PixelDecoder;
import org.apical.recording.PixelType;

/**
 * What decoding a frame of 512 x 796 pixels costs, and how much of it comes after the frame's last byte. Counts processor
 * time; prints the layout, then in ms (median of 1,000 frames) copying and decoding of whole frames and what of it comes after the
 * last byte, and both for frames that are decoded while they arrive.
 */
final class DecodeBenchmark {

	private static final int WIDTH = 796;
	private static final int HEIGHT = 512;
	private static final int FRAMES = 1000;

	private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
	private final ByteBuffer[] sent = new ByteBuffer[20];
	private final ByteBuffer bytes = ByteBuffer.allocate(2 * WIDTH * HEIGHT).order(ByteOrder.LITTLE_ENDIAN);
	private final LiveFrame frame = new LiveFrame();
	private long lastByte;

	private DecodeBenchmark() {
		final Random random = new Random(1);
		frame.resize(WIDTH, HEIGHT);
		for (int i = 0; i < sent.length; i++) {
			sent[i] = ByteBuffer.allocate(2 * WIDTH * HEIGHT);
			random.nextBytes(sent[i].array());
		}
	}

	public static void main(final String... none) throws Exception {
		final DecodeBenchmark benchmark = new DecodeBenchmark();
		for (int again = 0; again < 3; again++) for (final boolean byColumns : new boolean[] { true, false }) {
			final double[] whole = benchmark.median(byColumns, false), arriving = benchmark.median(byColumns, true);
			System.out.printf(Locale.ROOT, "| %s | %.3f | %.3f | %.3f | %.3f |%n", byColumns ? "columns" : "rows", whole[0], whole[1],
				arriving[0], arriving[1]);
		}
	}

	/** All of it, with copying the bytes, and what comes after the last byte, ms. */
	private double[] median(final boolean byColumns, final boolean arriving) throws Exception {
		final double[] all = new double[FRAMES], after = new double[FRAMES];
		for (int n = 0; n < FRAMES; n++) {
			final ByteBuffer from = sent[n % sent.length].position(0);
			final ByteInput in = (into, offset, length) -> {
				from.get(into, offset, length);
				lastByte = threads.getCurrentThreadCpuTime();
			};
			final long start = threads.getCurrentThreadCpuTime();
			if (arriving) ArrivingFrame.read(in, bytes, PixelType.UINT16, byColumns, frame);
			else {
				in.read(bytes.array(), 0, bytes.capacity());
				PixelDecoder.decode(bytes.position(0), PixelType.UINT16, byColumns, frame);
			}
			final long end = threads.getCurrentThreadCpuTime();
			all[n] = (end - start) / 1e6;
			after[n] = (end - lastByte) / 1e6;
		}
		Arrays.sort(all);
		Arrays.sort(after);
		return new double[] { all[FRAMES / 2], after[FRAMES / 2] };
	}
}
