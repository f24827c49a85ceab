package org.apical.session;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;

import org.scijava.Context;

/**
 * A cluster in this process: what goes to a machine and back is serialized, each machine has a context of its own, the last
 * pieces are done first, and every other piece twice, as if its first machine had been believed dead.
 */
public final class OtherMachines implements Cluster {

	private int done;

	@Override
	public <R extends Serializable> void run(final String name, final int pieces, final Work<R> work, final Listener<R> listener)
		throws IOException
	{
		try (Context context = new Context()) {
			for (int piece = pieces - 1; piece >= 0; piece--) {
				listener.waiting();
				final R result = travelled(travelled(work).run(piece, context, 1 + piece % 3));
				if (piece % 2 == 0) travelled(work).run(piece, context, 1);
				done++;
				listener.done(piece, result);
			}
		}
	}

	/** How many pieces were done in all. */
	public int done() {
		return done;
	}

	@SuppressWarnings("unchecked")
	private static <T> T travelled(final T object) throws IOException {
		final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
			out.writeObject(object);
		}
		try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
			return (T) in.readObject();
		}
		catch (final ClassNotFoundException e) {
			throw new IOException(e);
		}
	}
}
