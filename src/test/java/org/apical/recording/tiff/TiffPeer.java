package org.apical.recording.tiff;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

import org.apical.recording.FramePattern;
import org.apical.recording.Movie;
import org.apical.recording.OpenOptions;
import org.apical.recording.PixelType;
import org.apical.recording.Recording;
import org.apical.recording.Sampling;

/** The Java half of {@code src/test/python/check_tiff.py}, which compares with other programs. */
public final class TiffPeer {

	static final FramePattern SIZE = new FramePattern(33, 21, 7, PixelType.UINT16);

	private TiffPeer() {}

	/** {@code write FOLDER}: a movie of each pixel type, as classic and as BigTIFF; {@code read FOLDER FILE…}: pixels and notes. */
	public static void main(final String[] arguments) throws IOException {
		final Path folder = Path.of(arguments[1]);
		if (arguments[0].equals("write")) {
			for (final PixelType type : PixelType.values()) {
				write(folder, type, Long.MAX_VALUE, "classic");
				write(folder, type, 1000, "big");
			}
		}
		else for (int i = 2; i < arguments.length; i++) read(Path.of(arguments[i]), folder);
	}

	private static void write(final Path folder, final PixelType type, final long classicLimit, final String name) throws IOException {
		final FramePattern pages = new FramePattern(SIZE.width(), SIZE.height(), SIZE.frames(), type);
		final String file = name + "_" + type.name().toLowerCase();
		try (TiffMovieWriter writer = new TiffMovieWriter(folder.resolve(file + ".tif"), pages.width(), pages.height(), type, new Sampling(30.92,
			0.44, 0.5), false, classicLimit); OutputStream raw = Files.newOutputStream(folder.resolve(file + ".f4")))
		{
			for (int t = 0; t < pages.frames(); t++) {
				writer.write(pages.frame(t));
				raw.write(bytes(pages.frame(t), pages.pixels()));
			}
		}
	}

	/** Frame by frame, each with its planes and their channels, as big-endian floats behind a line of text. */
	private static void read(final Path file, final Path folder) throws IOException {
		try (Recording recording = new TiffFormat().open(file, OpenOptions.DEFAULT); DataOutputStream out = new DataOutputStream(
			new BufferedOutputStream(Files.newOutputStream(folder.resolve(file.getFileName() + ".read")))))
		{
			final Movie first = recording.movie(0, 0);
			final Sampling sampling = first.sampling();
			out.writeBytes(first.frames() + " " + recording.planes() + " " + recording.channels() + " " + first.height() + " " + first.width() + " " +
				sampling.rateHz() + " " + sampling.pixelWidthUm() + " " + sampling.pixelHeightUm() + "\n");
			final float[] frame = new float[first.pixels()];
			for (int t = 0; t < first.frames(); t++) {
				for (int p = 0; p < recording.planes(); p++) {
					for (int c = 0; c < recording.channels(); c++) {
						recording.movie(p, c).read(t, frame);
						out.write(bytes(frame, frame.length));
					}
				}
			}
		}
	}

	private static byte[] bytes(final float[] values, final int n) {
		final ByteBuffer bytes = ByteBuffer.allocate(4 * n);
		bytes.asFloatBuffer().put(values, 0, n);
		return bytes.array();
	}
}
