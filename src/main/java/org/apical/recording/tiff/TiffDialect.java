package org.apical.recording.tiff;

import java.io.IOException;
import java.util.List;

/** A program's or standard's way of noting in a TIFF what its pages are. */
interface TiffDialect {

	/** Those that are understood, the most telling first; the last one understands every file. */
	List<TiffDialect> ALL = List.of(new ScanImageDialect(), new ScanImage3Dialect(), new OmeDialect(), new ImageJDialect(), new PlainDialect());

	/** @return null where the file is not written in this dialect */
	TiffMetadata read(TiffFile file, TiffDirectory first) throws IOException;
}
