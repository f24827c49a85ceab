package org.apical.recording;

import java.util.Objects;

import net.imglib2.RandomAccess;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.integer.ShortType;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import net.imglib2.type.numeric.integer.UnsignedShortType;

/** A three-dimensional ImgLib2 image (x, y, t) as a {@link Movie} of unknown rate and pixel size. */
public final class ImgMovie<T extends RealType<T>> implements Movie {

	private final RandomAccessibleInterval<T> image;
	private final PixelType type;

	/** @throws IllegalArgumentException where the image has not three dimensions */
	public ImgMovie(final RandomAccessibleInterval<T> image) {
		if (image.numDimensions() != 3) throw new IllegalArgumentException("A movie has 3 dimensions (x, y, t), not " + image.numDimensions());
		this.image = image;
		final Object pixel = image.getType();
		type = pixel instanceof UnsignedByteType ? PixelType.UINT8 : pixel instanceof UnsignedShortType ? PixelType.UINT16
			: pixel instanceof ShortType ? PixelType.INT16 : PixelType.FLOAT32;
	}

	@Override
	public int width() {
		return Math.toIntExact(image.dimension(0));
	}

	@Override
	public int height() {
		return Math.toIntExact(image.dimension(1));
	}

	@Override
	public int frames() {
		return Math.toIntExact(image.dimension(2));
	}

	@Override
	public PixelType pixelType() {
		return type;
	}

	@Override
	public Sampling sampling() {
		return Sampling.UNKNOWN;
	}

	@Override
	public void read(final int frame, final float[] into) {
		Objects.checkIndex(frame, frames());
		final RandomAccess<T> access = image.randomAccess();
		access.setPosition(image.min(2) + frame, 2);
		for (int y = 0, i = 0; y < height(); y++) {
			access.setPosition(image.min(1) + y, 1);
			access.setPosition(image.min(0), 0);
			for (int x = 0; x < width(); x++, access.fwd(0)) into[i++] = access.get().getRealFloat();
		}
	}
}
