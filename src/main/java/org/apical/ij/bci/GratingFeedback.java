package org.apical.ij.bci;

import java.awt.AWTError;
import java.awt.Color;
import java.awt.GraphicsDevice;
import java.awt.GraphicsEnvironment;
import java.awt.HeadlessException;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

import org.apical.online.feedback.Feedback;
import org.apical.online.feedback.FeedbackSettings;
import org.apical.online.feedback.PacedFeedback;
import org.apical.online.task.AngleScale;
import org.apical.online.task.TaskState;
import org.scijava.plugin.Plugin;

/**
 * Shows the animal a grating at the task's angle, on a screen of its own: grey while a trial begins, black between trials.
 * The stripes lie at 0 degrees and stand at 90, the target.
 */
@Plugin(type = Feedback.class, name = "grating")
public final class GratingFeedback extends PacedFeedback {

	private static final int LAST_SCREEN = 0;

	private int screenNumber;
	private int sidePx;
	private int patchPx;
	private double turnDeg;
	private Grating grating;
	private Color grey;
	private final Map<Double, BufferedImage> pictures = new HashMap<>();
	private volatile StimulusScreen screen;
	private double shownDeg;
	private TaskState shownState;

	@Override
	protected void configure(final FeedbackSettings settings) {
		screenNumber = settings.integer("screen", LAST_SCREEN, 1, 64);
		sidePx = settings.integer("window_px", 0, 16, 16_384);
		patchPx = settings.integer("patch_px", 60, 0, 2_000);
		turnDeg = settings.number("turn_deg", 0, -360, 360);
		final double period = settings.number("period_px", 120, 2, 10_000);
		final double sigma = settings.number("sigma_px", Double.POSITIVE_INFINITY, 1, 1e6);
		final double contrast = settings.number("contrast", 1, 0, 1);
		final String table = settings.text("gamma_table", null);
		final double exponent = settings.number("gamma", 2.2, 0.1, 10);
		final GammaTable gamma = table == null ? GammaTable.power(exponent) : GammaTable.measured(Path.of(table));
		grating = new Grating(period, sigma, contrast, gamma);
		final int level = gamma.grey(Grating.GROUND);
		grey = new Color(level, level, level);
	}

	@Override
	protected void begin() throws IOException {
		screen = new StimulusScreen(device(), sidePx, patchPx);
		for (double angle = 0; angle <= AngleScale.TARGET_DEG; angle += AngleScale.STEP_DEG) picture(angle);
		screen.draw(null, Color.BLACK);
	}

	private GraphicsDevice device() throws IOException {
		try {
			final GraphicsDevice[] all = GraphicsEnvironment.getLocalGraphicsEnvironment().getScreenDevices();
			if (screenNumber > all.length) throw new IOException("There is no screen " + screenNumber + " for the grating; there are " +
				all.length);
			return all[screenNumber == LAST_SCREEN ? all.length - 1 : screenNumber - 1];
		}
		catch (final HeadlessException | AWTError e) {
			throw new IOException("The grating needs a screen, and there is none (with --headless there never is)", e);
		}
	}

	private BufferedImage picture(final double angleDeg) {
		return pictures.computeIfAbsent(angleDeg, a -> grating.image(screen.width(), screen.height(), a + turnDeg));
	}

	@Override
	protected void present(final Moment moment) {
		final boolean same = Double.doubleToLongBits(moment.angleDeg) == Double.doubleToLongBits(shownDeg) && moment.state == shownState;
		if (same) return;
		shownDeg = moment.angleDeg;
		shownState = moment.state;
		if (!Double.isNaN(shownDeg)) screen.draw(picture(shownDeg), null);
		else screen.draw(null, shownState == TaskState.GREY ? grey : Color.BLACK);
	}

	@Override
	protected void end() {
		final StimulusScreen opened = screen;
		screen = null;
		if (opened != null) opened.close();
	}
}
