package org.apical.online;

import java.util.List;

import org.apical.online.record.FrameEntry;
import org.apical.online.source.LiveFrame;

/** What a thread needs to take frames from a source and read them: one frame at a time, and a reader of every plane. */
final class Lane {

	final LiveFrame frame = new LiveFrame();
	private final FrameEntry unread = new FrameEntry(0);
	private PlaneReader[] readers;
	private FrameEntry[] entries;
	private FrameEntry entry = unread;

	/** A new frame is there. */
	void renew() {
		entry = unread;
	}

	/** Reads the frame. @param planes all in order; the same ones every time */
	void read(final List<PlaneSetup> planes) {
		if (readers == null) {
			readers = planes.stream().map(PlaneReader::new).toArray(PlaneReader[]::new);
			entries = planes.stream().map(p -> new FrameEntry(p.rois().size())).toArray(FrameEntry[]::new);
		}
		entry = entries[frame.plane()];
		readers[frame.plane()].read(frame.pixels(), entry.reading);
	}

	/** Adds to the frame's reading what no decision waits for. */
	void assess() {
		readers[frame.plane()].assess(frame.pixels(), entry.reading);
	}

	boolean isRead() {
		return entry != unread;
	}

	/** The frame's record; without readings as long as it is not read. */
	FrameEntry entry() {
		return entry;
	}
}
