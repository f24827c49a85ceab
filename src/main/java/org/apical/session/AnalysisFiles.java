package org.apical.session;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The files that an analysis reads.
 *
 * @param folder result folder of {@code extract}, or any other that {@link TraceSource} knows
 * @param trials what the task did, by trial; null where there was no task
 * @param frames the same by frame; null where there was no task
 * @param populations roles, see {@link Populations}; null where {@code rois.zip} or {@code rois.csv} has them
 * @param tracks neurons over days, from {@code track}; null where each session has neurons of its own
 */
public record AnalysisFiles(Path folder, Path trials, Path frames, Path populations, Path tracks) {

	/** The files of a result folder under their usual names, those that are there. */
	public static AnalysisFiles of(final Path folder) {
		return new AnalysisFiles(folder, ifThere(folder, "trials.csv"), ifThere(folder, "frames.csv"), ifThere(folder,
			"populations.csv"), null);
	}

	/** The same with the given files in the place of the usual ones; null keeps the usual one. */
	public AnalysisFiles with(final Path otherTrials, final Path otherFrames, final Path otherPopulations) {
		return new AnalysisFiles(folder, otherTrials == null ? trials : otherTrials, otherFrames == null ? frames : otherFrames,
			otherPopulations == null ? populations : otherPopulations, tracks);
	}

	/**
	 * The same with neurons numbered as over all days.
	 *
	 * @param table {@code tracks.csv}; where this day has no populations of its own, the {@code populations.csv} beside it says
	 *          what each neuron is
	 */
	public AnalysisFiles withTracks(final Path table) {
		return new AnalysisFiles(folder, trials, frames, populations == null ? ifThere(table.toAbsolutePath().getParent(), "populations.csv")
			: populations, table);
	}

	/** All files that an analysis reads, for its record. */
	public List<Path> all() {
		return Stream.concat(Stream.of("rois.csv", "rois.zip", "events.csv", "spks.npy", "dff.npy", "soma.csv", "soma.npy", "dendrite.csv",
			"dendrite.npy").map(folder::resolve).filter(Files::exists), Stream.of(trials, frames, populations, tracks).filter(Objects::nonNull))
			.toList();
	}

	private static Path ifThere(final Path folder, final String name) {
		final Path file = folder.resolve(name);
		return Files.exists(file) ? file : null;
	}
}
