package org.apical.online.readout;

import java.util.Set;

import org.scijava.service.SciJavaService;

/** Finds the {@link Readout} of a key. */
public interface ReadoutService extends SciJavaService {

	/** Keys of all readouts there are. */
	Set<String> keys();

	/** @throws IllegalArgumentException for a key that nobody provides; the message lists those known */
	Readout create(String key);
}
