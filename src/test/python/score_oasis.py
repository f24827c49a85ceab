"""Infers the rates of the spike-ground-truth traces with oasis-deconv, for org.apical.bench.SpikeBenchmark to score.

    python -m venv /tmp/venv && /tmp/venv/bin/pip install oasis-deconv
    /tmp/venv/bin/python src/test/python/score_oasis.py DATA/spike-ground-truth target/bench/oasis

Writes OUT/CONFIGURATION/TRACE.csv: a first line "noise,norm" and one spike a line.
norm is the root of the summed squares of the answer to a spike of 1, so that noise / norm is a spike's standard error.
"""
import sys
import warnings
from pathlib import Path

import numpy as np
from oasis.functions import GetSn, deconvolve

CONFIGURATIONS = {
    "ar1_l1": dict(),
    "ar1_l0": dict(penalty=0),
    "ar1_l1_optimised": dict(optimize_g=5),
    "ar1_l1_free_baseline": dict(b_nonneg=False),
    "ar2_l1": dict(tau_r=None),
    "ar2_l0": dict(tau_r=None, penalty=0),
    "ar2_l1_free_baseline": dict(tau_r=None, b_nonneg=False),
}


def transient(g, frames):
    c = np.zeros(frames)
    for t in range(frames):
        c[t] = (t == 0) + sum(g[k] * c[t - 1 - k] for k in range(len(g)) if t > k)
    return c


def main(data, out):
    warnings.simplefilter("ignore")
    for file in sorted(Path(data).glob("*_trace.csv")):
        table = np.genfromtxt(file, delimiter=",", skip_header=1)
        dff = table[:, 1].astype(float)
        for name, options in CONFIGURATIONS.items():
            result = deconvolve(dff, **options)
            norm = np.sqrt(np.sum(transient(np.atleast_1d(result.g), len(dff)) ** 2))
            target = Path(out) / name / file.name.replace("_trace.csv", ".csv")
            target.parent.mkdir(parents=True, exist_ok=True)
            with open(target, "w") as f:
                f.write(f"{GetSn(dff)},{norm}\n")
                f.writelines(f"{s}\n" for s in result.s)
        print(file.name)


if __name__ == "__main__":
    main(*sys.argv[1:])
