package org.apical.session;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import org.apical.recording.RecordingException;
import org.apical.session.TraceSource.TraceRoi;
import org.apical.signal.Role;

/**
 * Which neurons raised the interface's readout (P+), which lowered it (P-): brought to the ROIs that were found later.
 *
 * <p>The interface reads ROIs of its own, drawn before the session. So it may name them by place: the nearest soma whose
 * centre is within 1.5 of its radii is taken, each soma once, the nearest pairs first. Or it may name ROIs of the
 * analysed session by label, or neurons by number.
 */
final class Populations {

	/** How far from a soma's centre the interface's ROI may have its own, in radii of the soma. */
	private static final double REACH_RADII = 1.5;
	/** The same where a soma's area is not known, px. */
	private static final double REACH_PX = 10;

	/** @param label or {@code neuron} is empty, {@code plane} (from 1) is 0, or the place is NaN, where the entry does not say it */
	private record Entry(String what, Role role, String label, String neuron, int plane, double y, double x) {}

	private record Candidate(int entry, int soma, double distance) {}

	private final Path file;
	private final List<Entry> entries = new ArrayList<>();

	private Populations(final Path file) {
		this.file = file;
	}

	/**
	 * @param file a table with a column {@code population} and {@code label}, {@code neuron}, or {@code y_px} and {@code x_px}
	 *          (and {@code plane}, from 1), or an ImageJ ROI set in which each ROI's property {@code population} or name
	 *          ({@code P+ 3}) or group (1 for P+, 2 for P-) says its role
	 */
	static Populations read(final Path file) throws IOException {
		final Populations populations = new Populations(file);
		final String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
		if (name.endsWith(".zip") || name.endsWith(".roi")) populations.readSet();
		else populations.readTable();
		return populations;
	}

	/** Whether no ROI says anything about its role. */
	boolean isEmpty() {
		return entries.isEmpty();
	}

	private void readTable() throws RecordingException {
		final Table table = Table.read(file, "population");
		final boolean places = table.has("y_px") && table.has("x_px");
		if (!places && !table.has("label") && !table.has("neuron")) throw new RecordingException(file +
			": needs a column label, neuron, or y_px and x_px, to tell the neurons");
		for (final Table.Row row : table.rows()) {
			final Role role = role(file.toString(), row.text("population"));
			final double y = row.finite("y_px"), x = row.finite("x_px");
			if (places && Double.isNaN(y + x)) throw row.error(Double.isNaN(y) ? "y_px" : "x_px", "expected a number");
			entries.add(new Entry(String.format(Locale.ROOT, places ? "the %s neuron at row %.1f, column %.1f" : "the %s neuron", role, y,
				x), role, places ? "" : row.text("label"), places ? "" : row.text("neuron"), row.integer("plane", 0), y, x));
		}
	}

	private void readSet() throws IOException {
		for (final RoiZip.Outline roi : RoiZip.outlines(file)) {
			final Role role = role(roi);
			if (role != null) entries.add(new Entry("the " + role + " neuron '" + roi.name() + "'", role, "", "", roi.plane() + 1, roi.y(), roi
				.x()));
		}
	}

	private Role role(final RoiZip.Outline roi) throws RecordingException {
		if (roi.population() != null) return role(file + ", ROI '" + roi.name() + "'", roi.population());
		for (final Role role : Role.values()) if (roi.name().startsWith(role.label())) return role;
		if (roi.isOurs()) return null; // its group is its compartment
		return switch (roi.group()) {
			case 0 -> null;
			case 1 -> Role.P_PLUS;
			case 2 -> Role.P_MINUS;
			default -> Role.P0;
		};
	}

	/** @throws RecordingException where the text is none of the roles; {@code where} begins the message */
	static Role role(final String where, final String text) throws RecordingException {
		try {
			return Role.parse(text);
		}
		catch (final IllegalArgumentException e) {
			throw new RecordingException(where + ": " + e.getMessage(), e);
		}
	}

	/**
	 * The role of each soma; P0 where nothing is said.
	 *
	 * @param rois of the session, somas and others
	 * @param notes gets a line for each entry to which no soma belongs
	 * @throws RecordingException where a named ROI or neuron is not there
	 */
	Role[] roles(final List<TraceRoi> rois, final List<TraceRoi> somas, final List<String> notes) throws RecordingException {
		final Role[] roles = new Role[somas.size()];
		Arrays.fill(roles, Role.P0);
		final boolean[] placed = placed(somas, roles);
		final Entry[] said = new Entry[roles.length];
		for (int e = 0; e < placed.length; e++) {
			final Entry entry = entries.get(e);
			if (!Double.isNaN(entry.y)) {
				if (!placed[e]) notes.add("populations: no soma was found for " + entry.what);
				continue;
			}
			final TraceRoi named = rois.stream().filter(r -> entry.label.isEmpty() ? r.neuron().equals(entry.neuron) && !entry.neuron
				.isEmpty() : r.name().equals(entry.label)).findFirst().orElseThrow(() -> new RecordingException(file + ": " + (entry.label
					.isEmpty() ? "neuron '" + entry.neuron : "ROI '" + entry.label) + "' is not among the session's ROIs"));
			boolean found = false;
			for (int i = 0; i < roles.length; i++)
				if (somas.get(i) == named || !named.neuron().isEmpty() && somas.get(i).neuron().equals(named.neuron())) {
					if (said[i] != null && said[i].role != entry.role) throw new RecordingException(file + ": ROI " + somas.get(i).name() +
						" is " + said[i].role + " in one line and " + entry.role + " in another");
					said[i] = entry;
					roles[i] = entry.role;
					found = true;
				}
			if (!found) notes.add("populations: ROI " + named.name() + " (" + entry.role + ") belongs to no soma");
		}
		return roles;
	}

	private boolean[] placed(final List<TraceRoi> somas, final Role[] roles) {
		final List<Candidate> candidates = new ArrayList<>();
		for (int e = 0; e < entries.size(); e++)
			for (int i = 0; i < somas.size(); i++) {
				final Entry entry = entries.get(e);
				final TraceRoi soma = somas.get(i);
				final double distance = Math.hypot(entry.y - soma.y(), entry.x - soma.x());
				final double reach = Double.isNaN(soma.areaPx()) ? REACH_PX : REACH_RADII * Math.sqrt(soma.areaPx() / Math.PI);
				if (distance <= reach && (entry.plane < 1 || entry.plane == soma.plane())) candidates.add(new Candidate(e, i, distance));
			}
		candidates.sort(Comparator.comparingDouble(Candidate::distance));
		final boolean[] placed = new boolean[entries.size()];
		final Set<Integer> taken = new HashSet<>();
		for (final Candidate c : candidates)
			if (!placed[c.entry] && taken.add(c.soma)) {
				placed[c.entry] = true;
				roles[c.soma] = entries.get(c.entry).role;
			}
		return placed;
	}
}
