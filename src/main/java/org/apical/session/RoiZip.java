package org.apical.session;

import java.awt.Point;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

import ij.io.RoiDecoder;
import ij.io.RoiEncoder;

import org.apical.recording.RecordingException;
import org.apical.roi.Compartment;
import org.apical.roi.Roi;

/**
 * ImageJ ROI sets ({@code .zip}, or a single {@code .roi}), ours and anybody's.
 *
 * <p>An entry is named {@code soma-12.roi}; its group is 1 for somas, 2 for trunks and 3 for dendrites; its properties
 * hold {@code neuron}, {@code probability}, {@code snr} and the pixels' {@code weights} in 255ths; its position is the
 * plane. Anything ImageJ can draw is read: what has no group of ours is of no known compartment, and weights that no
 * longer fit an outline that was redrawn count as 1.
 */
public final class RoiZip {

	private RoiZip() {}

	/** Writes a set of ROIs. */
	public static void write(final Path file, final List<Roi> rois) throws IOException {
		try (ZipOutputStream zip = new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
			for (final Roi roi : rois) {
				final ij.gui.Roi outline = RoiOutline.draw(roi);
				outline.setName(roi.compartment().word() + "-" + roi.label());
				zip.putNextEntry(entry(outline.getName() + ".roi"));
				final byte[] bytes = RoiEncoder.saveAsByteArray(outline);
				bytes[groupAt(bytes)] = (byte) (roi.compartment().ordinal() + 1);
				zip.write(bytes);
				zip.closeEntry();
			}
		}
	}

	/** Writes what somebody drew, as it is. */
	public static void write(final Path file, final ij.gui.Roi[] outlines) throws IOException {
		try (ZipOutputStream zip = new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
			for (int i = 0; i < outlines.length; i++) {
				zip.putNextEntry(entry(String.format("%04d.roi", i + 1)));
				zip.write(RoiEncoder.saveAsByteArray(outlines[i]));
				zip.closeEntry();
			}
		}
	}

	/** Of no particular time: the same ROIs are the same file. */
	private static ZipEntry entry(final String name) {
		final ZipEntry entry = new ZipEntry(name);
		entry.setTimeLocal(LocalDateTime.of(1980, 1, 1, 0, 0));
		return entry;
	}

	/**
	 * Reads a set. Labels are those in the names where they are ours and unique, else the next free ones in order.
	 *
	 * @param width pixels in a row of the field the ROIs belong to; what lies outside is cut off
	 * @param height rows of the field
	 * @throws RecordingException where the file is no ROI set, or an ROI lies wholly outside the field
	 */
	public static List<Roi> read(final Path file, final int width, final int height) throws IOException {
		return trace(file.toString(), entries(file), width, height);
	}

	/**
	 * The same of ROIs that are in no file.
	 *
	 * @param source what to call where they are
	 */
	public static List<Roi> trace(final String source, final ij.gui.Roi[] outlines, final int width, final int height)
		throws RecordingException
	{
		return trace(source, Arrays.stream(outlines).map(o -> new Entry(o, o.getGroup())).toList(), width, height);
	}

	private static List<Roi> trace(final String source, final List<Entry> entries, final int width, final int height)
		throws RecordingException
	{
		final List<Roi> rois = new ArrayList<>();
		final Set<Integer> labels = new HashSet<>();
		for (final Entry entry : entries) {
			final ij.gui.Roi outline = entry.outline;
			final int named = label(outline.getName());
			int label = named;
			if (named < 1 || labels.contains(named)) for (label = 1; labels.contains(label);) label++;
			labels.add(label);
			final Roi roi = RoiOutline.trace(outline, entry.group, label, width, height);
			if (roi == null) throw new RecordingException(source + ": ROI '" + outline.getName() + "' lies outside the " + width + " x " +
				height + " field; is it from another recording?");
			rois.add(roi);
		}
		if (rois.isEmpty()) throw new RecordingException(source + ": holds no ImageJ ROI");
		return rois;
	}

	/**
	 * What a set says of one of its ROIs, whatever it was drawn for.
	 *
	 * @param population property of that name, null where it has none
	 * @param group ImageJ's group of the ROI, 0 for none
	 * @param isOurs whether its name and so its group are those that {@link #write} gives
	 * @param plane from 0, -1 where it has no position
	 * @param y row of the centre of its pixels; NaN where it has none
	 * @param x column likewise
	 */
	public record Outline(String name, String population, int group, boolean isOurs, int plane, double y, double x) {}

	/** Reads a set without fitting it into a field. */
	public static List<Outline> outlines(final Path file) throws IOException {
		final List<Outline> outlines = new ArrayList<>();
		for (final Entry entry : entries(file)) {
			final ij.gui.Roi roi = entry.outline;
			final Point[] points = roi.getContainedPoints();
			outlines.add(new Outline(roi.getName(), roi.getProperty("population"), entry.group, label(roi.getName()) > 0, RoiOutline
				.plane(roi), Arrays.stream(points).mapToInt(p -> p.y).average().orElse(Double.NaN), Arrays.stream(points).mapToInt(
					p -> p.x).average().orElse(Double.NaN)));
		}
		return outlines;
	}

	private record Entry(ij.gui.Roi outline, int group) {}

	private static List<Entry> entries(final Path file) throws IOException {
		final List<Entry> entries = new ArrayList<>();
		if (file.toString().toLowerCase(Locale.ROOT).endsWith(".roi")) {
			entries.add(decode(file, Files.readAllBytes(file), file.getFileName().toString()));
			return entries;
		}
		try (ZipFile zip = new ZipFile(file.toFile())) {
			for (final ZipEntry entry : Collections.list(zip.entries())) {
				if (!entry.getName().endsWith(".roi")) continue;
				try (InputStream in = zip.getInputStream(entry)) {
					entries.add(decode(file, in.readAllBytes(), entry.getName()));
				}
			}
		}
		catch (final ZipException e) {
			throw new RecordingException(file + ": no ImageJ ROI set, or one cut off", e);
		}
		return entries;
	}

	private static Entry decode(final Path file, final byte[] bytes, final String name) throws RecordingException {
		final int at = groupAt(bytes);
		final int group = at < 0 ? 0 : bytes[at] & 0xff;
		if (at >= 0) bytes[at] = 0;
		final ij.gui.Roi roi = RoiDecoder.openFromByteArray(bytes);
		if (roi == null) throw new RecordingException(file + ": entry '" + name + "' is no ImageJ ROI");
		if (roi.getName() == null) roi.setName(name.replaceAll("\\.roi$", ""));
		return new Entry(roi, group);
	}

	/**
	 * Where an encoded ROI keeps its group; -1 where it has none. Setting the group of an {@link ij.gui.Roi} would look for a
	 * table of colours in ImageJ's folder and complain where there is no ImageJ.
	 */
	private static int groupAt(final byte[] bytes) {
		if (bytes.length < RoiDecoder.HEADER2_OFFSET + 4) return -1;
		final int second = ByteBuffer.wrap(bytes).getInt(RoiDecoder.HEADER2_OFFSET);
		return second > 0 && second + RoiDecoder.GROUP < bytes.length ? second + RoiDecoder.GROUP : -1;
	}

	/** The number in a name of ours; 0 for another's. */
	private static int label(final String name) {
		for (final Compartment c : Compartment.values()) {
			final String number = name.startsWith(c.word() + "-") ? name.substring(c.word().length() + 1) : "";
			if (number.matches("[1-9]\\d{0,8}")) return Integer.parseInt(number);
		}
		return 0;
	}
}
