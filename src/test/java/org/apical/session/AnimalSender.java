package org.apical.session;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;

import org.apical.online.config.BciConfig;
import org.apical.online.source.stream.FrameSender;
import org.apical.online.source.stream.Protocol;
import org.scijava.Context;

/**
 * A microscope over a simulated animal, in a process of its own: sends frames over TCP or lets a raw file grow, and tells
 * the animal of a reward for each line on its standard input. {@code .ci/bci_rehearsal.py} runs it.
 *
 * <p>Arguments: the configuration whose field the animal has; {@code tcp:PORT} or {@code file:PATH}; frames per second of
 * all planes, 0 for as many as are taken; number of frames; how many were sent before; what goes wrong with some of them
 * ({@code none}, {@code drop}, {@code double}, {@code stall}, {@code burst} or {@code jump}).
 */
public final class AnimalSender {

	/** One frame in twenty is lost or doubled. */
	private static final double SHARE = 0.05;

	private AnimalSender() {}

	public static void main(final String... arguments) throws Exception {
		final double rate = Double.parseDouble(arguments[2]);
		final long frames = Long.parseLong(arguments[3]), first = Long.parseLong(arguments[4]);
		try (Context context = new Context()) {
			final BciServices services = BciServices.of(context);
			final BciConfig config = BciCheck.read(Path.of(arguments[0]), services);
			final SimulatedSource animal = new Rehearsal(config, services.recordings()).source();
			final Thread rewards = new Thread(() -> listen(animal), "rewards");
			rewards.setDaemon(true);
			rewards.start();
			final String[] where = arguments[1].split(":", 2);
			if (where[0].equals("tcp")) send(animal, config, Integer.parseInt(where[1]), rate, first, frames, arguments[5]);
			else grow(animal, Path.of(where[1]), rate, frames);
		}
	}

	private static void listen(final SimulatedSource animal) {
		try (BufferedReader lines = new BufferedReader(new InputStreamReader(System.in))) {
			while (lines.readLine() != null) animal.reward();
		}
		catch (final IOException e) {
			throw new UncheckedIOException(e);
		}
	}

	private static void send(final SimulatedSource animal, final BciConfig config, final int port, final double rate, final long first,
		final long frames, final String trouble) throws Exception
	{
		final int planes = config.imaging().planes();
		final double perSecond = config.loop().rateHz() * planes;
		try (FrameSender sender = connect(animal, port)) {
			final float[] pixels = new float[animal.geometry().width() * animal.geometry().height()];
			final SplittableRandom random = new SplittableRandom(1);
			final long start = System.nanoTime();
			for (long n = first; n < first + frames; n++) {
				wait(start, n - first, rate);
				final int plane = animal.make(pixels);
				if (trouble.equals("drop") && random.nextDouble() < SHARE) continue;
				if (trouble.equals("stall") && n % 700 == 699) Thread.sleep(3000);
				if (trouble.equals("burst") && n % 20 == 0) Thread.sleep((long) (20_000 / rate));
				// a clock that is set back an hour, and forward again
				final double jumpS = trouble.equals("jump") && n / 300 % 2 == 1 ? -3600 : 0;
				sender.send(pixels, n, plane, 0, jumpS + n / perSecond);
				if (trouble.equals("double") && random.nextDouble() < SHARE) sender.send(pixels, n, plane, 0, n / perSecond);
			}
			sender.end();
		}
	}

	private static FrameSender connect(final SimulatedSource animal, final int port) throws Exception {
		for (int attempt = 0;; attempt++) {
			try {
				return FrameSender.connect(Protocol.APICAL, animal.geometry(), "127.0.0.1", port);
			}
			catch (final IOException e) {
				if (attempt == 300) throw e;
				Thread.sleep(100);
			}
		}
	}

	private static void grow(final SimulatedSource animal, final Path file, final double rate, final long frames) throws Exception {
		final float[] pixels = new float[animal.geometry().width() * animal.geometry().height()];
		final ByteBuffer bytes = ByteBuffer.allocate(2 * pixels.length).order(ByteOrder.LITTLE_ENDIAN);
		try (OutputStream out = Files.newOutputStream(file)) {
			final long start = System.nanoTime();
			for (long n = 0; n < frames; n++) {
				wait(start, n, rate);
				animal.make(pixels);
				bytes.clear();
				for (final float v : pixels) bytes.putShort((short) (int) v);
				out.write(bytes.array());
			}
		}
	}

	private static void wait(final long start, final long frame, final double rate) throws InterruptedException {
		if (rate <= 0) return;
		final long nanos = start + Math.round(frame * 1e9 / rate) - System.nanoTime();
		if (nanos > 0) Thread.sleep(nanos / 1_000_000, (int) (nanos % 1_000_000));
	}
}
