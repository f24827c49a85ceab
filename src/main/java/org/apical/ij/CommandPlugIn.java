package org.apical.ij;

import ij.IJ;
import ij.ImagePlus;
import ij.Macro;
import ij.WindowManager;
import ij.macro.Interpreter;
import ij.plugin.PlugIn;
import ij.plugin.frame.Recorder;

import java.awt.GraphicsEnvironment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.apical.command.ApicalCommand;
import org.apical.command.ParameterException;
import org.apical.command.ParameterLimits;
import org.apical.command.ParameterText;
import org.apical.command.Previewed;
import org.apical.recording.Progress;
import org.scijava.Cancelable;
import org.scijava.Context;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandService;
import org.scijava.module.Module;
import org.scijava.module.ModuleItem;
import org.scijava.module.ModuleService;

/**
 * Makes every {@link ApicalCommand} an ImageJ 1 plug-in; the argument is the command's class name. A person gets a dialog
 * made from the command's parameters, which the macro recorder records; a macro's options are taken as they are, and
 * what is wrong with them is said in one line.
 *
 * <p>A parameter of type {@link ImagePlus} is the active image, and one that comes out is shown.
 */
public final class CommandPlugIn implements PlugIn {

	/** What a person last entered, by command. */
	private static final Map<String, Map<String, String>> LAST = new LinkedHashMap<>();

	private static Context context;

	@Override
	public void run(final String className) {
		final CommandInfo info = context().service(CommandService.class).getCommand(className);
		if (info == null) throw new IllegalArgumentException("There is no command " + className);
		final Module module = context.service(ModuleService.class).createModule(info);
		final List<ModuleItem<?>> parameters = ParameterLimits.own(info).stream().filter(i -> i.getType() != ImagePlus.class).toList();
		try {
			if (!fillImages(module)) return;
			final Map<String, String> values = values(info, module, parameters);
			if (values == null) return;
			fill(module, parameters, values);
			run(module);
		}
		catch (final ParameterException e) {
			fail(info, e.parameter() + " " + e.getMessage());
		}
		catch (final UncheckedIOException | IllegalArgumentException e) {
			fail(info, e.getMessage());
		}
	}

	private static void fill(final Module module, final List<ModuleItem<?>> parameters, final Map<String, String> values) {
		for (final ModuleItem<?> item : parameters) if (values.containsKey(item.getName())) module.setInput(item.getName(), ParameterText.parse(
			item, values.get(item.getName())));
	}

	private static void run(final Module module) {
		try (ImageJProgress progress = new ImageJProgress(context, (Cancelable) module)) {
			module.run();
		}
		if (((Cancelable) module).isCanceled()) {
			IJ.showStatus(((Cancelable) module).getCancelReason());
			throw new RuntimeException(Macro.MACRO_CANCELED);
		}
		for (final ModuleItem<?> item : module.getInfo().outputs()) if (item.getValue(module) instanceof ImagePlus image) show(image);
		say(String.valueOf(module.getOutput("summary")));
	}

	/** In the log, whose window a batch must not open. */
	static void say(final String text) {
		if (Interpreter.isBatchMode() && !GraphicsEnvironment.isHeadless()) IJ.showStatus(text.lines().findFirst().orElse(""));
		else IJ.log(text);
	}

	/** Fiji's context where this is Fiji, else one of our own. */
	private static synchronized Context context() {
		if (context != null) return context;
		// SciJava finds plug-ins through the thread's class loader, which in ImageJ does not see the plug-ins folder
		final Thread thread = Thread.currentThread();
		final ClassLoader before = thread.getContextClassLoader();
		thread.setContextClassLoader(CommandPlugIn.class.getClassLoader());
		try {
			context = isFiji() && IJ.runPlugIn("org.scijava.Context", "") instanceof Context fijis ? fijis : new Context();
		}
		finally {
			thread.setContextClassLoader(before);
		}
		return context;
	}

	private static boolean isFiji() {
		try {
			Class.forName("net.imagej.legacy.LegacyService", false, CommandPlugIn.class.getClassLoader());
			return true;
		}
		catch (final ClassNotFoundException e) {
			return false;
		}
	}

	private static boolean fillImages(final Module module) {
		for (final ModuleItem<?> item : ParameterLimits.own(module.getInfo())) {
			if (item.getType() != ImagePlus.class) continue;
			final ImagePlus image = WindowManager.getCurrentImage();
			if (image == null) {
				IJ.noImage();
				return false;
			}
			module.setInput(item.getName(), image);
		}
		return true;
	}

	/** From the macro, else from a dialog; null if the person cancelled. */
	private static Map<String, String> values(final CommandInfo info, final Module module, final List<ModuleItem<?>> parameters) {
		final String macro = Macro.getOptions();
		if (macro != null) return MacroOptions.parse(macro, parameters);
		// IJ.run and IJ.runPlugIn from a script without options mean the defaults
		if (GraphicsEnvironment.isHeadless() || parameters.isEmpty()) return Map.of();
		final Map<String, String> defaults = new LinkedHashMap<>();
		for (final ModuleItem<?> item : parameters) defaults.put(item.getName(), ParameterText.of(item.getValue(module)));
		final ParameterDialog dialog = new ParameterDialog(info.getLabel(), parameters, LAST.getOrDefault(info.getClassName(), defaults));
		if (module.getDelegateObject() instanceof Previewed previewed && !Interpreter.isBatchMode()) dialog.withPreview(previewed.previewShows(),
			(texts, progress) -> preview(module, parameters, texts, progress));
		final Map<String, String> values = dialog.ask();
		if (values == null) {
			if (Recorder.record) Recorder.setCommand(null); // else it is recorded as if it had been run
			return null;
		}
		LAST.put(info.getClassName(), values);
		if (Recorder.record) for (final ModuleItem<?> item : parameters) record(item, values.get(item.getName()), defaults.get(item.getName()));
		return values;
	}

	/** By a command of its own with the same images, so that the one to be run stays as it is. */
	private static Previewed.Preview preview(final Module asked, final List<ModuleItem<?>> parameters, final Map<String, String> values,
		final Progress progress) throws IOException
	{
		final Module module = context.service(ModuleService.class).createModule(asked.getInfo());
		for (final ModuleItem<?> item : ParameterLimits.own(asked.getInfo())) if (item.getType() == ImagePlus.class) module.setInput(item
			.getName(), item.getValue(asked));
		fill(module, parameters, values);
		ParameterLimits.check(module, Set.of("output"));
		return ((Previewed) module.getDelegateObject()).preview(progress);
	}

	/** A line of the recorder, which {@link MacroOptions} reads; what is usual is not recorded. */
	static void record(final ModuleItem<?> item, final String value, final String usual) {
		if (value.equals(usual)) return;
		if (value.equals("true")) Recorder.recordOption(item.getName());
		else Recorder.recordOption(item.getName(), Recorder.fixPath(value));
	}

	private static void show(final ImagePlus image) {
		if (GraphicsEnvironment.isHeadless()) WindowManager.setTempCurrentImage(image);
		else image.show();
	}

	/** One line, and the macro that called ends. */
	private static void fail(final CommandInfo info, final String problem) {
		IJ.error(info.getLabel(), problem);
		throw new RuntimeException(Macro.MACRO_CANCELED);
	}
}
