package org.apical.spark;

import org.apical.cli.Main;
import org.apical.session.ClusterService;

/** The command line for {@code spark-submit}: the same commands; {@code correct}, {@code run} and {@code batch} use the cluster. */
public final class SparkMain {

	private SparkMain() {}

	public static void main(final String... arguments) {
		final int code = run(arguments);
		if (code != 0) System.exit(code);
	}

	static int run(final String... arguments) {
		try (SparkCluster cluster = new SparkCluster()) {
			return Main.run(context -> context.service(ClusterService.class).use(cluster), arguments);
		}
	}
}
