package org.apical.session.exchange;

import java.io.IOException;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.UUID;

import org.apical.recording.RecordingException;
import org.apical.session.ResultFolder;
import org.apical.session.RunRecord;
import org.apical.session.exchange.hdf5.Hdf5Dataset;
import org.apical.session.exchange.hdf5.Hdf5Group;
import org.apical.session.exchange.hdf5.Hdf5Value;
import org.apical.session.exchange.hdf5.Hdf5Writer;
import org.scijava.plugin.Plugin;

/**
 * Writes {@code session.nwb}, Neurodata Without Borders 2: for each plane an imaging plane, a segmentation with pixel masks,
 * compartments and neurons, fluorescence, neuropil, dF/F0 and inferred rates, and a mean image; the movie as a link to its
 * file; the task's trials, and what its program read and showed.
 *
 * @see <a href="https://nwb-schema.readthedocs.io">the NWB schema</a>
 */
@Plugin(type = ExchangeWriter.class, name = "nwb")
public final class NwbWriter implements ExchangeWriter {

	private static final String FILE = "session.nwb";
	private static final String SCHEMA_VERSION = "2.7.0";
	private static final String UNKNOWN = "unknown";

	@Override
	public void write(final TracedRois rois, final SessionDescription about, final ResultFolder folder) throws IOException {
		if (rois.traces().isEmpty()) throw new RecordingException("There are no traces, which NWB's segmentation goes with; run 'extract' first");
		if (!rois.sampling().hasRate()) throw new RecordingException("The frame rate is not known, and NWB needs it: give --rate");
		final Hdf5Group root = typed(new Hdf5Group(), "core", "NWBFile").with("nwb_version", Hdf5Value.of(SCHEMA_VERSION));
		session(root, about);
		for (int plane = 0; plane < rois.planes(); plane++) new NwbPlane(rois, plane, about, root, folder.path()).add();
		if (about.trials() != null) {
			NwbTrials.add(root.group("intervals"), about.trials());
			NwbTask.add(root, about.trials().resolveSibling(""));
		}
		Hdf5Writer.write(folder.stage(FILE), root);
	}

	private static void session(final Hdf5Group root, final SessionDescription about) {
		final String start = time(about.start());
		root.dataset("identifier", Hdf5Value.of(about.name() + " " + UUID.randomUUID()));
		root.dataset("session_description", Hdf5Value.of(orUnknown(about.description())));
		root.dataset("session_start_time", Hdf5Value.of(start));
		root.dataset("timestamps_reference_time", Hdf5Value.of(start));
		root.dataset("file_create_date", Hdf5Value.of(List.of(time(OffsetDateTime.now()))));
		root.group("acquisition");
		root.group("analysis");
		root.group("stimulus").group("presentation");
		root.group("stimulus").group("templates");
		typed(root.group("processing").group("ophys"), "core", "ProcessingModule").with("description", Hdf5Value.of(
			"ROIs and their activity"));
		final Hdf5Group general = root.group("general");
		general.dataset("session_id", Hdf5Value.of(about.name()));
		general.dataset("source_script", Hdf5Value.of("Apical " + RunRecord.version())).with("file_name", Hdf5Value.of("Apical"));
		typed(general.group("devices").group("microscope"), "core", "Device").with("description", Hdf5Value.of("two-photon microscope"));
		if (!about.subject().isEmpty()) subject(general.group("subject"), about);
	}

	private static void subject(final Hdf5Group group, final SessionDescription about) {
		typed(group, "core", "Subject");
		group.dataset("subject_id", Hdf5Value.of(about.subject()));
		group.dataset("sex", Hdf5Value.of(about.sex().isEmpty() ? "U" : about.sex()));
		if (!about.species().isEmpty()) group.dataset("species", Hdf5Value.of(about.species()));
		if (!about.age().isEmpty()) group.dataset("age", Hdf5Value.of(about.age())).with("reference", Hdf5Value.of("birth"));
	}

	static Hdf5Group typed(final Hdf5Group group, final String namespace, final String type) {
		return group.with("namespace", Hdf5Value.of(namespace)).with("neurodata_type", Hdf5Value.of(type)).with("object_id", newId());
	}

	static Hdf5Dataset typed(final Hdf5Dataset dataset, final String namespace, final String type) {
		return dataset.with("namespace", Hdf5Value.of(namespace)).with("neurodata_type", Hdf5Value.of(type)).with("object_id", newId());
	}

	private static Hdf5Value newId() {
		return Hdf5Value.of(UUID.randomUUID().toString());
	}

	static String orUnknown(final String text) {
		return text.isEmpty() ? UNKNOWN : text;
	}

	private static String time(final OffsetDateTime time) {
		return time.format(DateTimeFormatter.ISO_OFFSET_DATE_TIME);
	}
}
