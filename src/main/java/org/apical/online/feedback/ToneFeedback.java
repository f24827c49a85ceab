package org.apical.online.feedback;

import java.io.IOException;

import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.LineUnavailableException;
import javax.sound.sampled.SourceDataLine;

import org.apical.online.task.AngleScale;
import org.scijava.plugin.Plugin;

/**
 * A tone whose pitch says the angle: it rises by equal musical steps from the lowest angle to the target. Silent where no
 * grating is shown.
 */
@Plugin(type = Feedback.class, name = "tone")
public final class ToneFeedback extends PacedFeedback {

	/** Samples that are made at a time, and how many such pieces the loudspeaker holds: 5 and 20 ms. */
	private static final double PIECE_S = 0.005;
	private static final int PIECES_AHEAD = 4;

	private double lowHz;
	private double highHz;
	private double volume;
	private int rateHz;
	private Tone tone;
	private byte[] piece;
	private double goalHz = Double.NaN;
	private volatile SourceDataLine line;

	@Override
	protected void configure(final FeedbackSettings settings) {
		rateHz = settings.integer("sample_rate_hz", 48_000, 8_000, 384_000);
		lowHz = settings.number("low_hz", 4_000, 20, rateHz / 2.5);
		highHz = settings.number("high_hz", 16_000, 20, rateHz / 2.5);
		volume = settings.number("volume", 0.5, 0, 1);
	}

	@Override
	protected void begin() throws IOException {
		tone = new Tone(rateHz, volume);
		piece = new byte[2 * (int) Math.round(PIECE_S * rateHz)];
		try {
			final AudioFormat format = new AudioFormat(rateHz, 16, 1, true, false);
			line = AudioSystem.getSourceDataLine(format);
			line.open(format, PIECES_AHEAD * piece.length);
			line.start();
		}
		catch (final LineUnavailableException | IllegalArgumentException e) {
			throw new IOException("No loudspeaker takes a tone of " + rateHz + " Hz, 16 bit (" + e.getMessage() + ")", e);
		}
	}

	@Override
	protected void present(final Moment moment) {
		goalHz = pitch(moment.angleDeg);
	}

	/** Hz; NaN for no angle. */
	double pitch(final double angleDeg) {
		return lowHz * Math.pow(highHz / lowHz, angleDeg / AngleScale.TARGET_DEG);
	}

	/** The loudspeaker paces this: it takes a piece when one has been played. */
	@Override
	protected void rest() throws IOException {
		tone.fill(piece, goalHz);
		if (line.write(piece, 0, piece.length) == 0 && isOpen()) throw new IOException("The loudspeaker takes no tone any more");
	}

	@Override
	protected void end() {
		final SourceDataLine opened = line;
		if (opened == null) return;
		opened.stop();
		opened.close();
	}
}
