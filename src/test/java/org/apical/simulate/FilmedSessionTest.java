package org.apical.simulate;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.util.List;

import org.apical.simulate.SimulatedSession.SimulatedEvent;
import org.junit.Test;

public class FilmedSessionTest {

	private static final ExperimentParameters MOUSE = ExperimentParameters.DEFAULT.withSize(1, 1, 1200, 300).withRate(10).withNeurons(2, 1,
		6);

	private static SimulationParameters film(final int size) {
		final SimulationParameters p = SimulationParameters.preset("two-plane");
		return p.withScene(p.scene().withSize(size, size).withPixelUm(2).withDensity(400, 400, 0).withPaired(1)).withMovement(
			MovementParameters.STILL.withJitter(0.2));
	}

	private final SimulatedSession session = new LearningMouse(MOUSE, 0).nextDay();
	private final FilmedSession filmed = new FilmedSession(MOUSE, session, film(96));

	private TrueRoi part(final int neuron, final boolean soma) {
		return filmed.recording().rois().stream().filter(r -> r.neuron() == filmed.inTissue(neuron) && r.kind() == Kind.SOMA == soma)
			.findFirst().orElseThrow();
	}

	@Test
	public void somaAndDendriteLightUpAsHighAsTheEventSays() {
		for (int neuron = 0; neuron < 5; neuron++) {
			final int n = neuron;
			final List<SimulatedEvent> own = session.events().stream().filter(e -> e.neuron() == n).toList();
			assertTrue(own.size() > 3);
			for (int k = 0; k < own.size(); k++) {
				final int frame = own.get(k).frame(), before = k == 0 ? -100 : own.get(k - 1).frame();
				if (frame - before < 60 || frame + 3 >= 1200 || k + 1 < own.size() && own.get(k + 1).frame() - frame < 4) continue;
				final double soma = filmed.recording().dff(part(n, true), frame + 2), dendrite = filmed.recording().dff(part(n, false), frame +
					2);
				// the dendrites' plane is scanned half a frame later
				assertEquals(1, dendrite / soma / (own.get(k).dendrite() / own.get(k).soma()), 0.12);
			}
		}
	}

	@Test
	public void runningShakesTheTissueInBothPlanes() {
		for (int p = 0; p < 2; p++) for (int t = 0; t < 1200; t++) assertEquals(session.shiftPx()[t], filmed.recording().movie(p, 0).truth(t)
			.dy(), 0.7);
	}

	@Test
	public void itsNeuronsAreDifferentOnesWellInView() {
		for (int i = 0; i < 5; i++) {
			final TrueRoi soma = filmed.soma(i);
			assertEquals(0, soma.plane());
			assertTrue(soma.y() > 3 && soma.x() > 3 && soma.y() < 92 && soma.x() < 92);
			for (int j = 0; j < i; j++) assertTrue(filmed.inTissue(i) != filmed.inTissue(j));
		}
	}

	@Test
	public void aFieldWithTooFewNeuronsSaysHowManyItHas() {
		final IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> new FilmedSession(MOUSE, session, film(24)));
		assertTrue(e.getMessage(), e.getMessage().matches("The field shows soma and dendrite of \\d neurons only, and the mouse has 5; .*"));
	}
}
