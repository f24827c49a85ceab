package org.apical.signal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

import org.apache.commons.math3.stat.StatUtils;
import org.apache.commons.math3.stat.correlation.PearsonsCorrelation;

/**
 * Repeats a session's vector test with one thing changed at a time: what would be left of the separation if it came from
 * something else than individual teaching signals.
 */
public final class Controls {

	/** The controls, each a switch. */
	public enum Control {
		TIME_SHUFFLE("time shuffle", "events moved along the session by a random lag: expect none"),
		ROLE_SHUFFLE("role shuffle", "P+ and P- dealt at random: expect none"),
		EQUAL_SOMA("equal somatic response", "events of both epochs matched by somatic magnitude: expect the same"),
		MATCHED_P0("activity-matched P0", "each neuron replaced by the P0 neuron with the most similar number of events: expect none"),
		SPLIT_P0("P0 split by correlation", "P0 neurons correlated with the readout as if P+, anticorrelated as if P-: expect none"),
		LARGE_ERROR("error above 45 deg", "windows far from the target only"),
		SMALL_ERROR("error below 45 deg", "windows close to the target only"),
		DFF_MAGNITUDES("dF/F0 magnitudes", "magnitudes from dF/F0 instead of the inferred rate: expect the same"),
		MOTION_REMOVED("without motion", "neurons whose rate or fluorescence follows the frame's shift left out: expect the same"),
		LOCOMOTION("locomotion", "what running speed explains of each neuron's residuals taken out: expect the same");

		private final String label, meaning;

		Control(final String label, final String meaning) {
			this.label = label;
			this.meaning = meaning;
		}

		public String label() {
			return label;
		}

		/** What is changed, and what is to be expected of a true vector signal. */
		public String meaning() {
			return meaning;
		}
	}

	/**
	 * A row of the controls' table.
	 *
	 * @param separation P+ contrast minus P- contrast; of shuffles their mean
	 * @param p two-sided: of shuffles the share with at least the true separation, else over role permutations
	 * @param gap why there is no result, null where there is one
	 */
	public record Row(Control control, double separation, double p, int plusNeurons, int minusNeurons, String gap) {}

	private static final int SHUFFLES = 500;
	/** A neuron whose rate correlates more than this with the frame's shift is taken to be contaminated by motion. */
	private static final double MOTION_CORRELATION = 0.2;
	/** And so is one in whose traces motion explains more than this share of the variance. */
	private static final double MOTION_SHARE = 0.1;
	/** Largest difference of matched somatic magnitudes, in SD of the neuron's magnitudes. */
	private static final double CALIPER = 0.25;

	private final SessionData data;
	private final Residuals residuals;
	private final List<Window> windows;
	private final SdResidual.Parameters fit;
	private final long seed;

	Controls(final SessionData data, final Residuals residuals, final List<Window> windows, final SdResidual.Parameters fit,
		final long seed)
	{
		this.data = data;
		this.residuals = residuals;
		this.windows = windows.stream().filter(w -> w.epoch().isError()).toList();
		this.fit = fit;
		this.seed = seed;
	}

	List<Row> rows(final Set<Control> chosen) {
		final List<Row> rows = new ArrayList<>();
		for (final Control control : EnumSet.copyOf(chosen))
			try {
				rows.add(row(control));
			}
			catch (final GapException e) {
				rows.add(new Row(control, Double.NaN, Double.NaN, 0, 0, e.getMessage()));
			}
		return rows;
	}

	private Row row(final Control control) throws GapException {
		final List<Residual> events = residuals.events();
		switch (control) {
			case TIME_SHUFFLE:
				return shuffled(control, this::shifted, random -> data.roles());
			case ROLE_SHUFFLE:
				return shuffled(control, random -> events, this::dealt);
			case EQUAL_SOMA:
				return tested(control, matchedBySoma(), windows, data.roles());
			case MATCHED_P0:
				return tested(control, events, windows, matchedP0());
			case SPLIT_P0:
				return tested(control, events, windows, splitP0());
			case LARGE_ERROR:
				return tested(control, events, windows.stream().filter(w -> w.errorDeg() > 45).toList(), data.roles());
			case SMALL_ERROR:
				return tested(control, events, windows.stream().filter(w -> w.errorDeg() <= 45).toList(), data.roles());
			case DFF_MAGNITUDES:
				if (data.dffEvents() == null) throw new GapException("no magnitudes from dF/F0");
				return tested(control, Residuals.of(data, data.dffEvents(), fit).events(), windows, data.roles());
			case MOTION_REMOVED:
				return tested(control, events, windows, withoutMotion());
			default:
				return tested(control, withoutLocomotion(), windows, data.roles());
		}
	}

	private EpochMeans means(final List<Residual> events, final List<Window> in) {
		return EpochMeans.of(events, in, data.frames(), data.neurons());
	}

	private Row tested(final Control control, final List<Residual> events, final List<Window> in, final Role[] roles)
		throws GapException
	{
		final VectorTest test = VectorTest.of(means(events, in), roles, data.animal(), seed);
		return new Row(control, test.contrast().separation(), test.p(), test.plusNeurons(), test.minusNeurons(), null);
	}

	private interface Draw<T> {
		T draw(SplittableRandom random);
	}

	private Row shuffled(final Control control, final Draw<List<Residual>> events, final Draw<Role[]> roles)
		throws GapException
	{
		final EpochMeans original = means(residuals.events(), windows);
		final double observed = VectorTest.separation(original, data.roles());
		if (Double.isNaN(observed)) throw new GapException("P+ or P- has no neuron with events in both epochs");
		double sum = 0;
		int n = 0, atLeast = 1;
		for (int i = 0; i < SHUFFLES; i++) {
			final SplittableRandom random = Seeds.random(seed, control.ordinal(), i);
			final List<Residual> drawn = events.draw(random);
			final double separation = VectorTest.separation(drawn == residuals.events() ? original : means(drawn, windows), roles
				.draw(random));
			if (Double.isNaN(separation)) continue;
			sum += separation;
			n++;
			if (Math.abs(separation) >= Math.abs(observed) - 1e-12) atLeast++;
		}
		return new Row(control, sum / n, atLeast / (n + 1.0), count(Role.P_PLUS), count(Role.P_MINUS), null);
	}

	private int count(final Role role) {
		return (int) Arrays.stream(data.roles()).filter(r -> r == role).count();
	}

	private List<Residual> shifted(final SplittableRandom random) {
		final int lag = 1 + random.nextInt(data.frames() - 1);
		return residuals.events().stream().map(e -> new Residual(e.neuron(), (e.frame() + lag) % data.frames(), e.soma(), e.z()))
			.toList();
	}

	private Role[] dealt(final SplittableRandom random) {
		final Role[] roles = data.roles().clone();
		final int[] used = IntStream.range(0, roles.length).filter(i -> roles[i] != null && roles[i] != Role.P0).toArray();
		for (int i = used.length - 1; i > 0; i--) {
			final int j = random.nextInt(i + 1);
			final Role swap = roles[used[i]];
			roles[used[i]] = roles[used[j]];
			roles[used[j]] = swap;
		}
		return roles;
	}

	/** Pairs every event of error reduction with the unused event of error increase closest in somatic magnitude. */
	private List<Residual> matchedBySoma() {
		final List<Residual> matched = new ArrayList<>();
		for (int neuron = 0; neuron < data.neurons(); neuron++) {
			final int n = neuron;
			final List<Residual> own = residuals.events().stream().filter(e -> e.neuron() == n).toList();
			final double caliper = CALIPER * Math.sqrt(StatUtils.variance(own.stream().mapToDouble(
				Residual::soma).toArray()));
			final List<Residual> increase = new ArrayList<>(within(own, Epoch.ERROR_INCREASE));
			for (final Residual event : within(own, Epoch.ERROR_REDUCTION)) {
				final Residual partner = increase.stream().min(Comparator.comparingDouble(e -> Math.abs(e.soma() - event.soma())))
					.orElse(null);
				if (partner == null || Math.abs(partner.soma() - event.soma()) > caliper) continue;
				increase.remove(partner);
				matched.add(event);
				matched.add(partner);
			}
		}
		return matched;
	}

	private List<Residual> within(final List<Residual> events, final Epoch epoch) {
		return events.stream().filter(e -> windows.stream().anyMatch(w -> w.epoch() == epoch && w.from() <= e.frame() && e
			.frame() < w.to())).toList();
	}

	private Role[] matchedP0() throws GapException {
		final int[] events = new int[data.neurons()];
		residuals.events().forEach(e -> events[e.neuron()]++);
		final List<Integer> free = new ArrayList<>(IntStream.range(0, events.length).filter(i -> data.roles()[i] == Role.P0 &&
			events[i] > 0).boxed().toList());
		final Role[] roles = new Role[events.length];
		for (int i = 0; i < events.length; i++) {
			if (data.roles()[i] == null || data.roles()[i] == Role.P0 || events[i] == 0) continue;
			final int n = i;
			final Integer match = free.stream().min(Comparator.comparingInt(j -> Math.abs(events[j] - events[n]))).orElseThrow(
				() -> new GapException("fewer P0 neurons with events than P+ and P- neurons"));
			free.remove(match);
			roles[match] = data.roles()[i];
		}
		return roles;
	}

	private Role[] splitP0() throws GapException {
		if (data.log().readout() == null) throw new GapException("the frame log has no readout (column x)");
		final Role[] roles = new Role[data.neurons()];
		for (int i = 0; i < roles.length; i++) {
			if (data.roles()[i] != Role.P0) continue;
			final double r = correlation(i, data.log().readout());
			roles[i] = r > 0 ? Role.P_PLUS : r < 0 ? Role.P_MINUS : null;
		}
		return roles;
	}

	private double correlation(final int neuron, final double[] with) {
		final int[] frames = IntStream.range(0, data.frames()).filter(t -> !Double.isNaN(with[t])).toArray();
		if (frames.length < 2) return Double.NaN;
		return new PearsonsCorrelation().correlation(Arrays.stream(frames).mapToDouble(t -> data.rates()[neuron][t]).toArray(),
			Arrays.stream(frames).mapToDouble(t -> with[t]).toArray());
	}

	private Role[] withoutMotion() throws GapException {
		final double[] shift = data.log().shiftPx(), share = data.motionShare();
		if (shift == null && share == null) throw new GapException(
			"neither the frame log has shifts (columns dy_px, dx_px) nor rois.csv a motion_share");
		final Role[] roles = data.roles().clone();
		for (int i = 0; i < roles.length; i++)
			if (shift != null && Math.abs(correlation(i, shift)) > MOTION_CORRELATION || share != null && share[i] > MOTION_SHARE)
				roles[i] = null;
		return roles;
	}

	private List<Residual> withoutLocomotion() throws GapException {
		final double[] speed = data.log().speed();
		if (speed == null) throw new GapException("the frame log has no running speed (column speed)");
		final List<Residual> cleaned = new ArrayList<>();
		for (int neuron = 0; neuron < data.neurons(); neuron++) {
			final int n = neuron;
			final List<Residual> own = residuals.events().stream().filter(e -> e.neuron() == n && !Double.isNaN(speed[e.frame()]))
				.toList();
			if (own.size() < 3) continue;
			final double[] x = own.stream().mapToDouble(e -> speed[e.frame()]).toArray();
			final boolean still = StatUtils.variance(x) == 0;
			final Line line = still ? new Line(0, 0) : LineFit.LEAST_SQUARES.fit(x, own.stream().mapToDouble(Residual::z).toArray());
			for (int i = 0; i < x.length; i++) cleaned.add(new Residual(n, own.get(i).frame(), own.get(i).soma(), own.get(i).z() -
				line.at(x[i])));
		}
		return cleaned;
	}
}
