package org.apical.ij.bci;

import java.awt.Dimension;
import java.awt.Font;
import java.awt.GridLayout;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

import javax.swing.JLabel;
import javax.swing.JPanel;

import org.HdrHistogram.Histogram;
import org.apical.online.LiveLoop;
import org.apical.online.source.SourceCounts;
import org.apical.reward.SafetyGate;

/** The session in numbers, a line each. */
final class Readings extends JPanel {

	private static final long serialVersionUID = 1;

	private final transient Map<String, JLabel> values = new LinkedHashMap<>();

	Readings() {
		super(new GridLayout(0, 1, 0, 1));
		setBackground(Paints.GROUND);
		// Wide enough for the longest line, so that the window does not change its shape.
		setPreferredSize(new Dimension(490, 200));
		for (final String name : new String[] { "stage", "time", "trials", "rewards", "angle", "x", "latency", "frames", "shift", "device" }) {
			final JLabel label = new JLabel(name);
			label.setFont(new Font(Font.MONOSPACED, Font.PLAIN, 12));
			values.put(name, label);
			add(label);
		}
	}

	private void set(final String name, final boolean alarm, final String format, final Object... arguments) {
		final JLabel label = values.get(name);
		label.setForeground(alarm ? Paints.THRESHOLD : Paints.TEXT);
		label.setText(String.format("%-8s ", name) + String.format(Locale.ROOT, format, arguments));
	}

	/** @param latencies of all frames so far, ns */
	void refresh(final Observation seen, final LiveLoop loop, final Histogram latencies) {
		synchronized (seen) {
			show(seen);
		}
		set("latency", false, "median %.2f, p99 %.2f, worst %.2f ms", latencies.getValueAtPercentile(50) / 1e6, latencies
			.getValueAtPercentile(99) / 1e6, latencies.getMaxValue() / 1e6);
		final SourceCounts counts = loop.counts();
		final long dropped = counts.doubled() + counts.late();
		set("frames", counts.lost() + counts.cutOff() > 0, "%d, lost %d, cut off %d, reconnects %d%s", counts.frames(), counts.lost(), counts
			.cutOff(), counts.reconnects(), dropped == 0 ? "" : ", doubled or late " + dropped);
		device(loop.rewards().gate());
	}

	private void show(final Observation seen) {
		final Observation.Moment s = seen.last();
		set("stage", s.paused(), "%s", s.stage() == null ? "setting up" : (s.paused() ? "PAUSED, " : "") + s.stage().name().toLowerCase(
			Locale.ROOT) + ", " + s.state());
		set("time", false, "%.1f s, frame %d", s.timeS(), s.frame());
		set("trials", false, "%d done (%s), hits %d, accuracy %s", s.trials(), s.trial() < 0 ? "between trials" : "in trial " + s.trial(), s.hits(),
			s.trials() == 0 ? "-" : Math.round(100.0 * s.hits() / s.trials()) + " %");
		set("angle", false, Double.isNaN(seen.angleDeg()) ? "none shown" : "%.0f deg", seen.angleDeg());
		final Course course = seen.course();
		final double x = course.size() == 0 ? Double.NaN : course.value(Observation.X, course.size() - 1);
		set("x", false, "%.3f, threshold %.3f", x, s.calibration() == null ? Double.NaN : s.calibration().threshold());
		set("shift", s.bad(), "y %+.2f, x %+.2f px; correlation %.3f (falls with z drift)%s", s.dy(), s.dx(), seen.correlation(), s.bad()
			? "; not trusted" : "");
	}

	private void device(final SafetyGate gate) {
		if (gate == null) return;
		set("rewards", false, "%d, %.0f ul", gate.rewards(), gate.volumeUl());
		final boolean stopped = gate.isStopped();
		set("device", stopped || !gate.state().isReady(), "%s: %s, %s", gate.device(), gate.state().text(), stopped ? "EMERGENCY STOP" : gate
			.isArmed() ? "armed" : "not armed");
	}
}
