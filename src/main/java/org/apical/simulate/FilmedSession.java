package org.apical.simulate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.apical.simulate.SimulatedSession.SimulatedEvent;

/**
 * A mouse's session under the microscope. Some neurons of the tissue that have both a soma and a dendrite in view are the
 * mouse's and light up with its events, soma and dendrite each with its own magnitude; what else is labelled fires by
 * chance. Running shakes the tissue.
 */
public final class FilmedSession {

	/** Somas nearer to the edge than this are not chosen, µm. */
	private static final double EDGE_UM = 10;
	/** Peak dF/F of a somatic event of magnitude 1. */
	private static final double DFF = 2;
	/** A dendrite that the signal attenuates below nothing still shows this much. */
	private static final double LEAST = 0.05;

	private final SimulatedSession session;
	private final SimulatedRecording recording;
	private final int[] cast;

	/**
	 * @param mouse of the session
	 * @param film the tissue in two planes and its imaging; rate and number of frames are the session's
	 * @throws IllegalArgumentException where the field holds too few somas whose dendrites are in view
	 */
	public FilmedSession(final ExperimentParameters mouse, final SimulatedSession session, final SimulationParameters film) {
		this.session = session;
		cast = new int[mouse.neurons()];
		recording = new SimulatedRecording(film.withRate(mouse.rateHz()).withFrames(session.state().length), planes -> transients(
			planes, mouse.rateHz(), film.activity()), session.shiftPx());
	}

	public SimulatedRecording recording() {
		return recording;
	}

	/** Number of one of the mouse's neurons in the tissue, as {@code true_rois.csv} has it. */
	public int inTissue(final int neuron) {
		return cast[neuron];
	}

	/** Where one of the mouse's somas is seen. */
	public TrueRoi soma(final int neuron) {
		return recording.rois().stream().filter(r -> r.neuron() == cast[neuron] && r.kind() == Kind.SOMA).findFirst().orElseThrow();
	}

	private Map<Structure, Transients> transients(final List<Scene> planes, final double rateHz, final ActivityParameters kinetics) {
		choose(planes);
		final Map<Structure, Transients> told = new HashMap<>();
		for (int i = 0; i < cast.length; i++) {
			final List<Transients.Spike> soma = new ArrayList<>(), dendrite = new ArrayList<>();
			for (final SimulatedEvent e : session.events()) {
				if (e.neuron() != i) continue;
				soma.add(new Transients.Spike(e.frame() / rateHz, DFF * e.soma()));
				dendrite.add(new Transients.Spike(e.frame() / rateHz, DFF * Math.max(LEAST, e.dendrite())));
			}
			for (final Scene plane : planes)
				for (final Structure part : plane.structures()) if (part.neuron() == cast[i]) told.put(part, new Transients(part
					.kind() == Kind.SOMA ? soma : dendrite, kinetics.riseS(), kinetics.decayS(part)));
		}
		return told;
	}

	/** The first neurons with both compartments well within the field. */
	private void choose(final List<Scene> planes) {
		final Scene somas = planes.get(0), dendrites = planes.get(planes.size() - 1);
		final int[] visible = somas.structures().stream().filter(s -> s.kind() == Kind.SOMA && isInside(s, somas.parameters()) &&
			dendrites.structures().stream().anyMatch(d -> d.neuron() == s.neuron() && d.kind() != Kind.SOMA && isInside(d, dendrites
				.parameters()))).mapToInt(Structure::neuron).limit(cast.length).toArray();
		if (visible.length < cast.length) throw new IllegalArgumentException("The field shows soma and dendrite of " + visible.length +
			" neurons only, and the mouse has " + cast.length + "; enlarge it or take fewer neurons");
		System.arraycopy(visible, 0, cast, 0, cast.length);
	}

	private static boolean isInside(final Structure s, final SceneParameters p) {
		final double edge = p.px(EDGE_UM);
		return s.y() >= edge && s.x() >= edge && s.y() < p.height() - edge && s.x() < p.width() - edge;
	}
}
