package org.apical.online.record;

import org.apical.online.Operator;
import org.apical.online.task.Calibration;
import org.apical.online.task.TrialResult;

/** One thing that the record of a session holds. Times are seconds from the session's first frame. */
public sealed interface JournalEntry permits FrameEntry, JournalEntry.Started, JournalEntry.Trial, JournalEntry.Asked,
	JournalEntry.Ended, JournalEntry.Told, JournalEntry.Threshold, JournalEntry.Note
{

	/**
	 * The program began, or began anew after it was killed.
	 *
	 * @param timeS 0, or where the clock of the frames goes on
	 * @param wallMillis milliseconds since 1970 (UTC)
	 */
	record Started(double timeS, long wallMillis) implements JournalEntry {}

	/** A trial ended. */
	record Trial(TrialResult result) implements JournalEntry {}

	/**
	 * A reward was asked for.
	 *
	 * @param trial it belongs to; -1 for none
	 * @param sequence 0 where it was refused
	 * @param suppressedBy what refused it; empty where it was accepted
	 */
	record Asked(double timeS, int trial, String reason, String device, long sequence, double volumeUl, String suppressedBy)
		implements JournalEntry {}

	/**
	 * A reward that was accepted came to its end.
	 *
	 * @param outcome {@code paid}, {@code sent}, {@code uncertain} or {@code not_paid}
	 * @param detail why, where it was not paid
	 */
	record Ended(long sequence, double timeS, String outcome, String detail) implements JournalEntry {}

	/** A command took effect before the next frame. */
	record Told(Operator command, double value) implements JournalEntry {}

	/** The threshold was found, or changed. */
	record Threshold(double timeS, Calibration calibration) implements JournalEntry {}

	/** Something a person should know. */
	record Note(double timeS, String text) implements JournalEntry {}
}
