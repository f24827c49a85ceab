package org.apical.session;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.apical.online.source.SourceGeometry;
import org.apical.recording.PixelType;
import org.apical.recording.tiff.TiffMovieWriter;
import org.apical.roi.Roi;
import org.apical.simulate.SimulatedMovie;
import org.apical.simulate.SimulatedRecording;
import org.apical.simulate.SimulationParameters;
import org.apical.simulate.TrueRoi;

/** What {@link LoopBenchmark} images: two planes of 512 x 796 with 50 ROIs each, made once and kept in a folder. */
final class BenchmarkField {

	static final int WIDTH = 796, HEIGHT = 512, ROIS = 50;
	/** Frames of each plane; they come again and again. */
	static final int FRAMES = 40;
	static final SourceGeometry GEOMETRY = new SourceGeometry(WIDTH, HEIGHT, PixelType.UINT16, 2, 1);

	private final Path folder;

	BenchmarkField(final Path folder) throws IOException {
		this.folder = folder;
		if (!Files.exists(raw())) make();
	}

	/** The frames of both planes in turn. */
	Path raw() {
		return folder.resolve("frames.raw");
	}

	private void make() throws IOException {
		final Path reference = Files.createDirectories(folder.resolve("reference"));
		final SimulatedRecording field = new SimulatedRecording(SimulationParameters.preset("two-plane").withSize(WIDTH, HEIGHT)
			.withFrames(FRAMES));
		final List<Roi> rois = new ArrayList<>();
		for (int p = 0; p < 2; p++) {
			final SimulatedMovie movie = field.movie(p, 0);
			final float[] image = movie.scene().image();
			for (int i = 0; i < image.length; i++) image[i] = (float) (movie.detector().offset() + movie.detector().gain() * movie.detector()
				.photons() * image[i]);
			TiffMovieWriter.writeImage(reference.resolve("template-p" + (p + 1) + ".tif"), WIDTH, HEIGHT, image, movie.sampling());
			final int plane = p;
			final List<TrueRoi> here = field.rois().stream().filter(r -> r.plane() == plane).toList();
			for (int i = 0; i < ROIS; i++) {
				final TrueRoi r = here.get(i % here.size());
				rois.add(Roi.of(rois.size() + 1, p, WIDTH, HEIGHT, r.pixels(), r.weights()));
			}
		}
		RoiZip.write(reference.resolve("rois.zip"), rois);
		final float[] pixels = new float[WIDTH * HEIGHT];
		final ByteBuffer bytes = ByteBuffer.allocate(GEOMETRY.frameBytes()).order(ByteOrder.LITTLE_ENDIAN);
		try (OutputStream out = Files.newOutputStream(raw())) {
			for (int t = 0; t < FRAMES; t++) for (int p = 0; p < 2; p++) {
				field.movie(p, 0).read(t, pixels);
				bytes.clear();
				for (final float v : pixels) bytes.putShort((short) (int) v);
				out.write(bytes.array());
			}
		}
	}

	/** All frames, both planes in turn. */
	float[][] frames() throws IOException {
		final ByteBuffer all = ByteBuffer.wrap(Files.readAllBytes(raw())).order(ByteOrder.LITTLE_ENDIAN);
		final float[][] frames = new float[2 * FRAMES][WIDTH * HEIGHT];
		for (final float[] frame : frames) for (int i = 0; i < frame.length; i++) frame[i] = all.getShort() & 0xffff;
		return frames;
	}
}
