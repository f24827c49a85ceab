"""What the peers share: bytes on standard input and output, the valve on standard error, things to do later."""
import os
import select
import sys
import time

_later = []
_is_open = False


def valve(is_open):
    global _is_open
    if is_open != _is_open:
        print("open" if is_open else "close", file=sys.stderr, flush=True)
    _is_open = is_open


def is_open():
    return _is_open


def after(seconds, action):
    _later.append((time.monotonic() + seconds, action))


def read(count):
    """So many bytes; meanwhile does what is due. Ends the program where there is nobody to come."""
    got = b""
    while len(got) < count:
        due = min((t for t, _ in _later), default=None)
        wait = 1 if due is None else max(0, due - time.monotonic())
        if select.select([0], [], [], wait)[0]:
            try:
                piece = os.read(0, count - len(got))
            except OSError:
                piece = b""
            if not piece:
                sys.exit()
            got += piece
        now = time.monotonic()
        for entry in [e for e in _later if e[0] <= now]:
            _later.remove(entry)
            entry[1]()
    return got


def byte():
    return read(1)[0]


def write(*values):
    os.write(1, bytes(values))
