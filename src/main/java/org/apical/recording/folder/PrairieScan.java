package org.apical.recording.folder;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

import org.apical.recording.RecordingException;

/**
 * What Prairie View (Bruker) says in the PVScan XML of a recording, versions 3 to 5. Documents are read without document
 * types and external entities.
 *
 * @param cycles the sequences, each with its frames
 * @param volumes whether each cycle is one volume, its frames the planes
 * @param framePeriodSeconds NaN where not said
 * @param pixelWidthUm NaN where not said
 * @param pixelHeightUm NaN where not said
 */
record PrairieScan(List<List<Frame>> cycles, boolean volumes, double framePeriodSeconds, double pixelWidthUm, double pixelHeightUm) {

	/** @param seconds when it was taken, NaN where not said
	 *  @param channels its files, channel by channel */
	record Frame(double seconds, List<FileTable.Frame> channels) {}

	/** The PVScan XML in a folder, null where there is none. */
	static Path find(final Path folder) throws IOException {
		try (var files = Files.list(folder)) {
			for (final Path file : files.sorted().toList()) if (isScan(file)) return file;
			return null;
		}
	}

	/** Whether a file is a PVScan XML, by its name and first bytes. */
	static boolean isScan(final Path file) {
		if (!file.getFileName().toString().endsWith(".xml") || !Files.isRegularFile(file)) return false;
		try (InputStream in = Files.newInputStream(file)) {
			return new String(in.readNBytes(512)).contains("<PVScan");
		}
		catch (final IOException e) {
			return false;
		}
	}

	/** @throws RecordingException where the XML is broken */
	static PrairieScan read(final Path xml) throws IOException {
		final XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
		factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
		factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
		try (InputStream in = Files.newInputStream(xml)) {
			return new Parser(xml.toAbsolutePath().getParent()).parse(factory.createXMLStreamReader(in));
		}
		catch (final XMLStreamException | IllegalArgumentException e) {
			throw new RecordingException(xml + ": broken Prairie XML (" + String.valueOf(e.getMessage()).replaceAll("\\s+", " ") + ")", e);
		}
	}

	/** Goes through the document once. Of a state that changes, the first value counts. */
	private static final class Parser {

		private final Path folder;
		private final List<List<Frame>> cycles = new ArrayList<>();
		private boolean volumes;
		private double framePeriod = Double.NaN;
		private double width = Double.NaN;
		private double height = Double.NaN;
		private String key;

		Parser(final Path folder) {
			this.folder = folder;
		}

		PrairieScan parse(final XMLStreamReader xml) throws XMLStreamException {
			while (xml.hasNext()) if (xml.next() == XMLStreamConstants.START_ELEMENT) element(xml);
			return new PrairieScan(cycles, volumes, framePeriod, width, height);
		}

		private void element(final XMLStreamReader xml) {
			switch (xml.getLocalName()) {
				case "Sequence" -> {
					cycles.add(new ArrayList<>());
					volumes |= String.valueOf(xml.getAttributeValue(null, "type")).contains("ZSeries");
				}
				case "Frame" -> frames().add(new Frame(number(xml, "absoluteTime"), new ArrayList<>()));
				case "File" -> file(xml);
				case "Key", "PVStateValue" -> {
					key = xml.getAttributeValue(null, "key");
					state(key, xml);
				}
				case "IndexedValue" -> state(key + "_" + xml.getAttributeValue(null, "index"), xml);
				default -> {
					// nothing else matters here
				}
			}
		}

		private List<Frame> frames() {
			if (cycles.isEmpty()) throw new IllegalArgumentException("a frame outside any sequence");
			return cycles.get(cycles.size() - 1);
		}

		/** Only the name's last part counts: a file lies beside its XML and nowhere else. */
		private void file(final XMLStreamReader xml) {
			final List<Frame> frames = frames();
			final String name = xml.getAttributeValue(null, "filename");
			final double page = number(xml, "page");
			if (frames.isEmpty() || name == null) throw new IllegalArgumentException("a file without a frame or a name");
			final Path file = folder.resolve(name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1));
			frames.get(frames.size() - 1).channels().add(new FileTable.Frame(file, Double.isNaN(page) ? 0 : Math.max(0, (int) page - 1)));
		}

		private void state(final String name, final XMLStreamReader xml) {
			switch (String.valueOf(name)) {
				case "framePeriod" -> framePeriod = first(framePeriod, xml);
				case "micronsPerPixel_XAxis" -> width = first(width, xml);
				case "micronsPerPixel_YAxis" -> height = first(height, xml);
				default -> {
					// the microscope's other settings
				}
			}
		}

		private static double first(final double known, final XMLStreamReader xml) {
			final double found = number(xml, "value");
			return Double.isNaN(known) && found > 0 && found < Double.POSITIVE_INFINITY ? found : known;
		}

		private static double number(final XMLStreamReader xml, final String attribute) {
			final String text = xml.getAttributeValue(null, attribute);
			return text == null || text.isEmpty() ? Double.NaN : Double.parseDouble(text);
		}
	}
}
