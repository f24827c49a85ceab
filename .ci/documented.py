#!/usr/bin/env python3
"""Runs the command lines that the docs show, page by page and in their order, on files that bear the names used there.

The pages' recordings are the sample's day, so that a line that goes well does what the page says on real input. What cannot
run as it stands has its reason in NOT_RUN; what would take long is run with a smaller size, in SMALLER. The README's lines
run in DocumentedCommandsTest, benchmarks.md tells how measurements are repeated, spark.md's lines are those of .ci/spark.

usage: documented.py JAR [page …]   (run from the project's folder)
"""
import csv
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from bci_rehearsal import Board  # the reward board of docs, behind a pseudo-terminal

PROJECT = Path.cwd()
JAR = Path(sys.argv[1]).resolve()
DAY = PROJECT / "sample-data/bci/mouse1/day1"
OTHER_PAGES = {"benchmarks", "spark"}
LINE = re.compile(r"^(?: {4,}|\t)((?:java|javac|jar|cmp) (?:.*\\\n)*.*)$", re.M)
PORT = re.compile(r"/dev/ttyACM0|COM3")

NOT_RUN = {
    "INPUT…": "the general form",
    "--config rig/bci.yaml -o": "waits for a microscope; .ci/bci_rehearsal.py runs it with frames that arrive",
    "--resume": "needs a session that was killed; .ci/bci_rehearsal.py kills one",
    "sessions/day1": "reads such a session; .ci/bci_rehearsal.py has one",
    "replay day1": "reads such a session; .ci/bci_rehearsal.py has one",
    "firmata": "needs a Firmata board; .ci/rewards has what stands for one",
    "train -o compartment-model.json": "takes minutes; CompartmentTrainingTest trains from the same examples",
    "cmp compartment-model.json": "follows from it",
    "LoopBenchmark": "tells how a measurement is repeated",
    "suite2p/plane0/data.bin": "suite2p's own; check_exchange.py reads a folder of it",
    "jar demo": "run by .ci/run in a fresh clone",
}
SMALLER = [
    (re.compile(r"--test 100"), "--test 3"),
    (re.compile(r"--power 100 --animals 8"), "--power 2 --animals 4 --days 3 --session-length 5000"),
    (re.compile(r"(simulate .*--film.*--days 1)"), r"\1 --session-length 1000 --baseline 200 --rate 8 --per-population 2 --others 2 --width 96 --height 96 --pixel-size 2.2"),
    (re.compile(r"(simulate --experiment -o experiment)"), r"\1 --animals 2 --days 2 --session-length 1000"),
    (re.compile(r"--animals 6 --days 14"), "--animals 2 --days 2 --session-length 1000"),
]


SHORT_DAY = {"duration: 776.2 s": "duration: 20 s", "trial: 28.14 s": "trial: 5 s", "run: 28 s": "run: 5 s", "trials: 0 ": "trials: 2 ",
             "frames: false": "frames: true"}

RAN = set()  # the same line stands on several pages


def apical(where, *arguments):
    subprocess.run(["java", "-jar", JAR, *map(str, arguments)], cwd=where, check=True, capture_output=True, text=True)
    RAN.add(" ".join(map(str, arguments)))


def made_once(base):
    """Results of the sample's day and a rehearsal; where a page needs them it gets a copy."""
    apical(base, "run", DAY / "movie.tif", "-o", "results", "--planes", 2, "--soma-plane", 1, "--dendrite-plane", 2, "--trials",
           DAY / "trials.csv", "--frames", DAY / "frames.csv", "--populations", DAY / "populations.csv")
    apical(base, "export", "results", "--format", "suite2p", "-o", "exported")
    apical(base, "simulate", "-o", "small", "--width", 30, "--height", 20, "--frames", 60)
    apical(base, "bci", "--example", "-o", "rig")
    config = base / "rig/bci.yaml"
    text = config.read_text()
    for long, short in SHORT_DAY.items():
        assert long in text, long
        text = text.replace(long, short)
    config.write_text(text)
    apical(base, "bci", "--config", "rig/bci.yaml", "--dry-run", "-o", "rehearsal")


def furnish(room, base, page):
    """The files that the pages name."""
    (room / "target").mkdir()
    for jar in ("target/Apical_.jar", "Apical_.jar"):
        (room / jar).symlink_to(JAR)
    (room / "scripts").symlink_to(PROJECT / "scripts")
    for table in ("movie.tif", "trials.csv", "frames.csv", "populations.csv"):
        (room / table).symlink_to(DAY / table)
    if page not in ("run", "batch"):
        shutil.copytree(base / "results", room / "results")
    for name in ("rig", "rehearsal"):
        if page in ("bci", "online", "replay"):
            shutil.copytree(base / name, room / name)
    for name in ("mouse1/day1", "mouse2/day1", "mouse3/day1", "m1/day1", "m1/day2", "m1/day5"):
        if page in ("group", "track"):
            shutil.copytree(base / "results", room / name)
    for name in ("results1", "results2"):
        if page == "train":
            shutil.copytree(base / "results", room / name)
    (room / "table.csv").write_text("animal,pplus_contrast,pminus_contrast\nm1,0.2,-0.1\nm2,0.3,0.1\nm3,0.1,-0.2\n")
    for name in ("edited.zip", "labelled1.zip", "labelled2.zip"):
        shutil.copy(base / "results/rois.zip", room / name)
    suite2p = base / "exported/suite2p"
    shutil.copytree(suite2p, room / "suite2p")
    (room / "corrected.tif").symlink_to(base / "small/movie.tif")  # as large as the field of caiman.hdf5
    shutil.copy(PROJECT / "src/test/resources/org/apical/session/exchange/caiman.hdf5", room / "caiman.hdf5")
    for name in ("data/m1/day1.tif", "data/m2/day1.tif"):
        (room / name).parent.mkdir(parents=True)
        (room / name).symlink_to(PROJECT / "sample-data/movie.tif")
    (room / "experiment.csv").write_text("recording,animal,day\ndata/m1/day1.tif,m1,1\n")
    (room / "valve.sh").write_text("#!/bin/sh\n")
    (room / "valve.sh").chmod(0o755)


def weigh(table):
    """Fills in what the rewards weigh, as a person does, and a second opening time where the page has one."""
    with open(table, newline="") as f:
        rows = list(csv.DictReader(f))
    if len(rows) == 1:
        rows.append(dict(rows[0], open_ms=2 * float(rows[0]["open_ms"])))
    for row in rows:
        row["mass_mg"] = 0.1 * float(row["open_ms"]) * int(row["pulses"])
    with open(table, "w", newline="") as f:
        writer = csv.DictWriter(f, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)


def run(page, room, failed):
    """How many of a page's lines ran; those that failed are added with what they said."""
    ran = 0
    for line in LINE.findall((PROJECT / "docs" / f"{page}.md").read_text()):
        line = re.sub(r"\s+# .*", "", line)
        for pattern, smaller in SMALLER:
            line = pattern.sub(smaller, line)
        reason = next((why for part, why in NOT_RUN.items() if part in line), None)
        if reason:
            print(f"{page}: not run, {reason}: {line}")
            continue
        arguments = line.partition("Apical_.jar ")[2]
        if arguments in RAN:
            print(f"{page}: ran before: {line}")
            continue
        if "--test 0" in line:
            weigh(room / "valve.csv")
        port = PORT.search(line)
        board = Board() if port else None
        if board:
            line = PORT.sub(board.port, line)
        done = subprocess.run(["bash", "-c", line], cwd=room, capture_output=True, text=True, stdin=subprocess.DEVNULL, timeout=900)
        print(f"{page}: {line}", flush=True)
        if done.returncode:
            failed.append(f"{page}.md: exit {done.returncode}: {line}\n{done.stdout[-1000:]}{done.stderr[-1000:]}")
        RAN.add(arguments)
        ran += 1
    return ran


def main():
    pages = sys.argv[2:] or sorted(p.stem for p in (PROJECT / "docs").glob("*.md") if p.stem not in OTHER_PAGES)
    ran, failed = 0, []
    with tempfile.TemporaryDirectory() as folder:
        base = Path(folder) / "base"
        base.mkdir()
        made_once(base)
        for page in pages:
            room = Path(folder) / page
            room.mkdir()
            furnish(room, base, page)
            ran += run(page, room, failed)
            shutil.rmtree(room)
    if failed:
        sys.exit("\n".join(failed))
    print(f"{ran} of the docs' command lines ran")
    assert ran > 20 or sys.argv[2:], "the docs' command lines were not found"


if __name__ == "__main__":
    main()
