package org.apical.online.source;

import java.util.Arrays;
import java.util.Random;

/** Bytes as bad lines, bad disks and bad programs leave them. */
public final class Damage {

	private Damage() {}

	/** Bits flipped, pieces cut out, doubled, or replaced by noise: some of these, as chance will have it. */
	public static byte[] of(final byte[] whole, final Random random) {
		byte[] bytes = whole;
		for (int wounds = 1 + random.nextInt(6); wounds > 0; wounds--) {
			final int from = random.nextInt(bytes.length);
			final int to = Math.min(bytes.length, from + 1 + random.nextInt(200));
			bytes = switch (random.nextInt(4)) {
				case 0 -> noise(bytes, from, from + 1, random);
				case 1 -> noise(bytes, from, to, random);
				case 2 -> joined(Arrays.copyOf(bytes, from), Arrays.copyOfRange(bytes, to, bytes.length));
				default -> joined(Arrays.copyOf(bytes, to), Arrays.copyOfRange(bytes, from, bytes.length));
			};
			if (bytes.length == 0) return whole;
		}
		return bytes;
	}

	private static byte[] noise(final byte[] bytes, final int from, final int to, final Random random) {
		final byte[] changed = bytes.clone();
		for (int i = from; i < to; i++) changed[i] ^= (byte) (1 << random.nextInt(8));
		return changed;
	}

	private static byte[] joined(final byte[] first, final byte[] second) {
		final byte[] both = Arrays.copyOf(first, first.length + second.length);
		System.arraycopy(second, 0, both, first.length, second.length);
		return both;
	}
}
