package org.apical.motion;

import java.util.ArrayList;
import java.util.List;

/** Keeps in memory what comes out of a correction; the frames of all channels in the order in which they come. */
public class KeptFrames implements MotionSink {

	public final List<FrameMotion> motions = new ArrayList<>();
	/** Of each frame; null where whole frames moved. */
	public final List<float[]> displacements = new ArrayList<>();
	public final List<float[]> frames = new ArrayList<>();

	@Override
	public void motion(final FrameMotion motion, final float[] displacement) {
		motions.add(motion);
		displacements.add(displacement == null ? null : displacement.clone());
	}

	@Override
	public void frame(final int frame, final int channel, final float[] pixels) {
		frames.add(pixels.clone());
	}
}
