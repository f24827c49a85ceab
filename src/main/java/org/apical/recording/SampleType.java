package org.apical.recording;

import java.nio.ByteBuffer;

/** How a file stores one pixel's value, and as what it is delivered. A loop of its own for each, since these are hot. */
public enum SampleType {

	UINT8(1, PixelType.UINT8) {
		@Override
		public void decode(final ByteBuffer from, final int start, final float[] into, final int at, final int n) {
			for (int i = 0; i < n; i++) into[at + i] = from.get(start + i) & 0xff;
		}
	},
	INT8(1, PixelType.INT16) {
		@Override
		public void decode(final ByteBuffer from, final int start, final float[] into, final int at, final int n) {
			for (int i = 0; i < n; i++) into[at + i] = from.get(start + i);
		}
	},
	UINT16(2, PixelType.UINT16) {
		@Override
		public void decode(final ByteBuffer from, final int start, final float[] into, final int at, final int n) {
			for (int i = 0; i < n; i++) into[at + i] = from.getShort(start + 2 * i) & 0xffff;
		}
	},
	INT16(2, PixelType.INT16) {
		@Override
		public void decode(final ByteBuffer from, final int start, final float[] into, final int at, final int n) {
			for (int i = 0; i < n; i++) into[at + i] = from.getShort(start + 2 * i);
		}
	},
	/** Signed values that ImageJ saved as unsigned with 32768 added. */
	OFFSET16(2, PixelType.INT16) {
		@Override
		public void decode(final ByteBuffer from, final int start, final float[] into, final int at, final int n) {
			for (int i = 0; i < n; i++) into[at + i] = (from.getShort(start + 2 * i) & 0xffff) - 32768;
		}
	},
	UINT32(4, PixelType.FLOAT32) {
		@Override
		public void decode(final ByteBuffer from, final int start, final float[] into, final int at, final int n) {
			for (int i = 0; i < n; i++) into[at + i] = from.getInt(start + 4 * i) & 0xffffffffL;
		}
	},
	INT32(4, PixelType.FLOAT32) {
		@Override
		public void decode(final ByteBuffer from, final int start, final float[] into, final int at, final int n) {
			for (int i = 0; i < n; i++) into[at + i] = from.getInt(start + 4 * i);
		}
	},
	UINT64(8, PixelType.FLOAT32) {
		@Override
		public void decode(final ByteBuffer from, final int start, final float[] into, final int at, final int n) {
			for (int i = 0; i < n; i++) into[at + i] = unsigned(from.getLong(start + 8 * i));
		}
	},
	INT64(8, PixelType.FLOAT32) {
		@Override
		public void decode(final ByteBuffer from, final int start, final float[] into, final int at, final int n) {
			for (int i = 0; i < n; i++) into[at + i] = from.getLong(start + 8 * i);
		}
	},
	FLOAT32(4, PixelType.FLOAT32) {
		@Override
		public void decode(final ByteBuffer from, final int start, final float[] into, final int at, final int n) {
			from.slice(start, 4 * n).order(from.order()).asFloatBuffer().get(into, at, n);
		}
	},
	FLOAT64(8, PixelType.FLOAT32) {
		@Override
		public void decode(final ByteBuffer from, final int start, final float[] into, final int at, final int n) {
			for (int i = 0; i < n; i++) into[at + i] = (float) from.getDouble(start + 8 * i);
		}
	};

	private final int bytes;
	private final PixelType delivered;

	SampleType(final int bytes, final PixelType delivered) {
		this.bytes = bytes;
		this.delivered = delivered;
	}

	/**
	 * As a TIFF describes it.
	 *
	 * @param bits of one sample
	 * @param format TIFF's number: 1 unsigned, 2 signed, 3 floating point, 4 undefined
	 * @return null where such samples are not read
	 */
	public static SampleType of(final int bits, final int format) {
		return switch (format) {
			case 1, 4 -> switch (bits) {
				case 8 -> UINT8;
				case 16 -> UINT16;
				case 32 -> UINT32;
				case 64 -> UINT64;
				default -> null;
			};
			case 2 -> switch (bits) {
				case 8 -> INT8;
				case 16 -> INT16;
				case 32 -> INT32;
				case 64 -> INT64;
				default -> null;
			};
			case 3 -> bits == 32 ? FLOAT32 : bits == 64 ? FLOAT64 : null;
			default -> null;
		};
	}

	/** Values stored as the movie delivers them. */
	static SampleType of(final PixelType type) {
		return valueOf(type.name());
	}

	/** Bytes of one stored value. */
	public int bytes() {
		return bytes;
	}

	public PixelType delivered() {
		return delivered;
	}

	/** Whether a float cannot hold every value of this type. */
	public boolean losesDigits() {
		return this == UINT32 || this == INT32 || this == UINT64 || this == INT64 || this == FLOAT64;
	}

	/**
	 * Turns stored values into floats.
	 *
	 * @param from read from byte {@code start} on, in its own byte order
	 * @param into filled from {@code at} on with {@code n} values
	 */
	public abstract void decode(ByteBuffer from, int start, float[] into, int at, int n);

	private static float unsigned(final long value) {
		// halving loses one bit of 64, a float keeps 24
		return value >= 0 ? value : 2f * (value >>> 1);
	}
}
