package org.apical.ij;

import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertSame;

import ij.ImagePlus;
import ij.macro.Interpreter;
import ij.process.ByteProcessor;

import java.util.function.Supplier;

import org.junit.After;
import org.junit.Test;

/** With images that have no window; the last one that is added is the active one. */
public class WatchedImageTest {

	@After
	public void endBatchMode() {
		for (ImagePlus left = Interpreter.getLastBatchModeImage(); left != null; left = Interpreter.getLastBatchModeImage()) Interpreter
			.removeBatchModeImage(left);
		Interpreter.batchMode = false;
	}

	private static ImagePlus add(final String title) {
		final ImagePlus image = new ImagePlus(title, new ByteProcessor(3, 3));
		Interpreter.batchMode = true;
		Interpreter.addBatchModeImage(image);
		return image;
	}

	@Test
	public void anotherImageThatBecomesActiveIsNotFollowed() {
		final Supplier<ImagePlus> active = WatchedImage.active();
		assertNull(active.get());
		final ImagePlus live = add("live");
		assertSame(live, active.get());
		add("alignment.png");
		assertSame(live, active.get());
	}

	@Test
	public void oneOfItsTitleTakesThePlaceOfAnImageThatWasClosed() {
		final Supplier<ImagePlus> active = WatchedImage.active();
		final ImagePlus live = add("live");
		assertSame(live, active.get());
		add("alignment.png");
		Interpreter.removeBatchModeImage(live);
		assertNull(active.get());
		final ImagePlus again = add("live");
		assertSame(again, active.get());
	}
}
