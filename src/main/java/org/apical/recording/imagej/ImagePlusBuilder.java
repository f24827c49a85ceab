package org.apical.recording.imagej;

import ij.CompositeImage;
import ij.ImagePlus;
import ij.ImageStack;

import org.apical.recording.PixelType;
import org.apical.recording.RecordingException;

/** Builds an image like another one, slice by slice in any order: same size, dimensions, calibration and display. */
public final class ImagePlusBuilder {

	private final ImagePlus original;
	private final ImageStack stack;
	private final int planes;
	private final int channels;

	/** @throws RecordingException where the pixels would not fit in memory */
	public ImagePlusBuilder(final ImagePlus original) throws RecordingException {
		this.original = original;
		final int slices = original.getStackSize();
		final long bytes = (long) original.getWidth() * original.getHeight() * slices * original.getBytesPerPixel();
		final Runtime java = Runtime.getRuntime();
		final long free = java.maxMemory() - java.totalMemory() + java.freeMemory();
		if (bytes > free) throw new RecordingException("The result of " + original.getTitle() + " needs " + (bytes >> 20) +
			" MB of memory, " + (free >> 20) + " MB are free; correct the file instead (Plugins > Apical > Correct motion...)");
		stack = new ImageStack(original.getWidth(), original.getHeight(), slices);
		planes = original.getNFrames() > 1 ? original.getNSlices() : 1;
		channels = original.getNChannels();
	}

	/** Sets a slice; plane and channel count from 0. */
	public void set(final int frame, final int plane, final int channel, final float[] pixels, final PixelType type) {
		final int slice = (frame * planes + plane) * channels + channel + 1;
		stack.setPixels(ImagePlusFrames.pixels(pixels, type), slice);
		stack.setSliceLabel(original.getStack().getSliceLabel(slice), slice);
	}

	public ImagePlus build(final String title) {
		final ImagePlus plain = new ImagePlus(title, stack);
		plain.setCalibration(original.getCalibration().copy());
		plain.setDimensions(channels, original.getNSlices(), original.getNFrames());
		final ImagePlus image = original.isComposite() ? new CompositeImage(plain, original.getCompositeMode()) : plain;
		if (image instanceof CompositeImage composite) composite.copyLuts(original);
		else image.setLut(original.getProcessor().getLut());
		image.setDisplayRange(original.getDisplayRangeMin(), original.getDisplayRangeMax());
		image.setOpenAsHyperStack(original.isHyperStack());
		return image;
	}
}
