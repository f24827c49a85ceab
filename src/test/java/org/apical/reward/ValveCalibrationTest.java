package org.apical.reward;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class ValveCalibrationTest {

	@Rule
	public final TemporaryFolder folder = new TemporaryFolder();

	@Test
	public void theLineIsFoundFromWeighedPulses() {
		final ValveCalibration truth = new ValveCalibration(0.11, -0.6);
		final Random balance = new Random(3);
		final List<ValveMeasurement> measurements = new ArrayList<>();
		for (final double ms : new double[] { 15, 25, 40, 60, 90 }) measurements.add(new ValveMeasurement(ms, 100, 100 * truth.volumeUl(1000
			* ms) + balance.nextGaussian()));
		final ValveCalibration found = ValveCalibration.fit(measurements);
		assertEquals(truth.ulPerMs(), found.ulPerMs(), 1e-3);
		assertEquals(4, truth.volumeUl(found.openMicros(4)), 0.02);
		assertTrue(found.largestError(measurements) < 0.05);
	}

	@Test
	public void timeAndVolumeAreEachOthersInverse() {
		final ValveCalibration calibration = new ValveCalibration(0.07, -0.3);
		for (final double ul : new double[] { 0.5, 4, 20 }) assertEquals(ul, calibration.volumeUl(calibration.openMicros(ul)), 1e-12);
	}

	@Test
	public void measurementsThatSayNothingOfTheSlopeAreRefused() {
		assertThrows(IllegalArgumentException.class, () -> ValveCalibration.fit(List.of()));
		final ValveMeasurement once = new ValveMeasurement(40, 100, 400);
		assertThrows(IllegalArgumentException.class, () -> ValveCalibration.fit(List.of(once, once)));
		final ValveMeasurement less = new ValveMeasurement(60, 100, 300);
		final String message = assertThrows(IllegalArgumentException.class, () -> ValveCalibration.fit(List.of(once, less))).getMessage();
		assertTrue(message, message.contains("must rise"));
	}

	@Test
	public void aTableIsFilledInByHandAndRead() throws IOException {
		final Path table = folder.getRoot().toPath().resolve("valve.csv");
		CalibrationTable.append(table, 20, 100);
		CalibrationTable.append(table, 60, 50);
		assertEquals("open_ms,pulses,mass_mg\n20.0,100,\n60.0,50,\n", Files.readString(table));
		final String unfilled = assertThrows(IllegalArgumentException.class, () -> CalibrationTable.read(table)).getMessage();
		assertTrue(unfilled, unfilled.contains("valve.csv, measurement 1") && unfilled.contains("mass_mg is not filled in"));
		Files.writeString(table, Files.readString(table).replace("100,", "100, 200").replace("50,", "50,300"));
		assertEquals(List.of(new ValveMeasurement(20, 100, 200), new ValveMeasurement(60, 50, 300)), CalibrationTable.read(table));
	}

	@Test
	public void aTableThatIsWrongIsNamedWithItsPlace() throws IOException {
		assertRefused("open_ms,pulses\n20,100\n", "has no column mass_mg");
		assertRefused("open_ms,pulses,mass_mg\n20,100,a lot\n", "measurement 1: not a number");
		assertRefused("open_ms,pulses,mass_mg\n20,100,3\n-20,100,3\n", "measurement 2: open_ms is not above 0");
		assertRefused("open_ms,pulses,mass_mg\n20,0,3\n", "measurement 1: pulses is not above 0");
	}

	private void assertRefused(final String text, final String reason) throws IOException {
		final Path table = Files.writeString(folder.newFile().toPath(), text);
		final String message = assertThrows(IllegalArgumentException.class, () -> CalibrationTable.read(table)).getMessage();
		assertTrue(message, message.contains(table.toString()) && message.contains(reason));
		assertEquals(1, message.lines().count());
	}
}
