package org.apical.recording.tiff;

/** Units of length and time under the names that image files give them. */
final class Units {

	private Units() {}

	/** One such unit in µm, NaN where the name is not known. */
	static double micrometres(final String unit) {
		return switch (unit.strip()) {
			// with the signs micro and mu, a micro sign lost to an old encoding, and ImageJ's escape
			case "um", "\u00b5m", "\u03bcm", "\ufffdm", "\\u00B5m", "micron", "microns", "micrometer", "micrometre" -> 1;
			case "nm", "nanometer" -> 1e-3;
			case "mm", "millimeter" -> 1e3;
			case "cm", "centimeter" -> 1e4;
			case "m", "meter" -> 1e6;
			case "inch", "in" -> 25400;
			default -> Double.NaN;
		};
	}

	/** One such unit in seconds, NaN where the name is not known. */
	static double seconds(final String unit) {
		return switch (unit.strip()) {
			case "s", "sec", "second", "seconds" -> 1;
			case "ms", "msec", "millisecond", "milliseconds" -> 1e-3;
			case "us", "\u00b5s", "usec", "\u03bcs" -> 1e-6;
			case "ns" -> 1e-9;
			case "min", "minute", "minutes" -> 60;
			case "h", "hour", "hours" -> 3600;
			default -> Double.NaN;
		};
	}
}
