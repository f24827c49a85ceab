package org.apical.neuron;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

import org.apical.roi.Compartment;
import org.apical.roi.Roi;
import org.apical.simulate.ActivityParameters;
import org.apical.simulate.SceneParameters;
import org.apical.simulate.SimulatedRecording;
import org.apical.simulate.SimulationParameters;
import org.apical.simulate.TrueRoi;
import org.junit.Test;

public class CompartmentPairingTest {

	private static final double RATE = 15;
	private static final int FRAMES = 4500;
	private static final double NOISE = 0.15;

	/** True ROIs of a simulated recording with noisy true traces. */
	private static final class Session {

		final List<Roi> rois = new ArrayList<>();
		final int[] neurons;
		final float[][] dff;
		final int[][] events;

		Session(final SceneParameters scene, final ActivityParameters activity, final long seed, final double shared) {
			final SimulatedRecording recording = new SimulatedRecording(SimulationParameters.DEFAULT.withScene(scene.withSeed(seed))
				.withActivity(activity).withRate(RATE).withFrames(FRAMES));
			final List<TrueRoi> active = recording.rois().stream().filter(r -> r.spikes() >= 10).toList();
			neurons = active.stream().mapToInt(TrueRoi::neuron).toArray();
			dff = new float[active.size()][];
			events = new int[active.size()][];
			final Random random = new Random(seed);
			final float[] common = new float[FRAMES];
			for (int t = 1; t < FRAMES; t++) common[t] = (float) (0.95 * common[t - 1] + shared * Math.sqrt(0.1) * random.nextGaussian());
			for (int i = 0; i < dff.length; i++) {
				final TrueRoi r = active.get(i);
				rois.add(Roi.of(i + 1, r.plane(), 256, 256, r.pixels()).withCompartment(Compartment.of(r.kind().toString())));
				dff[i] = recording.trace(r);
				events[i] = events(recording.spikeTimes(r));
				for (int t = 0; t < FRAMES; t++) dff[i][t] += common[t] + NOISE * random.nextGaussian();
			}
		}

		private static int[] events(final double[] spikes) {
			return IntStream.range(0, spikes.length).filter(i -> spikes[i] >= 0 && (i == 0 || spikes[i] - spikes[i - 1] > 0.2)).map(
				i -> (int) (spikes[i] * RATE)).toArray();
		}

		CompartmentPairing.Result pair() {
			return new CompartmentPairing(PairingParameters.DEFAULT).pair(rois, dff, events, RATE, 1);
		}

		int truePairs() {
			int n = 0;
			for (int s = 0; s < neurons.length; s++) for (int d = 0; d < neurons.length; d++) if (belong(s, d)) n++;
			return n;
		}

		private boolean belong(final int s, final int d) {
			return rois.get(s).compartment() == Compartment.SOMA && rois.get(d).compartment() != Compartment.SOMA && neurons[s] == neurons[d];
		}

		int right(final CompartmentPairing.Result result) {
			return (int) result.pairs().stream().filter(p -> belong(p.soma(), p.dendrite())).count();
		}
	}

	private static SceneParameters scene(final int planes) {
		return SceneParameters.DEFAULT.withSize(256, 256).withMargin(50).withPlanes(planes).withDensity(300, 200, 200);
	}

	private static void assertPairedWell(final int planes, final ActivityParameters activity, final double shared) {
		int wanted = 0, right = 0, made = 0;
		for (int seed = 1; seed <= 3; seed++) {
			final Session session = new Session(scene(planes), activity, seed, shared);
			final CompartmentPairing.Result result = session.pair();
			wanted += session.truePairs();
			right += session.right(result);
			made += result.pairs().size();
		}
		assertTrue("enough to judge: " + wanted, wanted > 20);
		assertTrue(right + " of " + wanted + " pairs found", right >= 0.95 * wanted);
		assertTrue(made - right + " of " + made + " pairs wrong", made - right < 0.05 * made);
	}

	@Test
	public void dendritesFindTheirSomasWithinAPlane() {
		assertPairedWell(1, ActivityParameters.DEFAULT, 0);
	}

	@Test
	public void dendritesFindTheirSomasAcrossPlanes() {
		assertPairedWell(2, ActivityParameters.DEFAULT, 0);
	}

	@Test
	public void whatAllRoisShareMakesNoPairs() {
		assertPairedWell(1, ActivityParameters.DEFAULT, 0.3);
	}

	@Test
	public void synchronousNetworkEventsMakeNoPairs() {
		final ActivityParameters synchronous = ActivityParameters.DEFAULT.withNetwork(0.05, 0.6);
		final Session strangers = new Session(scene(1).withPaired(0), synchronous, 4, 0);
		assertTrue(strangers.pair().pairs().size() + " pairs of strangers", strangers.pair().pairs().size() <= 1);
	}

	@Test
	public void branchesOfOneDendriteAreOneNeuronWithATraceEach() {
		final Session session = new Session(scene(1).withPaired(0), ActivityParameters.DEFAULT, 5, 0);
		final int d = IntStream.range(0, session.dff.length).filter(i -> session.rois.get(i).compartment() == Compartment.DENDRITE)
			.findFirst().getAsInt();
		final List<Roi> rois = new ArrayList<>(session.rois);
		rois.add(rois.get(d).withLabel(rois.size() + 1));
		final float[][] dff = Arrays.copyOf(session.dff, rois.size());
		dff[rois.size() - 1] = session.dff[d].clone();
		final Random random = new Random(1);
		for (int t = 0; t < FRAMES; t++) dff[rois.size() - 1][t] += 0.05f * (float) random.nextGaussian();
		final int[][] events = Arrays.copyOf(session.events, rois.size());
		events[rois.size() - 1] = session.events[d];
		final CompartmentPairing.Result result = new CompartmentPairing(PairingParameters.DEFAULT).pair(rois, dff, events, RATE, 1);
		assertTrue(result.rois().get(d).neuron().isPresent());
		assertEquals(result.rois().get(d).neuron(), result.rois().get(rois.size() - 1).neuron());
		final Neuron neuron = result.neurons().get(result.rois().get(d).neuron().getAsInt() - 1);
		assertEquals(2, neuron.dendrites().size());
		assertFalse(neuron.soma().isPresent());
	}

	@Test
	public void aShuffledPartnerIsNoPartner() {
		final Session session = new Session(scene(2), ActivityParameters.DEFAULT, 6, 0);
		for (int i = 0; i < session.dff.length; i++) {
			if (session.rois.get(i).compartment() == Compartment.SOMA) continue;
			final float[] turned = session.dff[i].clone();
			for (int t = 0; t < FRAMES; t++) session.dff[i][t] = turned[(t + 1000) % FRAMES];
			session.events[i] = IntStream.of(session.events[i]).map(t -> (t + FRAMES - 1000) % FRAMES).sorted().toArray();
		}
		final CompartmentPairing.Result result = session.pair();
		assertEquals(0, result.pairs().size());
		assertTrue("expected " + result.expectedFalse(), result.expectedFalse() < 1);
	}

	@Test
	public void aTraceTooFewIsAnError() {
		final Session session = new Session(scene(1), ActivityParameters.DEFAULT, 7, 0);
		assertThrows(IllegalArgumentException.class, () -> new CompartmentPairing(PairingParameters.DEFAULT).pair(session.rois,
			Arrays.copyOf(session.dff, 1), session.events, RATE, 1));
	}
}
