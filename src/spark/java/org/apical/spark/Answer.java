package org.apical.spark;

import java.io.IOException;
import java.io.Serializable;
import java.net.InetAddress;
import java.net.UnknownHostException;

import org.apache.spark.TaskContext;
import org.apical.recording.RecordingException;
import org.apical.session.Cluster.Work;
import org.scijava.Context;

import pl.edu.icm.jlargearrays.ConcurrencyUtils;

/**
 * What comes back from a machine for one piece: a result, or a problem that no other machine would do better with, which Spark
 * shall not try again.
 */
final class Answer<R extends Serializable> implements Serializable {

	private static final long serialVersionUID = 1;

	/** One for all pieces that this process works on. */
	private static final class Machine {

		static final Context CONTEXT;
		static {
			System.setProperty("java.awt.headless", "true");
			ConcurrencyUtils.setNumberOfThreads(1);
			CONTEXT = new Context();
		}
	}

	private final R result;
	/** Null where there is a result. */
	private final String problem;

	private Answer(final R result, final String problem) {
		this.result = result;
		this.problem = problem;
	}

	/** Does a piece on the machine that this is called on. */
	static <R extends Serializable> Answer<R> of(final Work<R> work, final int piece) {
		try {
			return new Answer<>(work.run(piece, Machine.CONTEXT, TaskContext.get().cpus()), null);
		}
		catch (final IOException e) {
			return new Answer<>(null, "machine " + name() + ": " + e.getMessage());
		}
	}

	private static String name() {
		try {
			return InetAddress.getLocalHost().getHostName();
		}
		catch (final UnknownHostException e) {
			return "without a name";
		}
	}

	/** @throws RecordingException where there was a problem */
	R result() throws RecordingException {
		if (problem != null) throw new RecordingException(problem);
		return result;
	}
}
