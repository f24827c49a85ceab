package org.apical.session;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.apical.recording.RecordingException;
import org.apical.signal.GroupStatistics;
import org.apical.signal.ResidualRows;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

public class GroupAnalysisTest {

	@Rule
	public final TemporaryFolder temporary = new TemporaryFolder();

	private final GroupAnalysis analysis = new GroupAnalysis(GroupStatistics.Parameters.DEFAULT.withResamples(2000));

	@Test
	public void contrastsOfThreeAnimalsGiveTheNumbersWorkedOutByHand() throws IOException {
		final Path table = file("animal,pplus_contrast,pminus_contrast\nA,0.3,-0.1\nB,0.2,0.0\nC,0.1,-0.3\n");
		final JsonObject json = run(table);
		assertEquals(3, json.get("n_animals").getAsInt());
		assertEquals((0.4 + 0.2 + 0.4) / 3, json.get("mean_signed_separation").getAsDouble(), 1e-12);
		assertEquals(3, json.get("n_positive").getAsInt());
		assertEquals(5, json.get("paired_t").getAsDouble(), 1e-9);
		assertEquals(0.0377496, json.get("paired_t_p").getAsDouble(), 1e-6);
		assertEquals(0.125, json.get("sign_flip_p_one_sided").getAsDouble(), 0);
		assertEquals(0.25, json.get("sign_flip_p_two_sided").getAsDouble(), 0);
		assertEquals(0.75, json.get("signed_energy_fraction").getAsDouble(), 1e-9);
		assertEquals(1, json.get("signed_energy_fraction").getAsDouble() + json.get("common_energy_fraction").getAsDouble(),
			1e-12);
	}

	@Test
	public void theOrderOfColumnsAndRowsAndWhatElseIsThereDoNotMatter() throws IOException {
		final JsonObject one = run(file("animal,pplus_contrast,pminus_contrast\nA,0.3,-0.1\nB,0.2,0.0\nC,0.1,-0.3\n"));
		final JsonObject other = run(file("\uFEFFnote,pminus_contrast,animal,pplus_contrast\nx,-0.3,C,0.1\n\n,0.0,B,0.2\ny,-0.1,A, 0.3\n"));
		for (final String key : new String[] { "paired_t", "mean_signed_separation", "sign_flip_p_one_sided", "signed_energy_fraction" })
			assertEquals(key, one.get(key).getAsDouble(), other.get(key).getAsDouble(), 1e-12);
	}

	@Test
	public void anUnbalancedTableWeighsAnimalsAlikeAndCountsThoseThatAreLeftOut() throws IOException {
		final StringBuilder text = new StringBuilder("sd_residual_z,n_events,epoch,population,neuron,day,session,animal\n");
		// A has one neuron a population and one session, B three neurons with ten sessions each, C no P-
		final String[] animals = { "A", "B", "C" };
		for (int a = 0; a < 3; a++)
			for (int n = 0; n < (a == 1 ? 3 : 1); n++) for (int session = 0; session < (a == 1 ? 10 : 1); session++)
				for (final String role : a == 2 ? new String[] { "P+" } : new String[] { "P+", "P-" }) for (final String epoch : new String[] {
					"error_reduction", "error_increase" }) text.append((a + 1) * 0.1 * (role.equals("P+") ? 1 : -1) * (epoch.endsWith(
						"reduction") ? 1 : -1)).append(",3,").append(epoch).append(',').append(role).append(',').append(role).append(n).append(
							",1,s").append(session).append(',').append(animals[a]).append('\n');
		final JsonObject json = run(file(text.toString()));
		assertEquals(2, json.get("n_animals").getAsInt());
		assertEquals((0.4 + 0.8) / 2, json.get("mean_signed_separation").getAsDouble(), 1e-12);
		assertEquals(1, json.get("signed_energy_fraction").getAsDouble(), 1e-12);
		assertTrue(json.get("gaps").toString().contains("animal C left out: no P- events in error reduction"));
	}

	@Test
	public void oneAnimalHasNumbersAndGapsButNoTest() throws IOException {
		final JsonObject json = run(file("animal,pplus_contrast,pminus_contrast\nA,0.3,-0.1\n"));
		assertEquals(0.4, json.get("mean_signed_separation").getAsDouble(), 1e-12);
		for (final String key : new String[] { "paired_t", "paired_t_p", "bootstrap_ci_low", "bootstrap_ci_high" }) assertTrue(key, json.get(
			key).isJsonNull());
		assertTrue(json.get("gaps").toString().contains("at least 2 animals"));
	}

	@Test
	public void twoAnimalsAreTooFewForHedgesCorrection() throws IOException {
		final JsonObject json = run(file("animal,pplus_contrast,pminus_contrast\nA,0.3,-0.1\nB,0.2,-0.1\n"));
		assertTrue(json.get("hedges_g").isJsonNull());
		assertEquals(0.35 / Math.sqrt(0.005), json.get("cohens_dz").getAsDouble(), 1e-9);
	}

	@Test
	public void residualsSurviveTheirFile() throws IOException {
		final var rows = ResidualRows.random(3, 4, 3, 0.3, 0.1, 1);
		final Path file = temporary.getRoot().toPath().resolve("residuals.csv");
		ResidualTable.write(rows, file);
		assertEquals(rows, ResidualTable.read(file));
	}

	@Test
	public void foldersAndTheirTablesGiveTheSame() throws IOException {
		final Path folder = temporary.newFolder("a").toPath();
		ResidualTable.write(ResidualRows.random(3, 4, 3, 0.3, 0.1, 1), folder.resolve("residuals.csv"));
		assertEquals(run(folder), run(folder.resolve("residuals.csv")));
	}

	@Test
	public void theWrittenContrastsAreAnInputAgain() throws IOException {
		final Path folder = temporary.newFolder("a").toPath();
		ResidualTable.write(ResidualRows.random(3, 4, 3, 0.3, 0.1, 1), folder.resolve("residuals.csv"));
		final JsonObject first = run(folder);
		final JsonObject second = run(temporary.getRoot().toPath().resolve("out/contrasts.csv"));
		assertEquals(first.get("paired_t"), second.get("paired_t"));
	}

	@Test
	public void whatIsWrongWithATableIsSaidInOneLine() throws IOException {
		says("no column 'pminus_contrast'", "animal,pplus_contrast\nA,1\n");
		says("column 'pplus_contrast' is there twice", "animal,pplus_contrast,pminus_contrast,pplus_contrast\nA,1,2,3\n");
		says("line 3, column 'pplus_contrast': 'x' is no number", "animal,pplus_contrast,pminus_contrast\nA,1,2\nB,x,2\n");
		says("line 2, column 'pminus_contrast': expected a number, found 'NaN'",
			"animal,pplus_contrast,pminus_contrast\nA,1,NaN\n");
		for (final String odd : new String[] { "0x1p-2", ".1d", "1f", "1_000", "\"0,1\"" }) says("'" + odd.replace("\"", "") + "' is no number",
			"animal,pplus_contrast,pminus_contrast\nA,1,2\nB," + odd + ",2\n");
		says("line 3: 4 values, the header has 3", "animal,pplus_contrast,pminus_contrast\nA,1,2\nB,0,1,2\n");
		for (final String odd : new String[] { "inf", "-Infinity", "1e999" }) says("expected a number, found '" + odd + "'",
			"animal,pplus_contrast,pminus_contrast\nA,1,2\nB," + odd + ",2\n");
		says("'A' is there twice", "animal,pplus_contrast,pminus_contrast\nA,1,2\nA,3,2\n");
		says("no column 'sd_residual_z'", "animal,session,day,neuron,population,epoch,n_events\nA,1,1,1,P+,error_increase,1\n");
		says("line 2, column 'population': Population must be P+, P- or P0, not 'Q'",
			"animal,session,day,neuron,population,epoch,n_events,sd_residual_z\nA,1,1,1,Q,error_increase,1,0.2\n");
		says("no animal has P+ and P- residuals",
			"animal,session,day,neuron,population,epoch,n_events,sd_residual_z\nA,1,1,1,P+,error_increase,1,0.2\n");
		says("is empty", "");
	}

	private static final String HEADER = "animal,session,day,neuron,population,epoch,n_events,sd_residual_z\n";
	/** One animal with a neuron of either role: contrasts 0.3 and -0.1. */
	private static final String ROWS = "A,s1,1,1,P+,error_increase,1,0.2\nA,s1,1,1,P+,error_reduction,1,0.5\n" +
		"A,s1,1,2,P-,error_increase,1,0.1\nA,s1,1,2,P-,error_reduction,1,0.0\n";

	@Test
	public void rowsThatAreThereTwiceAreAveragedAndMarked() throws IOException {
		final JsonObject json = run(file(HEADER + ROWS + "A,s1,1,1,P+,error_reduction,3,0.9\n"));
		assertEquals(0.8 - 0.2 + 0.1, json.get("mean_signed_separation").getAsDouble(), 1e-12);
		assertTrue(json.get("gaps").toString(), json.get("gaps").toString().contains("1 rows repeat neuron, session and epoch of another"));
	}

	@Test
	public void sessionsOfOneNameOnTwoDaysAreTwo() throws IOException {
		final JsonObject json = run(file(HEADER + ROWS + "A,s1,2,1,P+,error_reduction,3,0.9\n"));
		assertEquals(0.7 - 0.2 + 0.1, json.get("mean_signed_separation").getAsDouble(), 1e-12);
		assertTrue(!json.get("gaps").toString().contains("repeat"));
	}

	@Test
	public void aNeuronOfTwoRolesInOneSessionIsAnErrorAndOverSessionsAMarkedGap() throws IOException {
		says("neuron 1 of animal A is P+ and P- in session s1", HEADER + ROWS + "A,s1,1,1,P-,error_reduction,1,0.0\n");
		final JsonObject json = run(file(HEADER + ROWS + "A,s2,2,1,P-,error_reduction,1,0.2\nA,s2,2,1,P-,error_increase,1,0.2\n"));
		assertEquals(0.3 + 0.05, json.get("mean_signed_separation").getAsDouble(), 1e-12);
		assertTrue(json.get("gaps").toString(), json.get("gaps").toString().contains(
			"animal A: P+ in one session and P- in another, so each counts as two neurons: 1"));
	}

	@Test
	public void aFolderGivenTwiceIsAnError() throws IOException {
		final Path table = file(HEADER + ROWS);
		final RecordingException e = assertThrows(RecordingException.class, () -> analysis.compute(List.of(table, table)));
		assertTrue(e.getMessage(), e.getMessage().endsWith("table.csv: given twice"));
	}

	@Test
	public void aResidualThatIsNotANumberIsAMarkedGap() throws IOException {
		final String header = "animal,session,day,neuron,population,epoch,n_events,sd_residual_z\n";
		final Path table = file(header + "A,1,1,1,P+,error_increase,1,0.2\nA,1,1,1,P+,error_reduction,1,0.5\n" +
			"A,1,1,2,P-,error_increase,1,0.1\nA,1,1,2,P-,Error reduction,1,0.0\nA,1,1,3,P-,error_increase,2,NaN\n");
		final JsonObject json = run(table);
		assertEquals(0.4, json.get("mean_signed_separation").getAsDouble(), 1e-12);
		assertTrue(json.get("paired_t").isJsonNull());
		assertTrue(json.get("gaps").toString().contains("1 rows without a residual"));
	}

	private void says(final String expected, final String text) throws IOException {
		final Path table = file(text);
		final RecordingException e = assertThrows(RecordingException.class, () -> analysis.compute(List.of(table)));
		assertTrue(e.getMessage(), e.getMessage().contains(expected) && e.getMessage().contains("table.csv"));
	}

	private Path file(final String text) throws IOException {
		return Files.writeString(temporary.getRoot().toPath().resolve("table.csv"), text);
	}

	private JsonObject run(final Path input) throws IOException {
		final Path out = temporary.getRoot().toPath().resolve("out");
		try (ResultFolder folder = ResultFolder.open(out)) {
			analysis.write(analysis.compute(List.of(input)), folder);
			folder.publish();
		}
		return JsonParser.parseString(Files.readString(out.resolve("group.json"))).getAsJsonObject();
	}
}
