"""Reads result folders with tifffile and NumPy and compares them with the truth and with each other."""
import csv
import json
import sys
from pathlib import Path

import numpy as np
import tifffile

COLUMNS = ["frame", "time_s", "dy_px", "dx_px", "sigma_px", "correlation", "bad"]
SAMPLE = Path("sample-data")


def shifts(path):
    with open(path) as f:
        rows = list(csv.DictReader(f))
    assert list(rows[0]) == COLUMNS, f"{path}: columns {list(rows[0])}"
    return np.array([[float(r[c]) for c in COLUMNS] for r in rows])


def stillness(movie):
    """Mean correlation of the frames with their mean, away from the edges."""
    inner = movie[:, 16:-16, 16:-16].astype(float)
    mean = inner.mean(0).ravel()
    return np.mean([np.corrcoef(frame.ravel(), mean)[0, 1] for frame in inner])


def check_single(folder):
    with tifffile.TiffFile(SAMPLE / "movie.tif") as before, tifffile.TiffFile(folder / "corrected.tif") as after:
        assert after.series[0].shape == before.series[0].shape, after.series[0].shape
        assert after.series[0].axes == "TYX", after.series[0].axes
        assert after.series[0].dtype == before.series[0].dtype == np.uint16
        assert after.is_imagej and abs(after.imagej_metadata["finterval"] - 1 / 30) < 1e-6, after.imagej_metadata
        movie, raw = after.asarray(), before.asarray()
    table = shifts(folder / "shifts.csv")
    frames, rows, columns = movie.shape
    assert np.array_equal(table[:, 0], np.arange(frames))
    assert np.allclose(table[:, 1], np.arange(frames) / 30, atol=1e-4)
    mean = tifffile.imread(folder / "mean.tif")
    assert mean.shape == tifffile.imread(folder / "template.tif").shape == (rows, columns) and mean.dtype == np.float32
    run = json.loads((folder / "run.json").read_text())
    for result in run["results"]:
        assert (folder / result["name"]).stat().st_size == result["bytes"], result
    assert not list(folder.glob(".apical-*")), "a temporary folder was left"
    truth = np.genfromtxt(SAMPLE / "truth.csv", delimiter=",", names=True, dtype=None, encoding="utf8")
    error = table[:, 2:4] - np.column_stack([truth["dy_px"], truth["dx_px"]])
    error -= np.median(error, axis=0)  # the template's place is free
    rms = np.sqrt(np.mean(error**2))
    # one shift for a frame whose rows move apart cannot be nearer than a share of that motion
    limit = 0.7 * np.mean(truth["row_rms_px"])
    assert rms < limit, f"{folder}: shifts are {rms:.2f} px RMS off, expected less than {limit:.2f}"
    # most of the sample's motion is within frames, where a rigid shift cannot follow
    least = 0.1 if run["parameters"]["model"] == "lines" else 0.02
    gain = stillness(movie) - stillness(raw)
    assert gain > least, f"{folder}: the movie is no stiller than before, correlation rose by {gain:.3f}"
    warp = folder / "warp.npy"
    if run["parameters"]["model"] == "lines":
        w = np.load(warp)
        assert w.shape == (frames, rows, 2) and w.dtype == np.float32, (w.shape, w.dtype)
        assert np.allclose(w.mean(1), table[:, 2:4], atol=0.05), "row displacements do not contain the frame's shift"
        rows_error = w - np.load(SAMPLE / "truth_warp.npy")
        rows_error -= np.median(rows_error, axis=(0, 1))
        print(f"{folder}: {np.sqrt(np.mean(rows_error**2)):.3f} px RMS error of the rows")
    else:
        assert not warp.exists()
    print(f"{folder}: {frames} frames, {rms:.3f} px RMS error of the shifts")


def check_planes(folder):
    for plane in (1, 2):
        movie = tifffile.imread(folder / f"corrected-p{plane}-c1.tif")
        assert movie.shape == (30, 64, 96), movie.shape
        assert len(shifts(folder / f"shifts-p{plane}.csv")) == 30
    print(f"{folder}: two planes")


*single, planes = map(Path, sys.argv[1:])
for each in single:
    check_single(each)
check_planes(planes)
