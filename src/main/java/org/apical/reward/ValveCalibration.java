package org.apical.reward;

import java.util.List;

import org.apache.commons.math3.stat.regression.SimpleRegression;

/**
 * How long a valve must be open for a volume: volume = slope x time + intercept.
 *
 * @param ulPerMs slope, above 0
 * @param interceptUl volume at open time 0; below 0 where the valve needs time to open
 */
public record ValveCalibration(double ulPerMs, double interceptUl) {

	/** 0.1 µl per ms, a usual order of magnitude: for devices without a valve, and until the rig is calibrated. */
	public static final ValveCalibration NOMINAL = new ValveCalibration(0.1, 0);

	/** @throws IllegalArgumentException unless the volume rises with time */
	public ValveCalibration {
		if (!(ulPerMs > 0 && Double.isFinite(ulPerMs) && Double.isFinite(interceptUl))) throw new IllegalArgumentException(
			"Valve calibration: the volume must rise with the open time; found " + ulPerMs + " µl per ms");
	}

	/**
	 * The least-squares line through measured volumes of one pulse.
	 *
	 * @throws IllegalArgumentException for fewer than two different open times, or volumes that do not rise
	 */
	public static ValveCalibration fit(final List<ValveMeasurement> measurements) {
		if (measurements.stream().mapToDouble(ValveMeasurement::openMs).distinct().count() < 2) throw new IllegalArgumentException(
			"Valve calibration: two different open times at least must be measured");
		final SimpleRegression line = new SimpleRegression();
		for (final ValveMeasurement m : measurements) line.addData(m.openMs(), m.volumeUl());
		return new ValveCalibration(line.getSlope(), line.getIntercept());
	}

	/** Open time for a volume, µs; below 1 where the line says that less than nothing is needed. */
	public double openMicros(final double volumeUl) {
		return (volumeUl - interceptUl) / ulPerMs * 1000;
	}

	/** Volume of one opening, µl. */
	public double volumeUl(final double openMicros) {
		return ulPerMs * openMicros / 1000 + interceptUl;
	}

	/** The largest deviation of a measured volume from the line, µl. */
	public double largestError(final List<ValveMeasurement> measurements) {
		return measurements.stream().mapToDouble(m -> Math.abs(m.volumeUl() - volumeUl(1000 * m.openMs()))).max().orElse(0);
	}
}
