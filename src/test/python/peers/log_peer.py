"""Plays the rewards that device log appends to a file. Argument: the file."""
import pathlib
import sys
import time
from wire import valve

log = pathlib.Path(sys.argv[1])
log.touch()
print("ready", flush=True)
with log.open() as lines:
    while True:
        line = lines.readline()
        if line.endswith("\n"):
            valve(True)
            time.sleep(float(line.split("\t")[2]) / 1000)
            valve(False)
        else:
            time.sleep(0.002)
