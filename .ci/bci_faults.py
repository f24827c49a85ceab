#!/usr/bin/env python3
"""What goes wrong at a rig, on purpose: in each case no reward without a hit, none twice, and a whole record that replays.

usage: bci_faults.py CLASSPATH [FAULT ...]   (the jar and the test classes)
"""
import os
import pty
import random
import socket
import subprocess
import sys
import tempfile
import threading
import time
import tty

import bci_rehearsal as rig
from bci_rehearsal import Board, animal, configure, free_port, run, table

TRIALS = 10


class Proxy:
    """Between sender and program: does to the bytes what bad lines and dying programs do."""

    def __init__(self, target, damage):
        self.target, self.damage = target, damage
        self.server = socket.create_server(("127.0.0.1", 0))
        self.port = self.server.getsockname()[1]
        self.random = random.Random(3)
        threading.Thread(target=self.serve, daemon=True).start()

    def serve(self):
        while True:
            sender, _ = self.server.accept()
            program = None
            while program is None:
                try:
                    program = socket.create_connection(("127.0.0.1", self.target))
                except OSError:
                    time.sleep(0.1)
            try:
                while data := sender.recv(1 << 17):
                    program.sendall(self.damage(self.random, data))
            except OSError:
                pass  # the program has ended, or the damage is a broken connection
            sender.close()
            program.close()


def cut(rng, data):
    return data[: len(data) // 2] if rng.random() < 0.05 else data


def corrupt(rng, data):
    if rng.random() > 0.05:
        return data
    damaged = bytearray(data)
    for _ in range(20):
        damaged[rng.randrange(len(damaged))] ^= 1 << rng.randrange(8)
    return bytes(damaged)


def check(session, board, replayed=True):
    """Every reward that the board saw belongs to a hit, and none is paid twice."""
    frames, trials, rewards = (table(session, n) for n in ("frames.csv", "trials.csv", "rewards.csv"))
    numbers = [int(f["frame"]) for f in frames]
    assert numbers == list(range(len(numbers))), "frames are missing from the record"
    by_number = {f["frame"]: f for f in frames}
    for t in trials:
        if t["hit_frame"]:
            f = by_number[t["hit_frame"]]
            assert f["state"] == "run" and float(f["x_shown"]) >= float(t["threshold"]), (t, f)
    asked = [r for r in rewards if r["sequence"]]
    hits = {t["trial"] for t in trials if t["hit_frame"]}
    assert {r["trial"] for r in asked} <= hits, "a reward without a hit"
    assert len({r["trial"] for r in asked}) == len(asked), "a trial was paid twice"
    assert len(set(board.rewards)) == len(board.rewards) == len(asked), (board.rewards, asked)
    if replayed:
        assert run("replay", session).returncode == 0
    late = [r for r in rewards if r["suppressed_by"]]
    return f"{len(frames)} frames, {len(trials)} trials, {len(hits)} hits, {len(asked)} rewards sent, {len(late)} not paid"


def session(work, example, fault, rate=400, trouble="none", damage=None, board=None, clock="stamps", folder=None, keep=True):
    board = board or Board()
    port = free_port()
    config = configure(example, fault + ".yaml", f"  kind: tcp\n  protocol: apical\n  port: {port}\n", board, clock, TRIALS, keep)
    to = folder or os.path.join(work, fault)
    sent_to = Proxy(port, damage).port if damage else port
    board.animal = animal(config, f"tcp:{sent_to}", rate, 1000000, 0, trouble)
    done = run("bci", "--config", config, "-o", to)
    board.animal.kill()
    return done, board, to


def simple(fault, **how):
    def test(work, example):
        done, board, to = session(work, example, fault, **how)
        assert done.returncode == 0
        return check(to, board)
    return test


def restarted(work, example):
    """The sender is killed and another starts from 0."""
    board, port = Board(), free_port()
    config = configure(example, "restart.yaml", f"  kind: tcp\n  protocol: apical\n  port: {port}\n", board, "device", TRIALS)
    to = os.path.join(work, "restart")
    program = subprocess.Popen(rig.apical("bci", "--config", config, "-o", to), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while program.poll() is None:
        board.animal = animal(config, f"tcp:{port}", 30.92, 1000000)
        for _ in range(150):
            time.sleep(0.1)
            if program.poll() is not None:
                break
        board.animal.kill()
    assert program.returncode == 0
    return check(to, board)


def failing(fault, kind):
    """The board fails, as its kind does, right after taking a reward and before it has answered; twice."""
    def test(work, example):
        board = kind()
        board.failing = (1, 3)
        return simple(fault, board=board, rate=100)(work, example)
    return test


class PluggedBoard(Board):
    """A board that fails by being unplugged: its port is gone, and there again after a while."""

    def fail(self):
        os.close(self.master)
        os.close(self.slave)
        time.sleep(2)
        for _ in range(300):
            self.master, self.slave = pty.openpty()
            if os.ttyname(self.slave) == self.port:
                tty.setraw(self.slave)
                return
            os.close(self.master)
            os.close(self.slave)
            time.sleep(0.1)
        raise OSError(f"{self.port} does not come back")


def full_disk(work, example):
    """The disk is full in the middle of the session: it goes on to its end, and says what is missing."""
    small = os.path.join(work, "small")
    os.mkdir(small)
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=18m", "tmpfs", small], stderr=subprocess.DEVNULL).returncode != 0:
        return "not tried: no file system may be mounted here"
    try:
        done, board, to = session(work, example, "full_disk", folder=os.path.join(small, "session"), keep=True)
        assert done.returncode == 1 and "cannot be written" in done.stderr, done.stderr
        assert len(set(board.rewards)) == len(board.rewards) <= TRIALS
        journal = os.path.join(to, "journal.bin")
        return f"ended with '{done.stderr.strip().splitlines()[-1][-160:]}', {len(board.rewards)} rewards, a journal of {os.path.getsize(journal)} bytes"
    finally:
        subprocess.run(["umount", "-l", small])


FAULTS = {
    "5 % of frames lost": simple("drop", trouble="drop"),
    "5 % of frames doubled": simple("double", trouble="double"),
    "pieces cut out of the stream": simple("cut", damage=cut),
    "bits flipped in the stream": simple("corrupt", damage=corrupt),
    "bursts of 20 frames": simple("burst", trouble="burst"),
    "stalls of 3 s": simple("stall", trouble="stall", rate=200),
    "clock set back by an hour and forth": simple("jump", trouble="jump", rate=30.92, clock="device"),
    "sender killed and restarted": restarted,
    "board silent in mid-reward": failing("silent_board", Board),
    "board unplugged in mid-reward": failing("unplugged", PluggedBoard),
    "disk full": full_disk,
}

with tempfile.TemporaryDirectory(prefix="apical-faults-") as folder:
    example_folder = os.path.join(folder, "example")
    assert run("bci", "--example", "-o", example_folder).returncode == 0
    outcomes = {}
    for name in sys.argv[2:] or FAULTS:
        began = time.time()
        outcomes[name] = FAULTS[name](folder, example_folder)
        print(f"{name}: {outcomes[name]} ({time.time() - began:.0f} s)", flush=True)
    print("\n| fault | outcome |\n|---|---|")
    for name, outcome in outcomes.items():
        print(f"| {name} | {outcome} |")
