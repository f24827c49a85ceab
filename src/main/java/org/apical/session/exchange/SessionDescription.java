package org.apical.session.exchange;

import java.nio.file.Path;
import java.time.OffsetDateTime;

/**
 * What archives want to know of a session beyond its ROIs. Texts are empty where nothing is known.
 *
 * @param name of the session, unique in an experiment
 * @param description in a sentence
 * @param start when the first frame was recorded
 * @param subject the animal's identifier
 * @param species Latin binomial, such as {@code Mus musculus}
 * @param sex {@code M}, {@code F}, {@code O} or {@code U}
 * @param age ISO 8601 duration, such as {@code P90D}
 * @param indicator the calcium indicator, such as {@code GCaMP6s}
 * @param location imaged area of the brain
 * @param trials table of the task's trials, with {@code frames.csv} and {@code rewards.csv} beside it where they are known;
 *          null where there was no task
 */
public record SessionDescription(String name, String description, OffsetDateTime start, String subject, String species, String sex,
	String age, String indicator, String location, Path trials)
{

	/** Nothing known but a name and a time. */
	public static SessionDescription of(final String name, final OffsetDateTime start) {
		return new SessionDescription(name, "", start, "", "", "", "", "", "", null);
	}
}
