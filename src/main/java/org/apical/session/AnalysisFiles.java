package org.apical.session;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The files that an analysis reads.
 *
 * @param folder result folder with {@code rois.csv}, {@code events.csv}, {@code spks.npy} and, for the dF/F0 control,
 *          {@code dff.npy}
 * @param trials what the task did, by trial; null where there was no task
 * @param frames the same by frame; null where there was no task
 * @param populations roles by ROI; null where {@code rois.csv} has a column {@code population}
 */
public record AnalysisFiles(Path folder, Path trials, Path frames, Path populations) {

	/** The files of a result folder under their usual names, those that are there. */
	public static AnalysisFiles of(final Path folder) {
		return new AnalysisFiles(folder, ifThere(folder, "trials.csv"), ifThere(folder, "frames.csv"), ifThere(folder,
			"populations.csv"));
	}

	/** The same with the given files in the place of the usual ones; null keeps the usual one. */
	public AnalysisFiles with(final Path otherTrials, final Path otherFrames, final Path otherPopulations) {
		return new AnalysisFiles(folder, otherTrials == null ? trials : otherTrials, otherFrames == null ? frames : otherFrames,
			otherPopulations == null ? populations : otherPopulations);
	}

	private static Path ifThere(final Path folder, final String name) {
		final Path file = folder.resolve(name);
		return Files.exists(file) ? file : null;
	}
}
