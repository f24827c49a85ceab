package org.apical.command;

import java.io.File;

import org.apical.neuron.PairingParameters;
import org.apical.roi.DetectorParameters;
import org.apical.trace.NeuropilParameters;
import org.scijava.plugin.Parameter;

/** A command that takes recordings all the way to paired traces: how the steps after the correction work. */
abstract class PipelineCommand extends MotionCommand {

	@Parameter(label = "Sensitivity", min = "0.01", description = "1 is usual; more finds fainter activity and more false ROIs, less the reverse.")
	private double sensitivity = DetectorParameters.DEFAULT.sensitivity();

	@Parameter(label = "Least SNR", min = "0", description = "Least peak of an ROI's activity over its noise.")
	private double min_snr = DetectorParameters.DEFAULT.minSnr();

	@Parameter(label = "Silent somas too", description = "Also outline somas that show in the mean image but do not fire.")
	private boolean silent_somas;

	@Parameter(label = "Classifier", required = false, description = "Model made by 'train' from own labels; Apical's own if not given.")
	private File classifier;

	@Parameter(label = "Soma plane", min = "0", description = "Number of the plane through the somas, from 1; 0: not known.")
	private int soma_plane;

	@Parameter(label = "Dendrite plane", min = "0", description = "Number of the plane through the dendrites, from 1; 0: not known.")
	private int dendrite_plane;

	@Parameter(label = "Pairing correlation", min = "0.01", max = "0.99", description = "Least correlation of dF/F0 of a soma and its dendrite.")
	private double correlation = PairingParameters.DEFAULT.correlation();

	@Parameter(label = "Neuropil coefficient", min = "-1", max = "2", description = "Share of the surround taken out of each trace; -1: fitted for each ROI.")
	private double neuropil = NeuropilParameters.DEFAULT.coefficient();

	@Parameter(label = "Baseline", choices = { "percentile", "maximin", "constant" }, description = "How F0 follows the trace.")
	private String baseline = "percentile";

	@Parameter(label = "Decay time (s)", min = "0", description = "How fast the indicator's transients decay; 0: read off each trace.")
	private double decay;

	@Parameter(label = "Rise time (s)", min = "0", description = "How fast they rise where the decay is given; 0: at once.")
	private double rise;

	@Parameter(label = "Indicator channel", min = "0", description = "Channel of the calcium indicator, from 1; 0: the reference channel.")
	private int indicator;

	/** Null for Apical's own. */
	final File classifier() {
		return classifier;
	}

	/** Counts from 1. */
	final int indicatorChannel() {
		return indicator == 0 ? channel() : indicator;
	}
}
