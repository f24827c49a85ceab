package org.apical.signal;

/** A result that the data do not allow. The message is the reason, which stands in the report where the number would. */
public class GapException extends Exception {

	private static final long serialVersionUID = 1L;

	public GapException(final String reason) {
		super(reason);
	}
}
