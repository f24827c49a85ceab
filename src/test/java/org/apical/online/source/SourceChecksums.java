package org.apical.online.source;

import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32;

import org.apical.recording.RecordingService;
import org.scijava.Context;

/** Prints what comes out of a source, for senders that are not Java: a line for each frame, then the counts. */
final class SourceChecksums {

	private SourceChecksums() {}

	/** @param arguments key of the source, then its settings, {@code key=value} each */
	public static void main(final String... arguments) throws Exception {
		final Map<String, String> settings = new TreeMap<>();
		for (int i = 1; i < arguments.length; i++) settings.put(arguments[i].split("=", 2)[0], arguments[i].split("=", 2)[1]);
		try (Context context = new Context(FrameSourceService.class, RecordingService.class); FrameSource source = context.service(
			FrameSourceService.class).create(arguments[0]))
		{
			source.listen(line -> System.out.println("log " + line));
			source.open(SourceSettings.of(settings));
			System.out.println("ready");
			final LiveFrame frame = new LiveFrame();
			while (source.next(frame)) System.out.println("frame " + frame.number() + " " + frame.plane() + " " + frame.channel() + " " + frame
				.deviceTimeS() + " " + frame.width() + " " + frame.height() + " " + checksum(frame.pixels()));
			System.out.println("counts " + source.counts());
		}
	}

	/** Of the values as 32-bit integers. */
	private static long checksum(final float[] pixels) {
		final CRC32 crc = new CRC32();
		for (final float pixel : pixels) for (int shift = 0; shift < 32; shift += 8) crc.update((int) pixel >> shift);
		return crc.getValue();
	}
}
