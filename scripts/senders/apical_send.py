#!/usr/bin/env python3
"""Sends frames to Apical: from your own program (import this file), or a whole movie from the command line.

    sender = TcpSender()                             # Apical's protocol, to tcp with protocol=apical
    sender.send(frame, number, time_s, plane, channel)
    sender.end()

    python3 apical_send.py movie.tif --protocol apical --rate 30.92 --planes 2

Protocols: raw (the stream that CLOOSE takes), apical (headers that show every loss), zmq (the same over ZeroMQ
PUB, needs pyzmq), ring (shared memory, for the least delay). The layouts stand in docs/online-sources.md.
Only numpy is needed; tifffile for reading a movie.
"""
import argparse
import math
import mmap
import os
import socket
import struct
import time
import zlib

import numpy as np

HEADER = struct.Struct("<4sHBBQdIIHHHHIIII")
TYPES = {"uint8": 1, "uint16": 2, "int16": 3, "float32": 4}
END = 2


class Header:
    """The 56 bytes before a frame."""

    def __init__(self, planes=1, channels=1):
        self.planes, self.channels = planes, channels
        self.run = time.time_ns() & 0xFFFFFFFF

    def frame(self, pixels, number, time_s, plane, channel, checked=True):
        height, width = pixels.shape
        crc = zlib.crc32(pixels) if checked else 0
        return self._pack(TYPES[pixels.dtype.name], 0, number, time_s, width, height, plane, channel, pixels.nbytes, crc)

    def end(self):
        return self._pack(2, END, 0, math.nan, 1, 1, 0, 0, 0, 0)

    def _pack(self, kind, flags, number, time_s, width, height, plane, channel, nbytes, crc):
        head = HEADER.pack(b"APF1", HEADER.size, kind, flags, number, time_s, width, height, plane, self.planes, channel,
                           self.channels, self.run, nbytes, crc, 0)
        return head[:-4] + struct.pack("<I", zlib.crc32(head[:-4]))


def rows(pixels):
    """The frame as it is sent: little-endian, row by row, without gaps."""
    return np.ascontiguousarray(pixels, dtype=pixels.dtype.newbyteorder("<"))


class RawSender:
    """Pixels without any header, column by column, as CLOOSE's senders do."""

    def __init__(self, host="127.0.0.1", port=30001):
        self.socket = socket.create_connection((host, port))

    def send(self, pixels, number=0, time_s=math.nan, plane=0, channel=0):
        self.socket.sendall(rows(pixels.T))

    def end(self):
        self.socket.close()


class TcpSender:
    """Apical's protocol over TCP."""

    def __init__(self, host="127.0.0.1", port=30002, planes=1, channels=1):
        self.header = Header(planes, channels)
        self.socket = socket.create_connection((host, port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def send(self, pixels, number, time_s=math.nan, plane=0, channel=0):
        pixels = rows(pixels)
        self.socket.sendall(self.header.frame(pixels, number, time_s, plane, channel))
        self.socket.sendall(pixels)

    def end(self):
        self.socket.sendall(self.header.end())
        self.socket.close()


class ZmqSender:
    """Apical's protocol over ZeroMQ; header and pixels are the two parts of a message."""

    def __init__(self, endpoint="tcp://127.0.0.1:30003", planes=1, channels=1, wait_for_subscriber=False):
        import zmq
        self.header = Header(planes, channels)
        self.context = zmq.Context()
        self.socket = self.context.socket(zmq.XPUB)
        self.socket.bind(endpoint)
        if wait_for_subscriber:
            self.socket.recv()

    def send(self, pixels, number, time_s=math.nan, plane=0, channel=0):
        pixels = rows(pixels)
        self.socket.send_multipart([self.header.frame(pixels, number, time_s, plane, channel), pixels])

    def end(self):
        self.socket.send(self.header.end())
        self.socket.close(linger=2000)
        self.context.term()


class RingSender:
    """A ring of frames in a file that both programs map into memory; best in /dev/shm. On x86-64 only, where stores are
    seen in the order in which they are made."""

    PREFIX, PAGE = 8 + HEADER.size, 4096

    def __init__(self, path, height, width, dtype="uint16", slots=64, planes=1, channels=1):
        self.header, self.slots, self.written = Header(planes, channels), slots, 0
        self.slot_bytes = (self.PREFIX + height * width * np.dtype(dtype).itemsize + 63) // 64 * 64
        fresh = f"{path}.new"
        with open(fresh, "wb+") as file:
            file.truncate(self.PAGE + slots * self.slot_bytes)
            self.memory = mmap.mmap(file.fileno(), 0)
        # numbers that the reader looks at must be written whole, which numpy does
        self.numbers = np.frombuffer(self.memory, dtype="<u8")
        self.memory[8:16] = struct.pack("<II", slots, self.slot_bytes)
        self.memory[0:8] = b"APRING1\0"
        os.replace(fresh, path)

    def send(self, pixels, number, time_s=math.nan, plane=0, channel=0):
        pixels = rows(pixels)
        slot = self.PAGE + self.written % self.slots * self.slot_bytes
        self.numbers[slot // 8] = 2 * self.written + 1
        self.memory[slot + 8:slot + self.PREFIX] = self.header.frame(pixels, number, time_s, plane, channel, checked=False)
        self.memory[slot + self.PREFIX:slot + self.PREFIX + pixels.nbytes] = pixels.tobytes()
        self.written += 1
        self.numbers[slot // 8] = 2 * self.written
        self.numbers[2] = self.written

    def end(self):
        self.numbers[3] = 1


def main():
    parser = argparse.ArgumentParser(description="Sends a movie to Apical as if it were being recorded.")
    parser.add_argument("movie", help="TIFF; frames interleaved, channel fastest, then plane")
    parser.add_argument("--protocol", choices=["raw", "apical", "zmq", "ring"], default="apical")
    parser.add_argument("--to", help="HOST:PORT, ZeroMQ endpoint or path of the ring")
    parser.add_argument("--rate", type=float, default=30, help="frames a second, all planes and channels together")
    parser.add_argument("--planes", type=int, default=1)
    parser.add_argument("--channels", type=int, default=1)
    options = parser.parse_args()
    import tifffile
    movie = tifffile.imread(options.movie)
    movie = movie.reshape(-1, *movie.shape[-2:])
    sender = open_sender(options, movie)
    start = time.perf_counter()
    for number, frame in enumerate(movie):
        due = start + number / options.rate
        time.sleep(max(0, due - time.perf_counter()))
        plane, channel = number // options.channels % options.planes, number % options.channels
        sender.send(frame, number, number / options.rate, plane, channel)
    sender.end()


def open_sender(options, movie):
    many = {"planes": options.planes, "channels": options.channels}
    if options.protocol == "zmq":
        return ZmqSender(options.to or "tcp://127.0.0.1:30003", **many, wait_for_subscriber=True)
    if options.protocol == "ring":
        return RingSender(options.to or "/dev/shm/apical-ring", *movie.shape[1:], movie.dtype.name, **many)
    host, port = (options.to or ("127.0.0.1:30001" if options.protocol == "raw" else "127.0.0.1:30002")).split(":")
    return RawSender(host, int(port)) if options.protocol == "raw" else TcpSender(host, int(port), **many)


if __name__ == "__main__":
    main()
