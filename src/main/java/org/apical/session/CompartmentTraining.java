package org.apical.session;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

import org.apical.recording.Movie;
import org.apical.recording.Progress;
import org.apical.roi.Compartment;
import org.apical.roi.CompartmentTrainer.Example;
import org.apical.roi.DetectorParameters;
import org.apical.roi.Roi;
import org.apical.roi.RoiDetector;
import org.apical.simulate.MovementParameters;
import org.apical.simulate.SceneParameters;
import org.apical.simulate.SimulatedRecording;
import org.apical.simulate.SimulationParameters;
import org.apical.simulate.TrueRoi;

/** Labelled ROIs to learn compartments from: what the detector finds in simulated fields, named after the truth it hit. */
public final class CompartmentTraining {

	private static final double LEAST_OVERLAP = 0.3;
	private static final double SECONDS = 90;

	private CompartmentTraining() {}

	/**
	 * Detects in fields of 256 x 256 pixels with pixel size (0.5 to 2 µm), rate (7 to 30 Hz), photons (1 to 20 a pixel) and density drawn at
	 * random.
	 *
	 * @param fields number of fields
	 * @param seed equal seeds give equal fields
	 */
	public static List<Example> simulated(final int fields, final long seed, final Progress progress) throws IOException {
		final List<Example> examples = new ArrayList<>();
		final SplittableRandom random = new SplittableRandom(seed);
		for (int i = 0; i < fields; i++) {
			progress.update("Training fields", i, fields);
			final SimulationParameters p = field(random);
			final SimulatedRecording recording = new SimulatedRecording(p);
			final Movie movie = recording.movie(0, 0);
			final List<Roi> found = new RoiDetector(DetectorParameters.DEFAULT).detect(movie, null, 0, Progress.NONE);
			for (final Roi roi : found) {
				final Roi labelled = labelled(roi, recording.rois());
				if (labelled != null) examples.add(new Example(labelled, p.scene().pixelUm(), i));
			}
		}
		return examples;
	}

	private static SimulationParameters field(final SplittableRandom random) {
		final double rate = 7 * Math.pow(30 / 7.0, random.nextDouble());
		final double photons = Math.pow(20, random.nextDouble());
		// Fields of small pixels hold few cells and those of large pixels many, so the small ones are made denser.
		final double um = 0.5 * Math.pow(4, random.nextDouble());
		final double density = (0.3 + 1.7 * random.nextDouble()) * Math.max(1, 1 / um);
		final SceneParameters d = SceneParameters.DEFAULT;
		final SceneParameters scene = d.withSize(256, 256).withPixelUm(um).withMargin(8).withDensity(density * d.somasPerMm2(), density * d
			.trunksPerMm2(), density * d.dendritesPerMm2());
		return SimulationParameters.DEFAULT.withScene(scene).withMovement(MovementParameters.STILL).withRate(rate).withPhotons(photons)
			.withFrames((int) (SECONDS * rate)).withSeed(random.nextLong(1_000_000_000));
	}

	/** The ROI under the name of the truth that it overlaps most; null where none does enough. */
	static Roi labelled(final Roi roi, final List<TrueRoi> truths) {
		double best = LEAST_OVERLAP;
		Compartment kind = null;
		for (final TrueRoi t : truths) {
			if (t.plane() != roi.plane()) continue;
			final double overlap = roi.overlap(Roi.of(t.label(), t.plane(), roi.width(), roi.height(), t.pixels()));
			if (overlap < best) continue;
			best = overlap;
			kind = Compartment.of(t.kind().toString());
		}
		return kind == null ? null : roi.withCompartment(kind);
	}
}
