"""What becomes of a run that is disturbed: nothing half-written under a final name, earlier results as they were, one line.

usage: robustness.py APICAL_JAR MOVIE   (a small movie; it is given many times over, as parts of one recording)
"""
import os
import pty
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

jar, movie = (Path(p).resolve() for p in sys.argv[1:3])
work = Path(tempfile.mkdtemp())
PARTS = 10


def command(out, *parts):
    return ["java", "-Xmx512m", "-jar", str(jar), "correct", *map(str, parts or [movie] * PARTS), "-o", str(out), "--model", "rigid"]


def finish(out, *parts):
    return subprocess.run(command(out, *parts), capture_output=True, text=True, stdin=subprocess.DEVNULL)


def contents(folder):
    return {f.name: (f.stat().st_mtime_ns, f.stat().st_size) for f in folder.iterdir()}


def until(what, condition, process):
    end = time.time() + 120
    while not condition():
        assert process.poll() is None and time.time() < end, f"no {what} before the run ended"
        time.sleep(0.01)


def staged(out):
    """Whether the run has begun to write its movie."""
    return any(f.stat().st_size > 100_000 for f in out.glob(".apical-*/corrected.tif"))


def fails(run, *words):
    lines = run.stderr.strip().splitlines()
    assert run.returncode == 1 and len(lines) == 1 and all(w in lines[0] for w in words), (run.returncode, run.stderr)
    print("   ", lines[0])


def on_a_terminal(out, interrupt):
    """Runs on a pseudo terminal; presses Ctrl-C at the first sign of correction if told to."""
    process, terminal = pty.fork()
    if process == 0:
        # a job in the background is started deaf to it, and Java stays so
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        os.execvp("java", command(out))
    text = b""
    try:
        while chunk := os.read(terminal, 1 << 16):
            text += chunk
            if interrupt and b"Correcting motion" in text:
                os.write(terminal, b"\x03")
                interrupt = False
    except OSError:  # Linux says so when the other end is closed
        pass
    return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]), text.decode()


print("A bar on a terminal")
code, text = on_a_terminal(work / "out", False)
assert code == 0 and "Correcting motion" in text and ("[█" in text or "[#" in text) and text.rstrip().splitlines()[-1].startswith("Results are in"), (code, text[-500:])
before = contents(work / "out")

print("Ctrl-C")
code, text = on_a_terminal(work / "out", True)
last = text.rstrip().splitlines()[-1].split("\r")[-1]
assert code not in (0, 2) and last == "apical correct: interrupted; no results were written", (code, text[-500:])
assert contents(work / "out") == before, "earlier results were touched"

print("kill -9")
killed = subprocess.Popen(command(work / "out"), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
until("writing", lambda: staged(work / "out"), killed)
killed.send_signal(signal.SIGKILL)
killed.wait()
left = contents(work / "out")
assert {n: s for n, s in left.items() if not n.startswith(".apical-")} == before and len(left) == len(before) + 1, left
again = finish(work / "out", movie)
assert again.returncode == 0 and contents(work / "out").keys() == before.keys(), (again.stderr, contents(work / "out").keys())

print("An input that changes meanwhile")
growing = Path(shutil.copy(movie, work / "growing.tif"))
before = contents(work / "out")
run = subprocess.Popen(command(work / "out", *[movie] * PARTS, growing), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
until("writing", lambda: staged(work / "out"), run)
with open(growing, "ab") as file:
    file.write(b"more")
error = run.communicate()[1]
fails(subprocess.CompletedProcess([], run.returncode, "", error), "growing.tif", "changed while it was read")
assert contents(work / "out") == before, "earlier results were touched"

print("A folder that cannot be made, and a file in its place")
fails(finish("/proc/apical", movie), "cannot be written")
fails(finish(movie, movie), "is a file")


def mounted(name, options):
    folder = work / name
    folder.mkdir()
    done = subprocess.run(["mount", "-t", "tmpfs", "-o", options, "apical", str(folder)], capture_output=True)
    return folder if done.returncode == 0 else None


for name, options, words in (("full", "size=2m", ("No space left", "earlier results are unchanged")), ("locked", "ro", ("cannot be written",))):
    folder = mounted(name, options)
    if folder is None:
        print(f"A disk that is {name}: left out, this user may not mount one")
        continue
    print(f"A disk that is {name}")
    try:
        fails(finish(folder / "out"), *words)
        assert not list(folder.glob("out/*")), "something was left"
    finally:
        subprocess.run(["umount", str(folder)], check=True)

shutil.rmtree(work)
