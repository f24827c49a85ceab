package org.apical.simulate;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.apical.recording.FrameStream;
import org.junit.Test;

public class SimulatedRecordingTest {

	private static final SimulationParameters SMALL = SimulationParameters.preset("dense").withSize(160, 120).withFrames(900);

	private static SimulatedRecording recording(final SimulationParameters p) {
		return new SimulatedRecording(p);
	}

	@Test
	public void aSpikesTransientRisesToItsHeightAndDecays() {
		final Transients one = new Transients(List.of(new Transients.Spike(1, 0.4)), 0.05, 0.6);
		assertEquals(0, one.at(0.999), 0);
		assertEquals(0.4, one.at(1 + one.timeToPeak()), 1e-9);
		assertEquals(0.4, one.highest(0, 10), 1e-9);
		assertTrue(one.at(1 + one.timeToPeak() - 0.02) < 0.4 && one.at(1 + one.timeToPeak() + 0.02) < 0.4);
		assertEquals(Math.exp(-0.5), one.at(3.3) / one.at(3), 1e-3);
		final Transients two = new Transients(List.of(new Transients.Spike(2, 0.2), new Transients.Spike(1, 0.4)), 0.05, 0.6);
		assertEquals(one.at(2.3) + one.at(1 + 0.3) / 2, two.at(2.3), 1e-9);
	}

	@Test
	public void masksLieInTheFieldOnTheStructuresLight() {
		final SimulatedRecording recording = recording(SMALL);
		assertTrue(recording.rois().size() > 8);
		int label = 1;
		for (final TrueRoi roi : recording.rois()) {
			assertEquals(label++, roi.label());
			assertTrue(roi.pixels().length > 3);
			assertTrue(Arrays.stream(roi.pixels()).allMatch(i -> i >= 0 && i < 160 * 120));
			assertEquals(roi.pixels().length, Arrays.stream(roi.pixels()).distinct().count());
			assertTrue(roi.y() >= 0 && roi.y() < 120 && roi.x() >= 0 && roi.x() < 160);
		}
	}

	@Test
	public void theMovieIsBrighterInAMaskByItsDffTimesItsWeights() {
		final SimulationParameters p = SMALL.withScene(SceneParameters.DEFAULT.withSize(160, 120)).withMovement(MovementParameters.STILL).withBleaching(Bleaching.NONE).withActivity(
			ActivityParameters.DEFAULT.withNeuropil(0));
		final SimulatedRecording recording = recording(p), silent = recording(p.withActivity(ActivityParameters.SILENT));
		final TrueRoi roi = recording.rois().stream().filter(r -> r.kind() == Kind.SOMA && alone(r, recording)).max((a, b) -> Double
			.compare(a.snr(), b.snr())).orElseThrow();
		final float[] trace = recording.trace(roi), lit = new float[160 * 120], still = new float[160 * 120];
		int best = 0;
		for (int t = 0; t < trace.length; t++) if (trace[t] > trace[best]) best = t;
		assertTrue(trace[best] > 0.3);
		recording.movie(0, 0).expected(best, lit);
		silent.movie(0, 0).expected(best, still);
		for (int i = 0; i < roi.pixels().length; i++) assertEquals(trace[best] * roi.weights()[i], lit[roi.pixels()[i]] - still[roi
			.pixels()[i]], 0.03 * trace[best] * roi.weights()[i] + 1e-3);
	}

	/** Whether no other structure comes near. */
	private static boolean alone(final TrueRoi roi, final SimulatedRecording recording) {
		final boolean[] near = new boolean[160 * 120];
		for (final int i : roi.pixels()) {
			for (int dy = -4; dy <= 4; dy++) for (int dx = -4; dx <= 4; dx++) {
				final int r = i / 160 + dy, c = i % 160 + dx;
				if (r >= 0 && c >= 0 && r < 120 && c < 160) near[r * 160 + c] = true;
			}
		}
		return recording.rois().stream().noneMatch(o -> o != roi && Arrays.stream(o.pixels()).anyMatch(i -> near[i]));
	}

	@Test
	public void thinPartsDecayFasterWhereTheyAreToldTo() {
		final SceneParameters scene = SceneParameters.DEFAULT.withSize(200, 200);
		final ActivityParameters alike = ActivityParameters.DEFAULT, half = alike.withDecayByThickness(0.5);
		for (final Structure part : Scene.of(scene).structures()) {
			assertEquals(0.6, alike.decayS(part), 1e-12);
			final double share = half.decayS(part) / 0.6;
			if (part.kind() == Kind.SOMA) assertEquals(1, share, 0.1);
			else assertTrue(part.kind() + " " + share, part.kind() == Kind.TRUNK ? share > 0.66 && share < 0.82 : share > 0.55 && share < 0.66);
		}
	}

	@Test
	public void partsOfANeuronRiseTogetherAndOtherNeuronsDoNot() {
		final SimulatedRecording recording = recording(SimulationParameters.preset("two-plane").withScene(
			SceneParameters.TWO_PLANES.withSize(200, 200).withDensity(400, 300, 300)).withFrames(4000).withActivity(ActivityParameters.DEFAULT.withNetwork(0, 0)));
		final Map<Integer, TrueRoi> somas = new HashMap<>();
		for (final TrueRoi roi : recording.rois()) if (roi.kind() == Kind.SOMA && roi.spikes() > 20) somas.put(roi.neuron(), roi);
		double same = 0, other = 0;
		int pairs = 0, strangers = 0;
		for (final TrueRoi dendrite : recording.rois()) {
			if (dendrite.kind() == Kind.SOMA || dendrite.spikes() < 20) continue;
			for (final TrueRoi soma : somas.values()) {
				final double r = correlation(recording.trace(soma), recording.trace(dendrite));
				if (soma.neuron() == dendrite.neuron()) {
					assertTrue(soma.paired() && dendrite.paired());
					same += r;
					pairs++;
				}
				else {
					other += r;
					strangers++;
				}
			}
		}
		assertTrue(pairs + " pairs", pairs >= 5);
		assertTrue("same neuron " + same / pairs, same / pairs > 0.7 && same / pairs < 0.97);
		assertEquals("other neurons", 0, other / strangers, 0.03);
	}

	@Test
	public void networkEventsMakeStrangersCorrelate() {
		final SimulatedRecording recording = recording(SMALL.withFrames(3000).withActivity(ActivityParameters.DEFAULT.withNetwork(0.1,
			0.8)));
		final List<TrueRoi> somas = recording.rois().stream().filter(r -> r.kind() == Kind.SOMA && r.active()).toList();
		double sum = 0;
		int n = 0;
		for (final TrueRoi a : somas) for (final TrueRoi b : somas) {
			if (a.label() >= b.label()) continue;
			sum += correlation(recording.trace(a), recording.trace(b));
			n++;
		}
		assertTrue("mean correlation " + sum / n, sum / n > 0.3);
	}

	private static double correlation(final float[] a, final float[] b) {
		double sa = 0, sb = 0, aa = 0, bb = 0, ab = 0;
		final int n = a.length;
		for (int i = 0; i < n; i++) {
			sa += a[i];
			sb += b[i];
			aa += a[i] * a[i];
			bb += b[i] * b[i];
			ab += a[i] * b[i];
		}
		return (ab - sa * sb / n) / Math.sqrt((aa - sa * sa / n) * (bb - sb * sb / n));
	}

	@Test
	public void silentNeuronsAreSeenAndNeverFire() {
		final SimulatedRecording recording = recording(SMALL.withScene(SMALL.scene().withSilent(1)));
		assertTrue(recording.rois().size() > 8);
		for (final TrueRoi roi : recording.rois()) {
			assertTrue(!roi.active() && roi.snr() == 0);
			assertEquals(0, recording.dff(roi, 500), 0);
			assertEquals(0, recording.spikeTimes(roi).length);
		}
	}

	@Test
	public void framesWithActivityAreTheSameWhicheverThreadReadsThem() throws IOException {
		final SimulatedMovie one = recording(SMALL).movie(0, 0), other = recording(SMALL).movie(0, 0);
		final float[] again = new float[one.pixels()];
		FrameStream.run(0, 30, 3, () -> new float[one.pixels()], one::read, (t, frame) -> {
			other.read(t, again);
			assertArrayEquals(again, frame, 0);
		});
	}

	@Test
	public void theRedChannelMovesAlongAndShowsNoActivity() {
		final SimulatedRecording recording = recording(SMALL.withChannels(2).withBleaching(Bleaching.NONE).withMovement(
			MovementParameters.STILL));
		assertEquals(2, recording.channels());
		assertEquals(recording.movie(0, 0).truth(7), recording.movie(0, 1).truth(7));
		final float[] a = new float[160 * 120], b = new float[160 * 120];
		recording.movie(0, 1).expected(3, a);
		recording.movie(0, 1).expected(800, b);
		assertArrayEquals(a, b, 0);
	}

	@Test
	public void planesScannedInTurnShareOneMovement() {
		final SimulationParameters p = SimulationParameters.preset("two-plane").withSize(64, 64).withFrames(500).withMovement(
			MovementParameters.STILL.withDrift(3, 200));
		final SimulatedRecording recording = recording(p);
		for (int t = 0; t < 500; t += 50) assertEquals(recording.movie(0, 0).truth(t).dy(), recording.movie(1, 0).truth(t).dy(), 0.2);
	}

	@Test
	public void everyPresetCanBeMadeAndOthersAreNamedInTheError() {
		for (final String name : SimulationParameters.presets()) {
			final SimulatedMovie movie = recording(SimulationParameters.preset(name).withSize(64, 48).withFrames(3)).movie(0, 0);
			final float[] frame = new float[movie.pixels()];
			movie.read(2, frame);
			assertTrue(name, frame[100] >= 100);
		}
		assertTrue(assertThrows(IllegalArgumentException.class, () -> SimulationParameters.preset("fog")).getMessage().contains(
			"sparse, dense, two-plane, line-motion, blocks, drift, jumps"));
	}
}
