"""What Apical exports, as pynwb, nwbinspector and suite2p's own loading see it; and results of other programs as Apical's input.

    pip install pynwb nwbinspector h5py numpy
    python src/test/python/check_exchange.py target/Apical_.jar [SUITE2P_DATA]

SUITE2P_DATA holds traces and ROIs of a real recording that suite2p found, as text. suite2p itself need not be installed, as it
brings gigabytes of libraries; where it is, the loading of its window is used in place of the same steps in NumPy.
"""
import csv
import json
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
from nwbinspector import Importance, inspect_nwbfile
from pynwb import NWBHDF5IO, validate

HERE = Path(__file__).parent
jar = Path(sys.argv[1])


def apical(*arguments, fails=False):
    done = subprocess.run(["java", "-jar", jar, *map(str, arguments)], capture_output=True, text=True)
    assert (done.returncode != 0) == fails, f"{arguments}: {done.returncode}\n{done.stderr}"
    return done.stderr.strip()


def rows(table):
    with open(table) as f:
        return list(csv.DictReader(f))


def load_suite2p(plane):
    """As suite2p.gui.io.load_files, which takes the path of stat.npy."""
    try:
        from suite2p.gui.io import load_files
        stat, ops, f, neuropil, spikes, cells, *_ = load_files(str(plane / "stat.npy"))
    except ImportError:
        stat, ops = np.load(plane / "stat.npy", allow_pickle=True), np.load(plane / "ops.npy", allow_pickle=True).item()
        f, neuropil, spikes, cells = (np.load(plane / f"{name}.npy") for name in ("F", "Fneu", "spks", "iscell"))
        cells = cells[:, 0].astype(bool)
    assert len(stat) == len(f) == len(neuropil) == len(spikes) == len(cells) and cells.all()
    assert ops["meanImg"].shape == (ops["Ly"], ops["Lx"]) and np.isfinite(ops["meanImg"]).all() and ops["fs"] > 0 and ops["tau"] > 0
    for s in stat:
        assert s["ypix"].shape == s["xpix"].shape == s["lam"].shape == s["overlap"].shape and s["ypix"].max() < ops["Ly"]
    return stat, f


def check_suite2p(results, out):
    apical("export", results, "--format", "suite2p", "-o", out)
    table, f = rows(results / "rois.csv"), np.load(results / "F.npy")
    for plane in sorted({r["plane"] for r in table}):
        own = [i for i, r in enumerate(table) if r["plane"] == plane]
        stat, traces = load_suite2p(out / f"suite2p/plane{int(plane) - 1}")
        assert [s["label"] for s in stat] == [int(table[i]["label"]) for i in own]
        assert [s["npix"] for s in stat] == [int(table[i]["area_px"]) for i in own]
        good = np.isfinite(f[own])
        assert np.array_equal(traces[good], f[own][good]) and np.isfinite(traces).all()
    print(f"suite2p: {len(table)} ROIs")


def check_nwb(results, out):
    apical("export", results, "--format", "nwb", "-o", out, "--start", "2026-11-24T10:00:00+01:00", "--subject", "m1", "--species",
           "Mus musculus", "--age", "P90D", "--sex", "M", "--about", "simulated", "--indicator", "GCaMP6s", "--location", "VISp")
    file = out / "session.nwb"
    errors = validate(path=str(file))
    assert not errors, errors
    found = [m for m in inspect_nwbfile(nwbfile_path=str(file)) if m.importance.value >= Importance.CRITICAL.value]
    assert not found, found
    table = rows(results / "rois.csv")
    with NWBHDF5IO(str(file), "r") as io:
        nwb = io.read()
        ophys = nwb.processing["ophys"]
        for plane in sorted({r["plane"] for r in table}):
            own = [i for i, r in enumerate(table) if r["plane"] == plane]
            suffix = "Plane" + plane if len({r["plane"] for r in table}) > 1 else ""
            segmentation = ophys["ImageSegmentation"][f"PlaneSegmentation{suffix}"]
            assert list(segmentation.id[:]) == [int(table[i]["label"]) for i in own]
            assert list(segmentation["kind"][:]) == [table[i]["kind"] for i in own]
            assert [len(m) for m in segmentation["pixel_mask"]] == [int(table[i]["area_px"]) for i in own]
            assert segmentation.imaging_plane.indicator == "GCaMP6s" and segmentation.imaging_plane.device is nwb.devices["microscope"]
            for container, name, traces in [("Fluorescence", "Fluorescence", "F"), ("Fluorescence", "Neuropil", "Fneu"),
                                            ("DfOverF", "DfOverF", "dff"), ("Deconvolved", "Deconvolved", "spks")]:
                series = ophys[container][f"{name}{suffix}"]
                assert series.rois.table is segmentation and series.rate > 0
                assert np.array_equal(series.data[:].T, np.load(results / f"{traces}.npy")[own], equal_nan=True), name
        assert list(nwb.trials["outcome"][:]) == ["hit", "miss"] and nwb.trials["start_time"][1] == 6
        shown = nwb.processing["behavior"]["BehavioralTimeSeries"]
        assert list(shown["readout"].data[:]) == [0.5, 0.7] and list(shown["readout"].timestamps[:]) == [1.0, 1.2]
        assert shown["angle"].data[0] == 30 and np.isnan(shown["angle"].data[1])
        assert list(nwb.intervals["rewards"]["reason"][:]) == ["hit"]
        movie = next(iter(nwb.acquisition.values()))
        assert (out / movie.external_file[0]).exists(), movie.external_file[0]
    print(f"NWB: valid, nothing critical, {len(table)} ROIs")
    apical("export", file, "--format", "rois", "-o", out / "again")


def check_session(work):
    """A rehearsed session of the closed loop, as archives get it."""
    apical("bci", "--example", "-o", work / "rig")
    config = work / "rig/bci.yaml"
    text = config.read_text()
    for old, new in [("duration: 776.2 s", "duration: 12 s"), ("trial: 28.14 s", "trial: 3 s"), ("run: 28 s", "run: 3 s"), ("trials: 0 ", "trials: 4 "),
                     ("sample_frames: 300", "sample_frames: 24"), ("model: lines", "model: rigid")]:
        assert old in text, old
        text = text.replace(old, new)
    config.write_text(text)
    session = work / "session"
    apical("bci", "--config", config, "--dry-run", "--headless", "-o", session)
    apical("export", session, "--format", "nwb", "-o", work / "archive", "--subject", "m1", "--species", "Mus musculus", "--age", "P90D")
    file = work / "archive/session.nwb"
    errors = validate(path=str(file))
    assert not errors, errors
    found = [m for m in inspect_nwbfile(nwbfile_path=str(file)) if m.importance.value >= Importance.CRITICAL.value]
    assert not found, found
    frames = [f for f in rows(session / "frames.csv") if f["x"]]
    with NWBHDF5IO(str(file), "r") as io:
        nwb = io.read()
        readout = nwb.processing["behavior"]["BehavioralTimeSeries"]["readout"]
        assert np.allclose(readout.data[:], [float(f["x"]) for f in frames]) and len(nwb.trials) == 4
        assert len(nwb.intervals["rewards"] if "rewards" in nwb.intervals else []) == len(rows(session / "rewards.csv"))
        dff = nwb.processing["ophys"]["DfOverF"]["DfOverFPlane1"].data
        assert np.isfinite(dff[-1]).all() and np.isnan(dff[0]).all()
    print(f"NWB of a closed-loop session: valid, nothing critical, {len(frames)} frames of the readout")


def suite2p_folder(text, folder):
    """The real recording's text files as suite2p wrote them."""
    plane = folder / "suite2p/plane0"
    plane.mkdir(parents=True)
    for name in ("F", "Fneu", "spks"):
        np.save(plane / f"{name}.npy", np.loadtxt(text / f"{name}.csv", delimiter=",").T.astype("f4"))
    np.save(plane / "iscell.npy", np.loadtxt(text / "iscell.csv", delimiter=",", skiprows=1))
    stat = []
    for roi in json.loads((text / "rois.json").read_text()):
        y, x = np.array(roi["coordinates"]).T
        stat.append({"ypix": y, "xpix": x, "lam": np.array(roi.get("weights", np.ones(len(y))), "f4"), "med": [int(np.median(y)), int(np.median(x))]})
    np.save(plane / "stat.npy", np.array(stat, dtype=object))
    np.save(plane / "ops.npy", {"Ly": 176, "Lx": 156, "fs": 10.0})
    return folder


def check_analysis(real, work):
    """From suite2p's folder and the task's log to the report, the traces being read on the way."""
    block = 108
    state = ["grey"] * 5 + ["run"] * 75 + ["black"] * 28
    (work / "frames.csv").write_text("frame,time_s,trial,state,angle_deg\n" + "".join(
        f"{t},{t / 10},{t // block},{state[t % block]},{t % block if state[t % block] == 'run' else ''}\n" for t in range(8 * block)))
    (work / "trials.csv").write_text("trial,start_s,end_s,outcome,hit_s\n" + "".join(
        f"{k},{k * block / 10},{(k + 1) * block / 10 - 0.1},{'hit' if k % 2 else 'miss'},{k * block / 10 + 8 if k % 2 else ''}\n" for k in range(8)))
    out = work / "analyzed"
    apical("analyze", real, "-o", out, "--rate", "10", "--trials", work / "trials.csv", "--frames", work / "frames.csv", "--permutations", "50")
    assert len(rows(out / "event_residuals.csv")) > 0 and (out / "report.html").stat().st_size > 10000
    print(f"analyze: {len(rows(out / 'event_residuals.csv'))} residuals from suite2p's folder")


with tempfile.TemporaryDirectory() as work:
    work = Path(work)
    apical("simulate", "-o", work / "sim", "--scene", "two-plane", "--width", "128", "--height", "128", "--frames", "400", "--rate", "10")
    results = work / "results"
    apical("run", work / "sim/movie.tif", "-o", results, "--planes", "2", "--model", "rigid")
    (results / "trials.csv").write_text("trial,start_s,end_s,outcome,hit_s\n0,1,5,hit,4\n1,6,9,miss,\n")
    (results / "frames.csv").write_text("frame,time_s,plane,x,x_shown,angle_deg\n0,1,1,0.5,0.5,30\n1,1.1,2,,,\n2,1.2,1,0.7,0.6,\n")
    (results / "rewards.csv").write_text("time_s,reason,device,acknowledged_s,suppressed_by\n4,hit,serial,4.02,\n")
    check_suite2p(results, work / "suite2p")
    check_nwb(results, results)
    check_session(work)
    resources = HERE.parent / "resources/org/apical/session/exchange"
    for source in (resources, resources / "caiman.hdf5", results / "session.nwb", work / "suite2p"):
        out = work / f"from-{source.name}"
        apical("extract", source, "-o", out)
        assert len(rows(out / "rois.csv")) == len(np.load(out / "dff.npy")) > 0
        print(f"{source.name}: {len(rows(out / 'rois.csv'))} ROIs as input")
    if len(sys.argv) > 2 and Path(sys.argv[2]).exists():
        real = suite2p_folder(Path(sys.argv[2]), work / "real")
        apical("extract", real, "-o", work / "from-real")
        cells = np.load(real / "suite2p/plane0/iscell.npy")[:, 0] > 0
        assert np.array_equal(np.load(work / "from-real/F.npy"), np.load(real / "suite2p/plane0/F.npy")[cells])
        check_suite2p(work / "from-real", work / "real-again")
        check_analysis(real, work)
    message = apical("analyze", resources / "caiman.hdf5", "-o", work / "caiman", fails=True)
    assert "\n" not in message and "no ROI is a soma" in message, message
    message = apical("export", work / "sim", "--format", "nwb", "-o", work / "none", fails=True)
    assert "\n" not in message and "holds no ROIs in any known form" in message, message
