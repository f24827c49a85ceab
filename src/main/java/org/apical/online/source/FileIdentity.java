package org.apical.online.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * Tells a file from another one that has taken its name, as when its writer begins anew. A file that is written on stays the
 * same.
 *
 * <p>Windows gives files no key, so that there it is the time of creation. That fails where a file is deleted and made anew
 * within 15 s: Windows then gives the new one the old one's time.
 *
 * @param key equal for the same file
 */
public record FileIdentity(Object key) {

	/** @throws IOException where the file is not there */
	public static FileIdentity of(final Path file) throws IOException {
		final BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
		return new FileIdentity(attributes.fileKey() == null ? attributes.creationTime() : attributes.fileKey());
	}
}
