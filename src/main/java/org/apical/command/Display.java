package org.apical.command;

/** Where a command shows how far it is and what it has to say: the status line, or the display of the command that it is a part of. */
interface Display {

	/** @param total what {@code done} goes up to; 0 or less where that is not known */
	void progress(String stage, long done, long total);

	/** Something has come about. */
	void tell(String text);

	/** Something is not as it should be, but does not stop the run. */
	void warn(String text);
}
