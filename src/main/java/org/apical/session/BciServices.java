package org.apical.session;

import org.apical.online.feedback.FeedbackService;
import org.apical.online.readout.ReadoutService;
import org.apical.online.source.FrameSourceService;
import org.apical.recording.RecordingService;
import org.apical.reward.RewardDeviceService;
import org.scijava.Context;

/** Where a closed-loop session finds the plug-ins that its configuration names. */
public record BciServices(RecordingService recordings, FrameSourceService sources, RewardDeviceService rewards,
	ReadoutService readouts, FeedbackService feedbacks)
{

	/** Those of a SciJava context. */
	public static BciServices of(final Context context) {
		return new BciServices(context.service(RecordingService.class), context.service(FrameSourceService.class), context.service(
			RewardDeviceService.class), context.service(ReadoutService.class), context.service(FeedbackService.class));
	}
}
