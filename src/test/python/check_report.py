"""Compares the demo's signals with what was planted, and looks at its report as a browser, a printer and colour-blind readers do.

usage: check_report.py RESULTS SESSION PICTURE     (RESULTS: demo-results/mouse1/day1; SESSION: sample-data/bci/mouse1/day1)
Needs numpy, pandas, pillow and chromium. Leaves a screenshot at PICTURE. Exit code 1 where something is wrong.
"""
import pathlib
import re
import subprocess
import sys
import tempfile

import numpy as np
import pandas as pd
from PIL import Image

results, session, picture = map(pathlib.Path, sys.argv[1:])
failures = 0


def check(what, ok):
    global failures
    failures += not ok
    print(f"{'ok  ' if ok else 'FAIL'} {what}")


def planted():
    """Neurons found, with the number of the true neuron under each."""
    rois, true = pd.read_csv(results / "rois.csv"), pd.read_csv(session / "true_rois.csv")
    neurons = pd.read_csv(results / "neurons.csv", dtype={"neuron": str})
    somas, true = rois[rois.kind == "soma"], true[true.kind == "soma"]
    number = {}
    for soma in somas.itertuples():
        away = np.hypot(true.y_px - soma.y_px, true.x_px - soma.x_px)
        if away.min() < 4:
            number["roi%d" % soma.label if np.isnan(soma.neuron) else "%d" % soma.neuron] = true.neuron[away.idxmin()]
    return neurons.assign(true=neurons.neuron.map(number))


def signals():
    neurons = planted()
    truth = pd.read_csv(session / "true_contrasts.csv").set_index("neuron").population
    roles = neurons[neurons.population.isin(["P+", "P-"])]
    check(f"{len(roles)} neurons of the interface found, of {sum(truth != 'P0')}", len(roles) == sum(truth != "P0"))
    check("each with its own role", all(truth.get(r.true) == r.population for r in roles.itertuples()))
    events = pd.read_csv(session / "true_events.csv")
    found = pd.read_csv(results / "event_residuals.csv", dtype={"neuron": str}).merge(neurons[["neuron", "true"]], on="neuron")
    pairs = []
    for e in found.dropna(subset="true").itertuples():
        own = events[events.neuron == e.true]
        if own.empty:  # fires by chance, and is none of the mouse's
            continue
        near = own.loc[(own.frame - e.frame).abs().idxmin()]
        if abs(near.frame - e.frame) <= 2:
            pairs.append((e.sd_residual_z, near.residual_z))
    r = np.corrcoef(np.transpose(pairs))[0, 1]
    check(f"residuals follow the planted ones: r = {r:.2f} over {len(pairs)} events", r > 0.4)
    contrast = roles.groupby("population").contrast_z.mean()
    check(f"contrasts as planted (1 and -1): P+ {contrast['P+']:.2f}, P- {contrast['P-']:.2f}", contrast["P+"] > 0.3 and contrast["P-"] < -0.3)


def chromium(*options):
    page = "file://" + str((results / "report.html").resolve())
    subprocess.run(["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", *options, page], check=True,
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=120)


def page():
    html = (results / "report.html").read_text()
    outside = re.findall(r"(?:src|href)=\"(?!data:|#)[^\"]*|url\((?!#|data:)[^)]*", html)
    check(f"the page loads nothing from elsewhere {outside[:3]}", not outside and "<script" not in html)
    captions = re.findall(r"<figcaption>(.*?)</figcaption>", html, re.S)
    check(f"{len(captions)} figures, each caption with a number", len(captions) >= 6 and all(re.search(r"\d", c) for c in captions))
    for figure in re.findall(r'download="([^"]+)\.csv"', html):
        check(figure + " stands in figures/ too", all((results / "figures" / (figure + e)).stat().st_size for e in (".svg", ".csv")))
    chromium("--window-size=1100,4200", f"--screenshot={picture.resolve()}")
    seen = np.asarray(Image.open(picture).convert("RGB")).astype(int)
    blue = (abs(seen - (0x00, 0x72, 0xb2)).max(2) < 8).sum()
    orange = (abs(seen - (0xd5, 0x5e, 0x00)).max(2) < 8).sum()
    check(f"Chromium draws text and marks of both populations ({blue} and {orange} px)", seen.shape == (4200, 1100, 3)
          and (seen.min(2) < 100).mean() > 0.01 and blue > 1000 and orange > 1000)
    with tempfile.TemporaryDirectory() as folder:
        printed = pathlib.Path(folder) / "report.pdf"
        chromium("--no-pdf-header-footer", f"--print-to-pdf={printed}")
        pages = len(re.findall(rb"/Type\s*/Page\b", printed.read_bytes()))
    check(f"printed on {pages} pages", 2 <= pages <= 12)


def palette():
    """Marks differ in lightness or hue for red-green blindness too (matrices of Machado et al. 2009, severity 1)."""
    svg = "".join(p.read_text() for p in (results / "figures").glob("*.svg"))
    used = sorted(c for c in {"0072b2", "d55e00", "009e73", "cc79a7", "666666"} if c in svg.lower() or
                  f"rgb({int(c[:2], 16)},{int(c[2:4], 16)},{int(c[4:], 16)})" in svg)
    colors = np.array([[int(c[i:i + 2], 16) / 255 for i in (0, 2, 4)] for c in used])
    linear = np.where(colors <= .04045, colors / 12.92, ((colors + .055) / 1.055) ** 2.4)
    sight = {"protanopia": [[.152286, 1.052583, -.204868], [.114503, .786281, .099216], [-.003882, -.048116, 1.051998]],
             "deuteranopia": [[.367322, .860646, -.227968], [.280085, .672501, .047413], [-.011820, .042940, .968881]]}
    for name, matrix in sight.items():
        lab = to_lab(np.clip(linear @ np.array(matrix).T, 0, 1))
        apart = min(np.linalg.norm(a - b) for i, a in enumerate(lab) for b in lab[:i])
        check(f"{name}: {len(used)} colours, the nearest two {apart:.0f} apart in CIELAB", len(used) >= 4 and apart > 10)


def to_lab(rgb):
    xyz = rgb @ np.array([[.4124, .3576, .1805], [.2126, .7152, .0722], [.0193, .1192, .9505]]).T / (.9505, 1, 1.089)
    f = np.where(xyz > .008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    return np.stack([116 * f[:, 1] - 16, 500 * (f[:, 0] - f[:, 1]), 200 * (f[:, 1] - f[:, 2])], 1)


signals()
page()
palette()
sys.exit(failures > 0)
