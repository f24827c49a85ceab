package org.apical.report;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;

import javax.xml.parsers.DocumentBuilderFactory;

import org.apical.recording.Progress;
import org.apical.session.GroupAnalysis;
import org.apical.session.ResultFolder;
import org.apical.session.SimulatedDay;
import org.apical.signal.Controls.Control;
import org.apical.signal.GroupStatistics;
import org.apical.signal.SessionData;
import org.apical.signal.SessionSignals;
import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class SignalReportsTest {

	@ClassRule
	public static final TemporaryFolder TEMPORARY = new TemporaryFolder();

	private static List<Figure> figures;
	private static String page;

	@BeforeClass
	public static void write() throws Exception {
		figures = write(SimulatedDay.of(SimulatedDay.STRONG), "session");
		page = read("session/report.html");
	}

	private static List<Figure> write(final SessionData data, final String name) throws Exception {
		final SessionSignals signals = SimulatedDay.analyse(data, EnumSet.of(Control.ROLE_SHUFFLE, Control.DFF_MAGNITUDES));
		try (ResultFolder folder = ResultFolder.open(path(name))) {
			final List<Figure> drawn = new SessionReport(signals, 1).write(folder);
			folder.publish();
			return drawn;
		}
	}

	private static Path path(final String name) {
		return TEMPORARY.getRoot().toPath().resolve(name);
	}

	private static String read(final String name) throws IOException {
		return Files.readString(path(name));
	}

	@Test
	public void thePageNeedsNothingFromTheNetwork() {
		final String links = page.replace("http://www.w3.org/", ""); // names of XML, which nobody fetches
		assertFalse(links.contains("http:") || links.contains("https:") || links.contains("<script") || links.contains("<link"));
	}

	@Test
	public void theAnswerComesFirstAndSaysItsNumbers() {
		assertTrue(page.indexOf("class=\"answer\"") < page.indexOf("<figure>"));
		assertTrue(page.matches("(?s).*In this session the signal's sign follows the causal role: P\\+ contrast 0\\.\\d+ z.*"));
	}

	@Test
	public void everyFigureIsThereAsSvgWithItsDataAndACaptionThatCounts() throws Exception {
		assertEquals(8, figures.size());
		for (final Figure f : figures) {
			final Path svg = path("session/figures/" + f.name() + ".svg");
			assertEquals("svg", DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(svg.toFile()).getDocumentElement()
				.getTagName());
			assertTrue(f.name(), Files.readAllLines(path("session/figures/" + f.name() + ".csv")).size() > 3);
			assertTrue(f.name() + ": " + f.caption(), f.caption().matches("(?s).*\\d.*"));
			assertTrue(f.name(), page.contains("download=\"" + f.name() + ".csv\""));
			assertEquals(f.name(), f.width(), f.image().getWidth());
		}
	}

	@Test
	public void aGapStandsInItsTableAndInTheList() {
		assertTrue(page.contains("not computed: no magnitudes from dF/F0"));
		assertTrue(page.contains("<li>control 'dF/F0 magnitudes': no magnitudes from dF/F0</li>"));
	}

	@Test
	public void aSessionWithoutATaskStillHasItsPage() throws Exception {
		write(SimulatedDay.withLog(SimulatedDay.of(SimulatedDay.STRONG), null, List.of()), "no-task");
		assertTrue(read("no-task/report.html").contains("cannot say whether the signals are signed"));
		assertTrue(read("no-task/report.html").contains("no log of the task was given"));
	}

	@Test
	public void theGroupsPageLaysTheRulesBesideTheAnimals() throws Exception {
		final StringBuilder residuals = new StringBuilder("animal,session,day,neuron,population,epoch,n_events,sd_residual_z\n");
		final StringBuilder neurons = new StringBuilder("animal,day,neuron,population,mean_rate,contrast_z\n");
		for (int animal = 0; animal < 3; animal++)
			for (int day = 1; day <= 3; day++) for (int n = 0; n < 4; n++) {
				final String role = n < 2 ? "P+" : "P-", who = "m" + animal + ",";
				final double contrast = (n < 2 ? 0.3 : -0.3) * (1 + 0.1 * animal) + 0.02 * n * day;
				residuals.append(who + "d" + day + "," + day + "," + n + "," + role + ",error_reduction,9," + contrast / 2 + "\n");
				residuals.append(who + "d" + day + "," + day + "," + n + "," + role + ",error_increase,9," + -contrast / 2 + "\n");
				neurons.append(who + day + "," + n + "," + role + "," + (1 + 0.1 * day * (n < 2 ? 1 : -1) + 0.01 * animal * n) + "," + contrast +
					"\n");
			}
		Files.createDirectories(path("all"));
		Files.writeString(path("all/residuals.csv"), residuals);
		Files.writeString(path("all/neurons.csv"), neurons);
		Files.writeString(path("all/behaviour.csv"), "animal,day,accuracy,chance\nm0,1,0.4,0.5\nm0,2,0.6,0.5\nm1,2,0.7,\nm1,1,0.5,0.4\n");
		final GroupAnalysis.Result group = new GroupAnalysis(GroupStatistics.Parameters.DEFAULT.withResamples(200)).compute(List.of(path(
			"all"))).withRules(2, 1, Progress.NONE);
		try (ResultFolder folder = ResultFolder.open(path("group"))) {
			assertEquals(6, new GroupReport(group).write(folder).size());
			folder.publish();
		}
		final String html = read("group/report.html");
		assertTrue(html.contains("Yes, the signal's sign follows the causal role"));
		for (final String rule : List.of("no learning", "scalar reward", "vector gradient", "target difference")) assertTrue(rule, html
			.contains("<td>" + rule + "</td>"));
		assertEquals(1 + 4 * 3 + 3, Files.readAllLines(path("group/figures/rules.csv")).size());
	}
}
