package org.apical.session;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import ij.gui.OvalRoi;
import ij.gui.Roi;
import ij.io.RoiEncoder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import org.apical.recording.RecordingException;
import org.apical.session.TraceSource.TraceRoi;
import org.apical.signal.Role;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class PopulationsTest {

	@Rule
	public final TemporaryFolder temporary = new TemporaryFolder();

	private final List<String> notes = new ArrayList<>();

	/** Three somas of 78 px (radius 5) and a dendrite of the second. */
	private final List<TraceRoi> rois = List.of(roi("1", "soma", "", 10, 10), roi("2", "soma", "7", 10, 18), roi("3", "soma", "8", 40,
		40), roi("4", "dendrite", "7", 12, 20));

	private static TraceRoi roi(final String name, final String kind, final String neuron, final double y, final double x) {
		return new TraceRoi(name, kind, neuron, kind.equals("soma") ? 1 : 2, y, x, 78, "", Double.NaN, Double.NaN);
	}

	private Role[] table(final String text) throws IOException {
		return roles(Files.writeString(temporary.getRoot().toPath().resolve("populations.csv"), text));
	}

	private Role[] roles(final Path file) throws IOException {
		notes.clear();
		return Populations.read(file).roles(rois, rois.subList(0, 3), notes);
	}

	private static Role[] of(final Role... roles) {
		return roles;
	}

	@Test
	public void aPlaceBelongsToTheNearestSomaAndEachSomaToOnePlace() throws IOException {
		// both places lie within reach of both somas
		assertArrayEquals(of(Role.P_MINUS, Role.P_PLUS, Role.P0), table("x_px,y_px,population\n15,10,P+\n13,10,P-\n"));
		assertEquals(List.of(), notes);
	}

	@Test
	public void aPlaceWithoutASomaIsNoted() throws IOException {
		assertArrayEquals(of(Role.P0, Role.P0, Role.P_MINUS), table("population,y_px,x_px\nP+,70,70\nP-,41,39\n"));
		assertEquals(List.of("populations: no soma was found for the P+ neuron at row 70.0, column 70.0"), notes);
	}

	@Test
	public void aPlaceOfAnotherPlaneIsNotTaken() throws IOException {
		assertArrayEquals(of(Role.P0, Role.P0, Role.P0), table("population,plane,y_px,x_px\nP+,2,10,10\n"));
		assertArrayEquals(of(Role.P_PLUS, Role.P0, Role.P0), table("population,plane,y_px,x_px\nP+,1,10,10\n"));
	}

	@Test
	public void labelsMayNameASomaOrItsDendriteAndNeuronsTheirNumber() throws IOException {
		assertArrayEquals(of(Role.P_PLUS, Role.P_MINUS, Role.P0), table("label,population\n1,P+\n4,P-\n"));
		assertArrayEquals(of(Role.P0, Role.P_PLUS, Role.P_MINUS), table("neuron,population\n8,P-\n7,p_plus\n"));
	}

	@Test
	public void whatCannotBeMeantIsAnError() throws IOException {
		says("ROI '9' is not among", "label,population\n9,P+\n");
		says("neuron '9' is not among", "neuron,population\n9,P+\n");
		says("Population must be P+, P- or P0, not 'x'", "label,population\n1,x\n");
		says("line 2, column 'x_px': expected a number", "population,y_px,x_px\nP+,1,\n");
		says("ROI 2 is P+ in one line and P- in another", "label,population\n2,P+\n4,P-\n");
		says("line 2, column 'x_px': expected a finite number", "population,y_px,x_px\nP+,1,inf\n");
		says("needs a column label, neuron, or y_px and x_px", "population\nP+\n");
		says("no column 'population'", "label\n1\n");
	}

	private void says(final String expected, final String text) {
		final RecordingException e = assertThrows(RecordingException.class, () -> table(text));
		assertTrue(e.getMessage(), e.getMessage().contains(expected) && e.getMessage().contains("populations.csv"));
	}

	private static Roi oval(final double y, final double x, final String name) {
		final Roi roi = new OvalRoi(x - 5, y - 5, 10, 10);
		roi.setName(name);
		return roi;
	}

	private Path set(final Roi... outlines) throws IOException {
		final Path file = temporary.getRoot().toPath().resolve("bci.zip");
		try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
			for (final Roi outline : outlines) {
				zip.putNextEntry(new ZipEntry(outline.getName() + ".roi"));
				zip.write(RoiEncoder.saveAsByteArray(outline));
				zip.closeEntry();
			}
		}
		return file;
	}

	@Test
	public void theInterfacesOwnRoiSetSaysItByPropertyOrNameOrGroup() throws IOException {
		final Roi property = oval(11, 9, "0001-0002"), grouped = oval(39, 41, "cell"), named = oval(9, 19, "P- 2");
		property.setProperty("population", "P+");
		property.setPosition(1);
		grouped.setGroup(2);
		assertArrayEquals(of(Role.P_PLUS, Role.P_MINUS, Role.P_MINUS), roles(set(property, named, grouped)));
	}

	@Test
	public void theGroupsOfOurOwnSetsAreCompartmentsAndNoRoles() throws IOException {
		final Roi ours = oval(10, 10, "soma-1");
		ours.setGroup(1);
		assertTrue(Populations.read(set(ours)).isEmpty());
	}
}
