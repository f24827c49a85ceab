package org.apical.signal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Mean residual of each neuron in each epoch of one session.
 *
 * <p>Error and outcome epochs average the events that fall into their windows. Reward epochs average the windows (one a
 * trial), a window in which the neuron was silent counting 0, as published.
 */
public final class EpochMeans {

	private final int[][] counts; // epoch x neuron
	private final double[][] means;

	private EpochMeans(final int neurons) {
		counts = new int[Epoch.values().length][neurons];
		means = new double[Epoch.values().length][neurons];
	}

	/** @param neurons number of neurons; those without an event in an epoch get NaN there (in reward epochs 0) */
	public static EpochMeans of(final List<Residual> residuals, final List<Window> windows, final int frames, final int neurons) {
		final EpochMeans result = new EpochMeans(neurons);
		for (final Epoch epoch : Epoch.values()) {
			final List<Window> own = windows.stream().filter(w -> w.epoch() == epoch).toList();
			if (epoch == Epoch.REWARD_HIT || epoch == Epoch.REWARD_MISS) result.byWindow(epoch, residuals, own, frames);
			else result.byEvent(epoch, residuals, own, frames);
		}
		return result;
	}

	private void byEvent(final Epoch epoch, final List<Residual> residuals, final List<Window> windows, final int frames) {
		final int[] window = windowOf(windows, frames);
		final double[] sums = means[epoch.ordinal()];
		final int[] n = counts[epoch.ordinal()];
		for (final Residual r : residuals)
			if (window[r.frame()] >= 0) {
				sums[r.neuron()] += r.z();
				n[r.neuron()]++;
			}
		for (int i = 0; i < n.length; i++) sums[i] /= n[i];
	}

	private void byWindow(final Epoch epoch, final List<Residual> residuals, final List<Window> windows, final int frames) {
		final int[] window = windowOf(windows, frames);
		final int[] n = counts[epoch.ordinal()];
		final double[][] sums = new double[n.length][windows.size()];
		final int[][] perWindow = new int[n.length][windows.size()];
		for (final Residual r : residuals) {
			final int w = window[r.frame()];
			if (w < 0) continue;
			sums[r.neuron()][w] += r.z();
			perWindow[r.neuron()][w]++;
			n[r.neuron()]++;
		}
		for (int i = 0; i < n.length; i++) {
			double sum = 0;
			for (int w = 0; w < windows.size(); w++)
				if (perWindow[i][w] > 0) sum += sums[i][w] / perWindow[i][w];
			means[epoch.ordinal()][i] = sum / windows.size();
		}
	}

	private static int[] windowOf(final List<Window> windows, final int frames) {
		final int[] of = new int[frames];
		Arrays.fill(of, -1);
		for (int w = 0; w < windows.size(); w++) Arrays.fill(of, windows.get(w).from(), windows.get(w).to(), w);
		return of;
	}

	/** Number of events of a neuron in an epoch. */
	public int events(final Epoch epoch, final int neuron) {
		return counts[epoch.ordinal()][neuron];
	}

	/** Mean residual of a neuron in an epoch, z; NaN where it has none. */
	public double mean(final Epoch epoch, final int neuron) {
		return means[epoch.ordinal()][neuron];
	}

	/** A neuron's residual in error reduction minus that in error increase; NaN where it lacks one. */
	public double contrast(final int neuron) {
		return mean(Epoch.ERROR_REDUCTION, neuron) - mean(Epoch.ERROR_INCREASE, neuron);
	}

	/** The means as rows of {@code residuals.csv}, leaving out neurons whose entry in {@code names} is null. */
	public List<EpochResidual> rows(final String animal, final String session, final double day, final String[] names,
		final Role[] roles)
	{
		final List<EpochResidual> rows = new ArrayList<>();
		for (int i = 0; i < names.length; i++)
			for (final Epoch epoch : Epoch.values())
				if (names[i] != null) rows.add(new EpochResidual(animal, session, day, names[i], roles[i], epoch, events(epoch, i),
					mean(epoch, i)));
		return rows;
	}
}
