package org.apical.recording.bioformats;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.ConcurrentLinkedQueue;

import org.apical.recording.LateBound;
import org.apical.recording.RecordingException;

/**
 * Readers of one file, one for each thread that reads at once, since a Bio-Formats reader serves one thread. The first
 * one's findings are kept in a private folder for the others, never beside the data.
 */
final class BioFormatsReaders implements Closeable {

	private final ClassLoader loader;
	private final Path path;
	private final Path memos;
	private final ConcurrentLinkedQueue<LateBound> idle = new ConcurrentLinkedQueue<>();
	private volatile boolean closed;

	BioFormatsReaders(final ClassLoader loader, final Path path) throws IOException {
		this.loader = loader;
		this.path = path;
		memos = Files.createTempDirectory("apical-bioformats");
	}

	Path path() {
		return path;
	}

	/** A reader for the calling thread alone, which gives it back. */
	LateBound borrow() throws IOException {
		if (closed) throw new RecordingException(path + ": the recording has been closed");
		final LateBound reader = idle.poll();
		return reader != null ? reader : open();
	}

	private LateBound open() throws IOException {
		final LateBound plain = LateBound.type(loader, "loci.formats.ImageReader").create();
		final LateBound reader = LateBound.type(loader, "loci.formats.Memoizer").create(plain.object(), 0L, memos.toFile());
		reader.call("setMetadataStore", LateBound.type(loader, "loci.formats.MetadataTools").call("createOMEXMLMetadata"));
		reader.call("setId", path.toAbsolutePath().toString());
		return reader;
	}

	void giveBack(final LateBound reader) throws IOException {
		idle.add(reader);
		if (closed) closeIdle();
	}

	@Override
	public void close() throws IOException {
		closed = true;
		closeIdle();
		if (!Files.exists(memos)) return;
		try (var files = Files.walk(memos)) {
			for (final Path file : files.sorted(Comparator.reverseOrder()).toList()) Files.deleteIfExists(file);
		}
	}

	private void closeIdle() throws IOException {
		for (LateBound reader = idle.poll(); reader != null; reader = idle.poll()) reader.call("close");
	}
}
