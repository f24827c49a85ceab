package org.apical.ij;

import ij.ImagePlus;

import org.apical.online.source.Arrival;
import org.apical.online.source.FrameOrder;
import org.apical.online.source.Intake;
import org.apical.online.source.LiveFrame;
import org.apical.online.source.SourceException;
import org.apical.recording.PixelType;

/** Takes pixel arrays of ImageJ into frames, and counts them. For one thread. */
final class LivePixels {

	private static final int SIGNED_OFFSET = 32768;
	/** Some thousand pixels of a usual frame are enough to see by their noise that it is another one. */
	private static final int STRIDE = 61;

	private final Intake intake;
	private long number;

	LivePixels(final Intake intake) {
		this.intake = intake;
	}

	/** A number that changes with the picture. */
	static long fingerprint(final Object pixels) {
		long sum = 1;
		if (pixels instanceof byte[] bytes) for (int i = 0; i < bytes.length; i += STRIDE) sum = 31 * sum + bytes[i];
		else if (pixels instanceof short[] shorts) for (int i = 0; i < shorts.length; i += STRIDE) sum = 31 * sum + shorts[i];
		else if (pixels instanceof float[] floats) for (int i = 0; i < floats.length; i += STRIDE) sum = 31 * sum + Float.floatToRawIntBits(floats[i]);
		return sum;
	}

	/**
	 * Fills a frame, where these pixels have the stream's size; else they are counted as damaged. What its owner is about to
	 * replace by a picture of another size is no frame.
	 *
	 * @throws SourceException where the image is in colour
	 */
	Arrival take(final ImagePlus image, final Object pixels, final int width, final int height, final LiveFrame into) throws SourceException {
		final FrameOrder order = intake.order();
		final PixelType type = type(image, pixels);
		if (length(pixels) != width * height) return Arrival.NOTHING;
		final long frame = number++;
		if (!intake.admits(width, height, type, order.planes(), order.channels())) {
			intake.tally().damaged(frame, "has another size, " + width + " x " + height);
			return Arrival.NOTHING;
		}
		into.resize(width, height);
		copy(pixels, type, into.pixels());
		into.label(frame, order.plane(frame), order.channel(frame), Double.NaN, System.nanoTime());
		return Arrival.FRAME;
	}

	private static int length(final Object pixels) {
		return pixels instanceof byte[] bytes ? bytes.length : pixels instanceof short[] shorts ? shorts.length : ((float[]) pixels).length;
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
