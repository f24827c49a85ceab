"""Corrects the same simulated movies with Apical, suite2p, jnormcorre and pystackreg: speed, and error against the truth.

    python -m venv /tmp/venv && /tmp/venv/bin/pip install suite2p jnormcorre pystackreg tifffile "jax<0.9"
    mvn -q package -DskipTests
    /tmp/venv/bin/python src/test/python/compare_motion.py target/Apical_.jar target/bench/motion --frames 2000

Each program runs in a process of its own, one after the other, from the movie's TIFF to its corrected movie on disk. The
clock runs from the process's start to its end, so Java's and Python's start, compilation, template, reading and writing
count. Errors are RMS per axis, each axis's median difference removed, since programs choose their own reference position.
Prints Markdown tables, to OUT/table.md too.
"""
import argparse
import csv
import itertools
import json
import os
import shutil
import subprocess
import sys
import time
from importlib.metadata import version
from pathlib import Path

import numpy as np

PROGRAMS = {
    "jumps": ["apical-rigid", "suite2p-rigid", "jnormcorre-rigid", "pystackreg-translation"],
    "line-motion": ["apical-lines", "suite2p-nonrigid"],
}
LARGEST_SHIFT_PX = 40  # for programs that ask; the largest jump is 30 px, and the reference may stand off the middle


def suite2p(movie, out, nonrigid):
    """Registration alone; its default reach of a tenth of the frame (51 px) holds the jumps."""
    from suite2p import default_settings, run_s2p
    settings = default_settings()
    settings["torch_device"] = "cpu"
    settings["run"].update(do_regmetrics=False, do_detection=False, do_deconvolution=False)
    settings["registration"]["nonrigid"] = nonrigid
    run_s2p(db=dict(data_path=[str(movie.parent)], file_list=[movie.name], save_path0=str(out), nplanes=1, nchannels=1),
            settings=settings)


def suite2p_displacements(out, height, width):
    """Blocks' shifts are averaged along a row of blocks and interpolated from the blocks' centres to the rows."""
    from suite2p.registration.nonrigid import make_blocks
    result = np.load(out / "suite2p/plane0/reg_outputs.npy", allow_pickle=True).item()
    rigid = np.stack([result["yoff"], result["xoff"]], -1).astype(float)
    if "yoff1" not in result:
        return rigid
    tops, _, (down, across) = make_blocks(height, width, (128, 128))[:3]
    centres = np.mean(tops[::across], axis=1) - 0.5
    blocks = np.stack([result["yoff1"], result["xoff1"]], -1).reshape(len(rigid), down, across, 2).mean(2)
    rows = np.arange(height)
    smooth = [[np.interp(rows, centres, frame[:, axis]) for axis in (0, 1)] for frame in blocks]
    return rigid[:, None] + np.moveaxis(np.array(smooth), 1, 2)


def jnormcorre(movie, out):
    """Its own record of the shifts keeps the last batch of each split alone, so they are taken as they are returned."""
    import jnormcorre.motion_correction as motion
    from jnormcorre.utils.registrationarrays import TiffArray
    register, shifts = motion.register_frames_to_template_rigid, []

    def recorded(*arguments):
        result = register(*arguments)
        shifts.append(np.asarray(result[1]))
        return result

    motion.register_frames_to_template_rigid = recorded
    os.chdir(out)  # it writes its movie into the working folder
    reach = (LARGEST_SHIFT_PX, LARGEST_SHIFT_PX)
    motion.MotionCorrect(TiffArray(str(movie)), max_shifts=reach).motion_correct(save_movie=True)
    np.save(out / "displacements.npy", -np.concatenate(shifts).reshape(-1, 2))


def pystackreg(movie, out):
    """Against the mean, since a chain from frame to frame adds up its errors."""
    import tifffile
    from pystackreg import StackReg
    register = StackReg(StackReg.TRANSLATION)
    frames = tifffile.imread(movie)
    matrices = register.register_stack(frames, reference="mean")
    tifffile.imwrite(out / "corrected.tif", np.clip(register.transform_stack(frames), 0, 65535).astype(np.uint16))
    np.save(out / "displacements.npy", matrices[:, 1::-1, 2])


PEERS = {
    "suite2p-rigid": lambda movie, out: suite2p(movie, out, False),
    "suite2p-nonrigid": lambda movie, out: suite2p(movie, out, True),
    "jnormcorre-rigid": jnormcorre,
    "pystackreg-translation": pystackreg,
}


def columns(file, *names):
    with open(file) as f:
        return np.array([[float(row[name]) for name in names] for row in csv.DictReader(f)])


def displacements(program, out, height, width):
    """frames x 2, or frames x rows x 2: (dy, dx), how far content stands from the program's reference, px."""
    if program == "apical-lines":
        return np.load(out / "warp.npy")
    if program == "apical-rigid":
        return columns(out / "shifts.csv", "dy_px", "dx_px")
    if program.startswith("suite2p"):
        return suite2p_displacements(out, height, width)
    return np.load(out / "displacements.npy")


def error_px(estimate, truth):
    if truth.ndim > estimate.ndim:
        estimate = estimate[:, None]
    difference = estimate - truth
    difference -= np.median(difference.reshape(-1, 2), axis=0)
    return np.sqrt(np.mean(difference ** 2)), np.sqrt(np.median(difference ** 2))


def simulate(jar, folder, scene, photons, frames, seed):
    if not (folder / "run.json").exists():
        subprocess.run(["java", "-jar", jar, "simulate", "-o", folder, f"--scene={scene}", f"--photons={photons}",
                        f"--frames={frames}", f"--seed={seed}"], check=True)


def command(program, jar, movie, out):
    if program.startswith("apical"):
        return ["java", "-jar", jar, "correct", f"--model={program.split('-')[1]}", "-o", out, movie]
    return [sys.executable, __file__, "--peer", program, movie, out]


def run(program, jar, movie, out):
    """Seconds by the clock and the process's largest memory in GiB."""
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    environment = {k: v for k, v in os.environ.items() if not k.startswith("OPENBLAS_")}  # they slow a current numpy
    with open(out / "log.txt", "w") as log:
        start = time.perf_counter()
        process = subprocess.Popen([str(word) for word in command(program, jar, movie, out)], stdout=log,
                                   stderr=subprocess.STDOUT, env=environment)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
    if status:
        sys.exit(f"{program} failed on {movie}: see {out / 'log.txt'}")
    return seconds, usage.ru_maxrss / 2 ** 20


def compare(jar, folder, scene, photons, programs, frames, seed):
    source = folder / f"{scene}-{photons:g}"
    simulate(jar, source, scene, photons, frames, seed)
    rows = source / "truth_warp.npy"
    truth = np.load(rows) if rows.exists() else columns(source / "truth.csv", "dy_px", "dx_px")
    bound = "" if rows.exists() else f", Cramér-Rao bound {np.sqrt(np.mean(columns(source / 'truth.csv', 'crb_px') ** 2)):.4f} px"
    height, width = (json.loads((source / "run.json").read_text())["parameters"][k] for k in ("height", "width"))
    lines = [f"**{scene}, {photons:g} photons per pixel**, {frames} frames{bound}; load {os.getloadavg()[0]:.1f} at the start", "",
             f"| program | time, s | frames/s | {programs[0]} is faster by | memory, GiB | RMS error, px | median error, px |",
             "|---|---|---|---|---|---|---|"]
    own = None
    for program in programs:
        out = folder / "out"
        seconds, memory = run(program, jar, source / "movie.tif", out)
        rms, middle = error_px(displacements(program, out, height, width), truth)
        own = own or seconds
        ratio = "-" if program == programs[0] else f"{seconds / own:.1f} x"
        lines.append(f"| {program} | {seconds:.1f} | {frames / seconds:.0f} | {ratio} | {memory:.1f} | {rms:.3f} | {middle:.3f} |")
        print(lines[-1], flush=True)
        shutil.rmtree(out)
    return lines + [""]


def main():
    if sys.argv[1:2] == ["--peer"]:
        return PEERS[sys.argv[2]](Path(sys.argv[3]), Path(sys.argv[4]))
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("jar", type=Path)
    options.add_argument("out", type=Path)
    options.add_argument("--frames", type=int, default=2000)
    options.add_argument("--seed", type=int, default=11)
    options.add_argument("--photons", type=float, nargs="+", default=[4, 0.6], help="per pixel and frame")
    options.add_argument("--skip", nargs="+", default=[], metavar="PROGRAM", help="leave out, such as pystackreg-translation")
    o = options.parse_args()
    folder = o.out.resolve()
    folder.mkdir(parents=True, exist_ok=True)
    lines = [", ".join(f"{name} {version(name)}" for name in ("suite2p", "jnormcorre", "pystackreg", "torch", "jax")), ""]
    for photons, (scene, programs) in itertools.product(o.photons, PROGRAMS.items()):
        chosen = [program for program in programs if program not in o.skip]
        lines += compare(o.jar.resolve(), folder, scene, photons, chosen, o.frames, o.seed)
        (folder / "table.md").write_text("\n".join(lines))
    print("\n" + "\n".join(lines))


if __name__ == "__main__":
    main()
