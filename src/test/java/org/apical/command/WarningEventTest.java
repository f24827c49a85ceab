package org.apical.command;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.scijava.Context;
import org.scijava.app.event.StatusEvent;
import org.scijava.command.CommandService;
import org.scijava.event.EventHandler;
import org.scijava.event.EventService;
import org.scijava.event.EventSubscriber;
import org.scijava.log.LogService;
import org.scijava.module.Module;
import org.scijava.module.ModuleService;

public class WarningEventTest {

	@Rule
	public final TemporaryFolder temporary = new TemporaryFolder();

	private final Context context = new Context();
	private final List<String> logged = new ArrayList<>();
	private final List<String> dialogs = new ArrayList<>();

	@Before
	public void listen() {
		context.service(LogService.class).addLogListener(message -> logged.add(message.text()));
		subscribe(this);
	}

	private List<EventSubscriber<?>> subscribe(final Object listener) {
		return context.service(EventService.class).subscribe(listener);
	}

	@After
	public void dispose() {
		context.dispose();
	}

	/** ImageJ2 opens a dialog for a status that is a warning. */
	@EventHandler
	private void onEvent(final StatusEvent status) {
		if (status.isWarning()) dialogs.add(status.getStatusMessage());
	}

	/** Animals that are all alike, of which that is said. */
	private void warn() throws IOException {
		final File table = temporary.newFile("contrasts.csv");
		Files.writeString(table.toPath(), "animal,pplus_contrast,pminus_contrast\na,0.3,-0.1\nb,0.2,0\n");
		final Module module = context.service(ModuleService.class).createModule(context.service(CommandService.class).getCommand(
			AnalyzeGroup.class));
		module.setInput("input", new File[] { table });
		module.setInput("output", new File(temporary.getRoot(), "out"));
		module.setInput("resamples", 500);
		module.run();
	}

	@Test
	public void aWarningIsNoDialogInImageJ2AndIsLoggedWhereNobodyShowsIt() throws IOException {
		warn();
		assertEquals(List.of(), dialogs);
		assertTrue(logged.toString(), logged.stream().anyMatch(l -> l.contains("all animals have the same value")));
	}

	@Test
	public void oneThatIsShownIsNotLoggedToo() throws IOException {
		final List<String> shown = new ArrayList<>();
		final Object face = new Object() {

			@EventHandler
			private void onEvent(final WarningEvent warning) {
				shown.add(warning.text());
				warning.consume();
			}
		};
		final List<EventSubscriber<?>> kept = subscribe(face);
		warn();
		assertFalse(shown.isEmpty());
		assertEquals(List.of(), logged);
		context.service(EventService.class).unsubscribe(kept);
	}
}
