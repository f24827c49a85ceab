"""Runs a device's program and spoils what it says: every other piece gets random bytes, changes or losses.

    noisy.py SEED SECONDS COMMAND…     after so many seconds, counted from the first byte, all goes through as it is
"""
import os
import random
import subprocess
import sys
import threading
import time

rng = random.Random(int(sys.argv[1]))
program = subprocess.Popen(sys.argv[3:], stdin=0, stdout=subprocess.PIPE)
start = time.monotonic()


def chatter():
    while time.monotonic() - start < float(sys.argv[2]):
        time.sleep(0.02)
        os.write(1, rng.randbytes(rng.randrange(20)))


def spoilt(piece):
    damage = rng.randrange(4)
    at = rng.randrange(len(piece))
    if damage == 0:
        return piece[:at] + rng.randbytes(rng.randrange(1, 9)) + piece[at:]
    if damage == 1:
        return piece[:at] + rng.randbytes(1) + piece[at + 1 :]
    if damage == 2:
        return piece[:at]
    return piece


threading.Thread(target=chatter, daemon=True).start()
while piece := os.read(program.stdout.fileno(), 256):
    noisy = time.monotonic() - start < float(sys.argv[2])
    os.write(1, spoilt(piece) if noisy and rng.random() < 0.5 else piece)
