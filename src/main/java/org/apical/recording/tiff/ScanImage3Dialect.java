package org.apical.recording.tiff;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.apical.recording.Interleaving;

/** ScanImage up to 3.8: {@code state.acq.…=…} in the description of every page; channels follow each other. */
final class ScanImage3Dialect implements TiffDialect {

	private static final String PREFIX = "state.";
	private static final String RATE = "state.acq.frameRate";
	private static final String AVERAGING = "state.acq.averaging";
	private static final String AVERAGED = "state.acq.numAvgFramesSave";
	private static final String SAVING = "state.acq.savingChannel";
	private static final int MOST_CHANNELS = 4;

	@Override
	public TiffMetadata read(final TiffFile file, final TiffDirectory first) throws IOException {
		if (!first.text(Tag.IMAGE_DESCRIPTION, PREFIX.length()).equals(PREFIX)) return null;
		final List<String> keys = new ArrayList<>(List.of(RATE, AVERAGING, AVERAGED));
		for (int i = 1; i <= MOST_CHANNELS; i++) keys.add(SAVING + i);
		final Map<String, String> state = KeyedText.read(file.cursor(), first.position(Tag.IMAGE_DESCRIPTION), first.count(
			Tag.IMAGE_DESCRIPTION), PREFIX, Set.copyOf(keys));
		int channels = 0;
		for (int i = 1; i <= MOST_CHANNELS; i++) if ("1".equals(state.get(SAVING + i))) channels++;
		final double averaged = "1".equals(state.get(AVERAGING)) ? ScanImageDialect.number(state.get(AVERAGED), 1) : 1;
		final double rate = ScanImageDialect.number(state.get(RATE), Double.NaN) / averaged;
		return TiffMetadata.of(new Interleaving(Math.max(1, channels), 1, 0), TiffMetadata.sampling(rate, Double.NaN, Double.NaN));
	}
}
