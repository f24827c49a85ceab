package org.apical.online.source.stream;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Random;

import org.apical.online.source.LiveFrame;
import org.apical.recording.PixelType;
import org.junit.Test;

public class ArrivingFrameTest {

	@Test
	public void everyPixelComesToItsPlaceWhateverTheSizeTypeAndLayout() throws IOException {
		final Random random = new Random(5);
		for (final int[] size : new int[][] { { 1, 1 }, { 37, 3 }, { 301, 257 }, { 70_001, 2 }, { 2, 70_001 } }) {
			for (final PixelType type : PixelType.values()) for (final boolean byColumns : new boolean[] { true, false }) {
				for (final ByteOrder order : new ByteOrder[] { ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN }) {
					final LiveFrame frame = new LiveFrame();
					frame.resize(size[0], size[1]);
					final int n = size[0] * size[1];
					final ByteBuffer sent = ByteBuffer.allocate(n * type.bytes()).order(order);
					final float[] expected = new float[n];
					for (int k = 0; k < n; k++) expected[byColumns ? k % size[1] * size[0] + k / size[1] : k] = put(sent, type, random.nextInt());
					sent.flip();
					final ByteBuffer bytes = ByteBuffer.allocate(n * type.bytes()).order(order);
					ArrivingFrame.read((into, offset, length) -> sent.get(into, offset, length), bytes, type, byColumns, frame);
					assertArrayEquals(size[0] + " x " + size[1] + " " + type, expected, frame.pixels(), 0);
					assertArrayEquals(sent.array(), bytes.array());
				}
			}
		}
	}

	private static float put(final ByteBuffer to, final PixelType type, final int value) {
		switch (type) {
			case UINT8 -> to.put((byte) value);
			case FLOAT32 -> to.putFloat(value);
			default -> to.putShort((short) value);
		}
		return switch (type) {
			case UINT8 -> value & 0xff;
			case INT16 -> (short) value;
			case UINT16 -> value & 0xffff;
			case FLOAT32 -> value;
		};
	}

	@Test
	public void nearlyAllOfAFrameIsDecodedBeforeItsLastByteComes() throws IOException {
		final int width = 796, height = 512;
		final LiveFrame frame = new LiveFrame();
		frame.resize(width, height);
		final int[] decodedBefore = { 0 };
		ArrivingFrame.read((into, offset, length) -> {
			decodedBefore[0] = 0;
			for (final float v : frame.pixels()) if (v != 0) decodedBefore[0]++;
			Arrays.fill(into, offset, offset + length, (byte) 1);
		}, ByteBuffer.allocate(2 * width * height), PixelType.UINT16, true, frame);
		assertTrue(decodedBefore[0] + " pixels", decodedBefore[0] > 0.9 * width * height);
	}
}
