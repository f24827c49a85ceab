package org.apical.online.record;

import java.nio.ByteBuffer;

import org.apical.online.Operator;
import org.apical.online.task.Calibration;
import org.apical.online.task.TaskState;
import org.apical.online.task.TrialResult;

/** Journal entries as bytes: a kind and its fields, big-endian; see {@code docs/online.md}. */
final class EntryCodec {

	private static final byte FRAME = 1, STARTED = 2, TRIAL = 3, ASKED = 4, ENDED = 5, TOLD = 6, THRESHOLD = 7, NOTE = 8;
	private static final int JUDGED = 1, BAD = 2;
	private static final TaskState[] STATES = TaskState.values();
	private static final Operator[] COMMANDS = Operator.values();
	private static final TrialResult.Outcome[] OUTCOMES = TrialResult.Outcome.values();
	/** A longer text is cut. */
	private static final int LONGEST_TEXT = 2000;

	private EntryCodec() {}

	/** Writes an entry; a frame costs no allocation. */
	static void put(final ByteBuffer to, final JournalEntry entry) {
		if (entry instanceof FrameEntry e) putFrame(to, e);
		else if (entry instanceof JournalEntry.Started e) to.put(STARTED).putDouble(e.timeS()).putLong(e.wallMillis());
		else if (entry instanceof JournalEntry.Trial e) putTrial(to, e.result());
		else if (entry instanceof JournalEntry.Asked e) {
			to.put(ASKED).putDouble(e.timeS()).putInt(e.trial()).putLong(e.sequence()).putDouble(e.volumeUl());
			putText(putText(putText(to, e.reason()), e.device()), e.suppressedBy());
		}
		else if (entry instanceof JournalEntry.Ended e) {
			to.put(ENDED).putLong(e.sequence()).putDouble(e.timeS());
			putText(putText(to, e.outcome()), e.detail());
		}
		else if (entry instanceof JournalEntry.Told e) to.put(TOLD).put((byte) e.command().ordinal()).putDouble(e.value());
		else if (entry instanceof JournalEntry.Threshold e) putThreshold(to, e);
		else if (entry instanceof JournalEntry.Note e) putText(to.put(NOTE).putDouble(e.timeS()), e.text());
	}

	/** @throws RuntimeException where the bytes are no entry of ours */
	static JournalEntry get(final ByteBuffer from) {
		final byte kind = from.get();
		return switch (kind) {
			case FRAME -> getFrame(from);
			case STARTED -> new JournalEntry.Started(from.getDouble(), from.getLong());
			case TRIAL -> getTrial(from);
			case ASKED -> getAsked(from);
			case ENDED -> new JournalEntry.Ended(from.getLong(), from.getDouble(), getText(from), getText(from));
			case TOLD -> new JournalEntry.Told(COMMANDS[from.get()], from.getDouble());
			case THRESHOLD -> getThreshold(from);
			case NOTE -> new JournalEntry.Note(from.getDouble(), getText(from));
			default -> throw new IllegalArgumentException("Unknown entry " + kind);
		};
	}

	private static void putFrame(final ByteBuffer to, final FrameEntry e) {
		to.put(FRAME).putLong(e.frame).putLong(e.sourceNumber).putLong(e.stored).put((byte) e.plane);
		to.put((byte) ((e.judged ? JUDGED : 0) | (e.reading.bad ? BAD : 0)));
		to.putDouble(e.timeS).putDouble(e.deviceTimeS).putDouble(e.arrivalS).putDouble(e.decisionS);
		to.putInt(e.trial).put((byte) e.state.ordinal()).putDouble(e.x).putDouble(e.shown).putDouble(e.angleDeg);
		to.putDouble(e.reading.dy).putDouble(e.reading.dx).putDouble(e.reading.sigma).putDouble(e.reading.correlation);
		to.putInt(e.dff.length);
		for (final float v : e.reading.f) to.putFloat(v);
		for (final float v : e.reading.neuropil) to.putFloat(v);
		for (final float v : e.dff) to.putFloat(v);
	}

	private static FrameEntry getFrame(final ByteBuffer from) {
		final long frame = from.getLong(), number = from.getLong(), stored = from.getLong();
		final int plane = from.get() & 0xff, flags = from.get();
		final double timeS = from.getDouble(), device = from.getDouble(), arrival = from.getDouble(), decision = from.getDouble();
		final int trial = from.getInt();
		final TaskState state = STATES[from.get()];
		final double x = from.getDouble(), shown = from.getDouble(), angle = from.getDouble();
		final double dy = from.getDouble(), dx = from.getDouble(), sigma = from.getDouble(), correlation = from.getDouble();
		final FrameEntry e = new FrameEntry(size(from, 3 * Float.BYTES));
		e.frame = frame;
		e.sourceNumber = number;
		e.stored = stored;
		e.plane = plane;
		e.judged = (flags & JUDGED) != 0;
		e.timeS = timeS;
		e.deviceTimeS = device;
		e.arrivalS = arrival;
		e.decisionS = decision;
		e.trial = trial;
		e.state = state;
		e.x = x;
		e.shown = shown;
		e.angleDeg = angle;
		e.reading.dy = dy;
		e.reading.dx = dx;
		e.reading.sigma = sigma;
		e.reading.correlation = correlation;
		e.reading.bad = (flags & BAD) != 0;
		for (int i = 0; i < e.dff.length; i++) e.reading.f[i] = from.getFloat();
		for (int i = 0; i < e.dff.length; i++) e.reading.neuropil[i] = from.getFloat();
		for (int i = 0; i < e.dff.length; i++) e.dff[i] = from.getFloat();
		return e;
	}

	private static void putTrial(final ByteBuffer to, final TrialResult t) {
		to.put(TRIAL).putInt(t.number()).putLong(t.startFrame()).putLong(t.endFrame()).putDouble(t.startS()).putDouble(t.endS());
		putText(to.put((byte) t.outcome().ordinal()).putLong(t.hitFrame()).putDouble(t.hitS()).putDouble(t.threshold()), t.condition());
	}

	private static JournalEntry getTrial(final ByteBuffer from) {
		return new JournalEntry.Trial(new TrialResult(from.getInt(), from.getLong(), from.getLong(), from.getDouble(), from.getDouble(),
			OUTCOMES[from.get()], from.getLong(), from.getDouble(), from.getDouble(), getText(from)));
	}

	private static JournalEntry getAsked(final ByteBuffer from) {
		final double timeS = from.getDouble();
		final int trial = from.getInt();
		final long sequence = from.getLong();
		final double volumeUl = from.getDouble();
		return new JournalEntry.Asked(timeS, trial, getText(from), getText(from), sequence, volumeUl, getText(from));
	}

	private static void putThreshold(final ByteBuffer to, final JournalEntry.Threshold e) {
		final Calibration c = e.calibration();
		to.put(THRESHOLD).putDouble(e.timeS()).putDouble(c.threshold()).putDouble(c.z()).putDouble(c.mean()).putDouble(c.sd()).putDouble(c
			.minimum());
		to.putInt(c.thresholds().length);
		for (final double v : c.thresholds()) to.putDouble(v);
		for (final double v : c.success()) to.putDouble(v);
	}

	private static JournalEntry getThreshold(final ByteBuffer from) {
		final double timeS = from.getDouble();
		final double[] five = doubles(from, 5);
		final int n = size(from, 2 * Double.BYTES);
		return new JournalEntry.Threshold(timeS, new Calibration(five[0], five[1], five[2], five[3], five[4], doubles(from, n), doubles(
			from, n)));
	}

	private static double[] doubles(final ByteBuffer from, final int n) {
		final double[] values = new double[n];
		for (int i = 0; i < n; i++) values[i] = from.getDouble();
		return values;
	}

	/** A count of items that the entry has room for. */
	private static int size(final ByteBuffer from, final int bytesEach) {
		final int n = from.getInt();
		if (n < 0 || (long) n * bytesEach > from.remaining()) throw new IllegalArgumentException("An entry of " + n + " values");
		return n;
	}

	private static ByteBuffer putText(final ByteBuffer to, final String text) {
		final int n = Math.min(text.length(), LONGEST_TEXT);
		to.putInt(n);
		for (int i = 0; i < n; i++) to.putChar(text.charAt(i));
		return to;
	}

	private static String getText(final ByteBuffer from) {
		final char[] chars = new char[size(from, Character.BYTES)];
		for (int i = 0; i < chars.length; i++) chars[i] = from.getChar();
		return new String(chars);
	}
}
