package org.apical.online.source;

import java.util.Locale;

/**
 * Picks numbers out of a short, flat JSON text that comes with every frame. A JSON library would build the whole text anew
 * as objects each time; this allocates nothing.
 */
public final class JsonNumbers {

	private byte[] text = new byte[0];
	private int length;
	private int at;

	/** @param newText is not copied */
	public void read(final byte[] newText, final int newLength) {
		text = newText;
		length = newLength;
	}

	/** The number behind a key, NaN where there is none. */
	public double number(final String key) {
		if (!find(key)) return Double.NaN;
		final boolean negative = skip('-');
		if (at >= length || !isDigit(text[at])) return Double.NaN;
		double value = digits();
		if (skip('.')) {
			final int start = at;
			final double fraction = digits();
			value += fraction / Math.pow(10, at - start);
		}
		if (skip('e') || skip('E')) {
			final boolean small = skip('-');
			if (!small) skip('+');
			value *= Math.pow(10, small ? -digits() : digits());
		}
		return negative ? -value : value;
	}

	/** Whether the text behind a key is this one; upper and lower case are the same. */
	public boolean says(final String key, final String value) {
		if (!find(key) || !skip('"') || at + value.length() >= length) return false;
		for (int i = 0; i < value.length(); i++) if (Character.toLowerCase(text[at + i]) != value.toLowerCase(Locale.ROOT).charAt(i)) return false;
		return text[at + value.length()] == '"';
	}

	/** Goes to the value of a key. */
	private boolean find(final String key) {
		for (int start = 0; start + key.length() + 2 <= length; start++) {
			if (text[start] != '"' || !isKey(key, start + 1)) continue;
			at = start + key.length() + 2;
			skipBlanks();
			if (!skip(':')) continue;
			skipBlanks();
			return true;
		}
		return false;
	}

	private boolean isKey(final String key, final int start) {
		for (int i = 0; i < key.length(); i++) if (text[start + i] != key.charAt(i)) return false;
		return text[start + key.length()] == '"';
	}

	private void skipBlanks() {
		while (at < length && text[at] <= ' ') at++;
	}

	private boolean skip(final char c) {
		if (at >= length || text[at] != c) return false;
		at++;
		return true;
	}

	private double digits() {
		double value = 0;
		while (at < length && isDigit(text[at])) value = 10 * value + (text[at++] - '0');
		return value;
	}

	private static boolean isDigit(final byte b) {
		return b >= '0' && b <= '9';
	}
}
