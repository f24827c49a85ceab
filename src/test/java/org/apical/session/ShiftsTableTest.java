package org.apical.session;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

import org.apical.motion.FrameMotion;
import org.apical.motion.Shift;
import org.apical.recording.RecordingException;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class ShiftsTableTest {

	@Rule
	public final TemporaryFolder folder = new TemporaryFolder();

	@Test
	public void whatIsWrittenIsReadBackInAnyLocale() throws IOException {
		final Path file = folder.getRoot().toPath().resolve("shifts.csv");
		final Locale before = Locale.getDefault();
		Locale.setDefault(Locale.GERMANY);
		try (ShiftsTable.Writer writer = new ShiftsTable.Writer(file)) {
			writer.add(0, new FrameMotion(0, new Shift(1.25, -2.5, 0.0625), 0.5, false));
			writer.add(1 / 30.0, new FrameMotion(1, new Shift(0, 0, Double.NaN), 0.75, true));
		}
		finally {
			Locale.setDefault(before);
		}
		assertEquals(List.of("frame,time_s,dy_px,dx_px,sigma_px,correlation,bad", "0,0.000000,1.25000,-2.50000,0.06250,0.50000,0",
			"1,0.033333,0.00000,0.00000,NaN,0.75000,1"), Files.readAllLines(file));
		final List<ShiftsTable.Row> rows = ShiftsTable.read(file);
		assertEquals(new FrameMotion(0, new Shift(1.25, -2.5, 0.0625), 0.5, false), rows.get(0).motion());
		assertTrue(rows.get(1).motion().bad());
		assertEquals(0.033333, rows.get(1).timeSeconds(), 0);
	}

	@Test
	public void aBrokenLineIsNamed() throws IOException {
		final Path file = Files.writeString(folder.getRoot().toPath().resolve("shifts.csv"), ShiftsTable.HEADER + "\n0,0,1,x,0,0,0\n");
		final RecordingException e = assertThrows(RecordingException.class, () -> ShiftsTable.read(file));
		assertTrue(e.getMessage(), e.getMessage().contains("line 2"));
	}

	@Test
	public void anotherTableIsRefused() throws IOException {
		final Path file = Files.writeString(folder.getRoot().toPath().resolve("shifts.csv"), "x,y\n1,2\n");
		assertThrows(RecordingException.class, () -> ShiftsTable.read(file));
	}
}
