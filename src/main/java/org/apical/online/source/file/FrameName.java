package org.apical.online.source.file;

import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a file that holds one frame. The last number in it (before the extensions) is the frame's; {@code _Ch2} before
 * that, as Prairie View has it, is the channel.
 *
 * @param before what stands before the number
 * @param digits of the number, with leading zeros
 * @param after what stands behind it
 */
record FrameName(String before, String digits, String after) {

	private static final Pattern NAME = Pattern.compile("(.*?)(\\d{1,18})((?:[^.\\d]*)(?:\\.[^\\d]*)?)");
	private static final Pattern CHANNEL = Pattern.compile("_Ch\\d+(?=_)");

	static FrameName of(final Path file) {
		final String name = file.getFileName().toString();
		final Matcher parts = NAME.matcher(name);
		return parts.matches() ? new FrameName(parts.group(1), parts.group(2), parts.group(3)) : new FrameName(name, "", "");
	}

	/** Sorts by frame before channel, in natural order. */
	String key() {
		final Matcher channel = CHANNEL.matcher(before);
		return channel.find() ? channel.replaceFirst("") + digits + after + channel.group() : before + digits + after;
	}

	/** Whether both are channels of one frame. */
	boolean isSameFrame(final FrameName other) {
		return isSameSeries(other) && digits.equals(other.digits) && !before.equals(other.before);
	}

	/** Whether they differ in number and channel only. */
	private boolean isSameSeries(final FrameName other) {
		return after.equals(other.after) && CHANNEL.matcher(before).replaceFirst("").equals(CHANNEL.matcher(other.before).replaceFirst(""));
	}

	/** How many frames this one is behind another; 1 where their numbers have nothing to do with each other. */
	long stepFrom(final FrameName other) {
		if (digits.isEmpty() || other.digits.isEmpty() || !isSameSeries(other)) return 1;
		return Math.max(1, Long.parseLong(digits) - Long.parseLong(other.digits));
	}

	/** The file name of the same channel's next frame. */
	String next() {
		return digits.isEmpty() ? before : before + String.format("%0" + digits.length() + "d", Long.parseLong(digits) + 1) + after;
	}
}
