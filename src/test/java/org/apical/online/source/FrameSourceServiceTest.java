package org.apical.online.source;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.util.Set;

import org.apical.online.source.stream.TcpSource;
import org.apical.recording.RecordingService;
import org.junit.Test;
import org.scijava.Context;

public class FrameSourceServiceTest {

	@Test
	public void aSourceIsFoundByItsKeyAndAnUnknownKeyIsAnsweredWithThoseThereAre() {
		try (Context context = new Context(FrameSourceService.class, RecordingService.class)) {
			final FrameSourceService service = context.service(FrameSourceService.class);
			assertTrue(service.keys().toString(), service.keys().containsAll(Set.of("tcp", "replay")));
			assertEquals(TcpSource.class, service.create("tcp").getClass());
			final Exception e = assertThrows(IllegalArgumentException.class, () -> service.create("udp"));
			assertTrue(e.getMessage(), e.getMessage().matches("No frame source \"udp\"; there are .*replay, .*tcp.*"));
		}
	}
}
