package org.apical.session;

import ij.ImagePlus;
import ij.process.ShortProcessor;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.invoke.VarHandle;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

import org.apical.online.source.memory.RingWriter;
import org.apical.online.source.stream.FrameHeader;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/**
 * The microscope of {@link LoopBenchmark}, in a process of its own: sends the field's frames again and again. What it sends
 * is laid out beforehand, so that it takes no more of the computer than it must.
 */
final class BenchmarkSender {

	static final String WINDOW = "Live";
	private static final int PIXELS = BenchmarkField.WIDTH * BenchmarkField.HEIGHT;

	private interface Sender {
		/** @param k which of the field's frames */
		void send(int k, long number) throws IOException;
	}

	private final Path folder;
	private final float[][] frames;

	private BenchmarkSender(final Path folder) throws IOException {
		this.folder = folder;
		frames = new BenchmarkField(folder).frames();
	}

	/** FOLDER SOURCE RATE FRAMES; rate 0: as many as are taken. Ends when nobody takes them any more. */
	public static void main(final String... arguments) throws Exception {
		final BenchmarkSender microscope = new BenchmarkSender(Path.of(arguments[0]));
		final Sender sender = microscope.sender(arguments[1]);
		final double rate = Double.parseDouble(arguments[2]);
		final long start = System.nanoTime();
		for (long i = 0; i < Long.parseLong(arguments[3]); i++) {
			if (rate > 0) {
				final long wait = start + Math.round(i * 1e9 / rate) - System.nanoTime();
				if (wait > 0) Thread.sleep(wait / 1_000_000, (int) (wait % 1_000_000));
			}
			sender.send((int) (i % microscope.frames.length), i);
		}
	}

	/** One for each source, so that several can be measured at once. */
	static int port(final String source) {
		return 30911 + LoopBenchmark.SOURCES.indexOf(source);
	}

	private Sender sender(final String source) throws Exception {
		return switch (source) {
			case "tcp-raw" -> bytes(connect(source), raw(true));
			case "tcp-ssm" -> ssm(connect(source), raw(true));
			case "tcp-apical" -> apical(connect(source), raw(false));
			case "zmq" -> zmq(source, raw(false));
			case "ring" -> {
				final RingWriter ring = new RingWriter(folder.resolve("ring"), BenchmarkField.GEOMETRY, 32);
				yield (k, i) -> ring.write(frames[k], i, (int) (i % 2), 0, i / LoopBenchmark.RATE);
			}
			case "scanbox" -> scanbox(raw(true));
			case "imageplus" -> window();
			case "tail-raw" -> bytes(Files.newOutputStream(folder.resolve("growing.raw")), raw(false));
			case "tail-tiff" -> tiff(Files.newOutputStream(folder.resolve("growing.tif")), raw(false));
			default -> throw new IllegalArgumentException("Nothing sends to " + source);
		};
	}

	/** Each frame's pixels, little-endian. */
	private byte[][] raw(final boolean byColumns) {
		final byte[][] all = new byte[frames.length][2 * PIXELS];
		for (int k = 0; k < all.length; k++) {
			final ByteBuffer to = ByteBuffer.wrap(all[k]).order(ByteOrder.LITTLE_ENDIAN);
			for (int i = 0; i < PIXELS; i++) to.putShort((short) (int) frames[k][byColumns ? i % BenchmarkField.HEIGHT * BenchmarkField.WIDTH + i /
				BenchmarkField.HEIGHT : i]);
		}
		return all;
	}

	private static OutputStream connect(final String source) throws Exception {
		for (int attempt = 0;; attempt++) {
			try {
				final Socket socket = new Socket("127.0.0.1", port(source));
				socket.setTcpNoDelay(true);
				return socket.getOutputStream();
			}
			catch (final IOException e) {
				if (attempt == 300) throw e;
				Thread.sleep(100);
			}
		}
	}

	private static Sender bytes(final OutputStream to, final byte[][] pixels) {
		return (k, i) -> to.write(pixels[k]);
	}

	private static Sender ssm(final OutputStream to, final byte[][] pixels) {
		return (k, i) -> {
			final byte[] header = ("{\"frame_number\": " + (i + 1) + ", \"last_frame_time_stamp\": " + 1000 * i / LoopBenchmark.RATE +
				", \"frame_width\": " + BenchmarkField.WIDTH + ", \"frame_height\": " + BenchmarkField.HEIGHT + "}").getBytes();
			final ByteBuffer message = ByteBuffer.allocate(32 + header.length).order(ByteOrder.LITTLE_ENDIAN);
			message.putLong(20).putLong(header.length).put(header).putLong(30).putLong(pixels[k].length);
			to.write(message.array());
			to.write(pixels[k]);
		};
	}

	private static Sender apical(final OutputStream to, final byte[][] pixels) {
		final FrameHeader header = header();
		return (k, i) -> {
			header.number(i, (int) (i % 2), 0, i / LoopBenchmark.RATE, 0);
			to.write(header.bytes());
			to.write(pixels[k]);
		};
	}

	private static Sender zmq(final String source, final byte[][] pixels) {
		final ZMQ.Socket socket = new ZContext().createSocket(SocketType.PUB);
		socket.bind("tcp://127.0.0.1:" + port(source));
		final FrameHeader header = header();
		return (k, i) -> {
			header.number(i, (int) (i % 2), 0, i / LoopBenchmark.RATE, 0);
			socket.sendMore(header.bytes().clone());
			socket.send(pixels[k]);
		};
	}

	/** BigTIFF as ScanImage writes it: each page with its directory before its pixels, and the place of the next. */
	private static Sender tiff(final OutputStream to, final byte[][] pixels) throws IOException {
		final int start = 16, entries = 7, directory = 16 + 20 * entries;
		to.write(ByteBuffer.allocate(start).order(ByteOrder.LITTLE_ENDIAN).putShort((short) 0x4949).putShort((short) 43).putShort((short) 8).putShort(
			(short) 0).putLong(start).array());
		return (k, i) -> {
			final int bytes = pixels[k].length;
			final long at = start + i * (directory + bytes);
			final ByteBuffer page = ByteBuffer.allocate(directory).order(ByteOrder.LITTLE_ENDIAN).putLong(entries);
			final long[][] values = { { 256, BenchmarkField.WIDTH }, { 257, BenchmarkField.HEIGHT }, { 258, 16 }, { 259, 1 }, { 273, at + directory },
				{ 277, 1 }, { 279, bytes } };
			for (final long[] v : values) page.putShort((short) v[0]).putShort((short) 16).putLong(1).putLong(v[1]);
			to.write(page.putLong(at + directory + bytes).array());
			to.write(pixels[k]);
		};
	}

	/** As live views do: each frame's pixels take the place of the last one's, then the window is drawn. */
	private Sender window() throws InterruptedException {
		final short[][] pixels = new short[frames.length][PIXELS];
		for (int k = 0; k < pixels.length; k++) for (int i = 0; i < PIXELS; i++) pixels[k][i] = (short) (int) frames[k][i];
		final ImagePlus image = new ImagePlus(WINDOW, new ShortProcessor(BenchmarkField.WIDTH, BenchmarkField.HEIGHT));
		image.show();
		// Planes are counted from the first picture that the loop sees change, so it must be looking by then.
		Thread.sleep(5000);
		return (k, i) -> {
			image.getProcessor().setPixels(pixels[k]);
			image.updateAndDraw();
		};
	}

	private static FrameHeader header() {
		final FrameHeader header = new FrameHeader();
		header.describe(BenchmarkField.GEOMETRY, false, (int) System.nanoTime());
		return header;
	}

	/** As Scanbox does: waits until the last frame was taken. */
	private Sender scanbox(final byte[][] pixels) throws IOException {
		final MappedByteBuffer memory;
		try (FileChannel file = FileChannel.open(folder.resolve("scanbox.mmap"), StandardOpenOption.CREATE, StandardOpenOption.READ,
			StandardOpenOption.WRITE))
		{
			memory = file.map(FileChannel.MapMode.READ_WRITE, 0, 32 + 2 * PIXELS);
		}
		memory.order(ByteOrder.LITTLE_ENDIAN).putShort(0, (short) -1).putShort(2, (short) BenchmarkField.HEIGHT).putShort(4,
			(short) BenchmarkField.WIDTH).putShort(8, (short) 1).putShort(10, (short) 2);
		for (final byte[] frame : pixels) for (int i = 0; i < frame.length; i++) frame[i] = (byte) ~frame[i];
		return (k, i) -> {
			while (memory.getShort(0) != -1) Thread.onSpinWait();
			VarHandle.acquireFence();
			memory.put(32, pixels[k]);
			VarHandle.releaseFence();
			memory.putShort(0, (short) (i & Short.MAX_VALUE));
		};
	}
}
