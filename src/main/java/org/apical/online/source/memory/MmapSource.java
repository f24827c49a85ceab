package org.apical.online.source.memory;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import org.apical.online.source.Arrival;
import org.apical.online.source.FrameSource;
import org.apical.online.source.LiveFrame;
import org.apical.online.source.PolledSource;
import org.apical.online.source.SourceException;
import org.apical.online.source.SourceSettings;
import org.scijava.plugin.Plugin;

/** Frames in shared memory: those of a {@link RingWriter}, with the least delay there is, or Scanbox's own. */
@Plugin(type = FrameSource.class, name = "mmap")
public final class MmapSource extends PolledSource {

	private enum Format {
		RING, SCANBOX
	}

	private SharedMemory memory;

	public MmapSource() {
		super("mmap", List.of("path", "format"), 50);
	}

	@Override
	protected void start(final SourceSettings settings) throws IOException {
		super.start(settings);
		final Path file = Path.of(settings.text("path"));
		memory = settings.choice("format", Format.RING) == Format.RING ? new RingReader(file, intake()) : new ScanboxMemory(file, intake());
	}

	@Override
	protected Arrival look(final LiveFrame into) throws IOException {
		try {
			return memory.look(into);
		}
		catch (final InternalError e) {
			// how Java tells that mapped memory is gone
			throw new SourceException("The file in shared memory was cut short by another program", e);
		}
	}

	/** Mappings go with the garbage collector, since taking them away under a reader would end the program. */
	@Override
	protected void stop() {}
}
