package org.apical.online.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.apical.online.FrameClock;
import org.apical.online.LoopParameters;
import org.apical.online.PlaneParameters;
import org.apical.reward.SafetyLimits;
import org.apical.reward.ValveCalibration;

/**
 * A session as its configuration file describes it.
 *
 * @param animal name of the animal
 * @param session name of the session
 * @param day day of training; NaN where it is not told
 * @param source where frames come from
 * @param imaging how they were taken
 * @param plane how they are corrected and read
 * @param field where the ROIs are
 * @param readout what is made of the neurons' activity
 * @param loop baseline, calibration and task
 * @param dayOne folder of day 1's session, whose z gives today's threshold; null for none
 * @param reward what is paid, and by what
 * @param feedbacks settings of what shows the task's state, by key
 * @param keepFrames whether the frames themselves are recorded, for an exact replay
 */
public record BciConfig(String animal, String session, double day, Source source, Imaging imaging, PlaneParameters plane,
	Field field, ReadoutChoice readout, LoopParameters loop, Path dayOne, Reward reward, Map<String, Map<String, String>> feedbacks,
	boolean keepFrames)
{

	/** @param settings what the source of that kind understands */
	public record Source(String kind, Map<String, String> settings) {}

	/**
	 * @param planes number of planes
	 * @param channel of the calcium indicator, from 0
	 * @param clock by which the task goes
	 */
	public record Imaging(int planes, int channel, FrameClock.Time clock) {}

	/**
	 * @param reference folder with day 1's template and ROIs, as {@code correct} and {@code segment} leave it
	 * @param rois ROI set to use instead of the folder's; may be null
	 * @param zStack images of the depths around day 1's plane, to tell how far today's is from it; may be null
	 * @param sampleFrames frames of each plane from which the day's template is made
	 * @param leastCorrelation of today's template with day 1's, below which the session does not begin
	 */
	public record Field(Path reference, Path rois, Path zStack, int sampleFrames, double leastCorrelation) {}

	/** Which ROIs, by label, drive the readout of that kind. */
	public record ReadoutChoice(String kind, List<Integer> plus, List<Integer> minus, Map<Integer, Double> weights, double offset) {}

	/**
	 * @param settings what the device of that kind understands
	 * @param yoked another session, at whose times rewards come whatever the readout does; null where hits are rewarded
	 */
	public record Reward(String device, Map<String, String> settings, ValveCalibration valve, SafetyLimits limits, Path yoked) {}

	public BciConfig withLoop(final LoopParameters l) {
		return new BciConfig(animal, session, day, source, imaging, plane, field, readout, l, dayOne, reward, feedbacks, keepFrames);
	}

	public BciConfig withImaging(final Imaging i) {
		return new BciConfig(animal, session, day, source, i, plane, field, readout, loop, dayOne, reward, feedbacks, keepFrames);
	}

	public BciConfig withReward(final Reward r) {
		return new BciConfig(animal, session, day, source, imaging, plane, field, readout, loop, dayOne, r, feedbacks, keepFrames);
	}

	public BciConfig withSource(final Source s) {
		return new BciConfig(animal, session, day, s, imaging, plane, field, readout, loop, dayOne, reward, feedbacks, keepFrames);
	}
}
