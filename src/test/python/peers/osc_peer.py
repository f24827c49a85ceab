"""A program that takes rewards by OSC 1.0: /reward with the open time in ms, /reward/shut. Argument: UDP port."""
import select
import socket
import struct
import sys
import time
from wire import valve

receiver = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
receiver.bind(("127.0.0.1", int(sys.argv[1])))
print("ready", flush=True)
closes = None
while True:
    if select.select([receiver], [], [], None if closes is None else max(0, closes - time.monotonic()))[0]:
        message = receiver.recv(1024)
        address = message[: message.index(0)]
        types = message[(len(address) // 4 + 1) * 4 :]
        if address == b"/reward" and types.startswith(b",i\0\0"):
            closes = time.monotonic() + struct.unpack(">i", types[4:8])[0] / 1000
            valve(True)
        elif address == b"/reward/shut":
            closes = 0
    if closes is not None and time.monotonic() >= closes:
        valve(False)
        closes = None
