package org.apical.trace;

import java.util.ArrayList;
import java.util.List;

/**
 * Finds events, the peaks of an inferred rate.
 *
 * <p>A peak stands out of the valleys on both sides by a good part of its height; smaller humps belong to the larger
 * one. It is an event when it exceeds the rate's own error often enough. An event is known as soon as the rate has
 * fallen to half its height or rises again. {@link #detect} runs the same state machine as the online {@link #push},
 * frame by frame. Not thread-safe.
 */
public final class EventDetector {

	/** How many times its error an event's height is, where nobody says otherwise. */
	public static final double MIN_SNR = 6;

	/** Share of its height by which a peak stands out. */
	private static final double PROMINENCE = 0.3;
	/** An onset is where the rate leaves this share of the peak's height. */
	private static final double ONSET_SHARE = 0.1;
	/** How far back a rise can begin. */
	private static final double LONGEST_RISE_S = 4;

	private final double rateHz;
	private final double minSnr;
	/** The last frames' rates and dF/F0, as far back as a rise can reach. */
	private final double[] rates;
	private final double[] dffs;
	private int frames;
	private boolean rising;
	private boolean pending;
	private int begin;
	private int peakFrame;
	private double peak;
	private double peakError;
	private int valleyFrame;
	private double valley;

	/**
	 * @param rateHz frames per second
	 * @param minSnr how many times its error an event's height is at least
	 */
	public EventDetector(final double rateHz, final double minSnr) {
		if (!(minSnr >= 0)) throw new IllegalArgumentException("The smallest signal to noise ratio is 0 or more, not " + minSnr);
		this.rateHz = rateHz;
		this.minSnr = minSnr;
		rates = new double[Baseline.frames(LONGEST_RISE_S, rateHz) + 2];
		dffs = new double[rates.length];
	}

	/**
	 * All events of a trace.
	 *
	 * @param deconvolution its rate
	 * @param dff its dF/F0
	 */
	public static List<Event> detect(final Deconvolution deconvolution, final float[] dff, final double rateHz,
		final double minSnr)
	{
		final EventDetector detector = new EventDetector(rateHz, minSnr);
		final List<Event> events = new ArrayList<>();
		for (int t = 0; t < dff.length; t++) {
			final Event event = detector.push(deconvolution.rate()[t], deconvolution.rateError()[t], dff[t]);
			if (event != null) events.add(event);
		}
		final Event last = detector.finish();
		if (last != null) events.add(last);
		return events;
	}

	/**
	 * @param rate of the next frame; NaN counts as 0
	 * @param error the rate's standard error there
	 * @param dff of the same frame; NaN where it is not known
	 * @return the event that this frame brings to its end, or null
	 */
	public Event push(final double rate, final double error, final double dff) {
		final double r = Double.isNaN(rate) ? 0 : rate;
		final int t = frames++;
		rates[t % rates.length] = r;
		dffs[t % rates.length] = dff;
		if (rising) {
			if (r > peak) peakAt(t, r, error);
			if (r > (1 - PROMINENCE) * peak) return null;
			rising = false;
			pending = true;
			valleyAt(t, r);
		}
		if (r < valley) valleyAt(t, r);
		if ((1 - PROMINENCE) * r > valley) {
			final Event before = end(valleyFrame);
			begin = valleyFrame;
			rising = true;
			peakAt(t, r, error);
			return before;
		}
		return r <= peak / 2 ? end(t) : null;
	}

	/** @return the event that the recording's end cuts short, or null */
	public Event finish() {
		pending |= rising;
		rising = false;
		return end(frames - 1);
	}

	private void peakAt(final int t, final double r, final double error) {
		peakFrame = t;
		peak = r;
		peakError = error;
	}

	private void valleyAt(final int t, final double r) {
		valleyFrame = t;
		valley = r;
	}

	/** The pending peak's event, which lasts until a frame; null where there is none or it is too small. */
	private Event end(final int last) {
		if (!pending) return null;
		pending = false;
		if (!(peak >= minSnr * peakError)) return null;
		final int oldest = Math.max(begin, frames - rates.length);
		int onset = peakFrame;
		while (onset > oldest && at(onset - 1) >= ONSET_SHARE * peak) onset--;
		int left = peakFrame;
		while (left > oldest && at(left) > peak / 2) left--;
		int right = peakFrame;
		while (right < last && at(right) > peak / 2) right++;
		final double width = crossing(right, right - 1) - crossing(left, left + 1);
		double most = dffs[onset % dffs.length];
		for (int t = onset + 1; t <= last; t++)
			if (dffs[t % dffs.length] > most) most = dffs[t % dffs.length];
		return new Event(onset, peakFrame, peakFrame / rateHz, peak, width / rateHz, most - dffs[onset % dffs.length]);
	}

	/** Where the rate crosses half the peak, between a frame and its neighbour on the peak's side; the frame if above. */
	private double crossing(final int low, final int high) {
		if (at(low) > peak / 2 || low == peakFrame) return low;
		return low + (high - low) * (peak / 2 - at(low)) / (at(high) - at(low));
	}

	private double at(final int frame) {
		return rates[frame % rates.length];
	}
}
