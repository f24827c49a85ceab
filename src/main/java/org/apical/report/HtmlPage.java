package org.apical.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

import org.apical.session.ResultFolder;
import org.apical.session.RunRecord;

/**
 * One self-contained page: an answer, its evidence, figures with their data, tables. It needs no network and no script,
 * and prints with a figure unbroken on its page.
 */
final class HtmlPage {

	private static final String STYLE = """
		body{font:16px/1.5 system-ui,sans-serif;color:#222;max-width:60rem;margin:2rem auto;padding:0 1rem}
		h1{font-size:1.5rem;line-height:1.25;margin-bottom:.3rem}h2{font-size:1.15rem;margin:2rem 0 .5rem}
		.answer{font-size:1.2rem;border-left:.35rem solid #0072b2;padding:.4rem 0 .4rem 1rem;margin:1rem 0}
		figure{margin:1.2rem 0;break-inside:avoid}figure svg{max-width:100%;height:auto}
		figcaption{font-size:.9rem;color:#444}figcaption b{color:#222}
		table{border-collapse:collapse;font-size:.88rem;margin:.5rem 0}tr{break-inside:avoid}
		th,td{text-align:left;padding:.25rem .7rem .25rem 0;border-bottom:1px solid #ddd;vertical-align:top}
		td.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}th.n{text-align:right}
		.gap{color:#7a4a00}.small{font-size:.85rem;color:#555}
		.pair{display:flex;flex-wrap:wrap;gap:1rem}.pair figure{flex:1 1 26rem;margin:.6rem 0}
		@media print{body{font-size:10.5pt;margin:0;max-width:none}a{color:inherit;text-decoration:none}}
		""";

	private static final String FIGURES = "figures";

	private final StringBuilder body = new StringBuilder();
	private final List<Figure> drawn = new ArrayList<>();
	private final String title;

	HtmlPage(final String title) {
		this.title = title;
		body.append("<h1>").append(escape(title)).append("</h1>\n");
	}

	/** The answer in one sentence, first on the page. */
	HtmlPage answer(final String sentence) {
		body.append("<p class=\"answer\">").append(escape(sentence)).append("</p>\n");
		return this;
	}

	HtmlPage paragraph(final String text) {
		body.append("<p>").append(escape(text)).append("</p>\n");
		return this;
	}

	HtmlPage heading(final String text) {
		body.append("<h2>").append(escape(text)).append("</h2>\n");
		return this;
	}

	/** Figures side by side where there is room. */
	HtmlPage figures(final Figure... figures) {
		body.append("<div class=\"pair\">\n");
		for (final Figure f : figures) {
			drawn.add(f);
			final String data = Base64.getEncoder().encodeToString(f.data().text().getBytes(StandardCharsets.UTF_8));
			body.append("<figure>").append(f.svg()).append("<figcaption><b>").append(escape(f.title())).append(".</b> ").append(escape(f
				.caption())).append(" <a download=\"").append(f.name()).append(".csv\" href=\"data:text/csv;base64,").append(data)
				.append("\">Data (CSV)</a></figcaption></figure>\n");
		}
		body.append("</div>\n");
		return this;
	}

	/** A table; numbers stand to the right. */
	HtmlPage table(final List<String> header, final List<List<Object>> rows) {
		body.append("<table><thead><tr>");
		for (int i = 0; i < header.size(); i++) body.append(numeric(rows, i) ? "<th class=\"n\">" : "<th>").append(escape(header.get(i)))
			.append("</th>");
		body.append("</tr></thead><tbody>\n");
		for (final List<Object> row : rows) {
			body.append("<tr>");
			for (final Object cell : row) body.append(cell instanceof Number ? "<td class=\"n\">" : "<td>").append(escape(text(cell)))
				.append("</td>");
			body.append("</tr>\n");
		}
		body.append("</tbody></table>\n");
		return this;
	}

	private static boolean numeric(final List<List<Object>> rows, final int column) {
		return rows.stream().anyMatch(r -> r.get(column) instanceof Number);
	}

	/** What could not be computed, each with its reason. */
	HtmlPage gaps(final List<String> gaps) {
		heading("What could not be computed");
		if (gaps.isEmpty()) return paragraph("Nothing: every result above rests on data.");
		body.append("<ul class=\"gap\">");
		for (final String gap : gaps) body.append("<li>").append(escape(gap)).append("</li>");
		body.append("</ul>\n");
		return this;
	}

	/**
	 * Stages the page as {@code report.html}, and each figure as SVG with its data as CSV in {@code figures}.
	 *
	 * @return the figures
	 */
	List<Figure> write(final ResultFolder folder, final String footer) throws IOException {
		for (final Figure f : drawn) {
			Files.writeString(folder.stage(FIGURES, f.name() + ".svg"), f.svg());
			f.data().write(folder.stage(FIGURES, f.name() + ".csv"));
		}
		Files.writeString(folder.stage("report.html"), "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>" +
			escape(title) + "</title><style>" + STYLE + "</style></head><body>\n" + body + "<p class=\"small\">" + escape("Apical " +
				RunRecord.version() + ". " + footer) + "</p>\n</body></html>\n");
		return List.copyOf(drawn);
	}

	/** A number with three figures that count; nothing for one that is not there. */
	static String text(final Object value) {
		if (value == null) return "";
		if (!(value instanceof Double d)) return value.toString();
		if (d.isNaN()) return "–";
		final double size = Math.abs(d);
		return size != 0 && size < 0.001 ? String.format(Locale.ROOT, "%.1e", d) : String.format(Locale.ROOT, size < 10 ? "%.3f" : size <
			1000 ? "%.1f" : "%.0f", d);
	}

	/** A p value as a text, for example "p = 0.013". */
	static String p(final double p) {
		return Double.isNaN(p) ? "p not computable" : p < 0.001 ? "p < 0.001" : String.format(Locale.ROOT, "p = %.3f", p);
	}

	private static String escape(final String text) {
		return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
	}
}
