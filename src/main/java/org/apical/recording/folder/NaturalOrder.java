package org.apical.recording.folder;

import java.util.Comparator;

/**
 * Orders names as people count: {@code img2} before {@code img10}. A run of digits compares by its value, everything else
 * by its characters.
 */
public final class NaturalOrder implements Comparator<String> {

	@Override
	public int compare(final String a, final String b) {
		int i = 0;
		int j = 0;
		while (i < a.length() && j < b.length()) {
			final int ai = digitsEnd(a, i);
			final int bj = digitsEnd(b, j);
			final int order = ai > i && bj > j ? compareNumbers(a, i, ai, b, j, bj) : Character.compare(a.charAt(i), b.charAt(j));
			if (order != 0) return order;
			i = Math.max(ai, i + 1);
			j = Math.max(bj, j + 1);
		}
		final int order = Integer.compare(a.length() - i, b.length() - j);
		return order != 0 ? order : a.compareTo(b);
	}

	private static int digitsEnd(final String text, final int from) {
		int end = from;
		while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') end++;
		return end;
	}

	private static int compareNumbers(final String a, final int aStart, final int aEnd, final String b, final int bStart, final int bEnd) {
		int i = aStart;
		int j = bStart;
		while (i < aEnd && a.charAt(i) == '0') i++;
		while (j < bEnd && b.charAt(j) == '0') j++;
		int order = Integer.compare(aEnd - i, bEnd - j);
		for (; order == 0 && i < aEnd; i++, j++) order = Character.compare(a.charAt(i), b.charAt(j));
		return order;
	}
}
