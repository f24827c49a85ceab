package org.apical.trace;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

import org.junit.Test;

public class EventDetectorTest {

	private static final double RATE_HZ = 20;

	@Test
	public void aGaussianPeakHasItsHeightWidthAndFrame() {
		final Event event = only(peaks(200, 100, 5, 4));
		assertEquals(100, event.peakFrame());
		assertEquals(5, event.peakSeconds(), 0);
		assertEquals(5, event.height(), 1e-6);
		assertEquals(4 * 2.3548 / RATE_HZ, event.widthSeconds(), 0.01);
		assertEquals(event.height() * event.widthSeconds(), event.magnitude(), 0);
		assertTrue("onset " + event.onsetFrame(), event.onsetFrame() >= 90 && event.onsetFrame() <= 92);
	}

	@Test
	public void theDffMagnitudeIsTheRiseAboveTheOnset() {
		final float[] dff = new float[200];
		for (int t = 0; t < 200; t++) dff[t] = t < 95 ? 0.5f : 2;
		assertEquals(1.5, EventDetector.detect(of(peaks(200, 100, 5, 4)), dff, RATE_HZ, 1).get(0).dffMagnitude(), 1e-6);
	}

	@Test
	public void aHumpOnAFlankBelongsToThePeakButADeepValleyParts() {
		final float[] hump = sum(peaks(300, 100, 5, 5), peaks(300, 113, 1.2, 5));
		assertEquals(1, EventDetector.detect(of(hump), hump, RATE_HZ, 1).size());
		final float[] two = sum(peaks(300, 100, 5, 5), peaks(300, 120, 4, 5));
		final List<Event> events = EventDetector.detect(of(two), two, RATE_HZ, 1);
		assertEquals(2, events.size());
		assertTrue(events.get(1).onsetFrame() > events.get(0).peakFrame());
	}

	@Test
	public void whatDoesNotExceedItsErrorIsNoEvent() {
		final float[] small = peaks(200, 100, 0.9, 4);
		assertTrue(EventDetector.detect(of(small), small, RATE_HZ, 1).isEmpty());
		final float[] none = new float[200];
		assertTrue(EventDetector.detect(of(none), none, RATE_HZ, 0).isEmpty());
	}

	@Test
	public void eventsComeOnlineAsTheyDoOfflineAndSoonAfterTheirPeak() {
		final float[] rate = sum(peaks(300, 50, 5, 4), sum(peaks(300, 65, 3, 4), peaks(300, 200, 2, 8)));
		final EventDetector online = new EventDetector(RATE_HZ, 1);
		final List<Event> events = new ArrayList<>();
		for (int t = 0; t < rate.length; t++) {
			final Event event = online.push(rate[t], 1, rate[t]);
			if (event == null) continue;
			events.add(event);
			assertTrue("known " + (t - event.peakFrame()) + " frames late", t - event.peakFrame() <= 12);
		}
		assertEquals(EventDetector.detect(of(rate), rate, RATE_HZ, 1), events);
		assertEquals(3, events.size());
	}

	@Test
	public void anEventCutShortByTheEndCounts() {
		final float[] rate = peaks(100, 99, 5, 4);
		final Event event = only(rate);
		assertEquals(99, event.peakFrame());
		assertTrue(event.widthSeconds() > 0);
	}

	@Test
	public void coincidentEventsArePairedOneToOneFromTheClosestOn() {
		final Coincidence found = Coincidence.of(at(1, 5, 9, 20), at(1.2, 1.4, 5.3, 9.6, 30), 0.5, 40, 0, 1);
		assertEquals(2, found.coincident());
		assertEquals(0, found.partner()[0]);
		assertEquals(2, found.partner()[1]);
		assertEquals(-1, found.partner()[2]);
		assertEquals(2, found.firstOnly());
		assertEquals(3, found.secondOnly());
	}

	@Test
	public void aShuffleTellsPairsFromChance() {
		final List<Event> soma = new ArrayList<>();
		final List<Event> dendrite = new ArrayList<>();
		final List<Event> stranger = new ArrayList<>();
		final Random random = new Random(1);
		for (int i = 0; i < 60; i++) {
			final double t = 600 * random.nextDouble();
			soma.addAll(at(t));
			dendrite.addAll(at(Math.min(599.9, t + 0.1)));
			stranger.addAll(at(600 * random.nextDouble()));
		}
		soma.sort(Comparator.comparingDouble(Event::peakSeconds));
		dendrite.sort(Comparator.comparingDouble(Event::peakSeconds));
		stranger.sort(Comparator.comparingDouble(Event::peakSeconds));
		final Coincidence together = Coincidence.of(soma, dendrite, 0.5, 600, 200, 2);
		assertTrue(together.coincident() >= 58 && together.p() < 0.01 && together.expected() < 12);
		assertTrue(Coincidence.of(soma, stranger, 0.5, 600, 200, 2).p() > 0.05);
	}

	private static List<Event> at(final double... seconds) {
		final List<Event> events = new ArrayList<>();
		for (final double s : seconds) events.add(new Event(0, 0, s, 1, 0.1, Double.NaN));
		return events;
	}

	private static Event only(final float[] rate) {
		final List<Event> events = EventDetector.detect(of(rate), rate, RATE_HZ, 1);
		assertEquals(1, events.size());
		return events.get(0);
	}

	/** A rate whose error is 1 throughout. */
	private static Deconvolution of(final float[] rate) {
		final float[] error = new float[rate.length];
		Arrays.fill(error, 1);
		return new Deconvolution(rate, rate, error, rate, null);
	}

	private static float[] peaks(final int frames, final int center, final double height, final double sd) {
		final float[] rate = new float[frames];
		for (int t = 0; t < frames; t++) rate[t] = (float) (height * Math.exp(-0.5 * Math.pow((t - center) / sd, 2)));
		return rate;
	}

	private static float[] sum(final float[] a, final float[] b) {
		final float[] sum = a.clone();
		for (int t = 0; t < sum.length; t++) sum[t] += b[t];
		return sum;
	}
}
