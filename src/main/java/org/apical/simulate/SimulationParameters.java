package org.apical.simulate;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A whole simulated recording.
 *
 * @param scene the tissue
 * @param movement how it moves
 * @param activity what its neurons do
 * @param bleaching how its light fades
 * @param detector from light to numbers
 * @param channels 1: the calcium indicator; 2: a red marker of the same structures that shows no activity as well
 * @param rateHz frames per second of each plane
 * @param frames frames of each plane
 * @param seed of movement, activity and noise; the tissue has its own
 */
public record SimulationParameters(SceneParameters scene, MovementParameters movement, ActivityParameters activity,
	Bleaching bleaching, Detector detector, int channels, double rateHz, int frames, long seed)
{

	/** A minute of one plane with movement and activity at 30 Hz. */
	public static final SimulationParameters DEFAULT = new SimulationParameters(SceneParameters.DEFAULT, MovementParameters.DEFAULT,
		ActivityParameters.DEFAULT, new Bleaching(0.15, 600), Detector.DEFAULT, 1, 30, 1800, 1);

	/**
	 * Ready-made recordings by name:
	 * <ul>
	 * <li>{@code sparse}: few bright cells on dim neuropil ({@link SceneParameters#SPARSE}), usual movement
	 * <li>{@code dense}: crowded, overlapping cells ({@link SceneParameters#DENSE}), usual movement
	 * <li>{@code two-plane}: somas and dendrites recorded in turn, 15.46 Hz a plane, as the paper
	 * <li>{@code line-motion}: rows move by 1.5 px RMS within the frame, five free knots a frame
	 * <li>{@code blocks}: the field deforms by 1.5 px RMS, four knots a side, on top of jitter of 0.3 px
	 * <li>{@code drift}: a slow drift of 5 px RMS and jitter of 0.2 px
	 * <li>{@code jumps}: jumps of 15 to 30 px, one every 100 frames, on top of jitter of 0.5 px
	 * </ul>
	 */
	private static final Map<String, SimulationParameters> PRESETS = new LinkedHashMap<>();
	static {
		PRESETS.put("sparse", DEFAULT.withScene(SceneParameters.SPARSE));
		PRESETS.put("dense", DEFAULT.withScene(SceneParameters.DENSE));
		PRESETS.put("two-plane", DEFAULT.withScene(SceneParameters.TWO_PLANES).withRate(15.46));
		PRESETS.put("line-motion", DEFAULT.withMovement(MovementParameters.STILL.withLines(1.5, 5).withDrift(2, 500)));
		PRESETS.put("blocks", DEFAULT.withMovement(MovementParameters.STILL.withBlocks(1.5, 4, 20).withJitter(0.3)));
		PRESETS.put("drift", DEFAULT.withMovement(MovementParameters.STILL.withDrift(5, 500).withJitter(0.2)));
		PRESETS.put("jumps", DEFAULT.withMovement(MovementParameters.STILL.withJumps(30, 100, 10).withJitter(0.5)));
	}

	public SimulationParameters {
		if (channels < 1 || channels > 2) throw new IllegalArgumentException("A simulated recording has 1 or 2 channels, not " +
			channels);
		if (!(rateHz > 0) || frames < 1) throw new IllegalArgumentException("Rate and number of frames must be positive, not " +
			rateHz + " Hz and " + frames);
	}

	/** The names {@link #preset} knows. */
	public static String[] presets() {
		return PRESETS.keySet().toArray(String[]::new);
	}

	/**
	 * A ready-made recording: {@code sparse}, {@code dense}, {@code two-plane}, {@code line-motion}, {@code blocks}, {@code
	 * drift} or {@code jumps}.
	 *
	 * @throws IllegalArgumentException where there is none of that name; lists those there are
	 */
	public static SimulationParameters preset(final String name) {
		final SimulationParameters p = PRESETS.get(name);
		if (p == null) throw new IllegalArgumentException("No simulated scene is called '" + name + "'; there are " + Arrays
			.toString(presets()).replaceAll("[\\[\\]]", ""));
		return p;
	}

	public SimulationParameters withScene(final SceneParameters s) {
		return new SimulationParameters(s, movement, activity, bleaching, detector, channels, rateHz, frames, seed);
	}

	public SimulationParameters withMovement(final MovementParameters m) {
		return new SimulationParameters(scene, m, activity, bleaching, detector, channels, rateHz, frames, seed);
	}

	public SimulationParameters withActivity(final ActivityParameters a) {
		return new SimulationParameters(scene, movement, a, bleaching, detector, channels, rateHz, frames, seed);
	}

	public SimulationParameters withBleaching(final Bleaching b) {
		return new SimulationParameters(scene, movement, activity, b, detector, channels, rateHz, frames, seed);
	}

	public SimulationParameters withDetector(final Detector d) {
		return new SimulationParameters(scene, movement, activity, bleaching, d, channels, rateHz, frames, seed);
	}

	public SimulationParameters withPhotons(final double perPixel) {
		return withDetector(detector.withPhotons(perPixel));
	}

	public SimulationParameters withChannels(final int n) {
		return new SimulationParameters(scene, movement, activity, bleaching, detector, n, rateHz, frames, seed);
	}

	public SimulationParameters withRate(final double hz) {
		return new SimulationParameters(scene, movement, activity, bleaching, detector, channels, hz, frames, seed);
	}

	public SimulationParameters withFrames(final int n) {
		return new SimulationParameters(scene, movement, activity, bleaching, detector, channels, rateHz, n, seed);
	}

	public SimulationParameters withSize(final int width, final int height) {
		return withScene(scene.withSize(width, height));
	}

	/** Another tissue and other movement, activity and noise. */
	public SimulationParameters withSeed(final long n) {
		return new SimulationParameters(scene.withSeed(n), movement, activity, bleaching, detector, channels, rateHz, frames, n);
	}
}
