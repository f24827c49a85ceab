classdef ApicalSender < handle
    % Sends frames to Apical over TCP in its own protocol (source tcp with protocol=apical).
    %
    %   sender = ApicalSender('127.0.0.1', 30002, planes, channels);
    %   sender.send(frame, number, seconds, plane, channel)   % all counted from 0; frame is lines x columns
    %   sender.close()
    %
    % frame may be uint8, uint16, int16 or single. The layout stands in docs/online-sources.md. Java's sockets are
    % used, so that no toolbox is needed and GNU Octave will do; a frame that cannot be sent is dropped after a warning,
    % and the next one tries to connect again, so that imaging goes on whatever becomes of the receiver.

    properties (Access = private)
        host
        port
        planes
        channels
        run
        socket = []
        out = []
    end

    methods
        function self = ApicalSender(host, port, planes, channels)
            self.host = host;
            self.port = port;
            self.planes = planes;
            self.channels = channels;
            self.run = uint32(mod(now * 86400, 2^32));
        end

        function send(self, frame, number, seconds, plane, channel)
            pixels = little(frame);
            header = self.header(frame, number, seconds, plane, channel, numel(pixels), 1);
            self.write([header; pixels]);
        end

        function close(self)
            if ~isempty(self.socket)
                self.write(self.header(uint16(0), 0, NaN, 0, 0, 0, 3));
                self.disconnect();
            end
        end
    end

    methods (Access = private)
        function bytes = header(self, frame, number, seconds, plane, channel, payload, flags)
            type = find(strcmp(class(frame), {'uint8', 'uint16', 'int16', 'single'}));
            bytes = [uint8('APF1')'; little(uint16(56)); uint8(type); uint8(flags); little(uint64(number)); ...
                little(double(seconds)); little(uint32(size(frame, 2))); little(uint32(size(frame, 1))); ...
                little(uint16([plane, self.planes, channel, self.channels])); little(self.run); ...
                little(uint32(payload)); little(uint32(0))];
            crc = javaObject('java.util.zip.CRC32');
            crc.update(typecast(bytes, 'int8'));
            bytes = [bytes; little(uint32(crc.getValue()))];
        end

        function write(self, bytes)
            try
                if isempty(self.socket)
                    self.socket = javaObject('java.net.Socket');
                    self.socket.connect(javaObject('java.net.InetSocketAddress', self.host, self.port), 50);
                    self.socket.setTcpNoDelay(true);
                    self.out = self.socket.getOutputStream();
                end
                self.out.write(typecast(bytes, 'int8'));
            catch problem
                warning('Apical:send', 'A frame could not be sent: %s', problem.message);
                self.disconnect();
            end
        end

        function disconnect(self)
            try
                self.socket.close();
            catch problem
                warning('Apical:send', 'The connection could not be closed: %s', problem.message);
            end
            self.socket = [];
        end
    end
end

function bytes = little(values)
    % MATLAB runs on little-endian computers only
    bytes = reshape(typecast(values(:), 'uint8'), [], 1);
end
