package org.apical.recording;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import us.hebi.matlab.mat.format.Mat5;
import us.hebi.matlab.mat.types.Array;
import us.hebi.matlab.mat.types.Matrix;
import us.hebi.matlab.mat.types.Source;
import us.hebi.matlab.mat.types.Sources;
import us.hebi.matlab.mat.types.Struct;

/**
 * The {@code info} struct that Scanbox saves beside its pixels. How its fields determine the layout is taken from
 * Scanbox's {@code sbxread.m} and, for planes and rate, from sbxreader 0.2 (github.com/jcouto/sbxreader, which suite2p
 * uses) and CaImAn's {@code sbx_utils.py}, which agree on all headers seen.
 *
 * @param width columns, dead ones included
 * @param height rows of a frame, both directions of a bidirectional scan
 * @param channels interleaved pixel by pixel
 * @param planes recorded alternately by the tunable lens
 * @param sampling rate of one plane and pixel size
 */
record ScanboxHeader(int width, int height, int channels, int planes, Sampling sampling) {

	/**
	 * @param sbx the pixels, beside which the header lies
	 * @throws RecordingException where the header is no MAT file of version 5, or lacks or contradicts what is needed
	 */
	static ScanboxHeader read(final Path sbx) throws IOException {
		final Path mat = file(sbx);
		if (!Files.isRegularFile(mat)) throw new RecordingException(sbx + ": " + mat.getFileName() + " is missing beside it");
		try (Source source = Sources.openFile(mat.toFile())) {
			final Array info = Mat5.newReader(source).disableSubsystemProcessing().readMat().getArray("info");
			return of(sbx, new Fields((Struct) info));
		}
		catch (final RuntimeException | IOException e) {
			if (e instanceof RecordingException clear) throw clear;
			throw new RecordingException(sbx + ": " + mat.getFileName() + " is not a Scanbox info struct in a MAT file of version 5 (" + firstLine(e) + ")", e);
		}
	}

	/** Where it lies, beside the pixels. */
	static Path file(final Path sbx) {
		return sbx.resolveSibling(sbx.getFileName().toString().replaceFirst("(\\.sbx)?$", ".mat"));
	}

	private static String firstLine(final Exception e) {
		return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
	}

	private static ScanboxHeader of(final Path sbx, final Fields info) throws RecordingException {
		final boolean bidirectional = info.number("scanmode", 0, 1) == 0;
		final Fields chan = info.struct("chan");
		final int channels = (int) (chan != null ? chan.number("nchan", 0, 1) : info.number("channels", 0, 2) == 1 ? 2 : 1);
		final double width = info.number("sz", 1, 796);
		final double height = height(info, bidirectional, chan != null);
		final int planes = planes(info);
		final boolean possible = width >= 1 && height >= 1 && channels >= 1 && 2 * width * height * channels <= Integer.MAX_VALUE;
		if (!possible || planes > 1 << 10)
			throw new RecordingException(sbx + ": the .mat beside it says an impossible layout of " + width + " x " + height + " pixels, " + channels + " channels, " +
				planes + " planes");
		final double rate = info.number("resfreq", 0, Double.NaN) * (bidirectional ? 2 : 1) / height / planes;
		return new ScanboxHeader((int) width, (int) height, channels, planes, new Sampling(positive(rate), pixelSize(info, "dxcal", "x"),
			pixelSize(info, "dycal", "y")));
	}

	/**
	 * Scanbox counts one record per cycle of the resonant mirror, which is two rows when both directions are kept. Newer
	 * versions, known by the struct {@code chan}, tell the frame's size; a scan may also be folded into lower frames.
	 */
	private static double height(final Fields info, final boolean bidirectional, final boolean sized) {
		final double folded = info.number("fold_lines", 0, 0);
		if (folded > 0) return folded;
		final double scanned = info.number("recordsPerBuffer", 0, Double.NaN) * (bidirectional ? 2 : 1);
		return sized || Double.isNaN(scanned) ? info.number("sz", 0, Double.isNaN(scanned) ? 512 : scanned) : scanned;
	}

	private static int planes(final Fields info) {
		if (info.number("volscan", 0, 0) == 0) return 1;
		final int table = info.rows("etl_table");
		final int wave = info.elements("otwave");
		if (table > 0) return table;
		if (wave > 0) return wave;
		return (int) Math.max(1, info.number("otparam", 2, 1));
	}

	/** Edge of a pixel, µm; older versions have a table with one entry per magnification instead. */
	private static double pixelSize(final Fields info, final String field, final String axis) {
		final double size = info.number(field, 0, Double.NaN);
		final Fields config = info.struct("config");
		if (!Double.isNaN(size) || config == null) return positive(size);
		return positive(info.entry("calibration", (int) config.number("magnification", 0, 0) - 1, axis));
	}

	private static double positive(final double value) {
		return value > 0 && value < Double.POSITIVE_INFINITY ? value : Double.NaN;
	}

	/** Fields of a struct, of which any may be missing or of another kind. */
	private record Fields(Struct struct) {

		private Array get(final String name) {
			return struct.getFieldNames().contains(name) ? struct.get(name) : null;
		}

		/** One number of a matrix in MATLAB's order. */
		double number(final String name, final int index, final double otherwise) {
			return get(name) instanceof Matrix m && m.getNumElements() > index && !Double.isNaN(m.getDouble(index)) ? m.getDouble(index)
				: otherwise;
		}

		Fields struct(final String name) {
			return get(name) instanceof Struct s && s.getNumElements() == 1 ? new Fields(s) : null;
		}

		/** Number of one entry of an array of structs. */
		double entry(final String name, final int index, final String field) {
			return get(name) instanceof Struct s && index >= 0 && index < s.getNumElements() && s.getFieldNames().contains(field) && s.get(field,
				index) instanceof Matrix m && m.getNumElements() > 0 ? m.getDouble(0) : Double.NaN;
		}

		int rows(final String name) {
			final Array array = get(name);
			return array == null || array.getNumElements() == 0 ? 0 : array.getNumRows();
		}

		int elements(final String name) {
			return get(name) instanceof Matrix m ? m.getNumElements() : 0;
		}
	}
}
