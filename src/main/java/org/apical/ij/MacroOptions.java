package org.apical.ij;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.apical.command.ParameterException;
import org.scijava.module.ModuleItem;

/**
 * The options of a macro's {@code run("Command...", "key=value key=[value with spaces] flag")}, read strictly: ImageJ's own
 * look-up passes over unknown keys and finds {@code min} inside {@code roi_min}.
 */
final class MacroOptions {

	private final String text;
	private int at;

	private MacroOptions(final String text) {
		this.text = text;
	}

	/**
	 * @param parameters those the command has
	 * @return values by parameter, in the macro's order; a flag's is "true" or "false"
	 * @throws ParameterException for a key that is unknown, given twice or without a value
	 */
	static Map<String, String> parse(final String text, final List<ModuleItem<?>> parameters) {
		final MacroOptions options = new MacroOptions(text);
		final Map<String, String> values = new LinkedHashMap<>();
		while (options.skipSpaces()) options.next(parameters, values);
		return values;
	}

	private boolean skipSpaces() {
		while (at < text.length() && Character.isWhitespace(text.charAt(at))) at++;
		return at < text.length();
	}

	private void next(final List<ModuleItem<?>> parameters, final Map<String, String> values) {
		final int start = at;
		while (at < text.length() && text.charAt(at) != '=' && !Character.isWhitespace(text.charAt(at))) at++;
		final String key = text.substring(start, at);
		final ModuleItem<?> item = parameters.stream().filter(p -> p.getName().equals(key)).findFirst().orElseThrow(
			() -> new ParameterException(key, "is not an option; there are " + String.join(", ", parameters.stream().map(ModuleItem::getName)
				.toList())));
		final boolean flag = item.getType() == boolean.class || item.getType() == Boolean.class;
		final boolean bare = at == text.length() || text.charAt(at) != '=';
		if (bare && !flag) throw new ParameterException(key, "needs a value: " + key + "=…");
		if (!bare) at++;
		if (values.put(key, bare ? "true" : value()) != null) throw new ParameterException(key, "is given twice");
	}

	/** The value that begins here: up to its closing bracket, else up to the next space. */
	private String value() {
		final int close = closingBracket();
		final int start = at;
		if (close > 0) {
			at = close + 1;
			return text.substring(start + 1, close);
		}
		while (at < text.length() && !Character.isWhitespace(text.charAt(at))) at++;
		return text.substring(start, at);
	}

	/** Where the bracket that opens here closes, 0 if it does not or something follows it. */
	private int closingBracket() {
		if (at == text.length() || text.charAt(at) != '[') return 0;
		int depth = 0;
		for (int i = at; i < text.length(); i++) {
			if (text.charAt(i) == '[') depth++;
			if (text.charAt(i) == ']' && --depth == 0) return i + 1 == text.length() || Character.isWhitespace(text.charAt(i + 1)) ? i : 0;
		}
		return 0;
	}
}
