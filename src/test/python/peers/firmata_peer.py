"""A board with Firmata 2.5 and ConfigurableFirmata's scheduler, written after the protocol's documents. Valve at pin 8.

"no-scheduler" as argument leaves the scheduler out, "old" makes it report version 2.3.
"""
import sys
from wire import after, byte, is_open, valve, write

PIN = 8
modes, tasks = {}, {}
scheduler = "no-scheduler" not in sys.argv
version = (2, 3) if "old" in sys.argv else (2, 5)


def bits7(data):
    """Seven bits of each byte, lowest first, as bytes of eight."""
    total = sum(b << 7 * i for i, b in enumerate(data))
    return total.to_bytes((7 * len(data) + 7) // 8, "little")[: 7 * len(data) // 8]


def run(task):
    """Obeys a task's messages, each of three bytes; the board looks for what is due, so never at once."""
    stream = tasks.pop(task, [])
    for i in range(0, len(stream), 3):
        obey(list(stream[i : i + 3]))


def obey(m):
    if m[0] == 0xF9:
        write(0xF9, *version)
    elif m[0] == 0xF4:
        modes[m[1]] = m[2]
    elif m[0] == 0xF5 and m[1] == PIN and modes.get(PIN) == 1:
        valve(m[2] == 1)
    elif m[:2] == [0xF0, 0x6D]:
        write(0xF0, 0x6E, m[2], modes.get(m[2], 0), int(m[2] == PIN and is_open()), 0xF7)
    elif m[:2] == [0xF0, 0x7B] and scheduler:
        kind, task, data = m[2], m[3], m[4:-1]
        if kind == 0:
            tasks[task] = []
        elif kind == 1:
            tasks.pop(task, None)
        elif kind == 2:
            tasks[task] += bits7(data)
        elif kind == 4:
            after(int.from_bytes(bits7(data)[:4], "little") / 1000 + 0.001, lambda: run(task))


while True:
    message = [byte()]
    if message[0] == 0xF0:
        while message[-1] != 0xF7:
            message.append(byte())
    elif message[0] in (0xF4, 0xF5):
        message += [byte(), byte()]
    obey(message)
