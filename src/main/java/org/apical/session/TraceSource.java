package org.apical.session;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.apical.recording.RecordingException;

/** Where an imaged session's ROIs, traces and events come from. */
interface TraceSource {

	/**
	 * One ROI. What is not known is NaN, -1 or empty.
	 *
	 * @param name of the ROI, unique
	 * @param kind {@code soma}, {@code trunk} or {@code dendrite}
	 * @param neuron what the parts of one neuron share
	 * @param plane from 1
	 * @param areaPx number of pixels
	 * @param population role as a text
	 * @param snr peak signal over noise of its activity
	 * @param motionShare share of the trace's variance that the frames' motion explains
	 */
	record TraceRoi(String name, String kind, String neuron, int plane, double y, double x, double areaPx, String population,
		double snr, double motionShare)
	{
		boolean isSoma() {
			return kind.equals("soma");
		}
	}

	/** An event of the ROI in a row. */
	record RoiEvent(int row, int frame, double magnitude) {}

	/**
	 * @param rates inferred, ROIs x frames
	 * @param dff dF/F0, ROIs x frames; null where there is none
	 */
	record Traces(float[][] rates, float[][] dff, List<RoiEvent> events) {}

	/** The ROIs in the order of the traces' rows, a soma among them. */
	List<TraceRoi> rois();

	/**
	 * @param rateHz frames a second of a plane
	 * @throws RecordingException where something is missing or does not fit together
	 */
	Traces traces(double rateHz) throws IOException;

	/** The file that holds the traces, for messages. */
	Path file();

	/** The reader for what a folder holds. */
	static TraceSource open(final Path folder) throws IOException {
		if (!Files.isDirectory(folder)) throw new RecordingException(folder + ": no such folder");
		if (TableTraces.isIn(folder)) return new TableTraces(folder);
		return new FolderTraces(folder);
	}
}
