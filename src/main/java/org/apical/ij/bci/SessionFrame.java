package org.apical.ij.bci;

import java.awt.BorderLayout;
import java.awt.Color;
import java.awt.FlowLayout;
import java.awt.Font;
import java.awt.GridLayout;
import java.awt.KeyEventDispatcher;
import java.awt.KeyboardFocusManager;
import java.awt.event.KeyEvent;
import java.util.Locale;

import javax.swing.BorderFactory;
import javax.swing.JButton;
import javax.swing.JComboBox;
import javax.swing.JFrame;
import javax.swing.JLabel;
import javax.swing.JOptionPane;
import javax.swing.JPanel;
import javax.swing.WindowConstants;

import org.apical.online.ClosedLoop;
import org.apical.online.LiveLoop;
import org.apical.online.LoopStatus;
import org.apical.online.Operator;
import org.apical.online.task.Calibration;
import org.apical.reward.RewardDecision;

/** What the window is made of. On Swing's thread only. */
final class SessionFrame extends JFrame {

	private static final long serialVersionUID = 1;

	private final transient Observation seen;
	private final transient LiveLoop loop;
	private final transient LoopStatus status;
	private final FieldView field;
	private final JComboBox<String> planes = new JComboBox<>(new String[] { "Plane 1" });
	private final CourseView populations;
	private final CourseView x;
	private final SuccessCurve curve = new SuccessCurve();
	private final Readings readings = new Readings();
	private final JLabel message = new JLabel(" ");
	private final JButton start = new JButton("Start");
	private final JButton pause = new JButton("Pause");
	private final JButton threshold = new JButton("Threshold...");
	private final JButton reward = new JButton("Reward now");
	private final JButton stop = new JButton("Stop");
	private final JButton emergency = new JButton("Emergency stop");
	/** Whatever window of this program has the keyboard. */
	private final transient KeyEventDispatcher keys = this::key;

	SessionFrame(final String title, final Observation seen, final LiveLoop loop, final LoopStatus status) {
		super(title);
		this.seen = seen;
		this.loop = loop;
		this.status = status;
		field = new FieldView(seen);
		populations = new CourseView(seen, new CourseView.Line("P+ dF/F0", Observation.PLUS, Paints.PLUS), new CourseView.Line("P-",
			Observation.MINUS, Paints.MINUS));
		x = new CourseView(seen, new CourseView.Line("x as it is judged", Observation.X, Paints.X));
		lay();
		act();
		setDefaultCloseOperation(WindowConstants.DISPOSE_ON_CLOSE);
		KeyboardFocusManager.getCurrentKeyboardFocusManager().addKeyEventDispatcher(keys);
		pack();
		setLocationByPlatform(true);
		setVisible(true);
	}

	private void lay() {
		planes.setName("plane");
		final JPanel image = new JPanel(new BorderLayout());
		image.add(planes, BorderLayout.NORTH);
		image.add(field, BorderLayout.CENTER);
		final JPanel courses = new JPanel(new GridLayout(2, 1, 0, 4));
		courses.add(populations);
		courses.add(x);
		final JPanel numbers = new JPanel(new BorderLayout(4, 0));
		numbers.add(readings, BorderLayout.CENTER);
		numbers.add(curve, BorderLayout.EAST);
		final JPanel right = new JPanel(new BorderLayout(0, 4));
		right.add(courses, BorderLayout.CENTER);
		right.add(numbers, BorderLayout.SOUTH);
		final JPanel buttons = new JPanel(new FlowLayout(FlowLayout.LEFT));
		for (final JButton button : new JButton[] { start, pause, threshold, reward, stop, emergency }) {
			button.setName(button.getText());
			button.setFocusable(false);
			buttons.add(button);
		}
		emergency.setBackground(Paints.THRESHOLD);
		emergency.setForeground(Color.BLACK);
		emergency.setFont(emergency.getFont().deriveFont(Font.BOLD));
		final JPanel south = new JPanel(new BorderLayout());
		south.add(buttons, BorderLayout.NORTH);
		south.add(message, BorderLayout.SOUTH);
		final JPanel all = new JPanel(new BorderLayout(4, 4));
		all.setBorder(BorderFactory.createEmptyBorder(4, 4, 4, 4));
		all.add(image, BorderLayout.CENTER);
		all.add(right, BorderLayout.EAST);
		all.add(south, BorderLayout.SOUTH);
		setContentPane(all);
	}

	private void act() {
		planes.addActionListener(e -> field.choose(Math.max(0, planes.getSelectedIndex())));
		start.addActionListener(e -> loop.tell(seen.last().paused() ? Operator.RESUME : Operator.ACCEPT, Double.NaN));
		pause.addActionListener(e -> loop.tell(Operator.PAUSE, Double.NaN));
		threshold.addActionListener(e -> askThreshold());
		reward.addActionListener(e -> {
			final RewardDecision decision = loop.rewards().payNow();
			if (decision != null && !decision.isAccepted()) status.say("No reward now: " + decision.suppressedBy());
		});
		stop.addActionListener(e -> {
			if (JOptionPane.showConfirmDialog(this, "End the session?", getTitle(), JOptionPane.OK_CANCEL_OPTION) == JOptionPane.OK_OPTION) loop
				.tell(Operator.STOP, Double.NaN);
		});
		emergency.addActionListener(e -> {
			if (loop.rewards().gate().isStopped()) loop.rewards().releaseStop();
			else loop.rewards().emergencyStop();
		});
		emergency.setToolTipText("Closes the valve and pays nothing until it is released. Keys: F12 or Esc.");
	}

	private boolean key(final KeyEvent e) {
		if (e.getID() != KeyEvent.KEY_PRESSED || e.getKeyCode() != KeyEvent.VK_F12 && e.getKeyCode() != KeyEvent.VK_ESCAPE) return false;
		loop.rewards().emergencyStop();
		return false;
	}

	private void askThreshold() {
		final Calibration c = seen.last().calibration();
		final String text = JOptionPane.showInputDialog(this, "Threshold, above the baseline's minimum of " + String.format(Locale.ROOT,
			"%.3f", c.minimum()), String.format(Locale.ROOT, "%.3f", c.threshold()));
		if (text == null) return;
		try {
			final double value = Double.parseDouble(text.strip());
			if (value > c.minimum()) loop.tell(Operator.THRESHOLD, value);
			else status.say("A threshold of " + value + " does not lie above the baseline's minimum");
		}
		catch (final NumberFormatException e) {
			status.say("'" + text + "' is not a number");
		}
	}

	/** Shows what is newest. */
	void refresh() {
		final LoopStatus.Field known = status.field();
		if (known != null && planes.getItemCount() < known.planes().size()) for (int p = planes.getItemCount(); p < known.planes()
			.size(); p++) planes.addItem("Plane " + (p + 1));
		final Observation.Moment now = seen.last();
		field.refresh(known);
		final double level = now.calibration() == null ? Double.NaN : now.calibration().threshold();
		populations.refresh(Double.NaN);
		x.refresh(level);
		curve.refresh(now.calibration());
		readings.refresh(seen, loop, status.latencies());
		message.setText(status.message().isEmpty() ? " " : status.message());
		final boolean waits = now.stage() == ClosedLoop.Stage.CALIBRATED;
		start.setText(now.paused() ? "Go on" : waits ? "Accept and start" : "Start");
		start.setEnabled(now.paused() || waits);
		pause.setEnabled(now.stage() != null && !now.paused());
		threshold.setEnabled(now.calibration() != null);
		emergency.setText(loop.rewards().gate() != null && loop.rewards().gate().isStopped() ? "Release stop" : "Emergency stop");
	}

	@Override
	public void dispose() {
		KeyboardFocusManager.getCurrentKeyboardFocusManager().removeKeyEventDispatcher(keys);
		super.dispose();
	}
}
