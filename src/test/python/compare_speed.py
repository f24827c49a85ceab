"""How long Apical's segmentation and suite2p's detection take on the same corrected movie, in the same run.

    python -m venv /tmp/venv && /tmp/venv/bin/pip install suite2p tifffile
    mvn -q package -DskipTests
    /tmp/venv/bin/python src/test/python/compare_speed.py target/Apical_.jar target/bench/speed

The movie (dense scene, 15 Hz, moving) is simulated and corrected by Apical where OUT does not hold it yet; 10,000 frames of
512 x 512 need 16 GB there. Apical's time is the whole process with -Xmx2g, the start of Java, reading and writing included;
suite2p's (threshold 1, defaults otherwise) its own clock's for detection alone, its conversion of the file and its extraction
left out. Prints a Markdown table, to OUT/table.md too.
"""
import argparse
import os
import subprocess
import time
from importlib.metadata import version
from pathlib import Path

from compare_segmentation import java, run_suite2p, table

RATE = 15


def measured(*command):
    """Wall clock and processor time, s, and most memory, MB, of a process."""
    start = time.perf_counter()
    process = subprocess.Popen([str(c) for c in command], stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0, command
    return time.perf_counter() - start, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("jar", type=Path)
    options.add_argument("out", type=Path)
    options.add_argument("--frames", type=int, default=10000)
    options.add_argument("--size", type=int, default=512)
    o = options.parse_args()
    jar, folder = o.jar.resolve(), o.out.resolve()
    source, corrected = folder / "source", folder / "corrected"
    if not (corrected / "run.json").exists():
        java(jar, "simulate", "-o", source, "--scene=dense", f"--width={o.size}", f"--height={o.size}", f"--frames={o.frames}",
             f"--rate={RATE}", "--seed=1")
        java(jar, "correct", source / "movie.tif", "-o", corrected)
        (source / "movie.tif").unlink()
    load = os.getloadavg()[0]
    seconds, processor, memory = measured("java", "-Xmx2g", "-jar", jar, "segment", corrected, "-o", folder / "rois")
    rois = len(table(folder / "rois/rois.csv"))
    found, cells, peer = run_suite2p(corrected / "corrected.tif", folder / "suite2p", 1, RATE, (o.size, o.size))
    lines = [f"{o.frames} frames of {o.size} x {o.size}, {os.cpu_count()} cores, load {load:.1f} at the start", "",
             "| program | time, s | processor time, s | memory, MB | ROIs |", "|---|---|---|---|---|",
             f"| Apical | {seconds:.1f} | {processor:.1f} | {memory:.0f} | {rois} |",
             f"| suite2p {version('suite2p')} | {peer:.1f} | - | - | {len(found)}, {len(cells)} of them cells |"]
    print("\n".join(lines))
    (folder / "table.md").write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
