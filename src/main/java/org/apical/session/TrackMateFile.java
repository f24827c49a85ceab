package org.apical.session;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeMap;

import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

import ij.gui.ShapeRoi;
import ij.process.FloatPolygon;

import org.apical.neuron.Track;
import org.apical.neuron.Track.Sighting;
import org.apical.recording.RecordingException;
import org.apical.roi.Roi;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * A TrackMate file: days are frames, ROIs are spots with their outlines in pixels of the aligned images, tracks are tracks. A
 * spot's number holds its day and label, so that what a person links or unlinks in TrackMate reads back; a link's cost is
 * what its probability lacks to 1, and a link that a person made counts as certain.
 */
final class TrackMateFile {

	private static final int DAY = 100_000;
	private static final String[][] SPOT = { { "QUALITY", "Quality", "QUALITY" }, { "POSITION_X", "X", "POSITION" }, { "POSITION_Y", "Y",
		"POSITION" }, { "POSITION_Z", "Z", "POSITION" }, { "POSITION_T", "T", "TIME" }, { "FRAME", "Frame", "NONE" }, { "RADIUS", "Radius",
			"LENGTH" }, { "VISIBILITY", "Visibility", "NONE" } };
	private static final String[][] EDGE = { { "SPOT_SOURCE_ID", "Source spot ID", "NONE" }, { "SPOT_TARGET_ID", "Target spot ID", "NONE" }, {
		"LINK_COST", "Edge cost", "COST" } };
	private static final String[][] TRACK = { { "TRACK_INDEX", "Track index", "NONE" }, { "TRACK_ID", "Track ID", "NONE" } };
	private static final Set<String> WHOLE = Set.of("FRAME", "VISIBILITY", "SPOT_SOURCE_ID", "SPOT_TARGET_ID", "TRACK_INDEX", "TRACK_ID");

	private TrackMateFile() {}

	/** @param image the aligned mean images, a frame a day, of that width and height */
	static void write(final Path file, final List<Track> tracks, final int days, final Path image, final int width, final int height)
		throws IOException
	{
		try (OutputStream out = Files.newOutputStream(file)) {
			final XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(out, "UTF-8");
			xml.writeStartDocument("UTF-8", "1.0");
			open(xml, "TrackMate", "version", "7.11.1");
			writeModel(xml, tracks, days);
			writeSettings(xml, days, image, width, height);
			open(xml, "GUIState", "state", "ConfigureViews");
			xml.writeEndElement();
			xml.writeEndElement();
			xml.writeEndDocument();
			xml.close();
		}
		catch (final XMLStreamException e) {
			throw new IOException(file + ": " + e.getMessage(), e);
		}
	}

	private static void writeModel(final XMLStreamWriter xml, final List<Track> tracks, final int days) throws XMLStreamException {
		open(xml, "Model", "spatialunits", "pixel", "timeunits", "day");
		open(xml, "FeatureDeclarations");
		declare(xml, "SpotFeatures", SPOT);
		declare(xml, "EdgeFeatures", EDGE);
		declare(xml, "TrackFeatures", TRACK);
		xml.writeEndElement();
		open(xml, "AllSpots", "nspots", String.valueOf(tracks.stream().mapToInt(t -> t.sightings().size()).sum()));
		for (int day = 0; day < days; day++) {
			open(xml, "SpotsInFrame", "frame", String.valueOf(day));
			for (final Track track : tracks) for (final Sighting s : track.sightings()) if (s.day() == day) writeSpot(xml, s);
			xml.writeEndElement();
		}
		xml.writeEndElement();
		final List<Track> linked = tracks.stream().filter(t -> t.sightings().size() > 1).toList();
		open(xml, "AllTracks");
		for (int i = 0; i < linked.size(); i++) {
			open(xml, "Track", "name", "Track_" + i, "TRACK_INDEX", String.valueOf(i), "TRACK_ID", String.valueOf(i));
			final List<Sighting> sightings = linked.get(i).sightings();
			for (int k = 1; k < sightings.size(); k++) {
				open(xml, "Edge", "SPOT_SOURCE_ID", id(sightings.get(k - 1)), "SPOT_TARGET_ID", id(sightings.get(k)), "LINK_COST", number(1 - sightings
					.get(k).probability()));
				xml.writeEndElement();
			}
			xml.writeEndElement();
		}
		xml.writeEndElement();
		open(xml, "FilteredTracks");
		for (int i = 0; i < linked.size(); i++) {
			open(xml, "TrackID", "TRACK_ID", String.valueOf(i));
			xml.writeEndElement();
		}
		xml.writeEndElement();
		xml.writeEndElement();
	}

	private static void writeSpot(final XMLStreamWriter xml, final Sighting s) throws XMLStreamException {
		final Roi roi = s.roi();
		final FloatPolygon outline = outline(roi);
		open(xml, "Spot", "ID", id(s), "name", roi.compartment().word() + "-" + roi.label(), "QUALITY", number(Double.isNaN(roi.snr()) ? 1 : roi
			.snr()), "POSITION_T", number(s.day()), "POSITION_X", number(roi.centerX()), "POSITION_Y", number(roi.centerY()), "POSITION_Z", "0.0",
			"FRAME", String.valueOf(s.day()), "RADIUS", number(Math.sqrt(roi.size() / Math.PI)), "VISIBILITY", "1", "ROI_N_POINTS", String
				.valueOf(outline.npoints));
		final StringJoiner points = new StringJoiner(" ");
		// pixel centres are whole numbers here, pixel edges in ImageJ's outlines
		for (int i = 0; i < outline.npoints; i++) points.add(number(outline.xpoints[i] - 0.5 - roi.centerX())).add(number(outline.ypoints[i] - 0.5 -
			roi.centerY()));
		xml.writeCharacters(points.toString());
		xml.writeEndElement();
	}

	/** Outline of the largest part. */
	private static FloatPolygon outline(final Roi roi) {
		ij.gui.Roi outline = RoiOutline.draw(roi);
		if (outline instanceof ShapeRoi parts) for (final ij.gui.Roi part : parts.getRois())
			if (outline instanceof ShapeRoi || part.getBounds().width * part.getBounds().height > outline.getBounds().width * outline
				.getBounds().height) outline = part;
		return outline.getFloatPolygon();
	}

	private static void writeSettings(final XMLStreamWriter xml, final int days, final Path image, final int width, final int height)
		throws XMLStreamException
	{
		open(xml, "Settings");
		empty(xml, "ImageData", "filename", image.getFileName().toString(), "folder", image.getParent() + "/", "width", String.valueOf(width), "height", String.valueOf(height), "nslices", "1", "nframes", String.valueOf(days), "pixelwidth", "1.0", "pixelheight",
			"1.0", "voxeldepth", "1.0", "timeinterval", "1.0");
		empty(xml, "BasicSettings", "xstart", "0", "xend", String.valueOf(width - 1), "ystart", "0", "yend", String.valueOf(height - 1), "zstart", "0", "zend", "0", "tstart", "0", "tend", String.valueOf(days - 1));
		empty(xml, "DetectorSettings", "DETECTOR_NAME", "MANUAL_DETECTOR", "RADIUS", "5.0");
		empty(xml, "InitialSpotFilter", "feature", "QUALITY", "value", "0.0", "isabove", "true");
		empty(xml, "SpotFilterCollection");
		empty(xml, "TrackerSettings", "TRACKER_NAME", "MANUAL_TRACKER");
		empty(xml, "TrackFilterCollection");
		open(xml, "AnalyzerCollection");
		for (final String kind : new String[] { "SpotAnalyzers", "EdgeAnalyzers", "TrackAnalyzers" }) empty(xml, kind);
		xml.writeEndElement();
		xml.writeEndElement();
	}

	private static void declare(final XMLStreamWriter xml, final String kind, final String[][] features) throws XMLStreamException {
		open(xml, kind);
		for (final String[] f : features) empty(xml, "Feature", "feature", f[0], "name", f[1], "shortname", f[1], "dimension", f[2], "isint", String
			.valueOf(WHOLE.contains(f[0])));
		xml.writeEndElement();
	}

	private static void open(final XMLStreamWriter xml, final String element, final String... attributes) throws XMLStreamException {
		xml.writeStartElement(element);
		for (int i = 0; i < attributes.length; i += 2) xml.writeAttribute(attributes[i], attributes[i + 1]);
	}

	private static void empty(final XMLStreamWriter xml, final String element, final String... attributes) throws XMLStreamException {
		open(xml, element, attributes);
		xml.writeEndElement();
	}

	private static String id(final Sighting s) {
		return String.valueOf(s.day() * DAY + s.roi().label());
	}

	private static String number(final double value) {
		return String.format(Locale.ROOT, "%.4f", value);
	}

	private record Link(int to, double probability) {}

	/**
	 * The tracks as a person left them. ROIs whose spot was deleted are in none.
	 *
	 * @param days the aligned ROIs that the file was written from
	 * @throws RecordingException where the file is none of TrackMate's, is of other ROIs, or a track splits or merges
	 */
	static List<Track> read(final Path file, final List<List<Roi>> days) throws IOException {
		final Element root = parse(file);
		final Map<Integer, Roi> rois = new HashMap<>();
		for (int d = 0; d < days.size(); d++) for (final Roi roi : days.get(d)) rois.put(d * DAY + roi.label(), roi);
		final TreeMap<Integer, Roi> spots = new TreeMap<>();
		for (final Element spot : elements(root, "Spot")) {
			final Roi roi = rois.get(whole(file, spot, "ID"));
			if (roi == null) throw new RecordingException(file + ": spot " + spot.getAttribute("name") +
				" is no ROI of these days; a new ROI is drawn in the day's rois.zip, not in TrackMate");
			spots.put(whole(file, spot, "ID"), roi);
		}
		final Set<Integer> shown = new HashSet<>();
		for (final Element id : elements(root, "TrackID")) shown.add(whole(file, id, "TRACK_ID"));
		final Map<Integer, Link> links = new HashMap<>();
		final Set<Integer> continued = new HashSet<>();
		for (final Element track : elements(root, "Track")) {
			if (!shown.contains(whole(file, track, "TRACK_ID"))) continue;
			for (final Element edge : elements(track, "Edge")) {
				final int a = whole(file, edge, "SPOT_SOURCE_ID"), b = whole(file, edge, "SPOT_TARGET_ID"), from = Math.min(a, b), to = Math.max(a, b);
				final double cost = edge.getAttribute("LINK_COST").isEmpty() ? 0 : Double.parseDouble(edge.getAttribute("LINK_COST"));
				if (from / DAY == to / DAY || links.put(from, new Link(to, cost >= 0 && cost <= 1 ? 1 - cost : 1)) != null || !continued.add(to))
					throw new RecordingException(file + ": " + track.getAttribute("name") + " splits, merges or joins two ROIs of one day near spot " +
						from % DAY + " of frame " + from / DAY + "; cut the wrong link in TrackMate");
			}
		}
		final List<Track> tracks = new ArrayList<>();
		for (final int start : spots.keySet()) {
			if (continued.contains(start)) continue;
			final List<Sighting> sightings = new ArrayList<>(List.of(new Sighting(start / DAY, spots.get(start), 1)));
			for (Link link = links.get(start); link != null; link = links.get(link.to)) sightings.add(new Sighting(link.to / DAY, spots.get(link.to),
				link.probability));
			sightings.sort(Comparator.comparingInt(Sighting::day));
			tracks.add(new Track(sightings));
		}
		return tracks;
	}

	private static Element parse(final Path file) throws IOException {
		try {
			final DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
			factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
			final DocumentBuilder builder = factory.newDocumentBuilder();
			builder.setErrorHandler(null);
			final Element root = builder.parse(file.toFile()).getDocumentElement();
			if (!root.getTagName().equals("TrackMate")) throw new RecordingException(file + ": is no TrackMate file but <" + root.getTagName() + ">");
			return root;
		}
		catch (final SAXException e) {
			throw new RecordingException(file + ": is no TrackMate file (" + e.getMessage() + ")", e);
		}
		catch (final ParserConfigurationException e) {
			throw new IOException("This Java cannot read XML: " + e.getMessage(), e);
		}
	}

	private static List<Element> elements(final Element within, final String name) {
		final NodeList nodes = within.getElementsByTagName(name);
		final List<Element> elements = new ArrayList<>();
		for (int i = 0; i < nodes.getLength(); i++) elements.add((Element) nodes.item(i));
		return elements;
	}

	private static int whole(final Path file, final Element element, final String attribute) throws RecordingException {
		try {
			return (int) Double.parseDouble(element.getAttribute(attribute));
		}
		catch (final NumberFormatException e) {
			throw new RecordingException(file + ": a " + element.getTagName() + " has no number " + attribute, e);
		}
	}
}
