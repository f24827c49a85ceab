package org.apical.recording.imagej;

import ij.ImagePlus;
import ij.ImageStack;
import ij.process.ImageProcessor;

import java.util.List;

import org.apical.recording.FrameSeries;
import org.apical.recording.InterleavedRecording;
import org.apical.recording.Interleaving;
import org.apical.recording.PixelType;
import org.apical.recording.Recording;
import org.apical.recording.RecordingException;
import org.apical.recording.Sampling;

import ij.measure.Calibration;

/** The slices of an open ImageJ image as frames; those of a virtual stack are read when asked for. */
public final class ImagePlusFrames implements FrameSeries {

	private static final int SIGNED_OFFSET = 32768;

	private final ImageStack stack;
	private final PixelType type;

	private ImagePlusFrames(final ImagePlus image) throws RecordingException {
		stack = image.getStack();
		type = switch (image.getBitDepth()) {
			case 8 -> PixelType.UINT8;
			case 16 -> image.getCalibration().isSigned16Bit() ? PixelType.INT16 : PixelType.UINT16;
			case 32 -> PixelType.FLOAT32;
			default -> throw new RecordingException(image.getTitle() + " is a colour image; split or convert it to grey first");
		};
	}

	/**
	 * The image as a recording. Its z slices are planes recorded alternately, unless there is only one time point: then
	 * they are the time series, as which ImageJ opens many files.
	 */
	public static Recording recording(final ImagePlus image) throws RecordingException {
		final boolean timed = image.getNFrames() > 1;
		final Interleaving order = new Interleaving(image.getNChannels(), timed ? image.getNSlices() : 1, 0);
		return new InterleavedRecording(image.getTitle(), new ImagePlusFrames(image), order, sampling(image.getCalibration()), List.of());
	}

	private static Sampling sampling(final Calibration calibration) {
		Sampling sampling = Sampling.UNKNOWN;
		final boolean microns = List.of("µm", "um", "micron", "microns", "micrometer").contains(calibration.getUnit().replace('\u03bc', 'µ'));
		if (microns && calibration.pixelWidth > 0 && calibration.pixelHeight > 0) sampling = new Sampling(Double.NaN, calibration.pixelWidth,
			calibration.pixelHeight);
		if (calibration.frameInterval <= 0) return sampling;
		final boolean milliseconds = List.of("ms", "msec").contains(calibration.getTimeUnit());
		return sampling.withRate((milliseconds ? 1000 : 1) / calibration.frameInterval);
	}

	@Override
	public int width() {
		return stack.getWidth();
	}

	@Override
	public int height() {
		return stack.getHeight();
	}

	@Override
	public PixelType pixelType() {
		return type;
	}

	@Override
	public int frames() {
		return stack.getSize();
	}

	@Override
	public void read(final int index, final float[] into) {
		final Object pixels;
		// virtual stacks are free to read and convert in ways that only suit one thread
		synchronized (stack) {
			final ImageProcessor slice = stack.getProcessor(index + 1);
			pixels = slice.getPixels();
		}
		final int n = width() * height();
		if (pixels instanceof byte[] bytes) for (int i = 0; i < n; i++) into[i] = bytes[i] & 0xff;
		else if (pixels instanceof short[] shorts) {
			final int offset = type == PixelType.INT16 ? SIGNED_OFFSET : 0;
			for (int i = 0; i < n; i++) into[i] = (shorts[i] & 0xffff) - offset;
		}
		else System.arraycopy(pixels, 0, into, 0, n);
	}

	/** A pixel array for a slice of such an image. */
	public static Object pixels(final float[] frame, final PixelType type) {
		final int n = frame.length;
		if (type == PixelType.FLOAT32) return frame.clone();
		if (type == PixelType.UINT8) {
			final byte[] bytes = new byte[n];
			for (int i = 0; i < n; i++) bytes[i] = (byte) (int) frame[i];
			return bytes;
		}
		final int offset = type == PixelType.INT16 ? SIGNED_OFFSET : 0;
		final short[] shorts = new short[n];
		for (int i = 0; i < n; i++) shorts[i] = (short) ((int) frame[i] + offset);
		return shorts;
	}

	/** The image stays open. */
	@Override
	public void close() {}
}
