package org.apical.session;

import java.io.IOException;
import java.nio.file.Path;

import org.apical.recording.FrameStream;
import org.apical.recording.Progress;
import org.apical.simulate.Displacement;
import org.apical.simulate.ExperimentParameters;
import org.apical.simulate.FilmedSession;
import org.apical.simulate.LearningMouse;
import org.apical.simulate.SimulatedMovie;
import org.apical.simulate.SimulatedSession;
import org.apical.simulate.SimulatedSession.SimulatedEvent;
import org.apical.simulate.SimulationFiles;
import org.apical.simulate.SimulationParameters;
import org.apical.simulate.TrueRoi;

/**
 * Writes a simulated experiment as a lab brings it from the microscope, one folder a session ({@code mouse1/day1}, …): the
 * movie of two planes scanned in turn, the task's log, and where the neurons lie that the interface read ({@code
 * populations.csv}). Beside it the truth: that of every simulated recording, and {@code true_contrasts.csv} and {@code
 * true_events.csv} of what the dendrites were told.
 */
public final class FilmFiles {

	private final ExperimentParameters mice;
	private final SimulationParameters film;

	/** @param film tissue and imaging; the tissue's seed is moved on from mouse to mouse, the others' from day to day too */
	public FilmFiles(final ExperimentParameters mice, final SimulationParameters film) {
		this.mice = mice;
		this.film = film;
	}

	/** Simulates all animals and days into a folder. */
	public void write(final Path folder, final Progress progress) throws IOException {
		for (int animal = 0; animal < mice.animals(); animal++) {
			final LearningMouse mouse = new LearningMouse(mice, animal);
			final SimulationParameters own = film.withScene(film.scene().withSeed(film.scene().seed() + animal));
			for (int day = 0; day < mice.days(); day++) {
				final SimulatedSession session = mouse.nextDay();
				try (ResultFolder to = ResultFolder.open(folder.resolve(SimulatedData.animal(session)).resolve(SimulatedData.name(session)))) {
					final long seed = film.seed() + 1000L * animal + day; // of motion and noise; the tissue stays the mouse's
					write(session, new FilmedSession(mice, session, own.withSeed(seed).withScene(own.scene())), to, progress);
					to.publish();
				}
			}
		}
	}

	private void write(final SimulatedSession session, final FilmedSession filmed, final ResultFolder to, final Progress progress)
		throws IOException
	{
		SimulationFiles.write(filmed.recording(), true, to::stage, FrameStream.defaultThreads(), progress);
		final TaskFiles task = new TaskFiles(session, mice.rateHz());
		task.trials().write(to.stage("trials.csv"));
		final SimulatedMovie somas = filmed.recording().movie(0, 0);
		final double[] dy = new double[somas.frames()], dx = new double[somas.frames()];
		for (int t = 0; t < dy.length; t++) {
			final Displacement shift = somas.truth(t);
			dy[t] = shift.dy();
			dx[t] = shift.dx();
		}
		task.frames(dy, dx).write(to.stage("frames.csv"));
		final TableWriter populations = new TableWriter("population", "plane", "y_px", "x_px");
		final TableWriter contrasts = new TableWriter("neuron", "population", "contrast_z", "log_rate");
		for (int i = 0; i < mice.neurons(); i++) {
			final TrueRoi soma = filmed.soma(i);
			populations.add(SimulatedData.role(mice, i), soma.plane() + 1, soma.y(), soma.x());
			contrasts.add(filmed.inTissue(i), SimulatedData.role(mice, i), session.contrasts()[i], session.logRates()[i]);
		}
		populations.write(to.stage("populations.csv"));
		contrasts.write(to.stage("true_contrasts.csv"));
		final TableWriter events = new TableWriter("neuron", "frame", "soma", "dendrite", "residual_z");
		for (final SimulatedEvent e : session.events()) events.add(filmed.inTissue(e.neuron()), e.frame(), e.soma(), e.dendrite(), e
			.residual());
		events.write(to.stage("true_events.csv"));
	}
}
