package org.apical.ij;

import ij.gui.GenericDialog;

import java.awt.Checkbox;
import java.awt.Choice;
import java.awt.TextField;
import java.io.File;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import org.scijava.module.ModuleItem;

/** ImageJ's dialog for a command's parameters. */
final class ParameterDialog {

	private static final int TEXT_COLUMNS = 32;
	private static final int NUMBER_COLUMNS = 8;
	/** The list of commands with a page of each. */
	private static final String PAGES = "https://github.com/apical-imaging/apical#commands";

	private final GenericDialog dialog;
	/** What each field holds, read past GenericDialog's own recording, whose keys are the first words of labels. */
	private final Map<String, Supplier<String>> fields = new LinkedHashMap<>();
	private PreviewBox preview;

	/** @param initial texts to begin with */
	ParameterDialog(final String title, final List<ModuleItem<?>> parameters, final Map<String, String> initial) {
		dialog = new GenericDialog(title);
		for (final ModuleItem<?> item : parameters) fields.put(item.getName(), add(item, initial.getOrDefault(item.getName(), "")));
		dialog.addHelp(help(title, parameters));
	}

	private static String help(final String title, final List<ModuleItem<?>> parameters) {
		final StringBuilder html = new StringBuilder("<html><h2>" + title + "</h2><table>");
		for (final ModuleItem<?> item : parameters) html.append("<tr valign=top><td><b>").append(item.getLabel()).append("</b><br>").append(item
			.getName()).append("</td><td width=360>").append(item.getDescription()).append("</td></tr>");
		return html.append("</table><p>More: <a href=").append(PAGES).append(">").append(PAGES).append("</a></html>").toString();
	}

	/** Offers a preview; not for a dialog without a screen. */
	ParameterDialog withPreview(final String shows, final PreviewBox.Maker maker) {
		preview = new PreviewBox(dialog, shows, maker, this::values);
		return this;
	}

	/** @return the texts the user left by parameter, or null if cancelled */
	Map<String, String> ask() {
		try {
			dialog.showDialog();
		}
		finally {
			// a command must not compute beside its own preview; one that was cancelled has nothing to wait for
			if (preview != null) preview.close(dialog.wasOKed());
		}
		return dialog.wasCanceled() ? null : values();
	}

	private Map<String, String> values() {
		final Map<String, String> values = new LinkedHashMap<>();
		fields.forEach((name, field) -> values.put(name, field.get()));
		return values;
	}

	private Supplier<String> add(final ModuleItem<?> item, final String text) {
		final String label = item.getLabel();
		final Class<?> type = item.getType();
		if (type == boolean.class || type == Boolean.class) {
			dialog.addCheckbox(label, Boolean.parseBoolean(text));
			final Checkbox box = (Checkbox) dialog.getCheckboxes().lastElement();
			box.setName(item.getName());
			return () -> String.valueOf(box.getState());
		}
		final List<?> choices = item.getChoices();
		if (choices != null && !choices.isEmpty()) {
			dialog.addChoice(label, choices.stream().map(Object::toString).toArray(String[]::new), text);
			final Choice choice = (Choice) dialog.getChoices().lastElement();
			choice.setName(item.getName());
			return choice::getSelectedItem;
		}
		if (type == File.class && "directory".equals(item.getWidgetStyle())) dialog.addDirectoryField(label, text, TEXT_COLUMNS);
		else if (type == File.class || type == File[].class) dialog.addFileField(label, text, TEXT_COLUMNS);
		else dialog.addStringField(label, text, type == String.class ? TEXT_COLUMNS : NUMBER_COLUMNS);
		final TextField field = (TextField) dialog.getStringFields().lastElement();
		field.setName(item.getName());
		return field::getText;
	}
}
