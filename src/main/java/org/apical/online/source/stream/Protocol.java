package org.apical.online.source.stream;

/** Ways to send frames over TCP. */
public enum Protocol {

	/** Pixels and nothing else, as CLOOSE takes them. */
	RAW(30001),
	/** ScanImage's streaming module. */
	SSM(55004),
	/** Apical's own, with a header before each frame. */
	APICAL(30002);

	private final int port;

	Protocol(final int port) {
		this.port = port;
	}

	/** The port that is usual. */
	public int port() {
		return port;
	}
}
