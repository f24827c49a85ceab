package org.apical.motion;

import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.util.Arrays;
import java.util.Random;

import org.apical.recording.PixelType;
import org.junit.Test;

public class FrameTrustTest {

	private static final Shift FOUND = new Shift(1, -2, 0.05);
	private static final float[] FRAME = new float[100];

	private static FrameTrust usual(final PixelType type) {
		final Random random = new Random(1);
		final double[] correlations = new double[200];
		for (int i = 0; i < correlations.length; i++) correlations[i] = 0.5 + 0.01 * random.nextGaussian();
		return FrameTrust.from(correlations, correlations, type);
	}

	private static boolean isBad(final FrameTrust trust, final float[] frame, final Shift found, final double correlation) {
		return trust.isBad(frame, found.dy(), found.dx(), found.sigma(), correlation, correlation, 40);
	}

	@Test
	public void framesThatAgreeAsUsualAreTrusted() {
		for (final double correlation : new double[] { 0.47, 0.5, 0.9 }) {
			assertFalse("" + correlation, isBad(usual(PixelType.UINT16), FRAME, FOUND, correlation));
		}
	}

	@Test
	public void aFrameThatAgreesMuchLessIsBad() {
		for (final double correlation : new double[] { 0.4, 0, -0.5, Double.NaN }) {
			assertTrue("" + correlation, isBad(usual(PixelType.UINT16), FRAME, FOUND, correlation));
		}
	}

	@Test
	public void aFrameWhoseShiftIsNotKnownOrAtTheEndOfReachIsBad() {
		final FrameTrust trust = usual(PixelType.UINT16);
		assertTrue(isBad(trust, FRAME, Shift.NONE, 0.5));
		assertTrue(isBad(trust, FRAME, new Shift(40, 0, 0.1), 0.5));
		assertTrue(isBad(trust, FRAME, new Shift(0, -40, 0.1), 0.5));
		assertFalse(isBad(trust, FRAME, new Shift(0, -39, 0.1), 0.5));
	}

	@Test
	public void aFrameWithMoreThanATenthOfItsPixelsAtTheLimitIsBad() {
		final float[] frame = new float[100];
		Arrays.fill(frame, 0, 10, 255);
		assertFalse(isBad(usual(PixelType.UINT8), frame, FOUND, 0.5));
		frame[10] = 255;
		assertTrue(isBad(usual(PixelType.UINT8), frame, FOUND, 0.5));
		assertFalse("float pixels have no limit", isBad(usual(PixelType.FLOAT32), frame, FOUND, 0.5));
	}

	@Test
	public void aFewOutliersInTheSampleDoNotLowerTheBar() {
		final double[] correlations = new double[100];
		Arrays.fill(correlations, 0.5);
		Arrays.fill(correlations, 0, 20, 0.1);
		Arrays.fill(correlations, 20, 30, Double.NaN);
		final FrameTrust trust = FrameTrust.from(correlations, correlations, PixelType.UINT16);
		assertTrue(isBad(trust, FRAME, FOUND, 0.3));
		assertFalse(isBad(trust, FRAME, FOUND, 0.46));
	}

	@Test
	public void whereMostOfTheFieldIsDarkTheWholeFrameTells() {
		final double[] typical = new double[100], whole = new double[100];
		final Random random = new Random(2);
		for (int i = 0; i < typical.length; i++) {
			typical[i] = 0.02 * random.nextGaussian();
			whole[i] = 0.9 + 0.01 * random.nextGaussian();
		}
		final FrameTrust trust = FrameTrust.from(typical, whole, PixelType.UINT16);
		assertTrue("another picture", trust.isBad(FRAME, 1, -2, 0.05, 0, 0.35, 40));
		assertFalse("cells that flare up", trust.isBad(FRAME, 1, -2, 0.05, 0, 0.6, 40));
	}

	@Test
	public void whereTheTypicalPartTellsTheWholeFrameDoesNot() {
		assertFalse(usual(PixelType.UINT16).isBad(FRAME, 1, -2, 0.05, 0.5, 0.1, 40));
	}

	@Test
	public void whereNothingIsKnownAnyCorrelationWillDo() {
		final FrameTrust trust = FrameTrust.from(new double[] { Double.NaN }, new double[] { Double.NaN }, PixelType.UINT16);
		assertFalse(isBad(trust, FRAME, FOUND, -0.2));
		assertTrue(isBad(trust, FRAME, FOUND, Double.NaN));
	}

	@Test
	public void cellsThatFlareUpDoNotLowerTheTypicalAgreementButALostFocusDoes() {
		final int side = 60;
		final Random random = new Random(3);
		final float[] template = new float[side * side];
		for (int i = 0; i < template.length; i++) template[i] = 100 + 20 * (float) Math.sin(i % side * 0.7) * (float) Math.cos(i / side *
			0.9);
		final float[] usual = template.clone();
		for (int i = 0; i < usual.length; i++) usual[i] += 10 * (float) random.nextGaussian();
		final float[] active = usual.clone();
		for (int y = 20; y < 32; y++) for (int x = 8; x < 20; x++) active[y * side + x] += 300;
		final float[] elsewhere = new float[usual.length];
		for (int i = 0; i < elsewhere.length; i++) elsewhere[i] = 100 + 22 * (float) random.nextGaussian();
		final Agreement agreement = new Agreement(template, side, side);
		final double whole = agreement.rigid(usual, 0, 0);
		final double typical = agreement.typical();
		assertTrue(agreement.rigid(active, 0, 0) < 0.6 * whole);
		assertTrue(agreement.typical() > 0.9 * typical);
		agreement.rigid(elsewhere, 0, 0);
		assertTrue(agreement.typical() < 0.2 * typical);
	}
}
