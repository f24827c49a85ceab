package org.apical.roi;

import org.apical.recording.FrameStream;

/**
 * What a user can tell {@link RoiDetector}. None of them is a size: somas, trunks and dendrites are found alike.
 *
 * @param sensitivity 1 as a rule; larger finds fainter and rarer activity and more false ROIs, smaller the reverse
 * @param minSnr least peak of an ROI's activity over its noise
 * @param binSeconds frames are averaged over this time, about a transient's rise and half decay, less in short recordings, s
 * @param memoryMb room for the binned movie; longer recordings get longer bins instead of more memory, MB
 * @param silentSomas whether somas that show in the mean image but never fire are wanted too
 * @param threads number of threads
 */
public record DetectorParameters(double sensitivity, double minSnr, double binSeconds, int memoryMb, boolean silentSomas,
	int threads)
{
	public static final DetectorParameters DEFAULT =
		new DetectorParameters(1, 6, 0.4, 640, false, FrameStream.defaultThreads());

	public DetectorParameters {
		if (!(sensitivity > 0)) throw new IllegalArgumentException("Sensitivity must be positive, not " + sensitivity);
		if (!(minSnr >= 0)) throw new IllegalArgumentException("The least SNR must be 0 or more, not " + minSnr);
		if (!(binSeconds > 0)) throw new IllegalArgumentException("The bin length must be positive, not " + binSeconds + " s");
		if (memoryMb < 1 || threads < 1) throw new IllegalArgumentException("Memory and threads must be 1 or more");
	}

	public DetectorParameters withSensitivity(final double value) {
		return new DetectorParameters(value, minSnr, binSeconds, memoryMb, silentSomas, threads);
	}

	public DetectorParameters withMinSnr(final double value) {
		return new DetectorParameters(sensitivity, value, binSeconds, memoryMb, silentSomas, threads);
	}

	public DetectorParameters withMemoryMb(final int value) {
		return new DetectorParameters(sensitivity, minSnr, binSeconds, value, silentSomas, threads);
	}

	public DetectorParameters withSilentSomas(final boolean value) {
		return new DetectorParameters(sensitivity, minSnr, binSeconds, memoryMb, value, threads);
	}

	public DetectorParameters withThreads(final int value) {
		return new DetectorParameters(sensitivity, minSnr, binSeconds, memoryMb, silentSomas, value);
	}
}
