package org.apical.online;

/** What a person may tell a session; the record keeps it with the frame before which it took effect. */
public enum Operator {

	/** Trials may begin with the threshold as it stands. */
	ACCEPT,
	/** Another threshold, for the trials that follow. */
	THRESHOLD,
	/** The trial under way is aborted and black is shown. */
	PAUSE,
	/** Goes on after a pause. */
	RESUME,
	/** The trial under way is aborted and the session ends. */
	STOP,
	/** Told by the program itself: it was killed and has been started anew. */
	INTERRUPTED
}
