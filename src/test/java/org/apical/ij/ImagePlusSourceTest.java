package org.apical.ij;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.ImageStack;
import ij.process.ColorProcessor;
import ij.process.ShortProcessor;

import java.util.concurrent.atomic.AtomicReference;

import org.apical.online.source.FrameSource;
import org.apical.online.source.FrameSourceContract;
import org.apical.online.source.LiveFrame;
import org.apical.online.source.SourceException;
import org.apical.online.source.SourceGeometry;
import org.apical.online.source.SourceSettings;
import org.junit.Test;

/** A picture that is overwritten, as a live view does. */
public class ImagePlusSourceTest extends FrameSourceContract {

	private AtomicReference<ImagePlus> image;

	@Override
	protected FrameSource source() {
		image = new AtomicReference<>();
		return new ImagePlusSource(image::get);
	}

	@Override
	protected SourceSettings settings(final SourceGeometry geometry) {
		return SourceSettings.DEFAULT.with("poll_us", 100).with("timeout_s", 0.7);
	}

	@Override
	protected boolean showsLoss() {
		return false;
	}

	@Override
	protected int warmUpFrames() {
		return 500;
	}

	@Override
	protected Sender sender(final SourceGeometry geometry) throws Exception {
		final ShortProcessor processor = new ShortProcessor(geometry.width(), geometry.height());
		return new Sender() {

			@Override
			public void send(final float[] pixels, final long number, final int plane, final int channel) throws Exception {
				final short[] picture = new short[pixels.length];
				for (int i = 0; i < picture.length; i++) picture[i] = (short) pixels[i];
				// at once, as a live view does: a writer that rests in the middle shows half a picture
				System.arraycopy(picture, 0, processor.getPixels(), 0, picture.length);
				if (image.get() == null) image.set(new ImagePlus("live", processor));
				else image.get().updateAndDraw();
				// a picture that is not seen before the next is gone, so a busy computer is given time
				for (int i = 0; i < 5000 && source.counts().frames() <= number; i++) Thread.sleep(0, 100_000);
			}

			@Override
			public void end() {}

			@Override
			public void close() {}
		};
	}

	@Test
	public void whatIsShownAtFirstIsNotTakenAndAnUpdateWithoutNewPixelsIsNoFrame() throws Exception {
		image.set(new ImagePlus("live", new ShortProcessor(ONE.width(), ONE.height())));
		play(ONE, settings(ONE), sender -> {
			for (int i = 0; i < 20; i++) {
				image.get().updateAndDraw();
				Thread.sleep(2);
			}
			image.get().getProcessor().add(7);
		});
		final LiveFrame frame = new LiveFrame();
		assertTrue(source.next(frame));
		assertEquals(7, frame.pixels()[100], 0);
		assertFalse(source.next(frame));
	}

	@Test
	public void slicesThatAreAddedAreFramesEach() throws Exception {
		final ImagePlus stack = IJ.createImage("stack", "16-bit black", ONE.width(), ONE.height(), 3);
		image.set(stack);
		play(ONE, settings(ONE).with("channels", 2), sender -> {
			for (int n = 0; n < 6; n++) {
				final short[] pixels = new short[ONE.width() * ONE.height()];
				for (int i = 0; i < pixels.length; i++) pixels[i] = (short) picture(ONE, n)[i];
				stack.getStack().addSlice("", pixels);
				stack.setStack(stack.getStack());
			}
		});
		final LiveFrame frame = new LiveFrame();
		for (int n = 0; n < 6; n++) {
			assertTrue(source.next(frame));
			assertEquals(n % 2, frame.channel());
			assertArrayEquals(picture(ONE, n), frame.pixels(), 0);
		}
		assertFalse(source.next(frame));
	}

	@Test
	public void aWindowThatIsClosedAndOpenedAgainIsWaitedForAndGoesOn() throws Exception {
		final ImagePlus first = new ImagePlus("live", new ShortProcessor(ONE.width(), ONE.height()));
		image.set(first);
		play(ONE, settings(ONE).with("timeout_s", 5), sender -> {
			first.getProcessor().add(7);
			for (int i = 0; i < 5000 && source.counts().frames() < 1; i++) Thread.sleep(1);
			image.set(null);
			Thread.sleep(50);
			first.flush();
			final ImagePlus second = new ImagePlus("live", new ShortProcessor(ONE.width(), ONE.height()));
			second.getProcessor().add(9);
			image.set(second);
		});
		final LiveFrame frame = new LiveFrame();
		assertTrue(source.next(frame));
		assertEquals(7, frame.pixels()[0], 0);
		assertTrue(source.next(frame));
		assertEquals(9, frame.pixels()[0], 0);
		assertEquals(1, frame.number());
		assertEquals(1, source.counts().reconnects());
		assertTrue(log.toString(), log.contains("live has been closed; waiting for an image of this title"));
	}

	@Test
	public void anImageThatLosesItsPixelsUnderTheSourceIsNoError() throws Exception {
		final ImagePlus live = new ImagePlus("live", new ShortProcessor(ONE.width(), ONE.height()));
		image.set(live);
		play(ONE, settings(ONE).with("timeout_s", 5), sender -> {
			live.getProcessor().setPixels(null);
			Thread.sleep(50);
			live.getProcessor().setPixels(new short[11]);
			Thread.sleep(50);
			final short[] whole = new short[ONE.width() * ONE.height()];
			whole[0] = 3;
			live.getProcessor().setPixels(whole);
		});
		final LiveFrame frame = new LiveFrame();
		assertTrue(source.next(frame));
		assertEquals(3, frame.pixels()[0], 0);
		assertEquals(0, source.counts().cutOff());
	}

	@Test
	public void aPictureThatBecomesAStackGoesOnBeingCounted() throws Exception {
		final ImagePlus live = new ImagePlus("live", new ShortProcessor(ONE.width(), ONE.height()));
		image.set(live);
		play(ONE, settings(ONE).with("timeout_s", 5), sender -> {
			for (int n = 1; n <= 3; n++) {
				live.getProcessor().add(1);
				for (int i = 0; i < 5000 && source.counts().frames() < n; i++) Thread.sleep(1);
			}
			final ImageStack grown = live.getStack();
			final short[] next = new short[ONE.width() * ONE.height()];
			next[0] = 50;
			grown.addSlice("", next);
			live.setStack(grown);
		});
		final LiveFrame frame = new LiveFrame();
		for (int n = 0; n < 3; n++) assertTrue(source.next(frame));
		assertTrue(source.next(frame));
		assertEquals(50, frame.pixels()[0], 0);
		assertEquals(3, frame.number());
		assertEquals(0, source.counts().doubled());
	}

	@Test
	public void aColourImageIsRefusedInOneLine() throws Exception {
		source.open(settings(ONE));
		image.set(new ImagePlus("snap", new ColorProcessor(5, 5)));
		final Exception e = assertThrows(SourceException.class, () -> source.next(new LiveFrame()));
		assertEquals("snap is a colour image; grey ones are taken", e.getMessage());
	}
}
