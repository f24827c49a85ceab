"""A Bpod state machine as its serial interface's document describes it, the valve at output channel 8.

With "matrix" as argument a state matrix runs that gives 40 ms on soft code 3 and reports its events.
"""
import sys
from wire import after, byte, read, valve, write

CHANNEL = 8
matrix = "matrix" in sys.argv
greeted = False


def call():
    """Until the handshake the machine calls for it every 100 ms."""
    if not greeted:
        write(0xDE)
        after(0.1, call)


call()
while True:
    command = chr(byte())
    if command == "6":
        greeted = True
        write(0xDE, ord("5"))
    elif not greeted:
        continue
    elif command == "F":
        write(22, 0, 3, 0)
    elif command == "O":
        channel, value = read(2)
        if channel == CHANNEL:
            valve(value == 1)
    elif command == "S":
        write(2, byte())
    elif command == "~":
        if byte() == 3 - 1 and matrix:
            valve(True)
            write(1, 1, 70)
            after(0.040, lambda: valve(False))
    elif command == "Z":
        write(ord("1"))
        greeted = False
        valve(False)
