package org.apical.spark;

import java.io.Closeable;
import java.io.IOException;
import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apical.recording.RecordingException;
import org.apical.session.Cluster;

/**
 * The executors of an Apache Spark application. It is begun when there is work for it, so that a mistyped option costs no
 * resources.
 *
 * <p>Each piece is a Spark job of one task; Spark runs as many at once as it has cores, and anew those whose executor was lost.
 */
final class SparkCluster implements Cluster, Closeable {

	/** Pieces that Spark is told of; more would only wait there rather than here. */
	private static final int PIECES_AT_ONCE = 256;

	private static final long WAITING_MILLIS = 200;

	private JavaSparkContext spark;

	@Override
	public <R extends Serializable> void run(final String name, final int pieces, final Work<R> work, final Listener<R> listener)
		throws IOException
	{
		final JavaSparkContext context = spark();
		final Broadcast<Work<R>> shared = context.broadcast(work);
		final Map<Integer, JavaFutureAction<List<Answer<R>>>> waited = new LinkedHashMap<>();
		try {
			int begun = 0;
			do {
				for (; begun < pieces && waited.size() < PIECES_AT_ONCE; begun++) {
					context.setJobDescription(name + ": " + (begun + 1) + " of " + pieces);
					waited.put(begun, context.parallelize(List.of(begun), 1).map(piece -> Answer.of(shared.value(), piece)).collectAsync());
				}
				listener.waiting();
				waitFor(waited.values().iterator().next());
				for (final int piece : waited.keySet().stream().filter(p -> waited.get(p).isDone()).toList())
					listener.done(piece, waited.remove(piece).get().get(0).result());
			}
			while (!waited.isEmpty() || begun < pieces);
		}
		catch (final InterruptedException e) {
			Thread.currentThread().interrupt();
			throw new IOException("Interrupted", e);
		}
		catch (final ExecutionException e) {
			throw failed("Spark gave up on the " + name, e.getCause());
		}
		finally {
			for (final JavaFutureAction<?> given : waited.values()) given.cancel(true);
			shared.destroy();
		}
	}

	private static void waitFor(final Future<?> piece) throws InterruptedException, ExecutionException {
		try {
			piece.get(WAITING_MILLIS, TimeUnit.MILLISECONDS);
		}
		catch (final TimeoutException e) {
			// others may be done
		}
	}

	private JavaSparkContext spark() throws RecordingException {
		if (spark == null) try {
			// the plan of a correction is made anew on arrival, which only Java's own serialization knows how to do
			spark = new JavaSparkContext(new SparkConf().setIfMissing("spark.app.name", "Apical").setIfMissing("spark.log.level", "WARN").set(
				"spark.serializer", "org.apache.spark.serializer.JavaSerializer"));
		}
		catch (final Exception e) { // Scala's methods throw checked ones undeclared
			throw failed("Spark cannot be started", e);
		}
		return spark;
	}

	/** In one line; Spark's messages go on with the trace of the machine that failed. */
	private static RecordingException failed(final String what, final Throwable cause) {
		return new RecordingException(what + " (" + String.valueOf(cause.getMessage()).lines().findFirst().orElse("") + "); see its log",
			cause);
	}

	@Override
	public void close() {
		if (spark != null) spark.close();
	}
}
