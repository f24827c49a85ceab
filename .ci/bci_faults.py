#!/usr/bin/env python3
"""What goes wrong at a rig, on purpose: in each case no reward without a hit, none twice, and a whole record that replays.

Each case also asserts that the program met its fault, and that rewards were asked for: where an animal never hits, another one is taken.

usage: bci_faults.py CLASSPATH [FAULT ...]   (the jar and the test classes)
"""
import json
import os
import pty
import random
import re
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
ANIMALS = 4  # as many are tried until one hits; each is another seed


class NeverHit(Exception):
    """The animal hit too rarely for the fault to be met; says nothing about the program."""


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


def noted(words):
    """How often the program has told of it."""
    return lambda frames, notes, board: sum(bool(re.search(words, n)) for n in notes)


def gaps(at_least_s):
    """Pauses between arrivals."""
    def count(frames, notes, board):
        times = [float(f["arrival_s"]) for f in frames]
        return sum(b - a >= at_least_s for a, b in zip(times, times[1:]))
    return count


def board_failed(frames, notes, board):
    """Both times, and the program saw it."""
    assert any(re.search(r"Reward \d+: uncertain", n) for n in notes), notes
    return board.failures if board.failures == len(board.failing) else 0


def check(session, board, met):
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
    assert run("replay", session).returncode == 0
    if len(board.rewards) < max(board.failing, default=1):
        raise NeverHit(f"{len(board.rewards)} rewards")
    times = met(frames, json.load(open(os.path.join(session, "run.json")))["notes"], board)
    assert times > 0, "the fault was never met"
    late = [r for r in rewards if r["suppressed_by"]]
    return (f"met {times} times; {len(frames)} frames, {len(trials)} trials, {len(hits)} hits, {len(asked)} rewards sent, "
            f"{len(late)} not paid")


def prepared(example, name, seed, board, port, clock, keep=True):
    """A minute of baseline: in 20 s there may be so few events that the threshold comes to lie above nearly all later ones."""
    return configure(example, f"{name}-{seed}.yaml", f"  kind: tcp\n  protocol: apical\n  port: {port}\n", board, clock, TRIALS, keep, seed=seed,
                     baseline_s=60)


def session(work, example, fault, rate=400, trouble="none", damage=None, kind=Board, failing=(), clock="stamps", folder=None, seed=1, keep=True, begun=None):
    board = kind()
    board.failing = failing
    port = free_port()
    config = prepared(example, fault, seed, board, port, clock, keep)
    to = folder or os.path.join(work, f"{fault}-{seed}")
    sent_to = Proxy(port, damage).port if damage else port
    board.animal = animal(config, f"tcp:{sent_to}", rate, 1000000, 0, trouble)
    if begun:
        threading.Thread(target=begun, args=(board,), daemon=True).start()
    done = run("bci", "--config", config, "-o", to)
    board.animal.kill()
    return done, board, to


def with_an_animal_that_hits(test):
    """@param test of (work, example, seed)"""
    def repeated(work, example):
        for seed in range(1, ANIMALS + 1):
            try:
                return test(work, example, seed)
            except NeverHit as e:
                print(f"animal {seed}: {e}; the next one", flush=True)
        raise AssertionError(f"none of {ANIMALS} animals hit: the fault was never met")
    return repeated


def simple(fault, met, **how):
    def test(work, example, seed):
        done, board, to = session(work, example, fault, seed=seed, **how)
        assert done.returncode == 0
        return check(to, board, met)
    return with_an_animal_that_hits(test)


def restarted(work, example, seed):
    """The sender is killed and another starts from 0."""
    board, port = Board(), free_port()
    config = prepared(example, "restart", seed, board, port, "device")
    to = os.path.join(work, f"restart-{seed}")
    program = subprocess.Popen(rig.apical("bci", "--config", config, "-o", to), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while program.poll() is None:
        board.animal = animal(config, f"tcp:{port}", 30.92, 1000000)
        for _ in range(150):
            time.sleep(0.1)
            if program.poll() is not None:
                break
        board.animal.kill()
    assert program.returncode == 0
    return check(to, board, noted("started anew|has gone"))


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


def full_disk(work, example, seed):
    """The disk is filled by someone else after the first reward: the session goes on to its end, and says what is missing."""
    small = os.path.join(work, f"small-{seed}")
    os.mkdir(small)
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", small], stderr=subprocess.DEVNULL).returncode != 0:
        return "not tried: no file system may be mounted here"
    rewards_before = []

    def fill(board):
        while not board.rewards:
            time.sleep(0.05)
        with open(os.path.join(small, "someone_elses"), "wb", buffering=0) as other:
            try:
                while True:
                    other.write(bytes(4096))
            except OSError:
                rewards_before.append(len(board.rewards))

    try:
        done, board, to = session(work, example, "full_disk", folder=os.path.join(small, "session"), seed=seed, keep=False, rate=200, begun=fill)
        if len(board.rewards) < 2:
            raise NeverHit(f"{len(board.rewards)} rewards")
        assert rewards_before, "the disk was never full"
        assert done.returncode == 1 and "No space left" in done.stderr, done.stderr
        assert len(set(board.rewards)) == len(board.rewards) <= TRIALS
        return (f"ended with '{done.stderr.strip().splitlines()[-1][-160:]}', {rewards_before[0]} rewards before the disk was full and "
                f"{len(board.rewards) - rewards_before[0]} after, a journal of {os.path.getsize(os.path.join(to, 'journal.bin'))} bytes")
    finally:
        subprocess.run(["umount", "-l", small])


BOTH = (1, 3)  # the rewards after which the board fails, right after taking them and before it has answered

FAULTS = {
    "5 % of frames lost": simple("drop", noted("lost"), trouble="drop"),
    "5 % of frames doubled": simple("double", noted("came twice"), trouble="double"),
    "pieces cut out of the stream": simple("cut", noted("valid header|damaged pixels|lost"), damage=cut),
    "bits flipped in the stream": simple("corrupt", noted("damaged pixels|valid header"), damage=corrupt),
    "bursts of 20 frames": simple("burst", gaps(0.04), trouble="burst"),
    "stalls of 3 s": simple("stall", gaps(2.5), trouble="stall", rate=200),
    "clock set back by an hour and forth": simple("jump", lambda frames, notes, board: len(frames) // 300 - 1, trouble="jump", rate=30.92,
                                                  clock="device"),
    "sender killed and restarted": with_an_animal_that_hits(restarted),
    "board silent in mid-reward": simple("silent_board", board_failed, failing=BOTH, rate=100),
    "board unplugged in mid-reward": simple("unplugged", board_failed, kind=PluggedBoard, failing=BOTH, rate=100),
    "disk full": with_an_animal_that_hits(full_disk),
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
