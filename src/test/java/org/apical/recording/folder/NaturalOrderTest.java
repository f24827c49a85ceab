package org.apical.recording.folder;

import static org.junit.Assert.assertEquals;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

import org.junit.Test;

public class NaturalOrderTest {

	@Test
	public void numbersCompareByTheirValue() {
		sorted("img1", "img2", "img10", "img100");
		sorted("a9b2", "a9b11", "a10b1");
		sorted("t_99999999999999999998", "t_99999999999999999999", "t_100000000000000000000");
	}

	@Test
	public void leadingZerosDecideOnlyBetweenEqualNumbers() {
		sorted("f001", "f01", "f1", "f002");
	}

	@Test
	public void aNameComesBeforeItsContinuation() {
		sorted("img", "img1", "img1a", "imga");
	}

	private static void sorted(final String... expected) {
		final List<String> names = new ArrayList<>(List.of(expected));
		Collections.shuffle(names, new Random(5));
		names.sort(new NaturalOrder());
		assertEquals(List.of(expected), names);
	}
}
