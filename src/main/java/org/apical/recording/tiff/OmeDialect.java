package org.apical.recording.tiff;

import java.io.IOException;
import java.io.StringReader;
import java.util.Arrays;
import java.util.List;

import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

import org.apical.recording.Interleaving;
import org.apical.recording.RecordingException;
import org.apical.recording.Sampling;

/**
 * OME-TIFF: an XML text that tells axes, units, times and which page holds which plane. The first image is read. Where it
 * is spread over several files, each gives its own time points.
 *
 * @see <a href="https://docs.openmicroscopy.org/ome-model/latest/ome-tiff/specification.html">OME-TIFF specification</a>
 */
final class OmeDialect implements TiffDialect {

	/** More than the text of a million planes with their times. */
	private static final int LONGEST = 1 << 28;

	@Override
	public TiffMetadata read(final TiffFile file, final TiffDirectory first) throws IOException {
		final String start = first.text(Tag.IMAGE_DESCRIPTION, 1024);
		if (!start.startsWith("<") || !start.contains("<OME")) return null;
		final String xml = first.text(Tag.IMAGE_DESCRIPTION, LONGEST);
		final XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
		factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
		factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
		try {
			final XMLStreamReader reader = factory.createXMLStreamReader(new StringReader(xml));
			try {
				final TiffMetadata metadata = new Parser(file, reader).parse();
				return metadata == null ? unreadable("its OME-XML describes no pixels", first) : metadata;
			}
			finally {
				reader.close();
			}
		}
		catch (final XMLStreamException | NumberFormatException e) {
			return unreadable("its OME-XML is damaged", first);
		}
	}

	/** The pages are whole even where what is said about them is not, or stands in another file. */
	private static TiffMetadata unreadable(final String reason, final TiffDirectory first) throws IOException {
		return TiffMetadata.of(Interleaving.NONE, PlainDialect.sampling(first)).with(reason +
			", so its pages are read in their order as one channel and plane; say otherwise where that is wrong");
	}

	/** Walks through the text once. */
	private static final class Parser {

		private final TiffFile file;
		private final XMLStreamReader xml;
		private OmeAxes axes;
		private boolean slicesAreTimes;
		private Sampling sampling;
		private int[] pages;
		private double[] seconds;

		Parser(final TiffFile file, final XMLStreamReader xml) {
			this.file = file;
			this.xml = xml;
		}

		/** @return null where no pixels are described */
		TiffMetadata parse() throws XMLStreamException, RecordingException {
			while (xml.hasNext()) {
				final int event = xml.next();
				if (event == XMLStreamConstants.END_ELEMENT && xml.getLocalName().equals("Pixels")) return metadata();
				if (event != XMLStreamConstants.START_ELEMENT) continue;
				switch (xml.getLocalName()) {
					case "Pixels" -> readPixels();
					case "TiffData" -> readTiffData();
					case "Plane" -> readPlane();
					default -> {}
				}
			}
			return null;
		}

		private void readPixels() throws RecordingException {
			final OmeAxes stated = new OmeAxes(attribute("DimensionOrder", "XYCZT"), integer("SizeC", 1), integer("SizeZ", 1), integer("SizeT", 1));
			if (!stated.isPossible(file.bytes().size())) throw new RecordingException("its OME-XML claims " + stated.channels() + " x " + stated
				.planes() + " x " + stated.times() + " planes in the order " + stated.order() + ", which cannot be");
			// a stack without time is taken as a series, as with ImageJ
			slicesAreTimes = stated.times() == 1;
			axes = slicesAreTimes ? stated.slicesAsTimes() : stated;
			pages = new int[axes.frames()];
			seconds = new double[axes.frames()];
			Arrays.fill(pages, -1);
			Arrays.fill(seconds, Double.NaN);
			final double interval = number("TimeIncrement") * Units.seconds(attribute("TimeIncrementUnit", "s"));
			sampling = TiffMetadata.sampling(1 / interval, size("PhysicalSizeX"), size("PhysicalSizeY"));
		}

		private void readTiffData() throws XMLStreamException {
			if (axes == null) return;
			final boolean one = xml.getAttributeValue(null, "IFD") != null;
			final int page = integer("IFD", 0);
			final int n = integer("PlaneCount", one ? 1 : axes.frames());
			final int start = rank("First");
			if (start < 0 || page < 0 || isElsewhere()) return;
			for (int i = 0; i < n && start + i < pages.length; i++) pages[axes.frame(start + i)] = page + i;
		}

		/** Whether the planes lie in another file: an inner UUID element names it. */
		private boolean isElsewhere() throws XMLStreamException {
			while (xml.next() != XMLStreamConstants.END_ELEMENT) {
				if (xml.isStartElement() && xml.getLocalName().equals("UUID")) return !attribute("FileName", file.name()).equals(file.name());
			}
			return false;
		}

		private void readPlane() {
			if (axes == null) return;
			final int rank = rank("The");
			if (rank >= 0) seconds[axes.frame(rank)] = number("DeltaT") * Units.seconds(attribute("DeltaTUnit", "s"));
		}

		/** Position in the file's order of the plane that three attributes name. */
		private int rank(final String prefix) {
			final int z = integer(prefix + "Z", 0);
			return slicesAreTimes ? axes.rank(integer(prefix + "C", 0), 0, z) : axes.rank(integer(prefix + "C", 0), z, integer(prefix + "T", 0));
		}

		private TiffMetadata metadata() throws RecordingException {
			final int volume = axes.channels() * axes.planes();
			int kept = 0;
			for (int t = 0; t < axes.times(); t++) {
				boolean whole = true;
				for (int i = 0; i < volume; i++) whole &= pages[t * volume + i] >= 0;
				if (!whole) continue;
				System.arraycopy(pages, t * volume, pages, kept * volume, volume);
				System.arraycopy(seconds, t * volume, seconds, kept * volume, volume);
				kept++;
			}
			if (kept == 0) throw new RecordingException("its OME-XML assigns no whole time point to this file");
			final List<String> warnings = kept == axes.times() ? List.of() : List.of(kept + " of " + axes.times() +
				" time points lie in this file, the others elsewhere");
			return new TiffMetadata(0, new Interleaving(axes.channels(), axes.planes(), 0), sampling, false, new TiffMetadata.FrameTable(Arrays
				.copyOf(pages, kept * volume), Arrays.copyOf(seconds, kept * volume)), null, warnings);
		}

		private String attribute(final String name, final String absent) {
			final String value = xml.getAttributeValue(null, name);
			return value == null ? absent : value;
		}

		private int integer(final String name, final int absent) {
			final String value = xml.getAttributeValue(null, name);
			return value == null ? absent : Integer.parseInt(value);
		}

		private double number(final String name) {
			return Double.parseDouble(attribute(name, "NaN"));
		}

		private double size(final String name) {
			return number(name) * Units.micrometres(attribute(name + "Unit", "\u00b5m"));
		}
	}
}
