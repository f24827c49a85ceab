package org.apical.session.exchange;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import org.apical.session.ResultFolder;

public class NwbReaderTest extends ExchangeReaderContract {

	@Override
	protected ExchangeReader reader() {
		return new NwbReader();
	}

	@Override
	protected Path sample(final Path path) throws IOException {
		try (ResultFolder folder = ResultFolder.open(path)) {
			new NwbWriter().write(ExchangeSample.traced(), ExchangeWriterContract.ABOUT, folder);
			folder.publish();
		}
		return path.resolve("session.nwb");
	}

	@Override
	protected List<String> essential() {
		return List.of("session.nwb");
	}
}
