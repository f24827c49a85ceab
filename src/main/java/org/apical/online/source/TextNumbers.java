package org.apical.online.source;

import java.nio.charset.StandardCharsets;

/**
 * Picks values out of a short text that comes with every frame: flat JSON, or lines such as {@code key = 5}. A library would
 * build the whole text anew as objects each time; this allocates nothing.
 */
public final class TextNumbers {

	private byte[] text = new byte[0];
	private int length;
	private int at;

	/** @param newText is not copied */
	public void read(final byte[] newText, final int newLength) {
		text = newText;
		length = newLength;
	}

	/** The number behind {@code "key":}, NaN where there is none. */
	public double number(final String key) {
		return find(key) ? number() : Double.NaN;
	}

	/** The number behind {@code key =}, NaN where there is none. */
	public double assigned(final String key) {
		for (int start = 0; start + key.length() < length; start++) {
			final boolean begins = start == 0 || text[start - 1] <= ' ';
			if (!begins || !isKey(key, start)) continue;
			at = start + key.length();
			skipBlanks();
			if (!skip('=')) continue;
			skipBlanks();
			return number();
		}
		return Double.NaN;
	}

	private double number() {
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

	/** Whether the text behind {@code "key":} is this one. */
	public boolean says(final String key, final String value) {
		return find(key) && skip('"') && at + value.length() < length && isKey(value, at) && text[at + value.length()] == '"';
	}

	/** The text behind {@code "key":} as a new string, for what is asked rarely; null where there is none. */
	public String word(final String key) {
		if (!find(key) || !skip('"')) return null;
		int end = at;
		while (end < length && text[end] != '"') end++;
		return new String(text, at, end - at, StandardCharsets.UTF_8);
	}

	/** Goes to the value of a key. */
	private boolean find(final String key) {
		for (int start = 0; start + key.length() + 2 <= length; start++) {
			if (text[start] != '"' || !isKey(key, start + 1) || text[start + 1 + key.length()] != '"') continue;
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
		return true;
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
