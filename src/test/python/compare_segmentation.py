"""Segments the same simulated movies with Apical and suite2p: agreement with the truth, and time.

    python -m venv /tmp/venv && /tmp/venv/bin/pip install suite2p tifffile
    mvn -q package -DskipTests
    /tmp/venv/bin/python src/test/python/compare_segmentation.py target/Apical_.jar target/bench/segmentation
    /tmp/venv/bin/python src/test/python/compare_segmentation.py target/Apical_.jar target/bench/segmentation --fields 4 --seed 2101

The second form draws fields at random, one a seed: 7 to 60 Hz, 1 to 20 photons, 0.5 to 2 µm, sparse or dense, 100 s at most. Movies move and are corrected by Apical; both programs then read the same corrected file. suite2p runs without registration
and deconvolution, the tau and frame rate given, dendrites uncropped, at several thresholds; each movie's best one counts,
which no user could know beforehand. An ROI is right where its overlap (intersection over union) with a true one is 0.3 or
more, one to one; recall counts true ROIs whose highest transient exceeds five times the photon noise of half a second. What
lies within 16 px of the edge does not count, as structures partly in view are no part of the truth.

Apical's time is the whole process, from the start of Java to its files; suite2p's is its own clock's for detection alone.
Prints a Markdown table, to OUT/table.md too.
"""
import argparse
import csv
import os
import random
import shutil
import subprocess
import sys
import time
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

import numpy as np
import tifffile

THRESHOLDS = [0.5, 1, 2]
EDGE_PX = 16
SCENES = {"sparse": 1, "dense": 1, "two-plane": 2}  # planes


def table(file):
    with open(file) as f:
        return list(csv.DictReader(f))


def java(jar, *words, memory="2g"):
    start = time.perf_counter()
    subprocess.run(["java", f"-Xmx{memory}", "-jar", jar, *map(str, words)], check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def inside(mask):
    y, x = np.argwhere(mask).mean(0)
    return EDGE_PX <= y < mask.shape[0] - EDGE_PX and EDGE_PX <= x < mask.shape[1] - EDGE_PX


def masks(labels):
    return {label: labels == label for label in np.unique(labels) if label}


def truth(source, corrected, plane, suffix, rate):
    """True masks where the corrected movie shows them, by label; rows of the table by label."""
    images = tifffile.imread(source / "true_labels.tif")
    image = images[plane] if images.ndim == 3 else images
    names = ("dy_px", "dx_px")
    move = [np.median([float(t[n]) - float(e[n]) for t, e in zip(table(source / f"truth{suffix}.csv"),
                                                                 table(corrected / f"shifts{suffix}.csv"))]) for n in names]
    image = np.roll(image, [round(m) for m in move], (0, 1))
    rows = {int(r["label"]): r for r in table(source / "true_rois.csv")}
    clear = {label for label, r in rows.items() if int(r["spikes"]) and float(r["snr"]) * np.sqrt(rate / 2) >= 5}
    return {label: mask for label, mask in masks(image).items() if inside(mask)}, rows, clear


def score(true, clear, found):
    """Recall, precision and the pairs (label, found index), best overlap first, one to one."""
    pairs = sorted(((m & f).sum() / (m | f).sum(), label, i) for label, m in true.items() for i, f in enumerate(found) if (m & f).any())
    hits, used = {}, set()
    for overlap, label, i in reversed(pairs):
        if overlap >= 0.3 and label not in hits and i not in used:
            hits[label] = i
            used.add(i)
    wanted = [label for label in true if label in clear]
    return sum(label in hits for label in wanted), len(wanted), len(hits), len(found), hits


def f1(counts):
    recall, precision = counts[0] / max(1, counts[1]), counts[2] / max(1, counts[3])
    return 2 * recall * precision / max(1e-9, recall + precision), recall, precision


def suite2p(movie, out, threshold, rate):
    from suite2p import default_settings, run_s2p
    settings = default_settings()
    settings.update(torch_device="cpu", tau=0.7, fs=rate)
    settings["run"].update(do_registration=0, do_regmetrics=False, do_deconvolution=False)
    settings["extraction"]["lam_percentile"] = 0  # its percentile filter runs out of memory in current scipy; traces are not compared
    settings["detection"].update(threshold_scaling=threshold, soma_crop=False)
    run_s2p(db=dict(data_path=[str(movie.parent)], file_list=[movie.name], save_path0=str(out), nplanes=1, nchannels=1),
            settings=settings)


def run_suite2p(movie, out, threshold, rate, shape):
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    environment = {k: v for k, v in os.environ.items() if not k.startswith("OPENBLAS_")}
    with open(out / "log.txt", "w") as log:
        done = subprocess.run([sys.executable, __file__, "--peer", movie, out, str(threshold), str(rate)], stdout=log,
                              stderr=subprocess.STDOUT, env=environment)
    if done.returncode:
        sys.exit(f"suite2p failed on {movie}: see {out / 'log.txt'}")
    plane = out / "suite2p/plane0"
    found = []
    for roi in np.load(plane / "stat.npy", allow_pickle=True):
        mask = np.zeros(shape, bool)
        mask[roi["ypix"], roi["xpix"]] = True
        found.append(mask)
    cells = np.load(plane / "iscell.npy")[:, 0] > 0
    seconds = np.load(plane / "ops.npy", allow_pickle=True).item()["plane_times"]["detection"]
    return found, [f for f, cell in zip(found, cells) if cell], seconds


class Case(NamedTuple):
    name: str
    rate: float
    seed: int
    scene: list
    planes: int = 1

    @staticmethod
    def drawn(seed):
        r = random.Random(seed)
        rate, photons, um = 7 * (60 / 7) ** r.random(), 20 ** r.random(), 0.5 * 4 ** r.random()
        scene = r.choice(["sparse", "dense"])
        return Case(f"{seed} {scene} {rate:.1f} Hz {photons:.1f} photons {um:.2f} µm", rate, seed,
                    [f"--scene={scene}", f"--photons={photons:.3g}", f"--pixel-size={um:.3g}"])


def compare(jar, out, case, o):
    folder, rate, planes = out / case.name.replace(" ", "-"), case.rate, case.planes
    source, corrected, result = folder / "source", folder / "corrected", folder / "rois"
    frames = min(o.frames, round(100 * rate))
    if not (source / "run.json").exists():
        java(jar, "simulate", "-o", source, *case.scene, f"--width={o.size}", f"--height={o.size}", f"--frames={frames}",
             f"--rate={rate:.4g}", f"--seed={case.seed}")
    if not (corrected / "run.json").exists():
        java(jar, "correct", source / "movie.tif", "-o", corrected, *([f"--planes={planes}"] if planes > 1 else []))
    seconds = java(jar, "segment", corrected, "-o", result)
    own, kinds, peer, peer_seconds = np.zeros(4), np.zeros(2), {}, 0
    for plane in range(planes):
        suffix = f"-p{plane + 1}" if planes > 1 else ""
        true, rows, clear = truth(source, corrected, plane, suffix, rate)
        labels = tifffile.imread(result / "labels.tif")
        found = {k: m for k, m in masks(labels[plane] if labels.ndim == 3 else labels).items() if inside(m)}
        *counts, hits = score(true, clear, list(found.values()))
        own += counts
        named = {int(r["label"]): r["kind"] for r in table(result / "rois.csv")}
        kinds += [sum(named[list(found)[i]] == rows[label]["kind"] for label, i in hits.items()), len(hits)]
        movie = corrected / (f"corrected{suffix}-c1.tif" if planes > 1 else "corrected.tif")
        for threshold in THRESHOLDS:
            everything, cells, detection = run_suite2p(movie, folder / "suite2p", threshold, rate, labels.shape[-2:])
            for name, chosen in ((f"{threshold:g}, all", everything), (f"{threshold:g}, iscell", cells)):
                peer.setdefault(name, np.zeros(4))
                peer[name] += score(true, clear, [m for m in chosen if inside(m)])[:4]
            if threshold == 1:
                peer_seconds += detection
    best = max(peer, key=lambda name: f1(peer[name])[0])
    size = f"{case.name}, {planes} x {frames} frames of {o.size} x {o.size}"
    return [f"| {size} | Apical | {' | '.join(f'{v:.3f}' for v in f1(own))} | {kinds[0] / max(1, kinds[1]):.3f} | {seconds:.1f} |",
            f"| | suite2p (threshold {best}) | {' | '.join(f'{v:.3f}' for v in f1(peer[best]))} | - | {peer_seconds:.1f} |"]


def main():
    if sys.argv[1:2] == ["--peer"]:
        return suite2p(Path(sys.argv[2]), Path(sys.argv[3]), float(sys.argv[4]), float(sys.argv[5]))
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("jar", type=Path)
    options.add_argument("out", type=Path)
    options.add_argument("--frames", type=int, default=2250)
    options.add_argument("--size", type=int, default=256)
    options.add_argument("--seed", type=int, default=501)
    options.add_argument("--scenes", nargs="+", default=list(SCENES), choices=list(SCENES))
    options.add_argument("--fields", type=int, default=0, help="fields drawn at random in place of the scenes")
    o = options.parse_args()
    folder = o.out.resolve()
    folder.mkdir(parents=True, exist_ok=True)
    lines = [f"suite2p {version('suite2p')}, load {os.getloadavg()[0]:.1f} at the start", "",
             "| movie | program | F1 | recall | precision | compartment | time, s |", "|---|---|---|---|---|---|---|"]
    cases = [Case.drawn(seed) for seed in range(o.seed, o.seed + o.fields)] or [
        Case(scene, 15, o.seed, [f"--scene={scene}"], SCENES[scene]) for scene in o.scenes]
    for case in cases:
        lines += compare(o.jar.resolve(), folder, case, o)
        print("\n".join(lines[-2:]), flush=True)
        (folder / "table.md").write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
