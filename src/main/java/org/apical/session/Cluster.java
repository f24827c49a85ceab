package org.apical.session;

import java.io.IOException;
import java.io.Serializable;
import java.util.concurrent.CancellationException;

import org.scijava.Context;

/** Other machines that take over pieces of a run's work. They see its recordings and result folder under the same names. */
public interface Cluster {

	/**
	 * A job in numbered pieces. It travels to each machine once, by Java's serialization, with all that it holds.
	 *
	 * @param <R> what comes back from a piece; what is large goes into files
	 */
	interface Work<R extends Serializable> extends Serializable {

		/**
		 * Does one piece, perhaps beside others on the same machine. A piece whose machine fails is begun anew on another one.
		 *
		 * @param context that machine's
		 * @param threads how many the piece may use
		 * @throws IOException which ends the whole job; its message is for the user
		 */
		R run(int piece, Context context, int threads) throws IOException;
	}

	/** Hears of a job on the thread that waits for it. */
	interface Listener<R> {

		/** A piece is done; pieces come in any order. */
		void done(int piece, R result) throws IOException;

		/**
		 * Nothing has come for a moment; called several times a second.
		 *
		 * @throws CancellationException to give the job up
		 */
		void waiting();
	}

	/**
	 * Has all pieces done and waits for them.
	 *
	 * @param name what they are, for the cluster's own display
	 * @throws IOException where a piece or the cluster itself failed
	 */
	<R extends Serializable> void run(String name, int pieces, Work<R> work, Listener<R> listener) throws IOException;
}
