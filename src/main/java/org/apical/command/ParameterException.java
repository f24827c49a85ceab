package org.apical.command;

/** A parameter with a value that cannot be. The message says what is wrong; each face names the parameter its own way. */
public final class ParameterException extends IllegalArgumentException {

	private static final long serialVersionUID = 1L;

	private final String parameter;

	/**
	 * @param parameter name of the command's parameter, such as {@code max_shift}
	 * @param problem such as "must be 1 or more, not 0"
	 */
	public ParameterException(final String parameter, final String problem) {
		super(problem);
		this.parameter = parameter;
	}

	public String parameter() {
		return parameter;
	}
}
