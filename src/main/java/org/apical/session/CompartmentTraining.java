package org.apical.session;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

import org.apical.recording.Progress;
import org.apical.roi.Compartment;
import org.apical.roi.CompartmentTrainer.Example;
import org.apical.roi.DetectorParameters;
import org.apical.roi.Roi;
import org.apical.roi.RoiDetector;
import org.apical.simulate.ActivityParameters;
import org.apical.simulate.MovementParameters;
import org.apical.simulate.SceneParameters;
import org.apical.simulate.SimulatedRecording;
import org.apical.simulate.SimulationParameters;
import org.apical.simulate.TrueRoi;

/** Labelled ROIs to learn compartments from: what the detector finds in simulated fields, named after the truth it hit. */
public final class CompartmentTraining {

	private static final double LEAST_OVERLAP = 0.3;
	private static final double SECONDS = 90;
	/** Dendrites then decay in 0.36 to 0.47 of a soma's time, trunks in 0.54 to 0.69. */
	private static final double MOST_BY_THICKNESS = 0.75;

	private CompartmentTraining() {}

	/**
	 * Detects in fields of 256 x 256 pixels with pixel size (0.5 to 2 µm), rate (7 to 30 Hz), photons (1 to 20 a pixel), density and how much faster
	 * thin parts decay drawn at random.
	 *
	 * @param fields number of fields
	 * @param seed equal seeds give equal fields
	 */
	public static List<Example> simulated(final int fields, final long seed, final Progress progress) throws IOException {
		final List<Example> examples = new ArrayList<>();
		final List<SimulationParameters> drawn = fields(fields, seed);
		for (int i = 0; i < fields; i++) {
			final int done = i;
			progress.update("Training fields", done, fields);
			examples.addAll(examples(drawn.get(i), i, (stage, part, parts) -> progress.update("Training fields", done, fields)));
		}
		return examples;
	}

	/** What {@link #simulated} detects in, in order. */
	static List<SimulationParameters> fields(final int fields, final long seed) {
		final SplittableRandom random = new SplittableRandom(seed);
		return Stream.generate(() -> field(random)).limit(fields).toList();
	}

	/** The examples from one of the fields. */
	static List<Example> examples(final SimulationParameters p, final int field, final Progress progress) throws IOException {
		final SimulatedRecording recording = new SimulatedRecording(p);
		final List<Roi> found = new RoiDetector(DetectorParameters.DEFAULT).detect(recording.movie(0, 0), null, 0, progress);
		final double[] decays = RoiDecays.read(recording.movie(0, 0), null, found, DetectorParameters.DEFAULT.threads(), progress);
		final List<Example> examples = new ArrayList<>();
		for (int i = 0; i < decays.length; i++) {
			final Roi roi = labelled(found.get(i), recording.rois());
			if (roi != null) examples.add(Example.of(roi, p.scene().pixelUm(), field, decays[i]));
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
		final long seed = random.nextLong(1_000_000_000);
		return SimulationParameters.DEFAULT.withScene(scene).withMovement(MovementParameters.STILL).withRate(rate).withPhotons(photons)
			.withActivity(ActivityParameters.DEFAULT.withDecayByThickness(decayByThickness(new SplittableRandom(seed)))).withFrames((int) (SECONDS *
				rate)).withSeed(seed);
	}

	/** None in a third of the fields, as a lab's compartments may all decay alike. */
	private static double decayByThickness(final SplittableRandom random) {
		return random.nextInt(3) == 0 ? 0 : MOST_BY_THICKNESS * random.nextDouble();
	}

	/** A table of examples, a row each: {@code field,kind,decay_s} and the features. */
	public static String table(final List<Example> examples) {
		final List<String> columns = new ArrayList<>(List.of("field", "kind", "decay_s"));
		columns.addAll(Example.featureNames());
		final TableWriter table = new TableWriter(columns.toArray(String[]::new));
		for (final Example e : examples) {
			final List<Object> cells = new ArrayList<>(List.of(e.field(), e.kind().word(), e.decayS()));
			for (final double f : e.features()) cells.add(f);
			table.add(cells.toArray());
		}
		return table.text();
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
