#!/usr/bin/env python3
"""A whole rehearsed day of the closed loop, in processes of its own as at a rig.

A simulated animal's frames come over TCP and from a growing file; a serial device on a pseudo-terminal pays its rewards,
of which the animal hears. The program is killed in the middle and goes on. Then the record is replayed.

usage: bci_rehearsal.py CLASSPATH   (the jar and the test classes)
"""
import csv
import json
import os
import pty
import random
import re
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import tty

CLASSPATH = sys.argv[1] if len(sys.argv) > 1 else ""


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


class Board:
    """The reward board of docs: acknowledges each reward and tells the animal."""

    def __init__(self):
        self.master, self.slave = pty.openpty()
        tty.setraw(self.slave)
        self.port = os.ttyname(self.slave)
        self.rewards = []
        self.times = []
        self.animal = None
        self.failing = ()  # rewards, by their number from 1, after which the board fails
        self.failures = 0
        threading.Thread(target=self.serve, daemon=True).start()

    def fail(self):
        """Says nothing for a while."""
        time.sleep(2)

    def serve(self):
        line = b""
        while True:
            byte = os.read(self.master, 1)
            if byte != b"\n":
                line += byte
                continue
            words, line = line.decode("ascii", "replace").split(), b""
            if words and words[0] == "?":
                os.write(self.master, b"apical-reward 1 rehearsal\n")
            elif words and words[0] == "H":
                os.write(self.master, b"H\n")
            elif len(words) == 3 and words[0] == "R":
                self.times.append(time.monotonic())
                self.rewards.append(int(words[2]))
                if len(self.rewards) in self.failing:
                    self.failures += 1
                    self.fail()
                    continue
                os.write(self.master, f"A {words[2]} {int(float(words[1]) * 1000)}\n".encode())
                if self.animal:
                    self.animal.stdin.write(b"reward\n")
                    self.animal.stdin.flush()


def apical(*arguments):
    return ["java", "-Xmx1g", "-cp", CLASSPATH, "org.apical.cli.Main", *map(str, arguments)]


def run(*arguments):
    done = subprocess.run(apical(*arguments), capture_output=True, text=True)
    print(f"apical {' '.join(map(str, arguments))}: {done.returncode} {done.stdout.strip()} {done.stderr.strip()[-2000:]}", flush=True)
    return done


def animal(config, where, rate, frames, first=0, trouble="none"):
    """Its process; that the session ends before it is no error, and not shown."""
    return subprocess.Popen(["java", "-Xmx500m", "-cp", CLASSPATH, "org.apical.session.AnimalSender", config, where, str(rate),
                             str(frames), str(first), trouble], stdin=subprocess.PIPE, stderr=subprocess.DEVNULL)


def configure(example, name, source, board, clock, trials, keep=True, baseline_s=20, seed=1):
    text = open(os.path.join(example, "bci.yaml")).read()
    text = re.sub(r"(?ms)^source:.*?^imaging:", "source:\n" + source + "\nimaging:", text)
    text = text.replace("  clock: device ", f"  clock: {clock} ")
    text = text.replace('  device: "null"', "  device: serial").replace("  # settings: {port: /dev/ttyACM0}", f"  settings: {{port: {board.port}}}")
    for key, value in {"seed: 1 ": f"seed: {seed} ", "duration: 776.2 s": f"duration: {baseline_s} s", "trial: 28.14 s": "trial: 5 s", "run: 28 s": "run: 5 s",
                       "freeze: 2 s": "freeze: 0.4 s", "reward_delay: 1 s": "reward_delay: 0.2 s", "black: 1 s": "black: 0.2 s",
                       "grey: 0.5 s": "grey: 0.2 s", "timeout: 3 s": "timeout: 0.5 s", "trials: 0 ": f"trials: {trials} ",
                       "minimum_interval: 1 s": "minimum_interval: 0 s", "per_minute: 20": "per_minute: 1000",
                       "sample_frames: 300": "sample_frames: 60", "model: lines": "model: rigid",
                       "frames: false": f"frames: {str(keep).lower()}"}.items():
        assert key in text, key
        text = text.replace(key, value)
    file = os.path.join(example, name)
    open(file, "w").write(text)
    return file


def table(folder, name):
    return list(csv.DictReader(open(os.path.join(folder, name))))


def check(session, board, trials):
    frames, results, rewards = (table(session, n) for n in ("frames.csv", "trials.csv", "rewards.csv"))
    numbers = [int(f["frame"]) for f in frames]
    assert numbers == list(range(len(numbers))), "frames are missing from the record"
    assert len([t for t in results if t["outcome"] != "aborted"]) == trials, results
    hits = {t["trial"] for t in results if t["outcome"] == "hit"}
    paid = [r for r in rewards if not r["suppressed_by"]]
    assert {r["trial"] for r in paid} <= {t["trial"] for t in results if t["hit_frame"]}, "a reward without a hit"
    assert len(paid) == len({r["trial"] for r in paid}), "a trial was paid twice"
    assert {r["trial"] for r in paid} == hits, (paid, hits)
    assert paid, "no reward was paid in the whole day"
    assert all(r["acknowledged_s"] for r in paid)
    assert len(board.rewards) == len(paid), (board.rewards, paid)
    run_json = json.load(open(os.path.join(session, "run.json")))
    print(f"{len(frames)} frames, {len(hits)} hits of {trials}, {len(paid)} paid; latency {run_json['latency_ms']}", flush=True)


def analyze(session, results):
    """From the frames that the session kept, and its tables, to the report."""
    tables = [a for name in ("trials", "frames", "populations") for a in ("--" + name, os.path.join(session, name + ".csv"))]
    assert run("run", session, "-o", results, "--model", "rigid", *tables).returncode == 0
    behaviour, trials = table(results, "behaviour.csv")[0], table(session, "trials.csv")
    hits = sum(t["outcome"] == "hit" for t in trials)
    assert int(behaviour["trials"]) == len(trials) and abs(float(behaviour["accuracy"]) - hits / len(trials)) < 1e-9, behaviour
    for role in ("P+", "P-"):
        found, meant = (sum(r["population"] == role for r in table(*where)) for where in
                        ((results, "neurons.csv"), (session, "populations.csv")))
        print(f"{role}: {found} of {meant} found again by place", flush=True)
        assert 0 < found <= meant
    assert os.path.getsize(os.path.join(results, "report.html")) > 0


def over_tcp(example, work):
    board, port = Board(), free_port()
    config = configure(example, "tcp.yaml", f"  kind: tcp\n  protocol: apical\n  port: {port}\n", board, "stamps", 20)
    session = os.path.join(work, "tcp")
    board.animal = animal(config, f"tcp:{port}", 0, 100000)
    assert run("bci", "--config", config, "-o", session).returncode == 0
    board.animal.kill()
    check(session, board, 20)
    assert run("replay", session).returncode == 0
    analyze(session, os.path.join(work, "results"))


def killed(example, work):
    """Killed without warning in the middle of the trials, and gone on with."""
    board, port = Board(), free_port()
    config = configure(example, "killed.yaml", f"  kind: tcp\n  protocol: apical\n  port: {port}\n", board, "stamps", 20)
    session = os.path.join(work, "killed")
    board.animal = animal(config, f"tcp:{port}", 300, 100000)
    program = subprocess.Popen(apical("bci", "--config", config, "-o", session), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while len(board.rewards) < 4 and program.poll() is None:
        time.sleep(0.05)
    time.sleep(random.random())
    kill = time.monotonic()
    program.send_signal(signal.SIGKILL)
    program.wait()
    board.animal.kill()
    before, last_second = len(board.rewards), sum(t > kill - 1 for t in board.times)
    board.animal = animal(config, f"tcp:{port}", 0, 100000, 50000)
    assert run("bci", "--resume", "-o", session).returncode == 0
    board.animal.kill()
    frames, rewards = table(session, "frames.csv"), table(session, "rewards.csv")
    numbers = [int(f["frame"]) for f in frames]
    assert numbers == list(range(len(numbers)))
    recorded = [r for r in rewards if not r["suppressed_by"]]
    print(f"killed after {before} rewards, {last_second} of them in the last second; {len(numbers)} frames, {len(recorded)} rewards "
          f"recorded of {len(board.rewards)}", flush=True)
    assert len(board.rewards) - len(recorded) <= last_second, "rewards of before the last second are missing from the record"
    assert run("replay", session).returncode == 0


def growing_file(example, work):
    board = Board()
    movie = os.path.join(work, "growing.raw")
    # 20 s of baseline hold so few events that the threshold may come to lie above nearly all later ones
    config = configure(example, "tail.yaml", f"  kind: tail\n  path: {movie}\n  format: raw\n  width: 256\n  height: 256\n  planes: 2\n",
                       board, "arrival", 20, baseline_s=60)
    session = os.path.join(work, "tail")
    board.animal = animal(config, f"file:{movie}", 30.92, 100000)
    while not os.path.exists(movie):
        time.sleep(0.05)
    assert run("bci", "--config", config, "-o", session).returncode == 0
    board.animal.kill()
    check(session, board, 20)
    assert run("replay", session).returncode == 0


def main():
    with tempfile.TemporaryDirectory(prefix="apical-bci-") as work:
        example = os.path.join(work, "example")
        assert run("bci", "--example", "-o", example).returncode == 0
        for part in sys.argv[2:] or ["over_tcp", "killed", "growing_file"]:
            began = time.time()
            globals()[part](example, work)
            print(f"{part}: {time.time() - began:.0f} s", flush=True)
    print("The closed loop held")


if __name__ == "__main__":
    main()
