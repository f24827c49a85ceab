package org.apical.session;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.apical.motion.Template;
import org.apical.online.FrameClock;
import org.apical.online.config.BciConfig;
import org.apical.recording.RecordingException;
import org.apical.recording.RecordingService;
import org.apical.reward.SafetyLimits;
import org.apical.roi.Roi;
import org.apical.simulate.LearningAnimal;
import org.apical.simulate.LiveTissue;

/**
 * A simulated animal behind a configuration's own field and ROIs, so that a session can be rehearsed before there is an
 * animal: its neurons fire by themselves, and what precedes rewards comes more often.
 */
public final class Rehearsal {

	private static final double EVENTS_PER_MINUTE = 6, EVENT_DFF = 1.5, LEARNING = 0.03;
	private static final double COUNTS_PER_PHOTON = 20;
	private static final int REACH_PX = 4;
	/** Rewards in a minute of the wall clock, in which many of the animal's pass. */
	private static final int MOST_A_MINUTE = 10_000;
	/** Trials of a rehearsal, unless the configuration asks for fewer. */
	private static final int TRIALS = 20;

	private final BciConfig config;
	private final RecordingService recordings;

	public Rehearsal(final BciConfig config, final RecordingService recordings) {
		this.config = config;
		this.recordings = recordings;
	}

	/** The configuration with no device, a few trials, and limits by the animal's time instead of the wall clock's. */
	public BciConfig quick() {
		final SafetyLimits l = config.reward().limits();
		final SafetyLimits limits = new SafetyLimits(Duration.ZERO, MOST_A_MINUTE, l.perSession(), l.maximumOpen(), l
			.totalVolumeUl(), Duration.ofSeconds(1));
		final int trials = config.loop().task().trials() == 0 ? TRIALS : Math.min(TRIALS, config.loop().task().trials());
		return config.withImaging(new BciConfig.Imaging(config.imaging().planes(), 0, FrameClock.Time.STAMPS)).withLoop(config.loop()
			.withTask(config.loop().task().withLimits(trials, config.loop().task().durationS()))).withReward(new BciConfig.Reward("null", Map
				.of(), config.reward().valve(), limits, config.reward().yoked()));
	}

	/** The animal's frames. */
	SimulatedSource source() throws IOException {
		final int planes = config.imaging().planes();
		final Template[] resting = new Template[planes];
		for (int p = 0; p < planes; p++) resting[p] = template(p);
		final int width = resting[0].width(), height = resting[0].height();
		final List<Roi> rois = new BciSetup(config, recordings, null).rois(width, height);
		final Map<Integer, Integer> neurons = new HashMap<>();
		for (final Roi roi : rois) neurons.putIfAbsent(neuron(roi), neurons.size());
		final LiveTissue[] tissues = new LiveTissue[planes];
		final int[][] numbers = new int[planes][];
		for (int p = 0; p < planes; p++) {
			final int plane = p;
			final List<Roi> here = rois.stream().filter(r -> r.plane() == plane).toList();
			numbers[p] = here.stream().mapToInt(r -> neurons.get(neuron(r))).toArray();
			tissues[p] = tissue(resting[p], here, p);
		}
		return new SimulatedSource(new LearningAnimal(neurons.size(), EVENTS_PER_MINUTE, EVENT_DFF, LEARNING, config.loop().seed()),
			tissues, numbers, width, height, config.loop().rateHz());
	}

	/** ROIs of one neuron share its number; an ROI of none is a neuron of its own. */
	private static int neuron(final Roi roi) {
		return roi.neuron().isPresent() ? roi.neuron().getAsInt() : -roi.label();
	}

	private LiveTissue tissue(final Template resting, final List<Roi> rois, final int plane) {
		final float[] image = resting.pixels();
		final int[][] pixels = new int[rois.size()][];
		final float[][] weights = new float[rois.size()][];
		for (int i = 0; i < pixels.length; i++) {
			pixels[i] = rois.get(i).pixels();
			weights[i] = rois.get(i).weights();
			float most = 0;
			for (final float w : weights[i]) most = Math.max(most, w);
			for (int k = 0; k < weights[i].length; k++) weights[i][k] /= most;
		}
		return new LiveTissue(resting.width(), resting.height(), image, pixels, weights, COUNTS_PER_PHOTON, REACH_PX, config.loop()
			.seed() + plane);
	}

	private Template template(final int plane) throws IOException {
		final Path file = BciSetup.templateFile(config, plane);
		if (file == null) throw new RecordingException(
			"A rehearsal needs an image of the field: give field.reference, a result folder with a template of each plane");
		final Template template = BciSetup.template(recordings, file);
		final float[] pixels = template.pixels();
		float least = Float.MAX_VALUE;
		for (final float v : pixels) if (v < least) least = v;
		// What was never imaged is as dark as anywhere.
		for (int i = 0; i < pixels.length; i++) pixels[i] = Math.max(1, Float.isNaN(pixels[i]) ? least : pixels[i]);
		return template;
	}
}
