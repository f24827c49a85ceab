package org.apical.recording.tiff;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

import org.apical.recording.RecordingException;

/** Ways in which the bytes of a strip or tile are packed. */
enum Compression {

	NONE {
		@Override
		void unpack(final ByteBuffer packed, final ByteBuffer into) {
			into.put(packed.limit(Math.min(packed.limit(), packed.position() + into.remaining())));
		}
	},
	LZW {
		@Override
		void unpack(final ByteBuffer packed, final ByteBuffer into) throws IOException {
			new LzwDecoder(packed, into).decode();
		}
	},
	DEFLATE {
		@Override
		void unpack(final ByteBuffer packed, final ByteBuffer into) throws IOException {
			final Inflater inflater = new Inflater();
			try {
				inflater.setInput(packed);
				// an inflater that gives no byte has come to its end or wants what is not there
				while (into.hasRemaining() && inflater.inflate(into) > 0);
			}
			catch (final DataFormatException e) {
				throw new RecordingException("its deflated pixels are damaged", e);
			}
			finally {
				inflater.end();
			}
		}
	},
	PACK_BITS {
		@Override
		void unpack(final ByteBuffer packed, final ByteBuffer into) {
			while (packed.hasRemaining() && into.hasRemaining()) {
				final int n = packed.get();
				if (n >= 0) {
					for (int i = 0; i <= n && packed.hasRemaining() && into.hasRemaining(); i++) into.put(packed.get());
				}
				else if (n != -128 && packed.hasRemaining()) {
					final byte repeated = packed.get();
					for (int i = 0; i <= -n && into.hasRemaining(); i++) into.put(repeated);
				}
			}
		}
	};

	/** The way of this number in TIFF's compression tag, null where it is not read. */
	static Compression of(final long code) {
		return switch ((int) code) {
			case 0, 1 -> NONE;
			case 5 -> LZW;
			case 8, 32946 -> DEFLATE;
			case 32773 -> PACK_BITS;
			default -> null;
		};
	}

	/**
	 * Unpacks until one of the two buffers ends.
	 *
	 * @throws IOException where the packed bytes make no sense
	 */
	abstract void unpack(ByteBuffer packed, ByteBuffer into) throws IOException;
}
