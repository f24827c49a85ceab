package org.apical.online.feedback;

import java.io.IOException;
import java.util.Map;
import java.util.function.Consumer;

import org.apical.online.task.TaskState;
import org.scijava.plugin.SciJavaPlugin;

/**
 * Shows the animal, or another program, what the task says. A plug-in: mark an implementation {@code @Plugin(type =
 * Feedback.class, name = "key")}; {@link FeedbackService} finds it by its key.
 */
public interface Feedback extends SciJavaPlugin, AutoCloseable {

	/**
	 * Looks at settings and touches nothing.
	 *
	 * @throws IllegalArgumentException with one line for the user where one is unknown or wrong
	 */
	default void check(final Map<String, String> settings) {}

	/**
	 * Comes first, before frames do.
	 *
	 * @param settings what stands under the key in the configuration
	 * @throws IllegalArgumentException with one line for the user where a setting is unknown or wrong
	 * @throws IOException where the screen, the loudspeaker or the address cannot be used
	 */
	void open(Map<String, String> settings) throws IOException;

	/** Who is told what a person should know of a feedback at work, a line each, on any thread. */
	default void listen(final Consumer<String> log) {}

	/**
	 * What holds from now on. Called by the loop after every frame that was judged, whether something changed or not; must
	 * hand on and return without waiting or allocating.
	 *
	 * @param angleDeg angle of the grating, 90 at the target; NaN where none is shown
	 * @param x readout as it was judged; NaN where it is not known
	 * @param state what the task does
	 */
	void show(double angleDeg, double x, TaskState state);

	/** Shows nothing any more. Once more is harmless. */
	@Override
	void close();
}
