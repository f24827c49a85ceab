package org.apical.session;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

import org.apical.online.PlaneSetup;
import org.apical.online.Preparation;
import org.apical.online.config.BciConfig;
import org.apical.online.record.FrameEntry;
import org.apical.online.record.JournalEntry;
import org.apical.online.record.JournalFile;
import org.apical.recording.Sampling;
import org.apical.roi.Roi;
import org.apical.session.exchange.ExchangeReader;
import org.apical.session.exchange.TraceKind;
import org.apical.session.exchange.TracedRois;
import org.scijava.Context;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/**
 * Reads a closed-loop session as it was read live: the ROIs where they lay in the day's field, and of its record their
 * fluorescence, surround and dF/F0. A frame stands at its place in time; NaN stands where one was lost, counted for nothing, or
 * came before the session was ready to judge.
 */
@Plugin(type = ExchangeReader.class, name = "session")
public final class BciSessionReader implements ExchangeReader {

	@Parameter
	private Context context;

	@Override
	public boolean canRead(final Path path) {
		final BciFolder folder = new BciFolder(path);
		return Files.exists(folder.journal()) && Files.exists(folder.config());
	}

	@Override
	public boolean isForeign() {
		return false;
	}

	@Override
	public List<Path> files(final Path path) {
		final BciFolder folder = new BciFolder(path);
		return Stream.of(folder.config(), folder.journal(), path.resolve("trials.csv"), path.resolve("frames.csv"), path.resolve("rewards.csv"))
			.filter(Files::exists).toList();
	}

	@Override
	public TracedRois read(final Path path) throws IOException {
		final BciFolder folder = new BciFolder(path);
		final BciServices services = BciServices.of(context);
		final BciConfig config = BciCheck.recorded(folder, services);
		final BciSetup setup = new BciSetup(config, services.recordings(), services.readouts());
		final double rate = config.loop().rateHz();
		final Preparation.Ready ready = LivePreparation.ready(folder, setup, services.recordings(), config.imaging().planes(), rate,
			planes -> setup.loop(planes, c -> {}, t -> {}), null, note -> {});
		final List<Roi> rois = new ArrayList<>();
		final List<float[]> templates = new ArrayList<>();
		final int[] firstRow = new int[ready.planes().size()];
		for (final PlaneSetup plane : ready.planes()) {
			firstRow[templates.size()] = rois.size();
			rois.addAll(plane.rois());
			templates.add(plane.alignment().model().template().pixels());
		}
		final Places places = places(folder, rate, firstRow.length);
		final float[][][] traces = new float[3][rois.size()][places.length()];
		for (final float[][] kind : traces) for (final float[] trace : kind) Arrays.fill(trace, Float.NaN);
		fill(folder, new Places(places.step, rate), firstRow, traces);
		final PlaneSetup first = ready.planes().get(0);
		return new TracedRois(first.width(), first.height(), firstRow.length, Sampling.UNKNOWN.withRate(rate), rois, Map.of(TraceKind.FLUORESCENCE,
			traces[0], TraceKind.NEUROPIL, traces[1], TraceKind.DFF, traces[2]), templates, List.of());
	}

	private static Places places(final BciFolder folder, final double rate, final int planes) throws IOException {
		final long[] step = new long[planes], last = new long[planes];
		Arrays.fill(step, Long.MAX_VALUE);
		Arrays.fill(last, Long.MAX_VALUE);
		read(folder, entry -> {
			if (!(entry instanceof FrameEntry e)) return;
			if (e.sourceNumber > last[e.plane]) step[e.plane] = Math.min(step[e.plane], e.sourceNumber - last[e.plane]);
			last[e.plane] = e.sourceNumber;
		});
		final Places places = new Places(step, rate);
		read(folder, places::next);
		return places;
	}

	private static void fill(final BciFolder folder, final Places places, final int[] firstRow, final float[][][] traces) throws IOException {
		read(folder, entry -> {
			final int at = places.next(entry);
			if (at < 0 || !(entry instanceof FrameEntry e) || !e.judged) return;
			for (int r = 0; r < e.dff.length; r++) {
				traces[0][firstRow[e.plane] + r][at] = e.reading.f[r];
				traces[1][firstRow[e.plane] + r][at] = e.reading.neuropil[r];
				traces[2][firstRow[e.plane] + r][at] = e.dff[r];
			}
		});
	}

	/** Goes through the whole record, however long it is, with one entry in memory. */
	private static void read(final BciFolder folder, final Consumer<JournalEntry> taker) throws IOException {
		try (JournalFile journal = new JournalFile(folder.journal())) {
			for (JournalEntry entry = journal.next(); entry != null; entry = journal.next()) taker.accept(entry);
		}
	}

	/** Where each plane's frames stand among all that it should have had. */
	private static final class Places {

		/** By how much the source's numbers rise from one frame of a plane to its next. */
		private final long[] step;
		private final double rate;
		private final long[] number;
		private final double[] timeS;
		private final int[] place;

		Places(final long[] step, final double rateHz) {
			this.step = step;
			rate = rateHz;
			number = new long[step.length];
			timeS = new double[step.length];
			place = new int[step.length];
			Arrays.fill(place, -1);
		}

		/** @return the place of a frame; -1 for another entry */
		int next(final JournalEntry entry) {
			// A session that was gone on with has new numbers.
			if (entry instanceof JournalEntry.Started) Arrays.fill(number, Long.MAX_VALUE);
			if (!(entry instanceof FrameEntry e)) return -1;
			final int p = e.plane;
			final long passed = place[p] < 0 ? 1 : e.sourceNumber > number[p] ? (e.sourceNumber - number[p]) / step[p] : Math.round((e.timeS -
				timeS[p]) * rate);
			place[p] += (int) Math.max(1, passed);
			number[p] = e.sourceNumber;
			timeS[p] = e.timeS;
			return place[p];
		}

		int length() {
			return Arrays.stream(place).max().orElse(-1) + 1;
		}
	}
}
