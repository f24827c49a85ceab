package org.apical.simulate;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Where the parts of which neuron lie. Somas keep apart from each other; a neuron's trunk or dendrite lies near its soma
 * (in the same plane 15 to 50 µm off, in the other plane roughly above it); the other trunks and dendrites belong to
 * neurons whose soma is not in view. Trunks and dendrites may cross anything.
 */
final class Tissue {

	/** Share of the trunks and dendrites without a soma in view that are further branches of a neuron already there. */
	private static final double BRANCHES = 0.15;
	/** How often tissue is drawn anew where nothing of it lies in the field. */
	private static final int ATTEMPTS = 100;

	private final SceneParameters p;
	private final int width;
	private final int height;
	private final Shapes shapes;
	private final SplittableRandom random;
	private final List<List<Structure>> planes = new ArrayList<>();
	private final List<double[]> somas = new ArrayList<>();
	private final List<Structure> trunksAndDendrites = new ArrayList<>();
	private int neurons;

	private Tissue(final SceneParameters parameters, final Shapes shapes, final int attempt) {
		p = parameters;
		width = p.width() + 2 * p.marginPx();
		height = p.height() + 2 * p.marginPx();
		this.shapes = shapes;
		random = Seeds.random(p.seed(), 1, attempt);
		for (int i = 0; i < p.planes(); i++) planes.add(new ArrayList<>());
	}

	/** The structures of each plane, brightness relative to the neuropil; as a rule some of them in the field. */
	static List<List<Structure>> grow(final SceneParameters parameters, final Shapes shapes) {
		Tissue tissue = null;
		for (int attempt = 0; attempt < ATTEMPTS && (tissue == null || !tissue.inView()); attempt++) {
			tissue = new Tissue(parameters, shapes, attempt);
			tissue.growSomas();
			tissue.growTrunksAndDendrites();
		}
		return tissue.planes;
	}

	/** Whether anything lies well inside the field; around a small one most structures lie in the margin. */
	private boolean inView() {
		final double rimY = p.height() / 8.0, rimX = p.width() / 8.0;
		return planes.stream().flatMap(List::stream).anyMatch(s -> s.y() > rimY && s.x() > rimX && s.y() < p.height() - rimY && s.x() < p
			.width() - rimX);
	}

	private void growSomas() {
		final int wanted = count(p.somasPerMm2());
		for (int tries = 0; somas.size() < wanted && tries < 200 * wanted; tries++) {
			final double radiusUm = 6.5 + 2.5 * random.nextDouble(), radius = p.px(radiusUm);
			final double y = random.nextDouble(height), x = random.nextDouble(width);
			final boolean free = somas.stream().allMatch(s -> Math.hypot(s[0] - y, s[1] - x) > 0.95 * (s[2] + radius));
			if (!free) continue;
			somas.add(new double[] { y, x, radius });
			add(0, Kind.SOMA, neurons++, y, x, radiusUm / 3, shapes.soma(y, x, radius, random), brightness(1.5));
		}
	}

	private void growTrunksAndDendrites() {
		final int trunks = count(p.trunksPerMm2()), dendrites = count(p.dendritesPerMm2());
		final int plane = p.planes() - 1;
		final int paired = (int) Math.round(p.pairedFraction() * Math.min(somas.size(), trunks + dendrites));
		int trunksLeft = trunks, dendritesLeft = dendrites;
		for (int i = 0; i < trunks + dendrites; i++) {
			final boolean trunk = random.nextDouble() * (trunksLeft + dendritesLeft) < trunksLeft;
			if (trunk) trunksLeft--;
			else dendritesLeft--;
			double y = random.nextDouble(height), x = random.nextDouble(width);
			int neuron = i;
			if (i < paired) {
				final double away = p.planes() == 1 ? p.px(15 + 35 * random.nextDouble()) : p.px(12 * random.nextDouble());
				final double angle = random.nextDouble(2 * Math.PI);
				y = somas.get(i)[0] + away * Math.sin(angle);
				x = somas.get(i)[1] + away * Math.cos(angle);
			}
			else if (trunksAndDendrites.size() > 0 && random.nextDouble() < BRANCHES) {
				final Structure sibling = trunksAndDendrites.get(random.nextInt(trunksAndDendrites.size()));
				final double away = p.px(15 + 35 * random.nextDouble()), angle = random.nextDouble(2 * Math.PI);
				neuron = sibling.neuron();
				y = sibling.y() + p.marginPx() + away * Math.sin(angle);
				x = sibling.x() + p.marginPx() + away * Math.cos(angle);
			}
			else neuron = neurons++;
			if (trunk) addTrunk(plane, neuron, y, x);
			else addDendrite(plane, neuron, y, x);
		}
	}

	private void addTrunk(final int plane, final int neuron, final double y, final double x) {
		final double radiusUm = 2 + random.nextDouble();
		add(plane, Kind.TRUNK, neuron, y, x, radiusUm / 2, shapes.disc(y, x, p.px(radiusUm), random), brightness(1.8));
	}

	private void addDendrite(final int plane, final int neuron, final double y, final double x) {
		final double length = p.px(30 + 60 * random.nextDouble()), widthUm = 1.5 + 1.5 * random.nextDouble();
		add(plane, Kind.DENDRITE, neuron, y, x, widthUm / 4, shapes.tube(y, x, length, p.px(widthUm), 0.06 * Math.sqrt(p.pixelUm()), random),
			brightness(1.6));
	}

	private int count(final double perMm2) {
		return (int) Math.round(perMm2 * p.areaMm2());
	}

	/** Log-normal, as expression is. */
	private double brightness(final double median) {
		return median * Math.exp(0.4 * random.nextGaussian());
	}

	private void add(final int plane, final Kind kind, final int neuron, final double y, final double x, final double volumeOverSurfaceUm,
		final Shapes.Drawn drawn, final double brightness)
	{
		final Structure structure = new Structure(kind, neuron, y - p.marginPx(), x - p.marginPx(), volumeOverSurfaceUm, drawn.pixels(), drawn
			.weights()).scaled((float) brightness);
		planes.get(plane).add(structure);
		if (kind != Kind.SOMA) trunksAndDendrites.add(structure);
	}
}
