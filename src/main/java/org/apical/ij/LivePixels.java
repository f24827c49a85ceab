package org.apical.ij;

import ij.ImagePlus;

import org.apical.online.source.FrameOrder;
import org.apical.online.source.Intake;
import org.apical.online.source.LiveFrame;
import org.apical.online.source.SourceException;
import org.apical.recording.PixelType;

/** Takes pixel arrays of ImageJ into frames. */
final class LivePixels {

	private static final int SIGNED_OFFSET = 32768;
	/** Some thousand pixels of a usual frame are enough to see by their noise that it is another one. */
	private static final int STRIDE = 61;

	private LivePixels() {}

	/** A number that changes with the picture. */
	static long fingerprint(final Object pixels) {
		long sum = 1;
		if (pixels instanceof byte[] bytes) for (int i = 0; i < bytes.length; i += STRIDE) sum = 31 * sum + bytes[i];
		else if (pixels instanceof short[] shorts) for (int i = 0; i < shorts.length; i += STRIDE) sum = 31 * sum + shorts[i];
		else if (pixels instanceof float[] floats) for (int i = 0; i < floats.length; i += STRIDE) sum = 31 * sum + Float.floatToRawIntBits(floats[i]);
		return sum;
	}

	/**
	 * Fills a frame.
	 *
	 * @return whether it has the stream's size; else it has been counted as damaged
	 * @throws SourceException where the image is in colour
	 */
	static boolean take(final ImagePlus image, final Object pixels, final long number, final Intake intake, final LiveFrame into)
		throws SourceException
	{
		final FrameOrder order = intake.order();
		final PixelType type = type(image, pixels);
		final int width = image.getWidth();
		final int height = image.getHeight();
		if (!intake.admits(width, height, type, order.planes(), order.channels())) {
			intake.tally().damaged(number, "has another size, " + width + " x " + height);
			return false;
		}
		into.resize(width, height);
		copy(pixels, type, into.pixels());
		into.label(number, order.plane(number), order.channel(number), Double.NaN, System.nanoTime());
		return true;
	}

	private static PixelType type(final ImagePlus image, final Object pixels) throws SourceException {
		if (pixels instanceof byte[]) return PixelType.UINT8;
		if (pixels instanceof short[]) return image.getCalibration().isSigned16Bit() ? PixelType.INT16 : PixelType.UINT16;
		if (pixels instanceof float[]) return PixelType.FLOAT32;
		throw new SourceException(image.getTitle() + " is a colour image; grey ones are taken");
	}

	private static void copy(final Object pixels, final PixelType type, final float[] into) {
		final int n = into.length;
		if (pixels instanceof byte[] bytes) for (int i = 0; i < n; i++) into[i] = bytes[i] & 0xff;
		else if (pixels instanceof short[] shorts) {
			final int offset = type == PixelType.INT16 ? SIGNED_OFFSET : 0;
			for (int i = 0; i < n; i++) into[i] = (shorts[i] & 0xffff) - offset;
		}
		else System.arraycopy(pixels, 0, into, 0, n);
	}
}
