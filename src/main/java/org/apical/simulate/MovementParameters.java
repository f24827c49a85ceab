package org.apical.simulate;

/**
 * How the tissue moves. Each part is added to the others; 0 px turns it off. Times are in frames.
 *
 * @param driftPx RMS of the slow drift per axis, px
 * @param driftFrames time in which the drift wanders by about its RMS
 * @param jitterPx standard deviation of the displacement drawn anew for each frame, per axis, px
 * @param jumpPx length of the longest jump; each jump's is uniform between half of this and this
 * @param jumpEvery one jump falls into each stretch of this many frames, or none where it is 0
 * @param jumpFrames longest duration of a jump, 1 or more and less than {@code jumpEvery}
 * @param linePx RMS per axis of the motion within frames: a smooth random function of scan time, shared by the pixels of
 *          a row and continuous from one frame into the next
 * @param knotsPerFrame free values of that function in the time of one frame
 * @param blockPx RMS per axis of the deformation: a smooth random field over the plane that changes with time
 * @param blocks free values of the field along each side
 * @param blockFrames time between free values of the field
 * @param scanPhasePx columns by which odd rows stand to the right of even ones
 * @param scanPhaseDriftPx RMS of the slow change of that
 */
public record MovementParameters(double driftPx, double driftFrames, double jitterPx, double jumpPx, int jumpEvery,
	int jumpFrames, double linePx, double knotsPerFrame, double blockPx, int blocks, double blockFrames, double scanPhasePx,
	double scanPhaseDriftPx)
{

	/** Nothing moves. */
	public static final MovementParameters STILL = new MovementParameters(0, 500, 0, 0, 0, 5, 0, 5, 0, 4, 20, 0, 0);

	/** A slow drift of 3 px RMS, half a pixel from frame to frame, and now and then a jump of 5 to 10 px. */
	public static final MovementParameters DEFAULT = STILL.withDrift(3, 500).withJitter(0.5).withJumps(10, 200, 8);

	public MovementParameters {
		if (!(driftPx >= 0 && jitterPx >= 0 && jumpPx >= 0 && linePx >= 0 && blockPx >= 0 && scanPhaseDriftPx >= 0))
			throw new IllegalArgumentException("Amounts of movement must be 0 px or more");
		if (!(driftFrames > 0 && knotsPerFrame > 0 && blockFrames > 0) || blocks < 1) throw new IllegalArgumentException(
			"Times, knots and blocks of a movement must be positive");
		if (jumpEvery != 0 && (jumpFrames < 1 || jumpEvery <= jumpFrames)) throw new IllegalArgumentException(
			"A jump of up to " + jumpFrames + " frames does not fit into every " + jumpEvery);
	}

	public MovementParameters withDrift(final double px, final double frames) {
		return new MovementParameters(px, frames, jitterPx, jumpPx, jumpEvery, jumpFrames, linePx, knotsPerFrame, blockPx, blocks,
			blockFrames, scanPhasePx, scanPhaseDriftPx);
	}

	public MovementParameters withJitter(final double px) {
		return new MovementParameters(driftPx, driftFrames, px, jumpPx, jumpEvery, jumpFrames, linePx, knotsPerFrame, blockPx,
			blocks, blockFrames, scanPhasePx, scanPhaseDriftPx);
	}

	/** Jumps of up to {@code px}, one in each stretch of {@code every} frames, lasting up to {@code frames}. */
	public MovementParameters withJumps(final double px, final int every, final int frames) {
		return new MovementParameters(driftPx, driftFrames, jitterPx, px, every, frames, linePx, knotsPerFrame, blockPx, blocks,
			blockFrames, scanPhasePx, scanPhaseDriftPx);
	}

	public MovementParameters withLines(final double px, final double knots) {
		return new MovementParameters(driftPx, driftFrames, jitterPx, jumpPx, jumpEvery, jumpFrames, px, knots, blockPx, blocks,
			blockFrames, scanPhasePx, scanPhaseDriftPx);
	}

	public MovementParameters withBlocks(final double px, final int perSide, final double frames) {
		return new MovementParameters(driftPx, driftFrames, jitterPx, jumpPx, jumpEvery, jumpFrames, linePx, knotsPerFrame, px,
			perSide, frames, scanPhasePx, scanPhaseDriftPx);
	}

	public MovementParameters withScanPhase(final double px, final double driftRmsPx) {
		return new MovementParameters(driftPx, driftFrames, jitterPx, jumpPx, jumpEvery, jumpFrames, linePx, knotsPerFrame, blockPx,
			blocks, blockFrames, px, driftRmsPx);
	}
}
