package org.apical.recording.tiff;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Undoes the differences between neighbours that were taken before packing. */
enum Predictor {

	NONE {
		@Override
		void undo(final ByteBuffer bytes, final int width, final int rows, final int sampleBytes) {}
	},
	/** Each value less the one to its left, as integers. */
	HORIZONTAL {
		@Override
		void undo(final ByteBuffer bytes, final int width, final int rows, final int sampleBytes) {
			for (int y = 0; y < rows; y++) {
				final int row = y * width * sampleBytes;
				final int end = row + width * sampleBytes;
				switch (sampleBytes) {
					case 1 -> {
						for (int i = row + 1; i < end; i++) bytes.put(i, (byte) (bytes.get(i) + bytes.get(i - 1)));
					}
					case 2 -> {
						for (int i = row + 2; i < end; i += 2) bytes.putShort(i, (short) (bytes.getShort(i) + bytes.getShort(i - 2)));
					}
					case 4 -> {
						for (int i = row + 4; i < end; i += 4) bytes.putInt(i, bytes.getInt(i) + bytes.getInt(i - 4));
					}
					default -> {
						for (int i = row + 8; i < end; i += 8) bytes.putLong(i, bytes.getLong(i) + bytes.getLong(i - 8));
					}
				}
			}
		}
	},
	/** Adobe's TIFF Technical Note 3: a row's highest bytes first, then the next, and of all these the differences. */
	FLOATING_POINT {
		@Override
		void undo(final ByteBuffer bytes, final int width, final int rows, final int sampleBytes) {
			final byte[] row = new byte[width * sampleBytes];
			for (int y = 0; y < rows; y++) {
				final int start = y * row.length;
				bytes.get(start, row);
				for (int i = 1; i < row.length; i++) row[i] += row[i - 1];
				for (int k = 0; k < sampleBytes; k++) {
					final int place = bytes.order() == ByteOrder.BIG_ENDIAN ? k : sampleBytes - 1 - k;
					for (int x = 0; x < width; x++) bytes.put(start + x * sampleBytes + place, row[k * width + x]);
				}
			}
		}
	};

	/** The predictor of this number in TIFF's tag, null where there is none. */
	static Predictor of(final long code) {
		return code >= 1 && code <= 3 ? values()[(int) code - 1] : null;
	}

	/** @param bytes rows of {@code width} values each, from byte 0 on */
	abstract void undo(ByteBuffer bytes, int width, int rows, int sampleBytes);
}
