package org.apical.bench;

import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

import org.apical.online.source.FrameSource;
import org.apical.online.source.LiveFrame;
import org.apical.online.source.SourceGeometry;
import org.apical.online.source.SourceSettings;
import org.apical.online.source.file.TailSource;
import org.apical.online.source.memory.MmapSource;
import org.apical.online.source.memory.RingWriter;
import org.apical.online.source.stream.TcpSource;
import org.apical.recording.PixelType;

/**
 * How long after a frame's last byte was sent {@code next} returns, at 61.84 frames a second, and how many frames a second
 * come through at most; 512 x 796 uint16. The sender is a thread of the same program.
 */
final class SourceBenchmark {

	private static final SourceGeometry FIELD = new SourceGeometry(796, 512, PixelType.UINT16, 1, 1);
	private static final int PACED = 400;
	private static final int FAST = 1500;
	private static final long PERIOD_NANOS = (long) (1e9 / 61.84);

	private SourceBenchmark() {}

	/** Sends frame n; returns when its last byte was handed over. */
	private interface Sender {
		void send(int n) throws Exception;
	}

	public static void main(final String... arguments) throws Exception {
		final Path folder = Files.createTempDirectory(Path.of("/dev/shm"), "sources");
		System.out.println("source     median_ms  p99_ms  worst_ms  frames_per_s");
		final SourceSettings sized = SourceSettings.DEFAULT.with("width", FIELD.width()).with("height", FIELD.height()).with("timeout_s", 1);
		final TcpSource raw = new TcpSource();
		raw.open(sized.with("port", 0));
		final byte[] pixels = noise();
		measure("tcp raw", raw, stream(raw, pixels));
		final MmapSource ring = new MmapSource();
		ring.open(SourceSettings.DEFAULT.with("path", folder.resolve("ring")).with("timeout_s", 1));
		final float[] frame = new float[FIELD.width() * FIELD.height()];
		final RingWriter writer = new RingWriter(folder.resolve("ring"), FIELD, 64);
		measure("mmap ring", ring, n -> writer.write(frame, n, 0, 0, 0));
		final TailSource tail = new TailSource();
		tail.open(sized.with("path", folder.resolve("file.raw")));
		try (FileChannel file = FileChannel.open(folder.resolve("file.raw"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
			measure("tail raw", tail, n -> file.write(ByteBuffer.wrap(pixels)));
		}
		for (final Path file : Files.list(folder).toList()) Files.delete(file);
		Files.delete(folder);
	}

	private static byte[] noise() {
		final Random random = new Random(1);
		final ByteBuffer bytes = ByteBuffer.allocate(FIELD.frameBytes()).order(ByteOrder.LITTLE_ENDIAN);
		while (bytes.hasRemaining()) bytes.putShort((short) random.nextInt(4096));
		return bytes.array();
	}

	private static Sender stream(final TcpSource source, final byte[] pixels) throws Exception {
		final Socket socket = new Socket("127.0.0.1", source.port());
		socket.setTcpNoDelay(true);
		final OutputStream out = socket.getOutputStream();
		return n -> out.write(pixels);
	}

	private static void measure(final String name, final FrameSource source, final Sender sender) throws Exception {
		final long[] sent = new long[2 * PACED];
		final Thread thread = new Thread(() -> {
			try {
				long due = System.nanoTime();
				for (int n = 0; n < 2 * PACED; n++, due += PERIOD_NANOS) {
					LockSupport.parkNanos(due - System.nanoTime());
					sender.send(n);
					sent[n] = System.nanoTime();
				}
				Thread.sleep(200);
				for (int n = 0; n < FAST; n++) sender.send(2 * PACED + n);
			}
			catch (final Exception e) {
				throw new IllegalStateException(e);
			}
		});
		thread.start();
		final LiveFrame frame = new LiveFrame();
		final long[] returned = new long[2 * PACED];
		long first = 0;
		long last = 0;
		int fast = 0;
		while (source.next(frame)) {
			final int n = (int) frame.number();
			last = System.nanoTime();
			if (n < 2 * PACED) returned[n] = last;
			else if (fast++ == 0) first = last;
		}
		thread.join();
		source.close();
		final double[] late = new double[PACED];
		for (int n = 0; n < PACED; n++) late[n] = (returned[PACED + n] - sent[PACED + n]) / 1e6;
		Arrays.sort(late);
		System.out.printf("%-10s %9.2f %7.2f %9.2f %13.0f%n", name, late[PACED / 2], late[PACED * 99 / 100], late[PACED - 1], 1e9 * (fast - 1) / (last - first));
	}
}
