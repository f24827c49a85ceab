package org.apical.recording.folder;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.apical.recording.Interleaving;
import org.apical.recording.RecordingException;
import org.apical.recording.Sampling;

/** Makes the table of files of what a PVScan XML says and of the files that are there. */
final class PrairieTable {

	private PrairieTable() {}

	/**
	 * Only time points whose files are all there are taken; the others are told in a warning.
	 *
	 * @throws RecordingException where none is whole, or frames have different numbers of channels
	 */
	static FileTable of(final Path xml, final PrairieScan scan) throws RecordingException {
		final List<List<PrairieScan.Frame>> volumes = new ArrayList<>();
		for (final List<PrairieScan.Frame> cycle : scan.cycles()) {
			if (scan.volumes()) volumes.add(cycle);
			else cycle.forEach(frame -> volumes.add(List.of(frame)));
		}
		volumes.removeIf(volume -> volume.isEmpty() || volume.get(0).channels().isEmpty());
		if (volumes.isEmpty()) throw new RecordingException(xml + ": names no frames");
		final int planes = volumes.get(0).size();
		final int channels = volumes.get(0).get(0).channels().size();
		final List<FileTable.Frame> frames = new ArrayList<>();
		final List<Double> seconds = new ArrayList<>();
		int missing = 0;
		for (final List<PrairieScan.Frame> volume : volumes) {
			if (volume.size() != planes || !isThere(volume)) {
				missing++;
				continue;
			}
			for (final PrairieScan.Frame frame : volume) {
				if (frame.channels().size() != channels) throw new RecordingException(xml + ": frames of " + frame.channels().size() + " and of " +
					channels + " channels");
				frames.addAll(frame.channels());
				for (int c = 0; c < channels; c++) seconds.add(frame.seconds());
			}
		}
		if (frames.isEmpty()) throw new RecordingException(xml + ": none of the " + volumes.size() + " frames it names has its files here");
		final int there = volumes.size() - missing;
		final List<String> warnings = missing == 0 ? List.of() : List.of(xml.getFileName() + ": files of " + missing + " of " + volumes
			.size() + " frames are missing; the " + there + " that are whole are read");
		final double[] stamps = seconds.stream().mapToDouble(Double::doubleValue).toArray();
		return new FileTable(frames, stamps, new Interleaving(channels, planes, 0), sampling(scan, stamps, planes * channels), warnings);
	}

	private static boolean isThere(final List<PrairieScan.Frame> volume) {
		return volume.stream().allMatch(frame -> frame.channels().stream().allMatch(file -> Files.isRegularFile(file.file())));
	}

	/** A volume takes longer than its frames, since the lens flies back, so its rate is taken from the time stamps. */
	private static Sampling sampling(final PrairieScan scan, final double[] seconds, final int perVolume) {
		final int last = seconds.length / perVolume - 1;
		final double period = scan.volumes() ? (seconds[last * perVolume] - seconds[0]) / last : scan.framePeriodSeconds();
		return new Sampling(period > 0 ? 1 / period : Double.NaN, scan.pixelWidthUm(), scan.pixelHeightUm());
	}
}
