package org.apical.report;

import java.awt.Dimension;
import java.awt.Graphics2D;
import java.awt.image.RenderedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.util.function.Consumer;

import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;

import org.apache.batik.svggen.ImageHandlerBase64Encoder;
import org.apache.batik.svggen.SVGGeneratorContext;
import org.apache.batik.svggen.SVGGraphics2D;
import org.apache.batik.svggen.SVGGraphics2DIOException;
import org.apache.batik.svggen.SVGIDGenerator;
import org.apache.batik.svggen.SimpleImageHandler;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** Turns what is drawn on a {@link Graphics2D} into SVG. */
final class SvgDrawing {

	private static final String NAMESPACE = "http://www.w3.org/2000/svg";

	private SvgDrawing() {}

	/**
	 * @param id of the element, and what its inner names begin with, so that several fit into one page
	 * @param width px
	 * @param height px
	 * @return an {@code svg} element that can stand alone or within HTML
	 */
	static String element(final String id, final int width, final int height, final Consumer<Graphics2D> drawing) {
		try {
			final Document document = DocumentBuilderFactory.newInstance().newDocumentBuilder().getDOMImplementation().createDocument(
				NAMESPACE, "svg", null);
			final SVGGeneratorContext context = SVGGeneratorContext.createDefault(document);
			context.setIDGenerator(new SVGIDGenerator() {

				@Override
				public String generateID(final String prefix) {
					return super.generateID(id + "-" + prefix);
				}
			});
			context.setGenericImageHandler(new SimpleImageHandler(new PngImages()));
			final SVGGraphics2D g = new SVGGraphics2D(context, false);
			g.setSVGCanvasSize(new Dimension(width, height));
			drawing.accept(g);
			final Element root = g.getRoot();
			root.setAttribute("id", id);
			root.setAttribute("viewBox", "0 0 " + width + " " + height);
			final Transformer transformer = TransformerFactory.newInstance().newTransformer();
			transformer.setOutputProperty(OutputKeys.OMIT_XML_DECLARATION, "yes");
			final StringWriter text = new StringWriter();
			transformer.transform(new DOMSource(root), new StreamResult(text));
			return text.toString();
		}
		catch (final ParserConfigurationException | TransformerException e) {
			throw new IllegalStateException("This Java cannot write XML", e);
		}
	}

	/** Images within the drawing, by Java's own PNG writer. */
	private static final class PngImages extends ImageHandlerBase64Encoder {

		@Override
		public void encodeImage(final RenderedImage image, final OutputStream out) throws SVGGraphics2DIOException {
			try {
				ImageIO.write(image, "png", out);
			}
			catch (final IOException e) {
				throw new SVGGraphics2DIOException(e.getMessage(), e);
			}
		}
	}
}
