package org.apical.session;

import java.util.Optional;

import org.scijava.plugin.Plugin;
import org.scijava.service.AbstractService;
import org.scijava.service.SciJavaService;
import org.scijava.service.Service;

/** Knows whether other machines take part; who starts the program says so. */
@Plugin(type = Service.class)
public final class ClusterService extends AbstractService implements SciJavaService {

	private Cluster cluster;

	/** Empty where this machine does everything itself. */
	public Optional<Cluster> cluster() {
		return Optional.ofNullable(cluster);
	}

	/** From now on these machines take part. */
	public void use(final Cluster machines) {
		cluster = machines;
	}
}
