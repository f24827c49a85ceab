package org.apical.trace;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.util.Arrays;

import org.junit.Test;

public class DeconvolverTest {

	private static final DeconvolverParameters LINEAR = DeconvolverParameters.DEFAULT.withResponse(Response.LINEAR);

	@Test
	public void theRateFollowsTheSpikesFromSevenToAHundredAndSixtyHertz() {
		for (final double rateHz : new double[] { 7, 15.46, 30, 60, 160 }) {
			final Simulated cell = Simulated.of(new Kinetics(0.8, 0.06), rateHz, 150, 0.15, 1);
			final Deconvolution found = Deconvolver.deconvolve(cell.dff(), rateHz, LINEAR);
			final double r = Simulated.correlation(found.rate(), cell.spikes(), rateHz, 0.1);
			assertTrue(rateHz + " Hz: " + r, r > 0.75);
			for (final float s : found.spikes()) assertTrue(s >= 0);
		}
	}

	@Test
	public void timeConstantsComeFromTheTrace() {
		for (final double decay : new double[] { 0.3, 0.8, 1.6 })
			for (final double rateHz : new double[] { 15, 60 }) {
				final Simulated cell = Simulated.of(new Kinetics(decay, 0), rateHz, 400, 0.05, 2);
				final Kinetics found = Deconvolver.deconvolve(cell.dff(), rateHz, LINEAR).calibration().kinetics();
				assertEquals(rateHz + " Hz", decay, found.decaySeconds(), 0.35 * decay);
			}
	}

	@Test
	public void noiseComesFromTheSpectrum() {
		for (final double rateHz : new double[] { 7, 30, 160 }) {
			final Simulated cell = Simulated.of(new Kinetics(1, 0.1), rateHz, 300, 0.2, 3);
			assertEquals(0.2, NoiseLevel.of(cell.dff()), 0.03);
		}
	}

	@Test
	public void thePenaltyMakesTheResidualAsLargeAsTheNoise() {
		final Simulated cell = Simulated.of(new Kinetics(0.3, 0), 30, 200, 0.15, 4);
		final Deconvolution found = Deconvolver.deconvolve(cell.dff(), 30, LINEAR.withKinetics(new Kinetics(0.3, 0)));
		double squares = 0;
		for (int t = 0; t < cell.dff().length; t++) squares += Math.pow(cell.dff()[t] - found.denoised()[t], 2);
		assertEquals(found.calibration().noise(), Math.sqrt(squares / cell.dff().length), 0.03 * found.calibration().noise());
		assertTrue(found.calibration().penalty() > 0);
	}

	@Test
	public void theOnlineRateIsTheCausalOneBitForBitAndNeverChanges() {
		for (final Kinetics kinetics : new Kinetics[] { new Kinetics(0.8, 0), new Kinetics(0.8, 0.1) }) {
			final float[] dff = Simulated.of(kinetics, 30, 40, 0.1, 5).dff();
			dff[300] = dff[301] = Float.NaN;
			final DeconvolverParameters parameters = DeconvolverParameters.DEFAULT.withKinetics(kinetics);
			final Deconvolution.Calibration calibration = Deconvolver.deconvolve(dff, 30, parameters).calibration();
			final float[] whole = Deconvolver.causal(dff, 30, calibration, parameters);
			final float[] prefix = Deconvolver.causal(Arrays.copyOf(dff, 700), 30, calibration, parameters);
			final CausalDeconvolver online = new CausalDeconvolver(calibration, 30, parameters);
			for (int t = 0; t < dff.length; t++) {
				final float value = (float) online.push(dff[t]);
				final int frame = t - online.lag();
				if (frame < 0) continue;
				assertEquals(Float.floatToRawIntBits(whole[frame]), Float.floatToRawIntBits(value));
				if (t < 700) assertEquals(Float.floatToRawIntBits(prefix[frame]), Float.floatToRawIntBits(value));
			}
			assertTrue(Float.isNaN(whole[whole.length - 1]));
		}
	}

	@Test
	public void onlineAndOfflineAreOneSolverSoThatADriftFreeSampleGivesTheSameRate() {
		// The same drift-free samples through the offline loop and frame by frame: what differs is only the end.
		for (final Kinetics kinetics : new Kinetics[] { new Kinetics(0.8, 0), new Kinetics(0.8, 0.1) }) {
			final float[] x = Simulated.of(kinetics, 30, 30, 0.1, 6).dff();
			final var calibration = new Deconvolution.Calibration(kinetics, 0.1, 0);
			final SpikeChain whole = new SpikeChain(calibration, 30, LINEAR);
			final SpikeChain prefix = new SpikeChain(calibration, 30, LINEAR);
			for (int t = 0; t < x.length + whole.lag(); t++) {
				whole.push(t < x.length ? x[t] : Double.NaN);
				if (t >= 500) continue;
				prefix.push(x[t]);
				assertEquals(whole.rate(), prefix.rate(), 0);
				assertEquals(whole.rateError(), prefix.rateError(), 0);
			}
		}
	}

	@Test
	public void theSquareRootResponseIsInvertibleAndHarmlessForSmallSignals() {
		for (final double dff : new double[] { -0.5, 0, 0.01, 1, 20 })
			assertEquals(dff, Response.SQUARE_ROOT.toDff(Response.SQUARE_ROOT.toCalcium(dff)), 1e-12);
		assertEquals(0.01, Response.SQUARE_ROOT.toCalcium(0.01), 1e-4);
	}

	@Test
	public void nothingUsefulGivesNoSpikesNotAnException() {
		final float[] nan = new float[200];
		Arrays.fill(nan, Float.NaN);
		final float[] flat = new float[200];
		Arrays.fill(flat, 3);
		final float[] negative = new float[200];
		for (int t = 0; t < 200; t++) negative[t] = -1 - t % 3;
		for (final float[] trace : new float[][] { nan, flat, new float[] { 1 }, new float[0] }) {
			final Deconvolution found = Deconvolver.deconvolve(trace, 30, DeconvolverParameters.DEFAULT);
			assertArrayEquals(new float[trace.length], found.rate(), 0);
			assertArrayEquals(new float[trace.length], found.spikes(), 0);
			assertTrue(EventDetector.detect(found, trace, 30, EventDetector.MIN_SNR).isEmpty());
		}
		for (final float v : Deconvolver.deconvolve(negative, 30, DeconvolverParameters.DEFAULT).rate())
			assertTrue(v >= 0 && v < 1e6);
	}

	@Test
	public void saysWhatParametersMayBe() {
		assertThrows(IllegalArgumentException.class, () -> new Kinetics(0, 0));
		assertThrows(IllegalArgumentException.class, () -> new Kinetics(0.5, 0.5));
		assertThrows(IllegalArgumentException.class, () -> LINEAR.withPenalty(-1));
		assertThrows(IllegalArgumentException.class, () -> LINEAR.withLag(0));
	}
}
