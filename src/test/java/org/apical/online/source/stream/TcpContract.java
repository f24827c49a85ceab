package org.apical.online.source.stream;

import org.apical.online.source.FrameSource;
import org.apical.online.source.FrameSourceContract;
import org.apical.online.source.SourceGeometry;
import org.apical.online.source.SourceSettings;

/** The contract over a real socket, for one protocol. */
abstract class TcpContract extends FrameSourceContract {

	private final Protocol protocol;

	TcpContract(final Protocol protocol) {
		this.protocol = protocol;
	}

	@Override
	protected FrameSource source() {
		return new TcpSource();
	}

	@Override
	protected SourceSettings settings(final SourceGeometry geometry) {
		return SourceSettings.DEFAULT.with("protocol", protocol).with("port", 0).with("reconnect", protocol != Protocol.RAW).with("width", geometry
			.width()).with("height", geometry.height());
	}

	@Override
	protected Sender sender(final SourceGeometry geometry) throws Exception {
		return of(FrameSender.connect(protocol, geometry, "127.0.0.1", ((TcpSource) source).port()));
	}

	static Sender of(final FrameSender sender) {
		return new Sender() {

			@Override
			public void send(final float[] pixels, final long number, final int plane, final int channel) throws Exception {
				sender.send(pixels, number, plane, channel, number / 30.0);
			}

			@Override
			public void end() throws Exception {
				sender.end();
			}

			@Override
			public void close() throws Exception {
				sender.close();
			}
		};
	}
}
