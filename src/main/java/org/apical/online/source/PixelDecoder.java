package org.apical.online.source;

import java.nio.ByteBuffer;

import org.apical.recording.PixelType;

/** Turns the bytes of a frame into floats, row by row. Allocates nothing. */
public final class PixelDecoder {

	/** Columns that are turned into rows at a time: their pixels next to each other stay in the first-level cache. */
	private static final int BAND = 32;

	private PixelDecoder() {}

	/**
	 * @param from pixels from its position on, in its own byte order; left alone
	 * @param byColumns whether column follows column, as MATLAB has them; else row follows row
	 * @param into of the frame's size
	 */
	public static void decode(final ByteBuffer from, final PixelType type, final boolean byColumns, final LiveFrame into) {
		decode(from, type, byColumns, into, 0, byColumns ? into.width() : into.height());
	}

	/**
	 * Decodes a part of a frame, as for one that is still arriving.
	 *
	 * @param from as above: from its position on lies the frame's first line, not that of the part
	 * @param first of the columns or rows that there are now
	 * @param end behind the last of them
	 */
	public static void decode(final ByteBuffer from, final PixelType type, final boolean byColumns, final LiveFrame into, final int first,
		final int end)
	{
		if (byColumns) columns(from, type, into, first, end);
		else rows(from, type, into.pixels(), first * into.width(), end * into.width());
	}

	private static void rows(final ByteBuffer from, final PixelType type, final float[] into, final int first, final int end) {
		final int start = from.position();
		switch (type) {
			case UINT8 -> {
				for (int i = first; i < end; i++) into[i] = from.get(start + i) & 0xff;
			}
			case INT16 -> {
				for (int i = first; i < end; i++) into[i] = from.getShort(start + 2 * i);
			}
			case UINT16 -> {
				for (int i = first; i < end; i++) into[i] = from.getShort(start + 2 * i) & 0xffff;
			}
			case FLOAT32 -> {
				for (int i = first; i < end; i++) into[i] = from.getFloat(start + 4 * i);
			}
		}
	}

	private static void columns(final ByteBuffer from, final PixelType type, final LiveFrame into, final int first, final int end) {
		final int width = into.width(), column = into.height() * type.bytes();
		for (int x = first; x < end; x += BAND) for (int y = 0; y < into.height(); y++) across(from, from.position() + x * column + y * type
			.bytes(), column, type, into.pixels(), y * width + x, y * width + Math.min(x + BAND, end));
	}

	/** Decodes a frame of Scanbox's memory: uint16 column by column, each value taken from 65535. */
	public static void invertedColumns(final ByteBuffer from, final LiveFrame into) {
		final int width = into.width(), height = into.height();
		for (int x = 0; x < width; x += BAND) for (int y = 0; y < height; y++) inverted(from, from.position() + 2 * (x * height + y), 2 *
			height, into.pixels(), y * width + x, y * width + Math.min(x + BAND, width));
	}

	/**
	 * Decodes a channel of a frame of Scanbox's files: uint16 row by row, each value taken from 65535.
	 *
	 * @param from with the channel's first pixel at its position
	 * @param channels whose values follow each other in every pixel
	 */
	public static void invertedRows(final ByteBuffer from, final int channels, final LiveFrame into) {
		inverted(from, from.position(), 2 * channels, into.pixels(), 0, into.width() * into.height());
	}

	private static void inverted(final ByteBuffer from, final int start, final int step, final float[] into, final int first, final int end) {
		int at = start;
		for (int i = first; i < end; i++, at += step) into[i] = 65535 - (from.getShort(at) & 0xffff);
	}

	/** A few pixels of a row, each a column's bytes behind the last. */
	private static void across(final ByteBuffer from, final int start, final int column, final PixelType type, final float[] into,
		final int first, final int end)
	{
		int at = start;
		switch (type) {
			case UINT8 -> {
				for (int i = first; i < end; i++, at += column) into[i] = from.get(at) & 0xff;
			}
			case INT16 -> {
				for (int i = first; i < end; i++, at += column) into[i] = from.getShort(at);
			}
			case UINT16 -> {
				for (int i = first; i < end; i++, at += column) into[i] = from.getShort(at) & 0xffff;
			}
			case FLOAT32 -> {
				for (int i = first; i < end; i++, at += column) into[i] = from.getFloat(at);
			}
		}
	}
}
