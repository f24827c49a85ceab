package org.apical.online.feedback;

import java.util.Set;

import org.scijava.service.SciJavaService;

/** Finds the {@link Feedback} of a key. */
public interface FeedbackService extends SciJavaService {

	/** Keys of all there are. */
	Set<String> keys();

	/** @throws IllegalArgumentException for a key that nobody provides; the message lists those known */
	Feedback create(String key);
}
