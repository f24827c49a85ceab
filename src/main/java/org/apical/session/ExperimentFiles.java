package org.apical.session;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

import org.apical.recording.NpyWriter;
import org.apical.recording.Progress;
import org.apical.simulate.ExperimentParameters;
import org.apical.simulate.LearningMouse;
import org.apical.simulate.SimulatedSession;
import org.apical.simulate.SimulatedSession.SimulatedEvent;
import org.apical.simulate.SimulatedSession.SimulatedTrial;

/**
 * Writes a simulated experiment as result folders, one a session ({@code mouse1/day1}, …), as if its movies had been
 * corrected, segmented and read: traces, events, the task's log and the planted truth in {@code true_contrasts.csv}.
 */
public final class ExperimentFiles {

	private final ExperimentParameters parameters;

	public ExperimentFiles(final ExperimentParameters parameters) {
		this.parameters = parameters;
	}

	/** Simulates all animals and days into a folder. */
	public void write(final Path folder, final Progress progress) throws IOException {
		for (int animal = 0; animal < parameters.animals(); animal++) {
			final LearningMouse mouse = new LearningMouse(parameters, animal);
			for (int day = 0; day < parameters.days(); day++) {
				final SimulatedSession session = mouse.nextDay();
				try (ResultFolder to = ResultFolder.open(folder.resolve(SimulatedData.animal(session)).resolve(SimulatedData.name(session)))) {
					write(session, to);
					to.publish();
				}
				progress.update("Simulating sessions", (long) animal * parameters.days() + day + 1, (long) parameters.animals() *
					parameters.days());
			}
		}
	}

	private void write(final SimulatedSession session, final ResultFolder to) throws IOException {
		final int n = parameters.neurons();
		final TableWriter rois = new TableWriter("label", "kind", "neuron", "plane"), populations = new TableWriter("label",
			"population"), truth = new TableWriter("neuron", "population", "contrast_z", "log_rate");
		for (int i = 0; i < n; i++) {
			rois.add(soma(i), "soma", i + 1, 1);
			populations.add(soma(i), SimulatedData.role(parameters, i));
			truth.add(i + 1, SimulatedData.role(parameters, i), session.contrasts()[i], session.logRates()[i]);
		}
		for (int i = 0; i < n; i++) rois.add(dendrite(i), "dendrite", i + 1, 2);
		rois.write(to.stage("rois.csv"));
		populations.write(to.stage("populations.csv"));
		truth.write(to.stage("true_contrasts.csv"));
		events(session).write(to.stage("events.csv"));
		final TaskFiles task = new TaskFiles(session, parameters.rateHz());
		task.trials().write(to.stage("trials.csv"));
		task.frames(session.shiftPx(), new double[session.shiftPx().length]).write(to.stage("frames.csv"));
		try (NpyWriter spikes = new NpyWriter(to.stage("spks.npy"), session.state().length)) {
			for (final boolean compartment : new boolean[] { false, true })
				for (final float[] rate : SimulatedData.rates(session, parameters, compartment)) spikes.write(rate);
			spikes.finish();
		}
	}

	private static int soma(final int neuron) {
		return neuron + 1;
	}

	private int dendrite(final int neuron) {
		return parameters.neurons() + neuron + 1;
	}

	private TableWriter events(final SimulatedSession session) {
		final TableWriter table = new TableWriter("label", "neuron", "kind", "onset_frame", "peak_frame", "time_s", "height", "width_s",
			"magnitude", "coincident_label");
		for (final SimulatedEvent e : session.events()) {
			final double time = e.frame() / parameters.rateHz(), width = SimulatedData.PULSE_FRAMES / parameters.rateHz();
			table.add(soma(e.neuron()), e.neuron() + 1, "soma", e.frame() - 1, e.frame(), time, e.soma() / width, width, e.soma(), dendrite(e
				.neuron()));
			table.add(dendrite(e.neuron()), e.neuron() + 1, "dendrite", e.frame() - 1, e.frame(), time, e.dendrite() / width, width, e
				.dendrite(), soma(e.neuron()));
		}
		return table;
	}
}
