package org.apical.session;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.apical.recording.FrameStream;
import org.apical.recording.RecordingException;
import org.apical.trace.Deconvolution;
import org.apical.trace.Deconvolver;
import org.apical.trace.DeconvolverParameters;
import org.apical.trace.Event;
import org.apical.trace.EventDetector;

/**
 * Plain tables of dF/F0 made elsewhere: {@code soma} and {@code dendrite}, each {@code .csv} (a column a neuron under its
 * name, a line a frame) or {@code .npy} (neurons x frames). A dendrite belongs to the soma of the same name; in {@code
 * .npy} the names are the numbers of the rows, from 1. Rates and events are inferred here.
 */
final class TableTraces implements TraceSource {

	private static final String SOMA = "soma", DENDRITE = "dendrite";

	private final Path somaFile;
	private final List<TraceRoi> rois = new ArrayList<>();
	private final float[][] dff;

	/** Whether a folder holds such tables. */
	static boolean isIn(final Path folder) {
		return find(folder, SOMA) != null;
	}

	private static Path find(final Path folder, final String name) {
		for (final String ending : new String[] { ".csv", ".npy" })
			if (Files.exists(folder.resolve(name + ending))) return folder.resolve(name + ending);
		return null;
	}

	TableTraces(final Path folder) throws IOException {
		somaFile = find(folder, SOMA);
		final Path dendriteFile = find(folder, DENDRITE);
		if (dendriteFile == null) throw new RecordingException(folder + ": has " + somaFile.getFileName() +
			", but no dendrite.csv or dendrite.npy beside it");
		final TraceTable somas = TraceTable.read(somaFile), dendrites = TraceTable.read(dendriteFile);
		if (somas.frames() != dendrites.frames()) throw new RecordingException(dendriteFile + ": has " + dendrites.frames() +
			" frames, " + somaFile + " has " + somas.frames());
		somas.names().forEach(name -> rois.add(roi(name, SOMA, name)));
		dendrites.names().forEach(name -> rois.add(roi(DENDRITE + " " + name, DENDRITE, name)));
		if (dendrites.names().stream().noneMatch(somas.names()::contains)) throw new RecordingException(dendriteFile +
			": no column has the name of one in " + somaFile + ", so no dendrite has its soma");
		dff = new float[rois.size()][];
		System.arraycopy(somas.traces(), 0, dff, 0, somas.traces().length);
		System.arraycopy(dendrites.traces(), 0, dff, somas.traces().length, dendrites.traces().length);
	}

	private static TraceRoi roi(final String name, final String kind, final String neuron) {
		return new TraceRoi(name, kind, neuron, 1, Double.NaN, Double.NaN, Double.NaN, "", Double.NaN, Double.NaN);
	}

	@Override
	public List<TraceRoi> rois() {
		return rois;
	}

	@Override
	public Path file() {
		return somaFile;
	}

	@Override
	public Traces traces(final double rateHz) throws IOException {
		return infer(dff, rateHz);
	}

	/** Rates and events of dF/F0 as {@code extract} infers them. */
	static Traces infer(final float[][] dff, final double rateHz) throws IOException {
		final float[][] rates = new float[dff.length][];
		final List<RoiEvent> events = new ArrayList<>();
		FrameStream.run(0, dff.length, FrameStream.defaultThreads(), Slot::new, (i, slot) -> {
			final Deconvolution deconvolution = Deconvolver.deconvolve(dff[i], rateHz, DeconvolverParameters.DEFAULT);
			rates[i] = deconvolution.rate();
			slot.events = EventDetector.detect(deconvolution, dff[i], rateHz, EventDetector.MIN_SNR);
		}, (i, slot) -> slot.events.forEach(e -> events.add(new RoiEvent(i, e.peakFrame(), e.magnitude()))));
		return new Traces(rates, dff, events);
	}

	private static final class Slot {
		List<Event> events;
	}
}
