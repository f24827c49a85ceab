package org.apical.recording.bioformats;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;

import org.apical.recording.LateBound;
import org.apical.recording.RecordingException;
import org.apical.recording.Sampling;

/**
 * What a Bio-Formats reader says about the first image of a file.
 *
 * @param pixelType number in {@code loci.formats.FormatTools}
 * @param seconds DeltaT of each frame, channel fastest, then slice, then time; null where not all are known
 */
record BioFormatsMetadata(int width, int height, int channels, int slices, int times, int pixelType, ByteOrder byteOrder,
	Sampling sampling, double[] seconds)
{

	/** @throws RecordingException for colour images */
	static BioFormatsMetadata of(final ClassLoader loader, final LateBound reader, final Path path) throws IOException {
		reader.call("setSeries", 0);
		if (reader.callInt("getRGBChannelCount") > 1) throw new RecordingException(path + ": a colour image; split it into grey channels first");
		final int channels = reader.callInt("getSizeC");
		final int slices = reader.callInt("getSizeZ");
		final int times = reader.callInt("getSizeT");
		final LateBound notes = LateBound.of(reader.call("getMetadataStore"));
		final LateBound units = LateBound.type(loader, "ome.units.UNITS");
		final Object micron = units.constant("MICROMETER");
		final Object second = units.constant("SECOND");
		final double[] seconds = seconds(notes, second, channels, slices, times);
		final double increment = value(notes.call("getPixelsTimeIncrement", 0), second);
		final double measured = seconds == null || times < 2 ? Double.NaN : (seconds[(times - 1) * slices * channels] - seconds[0]) / (times -
			1);
		final double interval = increment > 0 ? increment : measured;
		final Sampling sampling = new Sampling(interval > 0 ? 1 / interval : Double.NaN, size(notes, "X", micron), size(notes, "Y", micron));
		final boolean little = (Boolean) reader.call("isLittleEndian");
		return new BioFormatsMetadata(reader.callInt("getSizeX"), reader.callInt("getSizeY"), channels, slices, times, reader.callInt(
			"getPixelType"), little ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN, sampling, seconds);
	}

	private static double size(final LateBound notes, final String axis, final Object micron) throws IOException {
		final double size = value(notes.call("getPixelsPhysicalSize" + axis, 0), micron);
		return size > 0 ? size : Double.NaN;
	}

	/** A quantity in a unit; NaN where there is none or it cannot be converted. */
	private static double value(final Object quantity, final Object unit) throws IOException {
		return quantity != null && LateBound.of(quantity).call("value", unit) instanceof Number n ? n.doubleValue() : Double.NaN;
	}

	private static double[] seconds(final LateBound notes, final Object second, final int channels, final int slices, final int times)
		throws IOException
	{
		final double[] seconds = new double[channels * slices * times];
		Arrays.fill(seconds, Double.NaN);
		final int planes = notes.callInt("getPlaneCount", 0);
		for (int i = 0; i < planes; i++) {
			final int t = position(notes, "getPlaneTheT", i);
			final int frame = (t * slices + position(notes, "getPlaneTheZ", i)) * channels + position(notes, "getPlaneTheC", i);
			if (frame >= 0 && frame < seconds.length) seconds[frame] = value(notes.call("getPlaneDeltaT", 0, i), second);
		}
		return Arrays.stream(seconds).anyMatch(Double::isNaN) ? null : seconds;
	}

	private static int position(final LateBound notes, final String name, final int plane) throws IOException {
		final Object position = notes.call(name, 0, plane);
		return position == null ? -1 : ((Number) LateBound.of(position).call("getValue")).intValue();
	}
}
