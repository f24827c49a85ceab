package org.apical.command;

import ij.macro.Interpreter;

import java.awt.GraphicsEnvironment;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import org.apical.online.LiveLoop;
import org.apical.online.LoopStatus;
import org.apical.online.Operator;
import org.apical.online.config.BciConfig;
import org.apical.recording.Progress;
import org.apical.session.BciCheck;
import org.apical.session.BciExample;
import org.apical.session.BciRun;
import org.apical.session.BciServices;
import org.apical.session.Rehearsal;
import org.scijava.Context;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.plugin.PluginService;

/** Runs a closed-loop session. */
@Plugin(type = Command.class, visible = false, name = "bci", label = "Closed loop", headless = true,
	description = "Runs a closed-loop session as a configuration file describes it: live frames in, feedback and reward out.")
public final class Bci extends ApicalCommand {

	@Parameter(label = "Configuration", required = false, description = "YAML file that describes the session; --example writes one with every key explained.")
	private File config;

	@Parameter(label = "Session folder", style = "directory", description = "Folder for the session's record and tables, made where it does not exist.")
	private File output;

	@Parameter(label = "Rehearse", description = "Check the configuration and run a short session with a simulated animal and no device.")
	private boolean dry_run;

	@Parameter(label = "Go on", description = "Go on with the session or rehearsal in the folder, after the program was killed.")
	private boolean resume;

	@Parameter(label = "Example", description = "Write an example configuration, with a simulated field to rehearse it on, into the folder.")
	private boolean example;

	@Parameter(label = "No window", description = "Run without the experimenter's window.")
	private boolean headless;

	@Parameter
	private Context context;

	private final LoopStatus status = new LoopStatus();
	private volatile LiveLoop loop;

	@Override
	protected void execute(final Progress progress) throws IOException {
		final Path folder = output.toPath();
		if (example) {
			summarize("Wrote " + BciExample.write(folder) + ". Rehearse it: bci --config " + folder.resolve("bci.yaml") + " --dry-run -o SESSION");
			return;
		}
		final BciServices services = BciServices.of(context);
		if (resume) run(BciRun.resume(folder, services, status, this::tell), true);
		else begin(folder, services);
	}

	private void begin(final Path folder, final BciServices services) throws IOException {
		if (config == null) throw new ParameterException("config", "is missing: the YAML file that describes the session");
		final Path file = config.toPath();
		final BciConfig checked = BciCheck.read(file, services);
		final Rehearsal rehearsal = dry_run ? new Rehearsal(checked, services.recordings()) : null;
		final BciRun session = new BciRun(dry_run ? rehearsal.quick() : checked, file.toAbsolutePath().getParent(), folder, services,
			status, this::tell);
		if (dry_run) session.rehearse(rehearsal);
		session.begin(file);
		run(session, false);
	}

	private void run(final BciRun session, final boolean again) throws IOException {
		final List<SessionDisplay> displays = headless || GraphicsEnvironment.isHeadless() || Interpreter.isBatchMode() ? List.of() : context.service(PluginService.class)
			.createInstancesOfType(SessionDisplay.class);
		try {
			final String outcome = session.run(again, started -> {
				loop = started;
				for (final SessionDisplay display : displays) display.open(started, status, "Closed loop: " + output.getName());
			});
			summarize(outcome + String.format("%nThe session is in %s.", output));
		}
		catch (final InterruptedException e) {
			Thread.currentThread().interrupt();
			throw new IOException("interrupted", e);
		}
		finally {
			displays.forEach(SessionDisplay::close);
		}
	}

	/** Ends the session as the operator would; what was recorded stays. */
	@Override
	public void cancel(final String reason) {
		if (loop == null) super.cancel(reason);
		else loop.tell(Operator.STOP, Double.NaN);
	}
}
