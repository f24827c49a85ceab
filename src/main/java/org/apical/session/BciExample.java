package org.apical.session;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.apical.recording.RecordingException;
import org.apical.recording.tiff.TiffMovieWriter;
import org.apical.roi.Compartment;
import org.apical.roi.Roi;
import org.apical.simulate.Kind;
import org.apical.simulate.SimulatedMovie;
import org.apical.simulate.SimulatedRecording;
import org.apical.simulate.SimulationParameters;
import org.apical.simulate.TrueRoi;

/**
 * Writes an example to start from: {@code bci.yaml} with every key explained, and a simulated field of two planes with its
 * ROIs in {@code reference}, so that it can be rehearsed as it is.
 */
public final class BciExample {

	private static final int WIDTH = 256, HEIGHT = 256;
	/** Neurons of each population, as published; fewer where the field has fewer. */
	private static final int PER_POPULATION = 4;

	private BciExample() {}

	/** @return the configuration file */
	public static Path write(final Path folder) throws IOException {
		final Path config = folder.resolve("bci.yaml");
		if (Files.exists(config)) throw new RecordingException(config + " is there already; name another folder");
		final Path reference = Files.createDirectories(folder.resolve("reference"));
		final SimulatedRecording field = new SimulatedRecording(SimulationParameters.preset("two-plane").withSize(WIDTH, HEIGHT)
			.withFrames(1));
		for (int p = 0; p < field.planes(); p++) {
			final SimulatedMovie movie = field.movie(p, 0);
			final float[] image = movie.scene().image();
			final double photons = movie.detector().photons();
			for (int i = 0; i < image.length; i++) image[i] = (float) (movie.detector().offset() + movie.detector().gain() * photons *
				image[i]);
			TiffMovieWriter.writeImage(reference.resolve("template-p" + (p + 1) + ".tif"), movie.width(), movie.height(), image, movie
				.sampling());
		}
		final List<Roi> rois = new ArrayList<>();
		final List<Integer> somas = new ArrayList<>();
		for (final TrueRoi t : field.rois()) {
			rois.add(Roi.of(t.label(), t.plane(), WIDTH, HEIGHT, t.pixels(), t.weights()).withCompartment(compartment(t.kind())).withNeuron(t
				.neuron()));
			if (t.plane() == 0) somas.add(t.label());
		}
		RoiZip.write(reference.resolve("rois.zip"), rois);
		final int each = Math.min(PER_POPULATION, somas.size() / 2);
		Files.writeString(config, text().replace("width: 796", "width: " + WIDTH).replace("height: 512", "height: " + HEIGHT).replace("[1, 2, 3, 4]",
			somas.subList(0, each).toString()).replace("[5, 6, 7, 8]", somas.subList(each, 2 * each).toString()));
		return config;
	}

	private static Compartment compartment(final Kind kind) {
		return Compartment.valueOf(kind.name());
	}

	private static String text() throws IOException {
		try (InputStream in = BciExample.class.getResourceAsStream("bci.yaml")) {
			return new String(in.readAllBytes(), StandardCharsets.UTF_8);
		}
	}
}
