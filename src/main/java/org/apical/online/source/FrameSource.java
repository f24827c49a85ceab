package org.apical.online.source;

import java.io.IOException;
import java.util.function.Consumer;

import org.scijava.plugin.SciJavaPlugin;

/**
 * Frames of an acquisition that is under way, as they come. A plug-in: mark an implementation {@code @Plugin(type =
 * FrameSource.class, name = "key")}; {@link FrameSourceService} finds it by its key.
 *
 * <p>{@link #next} is called by one thread at a time, though not always the same one; {@link #counts}, {@link #geometry} and
 * {@link #close} may be called by any at any time. A sender that is not there yet, goes away or comes back is no error: the source
 * waits for it, and says so. Every implementation passes {@code FrameSourceContract}, the conformance suite in the tests.
 */
public interface FrameSource extends SciJavaPlugin, AutoCloseable {

	/**
	 * Where the source tells, in one line each, what a person should know: frames lost, a sender gone or back. Called by the
	 * thread that calls {@link #next}; it must not block. To be said before {@link #open}; without it nothing is told.
	 */
	void listen(Consumer<String> log);

	/**
	 * Looks at settings alone; opens, binds and connects to nothing.
	 *
	 * @throws SourceException with one clear line where a setting is missing, unknown or wrong
	 */
	default void check(final SourceSettings settings) throws IOException {}

	/**
	 * Binds, connects or looks for the file, without waiting for a sender.
	 *
	 * @throws SourceException with one clear line where a setting is missing, unknown or wrong, or where a port is taken
	 */
	void open(SourceSettings settings) throws IOException;

	/**
	 * Waits for the next frame. Planes and channels are apart: each comes as a frame of its own. What comes twice or behind
	 * a later frame is counted and not delivered, so that {@link LiveFrame#number} only rises. Allocates nothing once the
	 * frame has its size.
	 *
	 * @param into filled; its contents are undefined where this returns false or throws
	 * @return false where the acquisition has ended, or nothing came for as long as the settings allow, or the source is closed
	 * @throws SourceException with one clear line where frames cannot be had any more; the source then has to be closed
	 */
	boolean next(LiveFrame into) throws IOException, InterruptedException;

	/** What has come so far. */
	SourceCounts counts();

	/** Size and make-up of the stream; null while they are neither set nor seen. */
	SourceGeometry geometry();

	/** Ends a {@link #next} that is waiting, and frees everything. Once more is harmless. */
	@Override
	void close();
}
