package org.apical.online.source;

import java.nio.ByteBuffer;

import org.apical.recording.PixelType;

/**
 * Turns the bytes of a frame into floats, row by row. Allocates nothing once it has seen a frame of the same size. For one
 * thread.
 */
public final class PixelDecoder {

	/** Edge of the blocks in which a frame is transposed, pixels; two of them fit into the first-level cache. */
	private static final int BLOCK = 32;

	private float[] columns = new float[0];

	/**
	 * @param from pixels from its position on, in its own byte order; left alone
	 * @param byColumns whether column follows column, as MATLAB has them; else row follows row
	 * @param into of the frame's size
	 */
	public void decode(final ByteBuffer from, final PixelType type, final boolean byColumns, final LiveFrame into) {
		if (!byColumns) {
			toFloats(from, type, into.pixels());
			return;
		}
		if (columns.length != into.pixels().length) columns = new float[into.pixels().length];
		toFloats(from, type, columns);
		transpose(columns, into.pixels(), into.width(), into.height());
	}

	private static void toFloats(final ByteBuffer from, final PixelType type, final float[] into) {
		final int start = from.position();
		switch (type) {
			case UINT8 -> {
				for (int i = 0; i < into.length; i++) into[i] = from.get(start + i) & 0xff;
			}
			case INT16 -> {
				for (int i = 0; i < into.length; i++) into[i] = from.getShort(start + 2 * i);
			}
			case UINT16 -> {
				for (int i = 0; i < into.length; i++) into[i] = from.getShort(start + 2 * i) & 0xffff;
			}
			case FLOAT32 -> {
				for (int i = 0; i < into.length; i++) into[i] = from.getFloat(start + 4 * i);
			}
		}
	}

	/** Block by block, since a walk down a whole column would leave the cache at each step. */
	private static void transpose(final float[] columns, final float[] rows, final int width, final int height) {
		for (int x0 = 0; x0 < width; x0 += BLOCK) for (int y0 = 0; y0 < height; y0 += BLOCK) {
			final int x1 = Math.min(x0 + BLOCK, width);
			final int y1 = Math.min(y0 + BLOCK, height);
			for (int y = y0; y < y1; y++) for (int x = x0; x < x1; x++) rows[y * width + x] = columns[x * height + y];
		}
	}

	/** Mirrors the values of 16-bit pixels, as Scanbox stores them: 65535 becomes 0. */
	public static void invert(final float[] pixels) {
		for (int i = 0; i < pixels.length; i++) pixels[i] = 65535 - pixels[i];
	}
}
