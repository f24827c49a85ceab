package org.apical.session;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotNull;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

import org.apical.signal.Controls;
import org.apical.signal.Controls.Control;
import org.apical.signal.Epoch;
import org.apical.signal.FrameLog;
import org.apical.signal.PairedEvent;
import org.apical.signal.SessionData;
import org.apical.signal.SessionSignals;
import org.apical.simulate.ExperimentParameters.Signal;
import org.junit.BeforeClass;
import org.junit.Test;

public class ControlsTest {

	private static SessionData data;
	private static SessionSignals signals;
	private static Map<Control, Controls.Row> rows;

	@BeforeClass
	public static void analyse() throws Exception {
		final SessionData day = SimulatedDay.of(SimulatedDay.STRONG);
		final SplittableRandom random = new SplittableRandom(1);
		// dF/F0 sees the same events in its own units and with noise of its own
		final List<PairedEvent> dff = day.events().stream().map(e -> new PairedEvent(e.neuron(), e.frame(), 3 * e.soma(), 2 * e.dendrite() +
			0.1 * random.nextGaussian())).toList();
		final double[] share = new double[day.neurons()];
		share[0] = 0.6;
		data = SimulatedDay.with(day, dff, share);
		signals = SimulatedDay.analyse(data, EnumSet.allOf(Control.class));
		rows = byControl(signals);
	}

	private static Map<Control, Controls.Row> byControl(final SessionSignals signals) {
		final Map<Control, Controls.Row> rows = new HashMap<>();
		signals.controls().forEach(r -> rows.put(r.control(), r));
		return rows;
	}

	@Test
	public void allControlsAreMadeAndNoneIsAGap() {
		assertEquals(Control.values().length, rows.size());
		rows.values().forEach(r -> assertNull(r.control() + ": " + r.gap(), r.gap()));
	}

	@Test
	public void shufflesLeaveNothingAndSayHowRareTheTrueValueIs() {
		for (final Control shuffle : new Control[] { Control.TIME_SHUFFLE, Control.ROLE_SHUFFLE }) {
			assertEquals(shuffle.label(), 0, rows.get(shuffle).separation(), 0.1);
			assertTrue(shuffle + " p " + rows.get(shuffle).p(), rows.get(shuffle).p() < 0.02);
		}
	}

	@Test
	public void aTrueSignalSurvivesWhatDoesNotTouchIt() {
		final double whole = signals.vector().contrast().separation();
		assertTrue("planted 1.5, found " + whole, Math.abs(whole - 1.5) < 0.5);
		for (final Control c : new Control[] { Control.EQUAL_SOMA, Control.DFF_MAGNITUDES, Control.MOTION_REMOVED, Control.LOCOMOTION })
			assertEquals(c.label(), whole, rows.get(c).separation(), 0.4);
		for (final Control c : new Control[] { Control.LARGE_ERROR, Control.SMALL_ERROR }) assertTrue(c + ": " + rows.get(c).separation(),
			rows.get(c).separation() > 0.7);
	}

	@Test
	public void neuronsThatOnlyLookLikeThePopulationsShowNothing() {
		for (final Control c : new Control[] { Control.MATCHED_P0, Control.SPLIT_P0 }) {
			assertEquals(c.label(), 0, rows.get(c).separation(), 0.5);
			assertTrue(c + " p " + rows.get(c).p(), rows.get(c).p() > 0.02);
		}
	}

	@Test
	public void aNeuronWhoseTraceMotionExplainsIsLeftOut() {
		assertEquals(signals.vector().plusNeurons() - 1, rows.get(Control.MOTION_REMOVED).plusNeurons());
		assertEquals(signals.vector().minusNeurons(), rows.get(Control.MOTION_REMOVED).minusNeurons());
	}

	@Test
	public void runningThatPosesAsASignalIsTakenOutByTheCovariate() throws Exception {
		final SessionData quiet = SimulatedDay.of(SimulatedDay.STRONG.withSignal(
			Signal.ABSENT, 0));
		// the animal runs where the error falls, and running lifts P+ dendrites and lowers those of P-
		final SessionSignals plain = SimulatedDay.analyse(quiet, EnumSet.noneOf(Control.class));
		final double[] speed = new double[quiet.frames()];
		plain.windows().stream().filter(w -> w.epoch() == Epoch.ERROR_REDUCTION).forEach(w -> Arrays.fill(speed, w
			.from(), w.to(), 10));
		final List<PairedEvent> events = new ArrayList<>();
		for (final PairedEvent e : quiet.events()) events.add(new PairedEvent(e.neuron(), e.frame(), e.soma(), e.dendrite() + 0.05 * quiet
			.roles()[e.neuron()].sign() * speed[e.frame()]));
		final FrameLog log = quiet.log();
		final SessionSignals running = SimulatedDay.analyse(SimulatedDay.withLog(SimulatedDay.withEvents(quiet, events), new FrameLog(log
			.trial(), log.state(), log.angleDeg(), log.readout(), log.shiftPx(), speed), quiet.trials()), EnumSet.of(Control.LOCOMOTION));
		assertTrue("posed " + running.vector().contrast().separation(), running.vector().contrast().separation() > 0.8);
		assertEquals(0, byControl(running).get(Control.LOCOMOTION).separation(), 0.35);
	}

	@Test
	public void whatTheLogLacksIsAGapWithItsReason() throws Exception {
		final FrameLog log = data.log();
		final SessionData poor = SimulatedDay.with(SimulatedDay.withLog(data, new FrameLog(log.trial(), log.state(), log.angleDeg(), null,
			null, null), data.trials()), null, null);
		final SessionSignals without = SimulatedDay.analyse(poor, EnumSet.of(Control.SPLIT_P0, Control.MOTION_REMOVED, Control.LOCOMOTION,
			Control.DFF_MAGNITUDES));
		without.controls().forEach(r -> assertNotNull(r.control().label(), r.gap()));
		assertTrue(without.gaps().toString(), without.gaps().contains(
			"control 'locomotion': the frame log has no running speed (column speed)"));
		assertTrue(without.gaps().toString(), without.gaps().contains("chance level: the frame log has no readout (column x)"));
	}

	@Test
	public void theSignFollowsTheRoleAndADecoderTellsIt() {
		assertTrue(signals.vector().contrast().plus() > 0 && signals.vector().contrast().minus() < 0);
		assertTrue("p " + signals.vector().p(), signals.vector().p() < 0.01);
		assertTrue("accuracy " + signals.vector().roleAccuracy(), signals.vector().roleAccuracy() > 0.85);
		assertTrue(signals.vector().contrast().signedEnergy() > 5 * signals.vector().contrast().commonEnergy());
	}

	@Test
	public void aScalarSignalIsCommonAndNotSigned() throws Exception {
		final SessionSignals scalar = SimulatedDay.analyse(SimulatedDay.of(SimulatedDay.STRONG.withSignal(
			Signal.SCALAR, 1.5)), EnumSet.noneOf(Control.class));
		assertTrue(scalar.vector().contrast().plus() > 0.3 && scalar.vector().contrast().minus() > 0.3);
		assertTrue(scalar.vector().contrast().commonEnergy() > 5 * scalar.vector().contrast().signedEnergy());
		assertTrue("p " + scalar.vector().p(), scalar.vector().p() > 0.05);
	}

	@Test
	public void residualsOfAManipulationStandFromTheControlConditionsLine() throws Exception {
		final var plain = SimulatedDay.analyse(SimulatedDay.manipulated(data, 0), EnumSet.noneOf(Control.class));
		final var lifted = SimulatedDay.analyse(SimulatedDay.manipulated(data, 0.3), EnumSet.noneOf(Control.class));
		final var before = plain.tests().get(plain.tests().size() - 1);
		final var after = lifted.tests().get(lifted.tests().size() - 1);
		assertTrue("nothing was done: p " + before.p(), before.p() > 0.01);
		assertTrue("scatter is 0.2 to 0.4, so 0.3 is about 1 z: " + after.estimate(), after.estimate() > 0.7 && after.estimate() < 1.6);
		assertTrue(after.p() < 1e-6);
		// the line and the scatter are those of the control trials alone
		for (int i = 0; i < data.neurons(); i++) if (plain.lines()[i] != null) assertEquals(plain.lines()[i].line().slope(), lifted
			.lines()[i].line().slope(), 0);
	}
}
