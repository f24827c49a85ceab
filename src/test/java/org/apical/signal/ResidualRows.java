package org.apical.signal;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Random residual tables of a given nesting for the tests of this package. */
public final class ResidualRows {

	private ResidualRows() {}

	/**
	 * @param separation planted P+ contrast minus P- contrast, z
	 * @param perAnimal SD over animals of their separation, z
	 */
	public static List<EpochResidual> random(final int animals, final int neurons, final int sessions, final double separation,
		final double perAnimal, final long seed)
	{
		final Random random = new Random(seed);
		final List<EpochResidual> rows = new ArrayList<>();
		for (int a = 0; a < animals; a++) {
			final double offset = 0.1 * random.nextGaussian(), own = separation + perAnimal * random.nextGaussian();
			for (int n = 0; n < neurons; n++) {
				final Role role = n % 2 == 0 ? Role.P_PLUS : Role.P_MINUS;
				final double level = 0.1 * random.nextGaussian();
				for (int s = 0; s < sessions; s++)
					for (final Epoch epoch : new Epoch[] { Epoch.ERROR_REDUCTION, Epoch.ERROR_INCREASE }) {
						final int events = random.nextInt(12);
						final double effect = role.sign() * (epoch == Epoch.ERROR_REDUCTION ? own : -own) / 4;
						final double z = events == 0 ? Double.NaN : offset + level + effect + random.nextGaussian() / Math.sqrt(events);
						rows.add(new EpochResidual("m" + a, "s" + s, s, "n" + n, role, epoch, events, z));
					}
			}
		}
		return rows;
	}
}
