package org.apical.command;

import static org.junit.Assert.assertEquals;

import org.apical.trace.NeuropilParameters;
import org.junit.Test;

public class SurroundPreviewTest {

	private static String text(final int rois, final int small) {
		return SurroundPreview.text(rois, small, NeuropilParameters.DEFAULT);
	}

	@Test
	public void countsReadAsSentences() {
		assertEquals("1 ROI; its surround is tinted blue\nno surround is smaller than the 350 px wanted", text(1, 0));
		assertEquals("2 ROIs; their surrounds are tinted blue\n1 surround is smaller than the 350 px wanted", text(2, 1));
		assertEquals("30 ROIs; their surrounds are tinted blue\n2 surrounds are smaller than the 350 px wanted", text(30, 2));
	}
}
