"""Works out a session's residuals and epochs again, from the published method's words and not from our code, and compares.

usage: check_residuals.py RESULTS LOG     (RESULTS: what analyze left, LOG: folder with trials.csv and frames.csv)
Needs numpy, pandas and scipy. Exit code 1 where a number differs.

The method (Francioni et al. 2026): an event of the soma and one of its dendrite at most 500 ms apart are one. Dendritic
magnitude is fitted as a line on somatic magnitude, neuron by neuron; what an event's dendrite has more than the line is its
residual, z-scored per neuron. Error: windows of 2 s of the trial proper, from its start, by the sign of the angle's mean
change. Reward: the 2 s after a hit against the 2 s of time-out, where a silent neuron counts 0. Outcome: the 2 s before
either.
"""
import pathlib
import sys
import warnings

import numpy as np
import pandas as pd
from scipy import optimize, stats

warnings.filterwarnings("ignore")
results, log = map(pathlib.Path, sys.argv[1:])
WINDOW_S, COINCIDENCE_S, FEWEST = 2, 0.5, 10
failures = 0


def same(what, ours, again, relative=1e-6, absolute=1e-8):
    global failures
    ours, again = np.asarray(ours, float).ravel(), np.asarray(again, float).ravel()
    ok = ours.shape == again.shape and np.allclose(ours, again, rtol=relative, atol=absolute, equal_nan=True)
    failures += not ok
    worst = "" if ours.shape != again.shape else f", at most {np.nanmax(np.r_[0, abs(ours - again)]):.1g} apart"
    print(f"{'ok  ' if ok else 'DIFF'} {what}: {ours.size} numbers against {again.size}{worst}")


rois = pd.read_csv(results / "rois.csv")
events = pd.read_csv(results / "events.csv")
trials = pd.read_csv(log / "trials.csv").set_index("trial")
frames = pd.read_csv(log / "frames.csv")
somas = rois[rois.kind == "soma"]
if "plane" in frames:
    frames = frames[frames.plane == somas.plane.iloc[0]]
frames = frames.reset_index(drop=True)
seconds = frames.time_s.to_numpy()
rate = 1 / np.median(np.diff(seconds))
window = round(WINDOW_S * rate)


def coincident(soma):
    """Frames and both magnitudes of a soma's events that its best dendrite has too."""
    parts = rois[(rois.neuron == soma.neuron) & (rois.kind != "soma")]
    if parts.empty:
        return None
    best = parts.sort_values("snr") if "snr" in parts else parts
    dendrite = events[events.label == best.label.iloc[-1]]
    unused = dict(zip(dendrite.peak_frame, dendrite.magnitude))
    found = []
    for event in events[events.label == soma.label].sort_values("peak_frame").itertuples():
        near = min(unused, key=lambda frame: abs(frame - event.peak_frame), default=None)
        if near is not None and abs(near - event.peak_frame) / rate <= COINCIDENCE_S:
            found.append((event.peak_frame, event.magnitude, unused.pop(near)))
    return np.array(found).reshape(-1, 3)


def akaike(x, y):
    """AIC of line, exponential a exp(b x) and logarithm a + b ln x: two coefficients and the variance."""
    def of(squares):
        return len(x) * np.log(squares / len(x)) + 2 * 3
    line, logarithm = ((y - np.polyval(np.polyfit(t, y, 1), t)) ** 2 for t in (x, np.log(x)))
    exponential = min(np.sum((y - fit[0] * np.exp(fit[1] * x)) ** 2) for fit in (
        optimize.least_squares(lambda p: y - p[0] * np.exp(np.clip(p[1] * x, -300, 300)), [y.mean() * np.exp(-b), b / x.mean()], xtol=1e-15,
                               ftol=1e-15, gtol=1e-15, max_nfev=5000).x for b in (-1, -.1, .1, .5, 1, 2)))
    return [of(line.sum()), of(exponential), of(logarithm.sum())]


def windows():
    """First and last frame of every window, by epoch."""
    found = {e: [] for e in ("error_reduction", "error_increase", "reward_hit", "reward_miss", "outcome_hit", "outcome_miss")}
    for number, trial in trials.iterrows():
        if trial.outcome not in ("hit", "miss"):
            continue
        own = frames[frames.trial == number]
        run = own[own.state == "run"]
        for k in range(len(run) // window):
            part = run.iloc[k * window:(k + 1) * window]
            slope = np.nanmean(np.diff(part.angle_deg))
            if slope != 0:
                found["error_reduction" if slope > 0 else "error_increase"].append((part.index[0], part.index[-1]))
        if len(run) >= window:
            found["outcome_" + trial.outcome].append((run.index[-window], run.index[-1]))
        after = own[own.state == ("freeze" if trial.outcome == "hit" else "timeout")].head(window)
        if len(after) >= window - 1:
            found["reward_" + trial.outcome].append((after.index[0], after.index[-1]))
    return found


def epoch_mean(at, z, epoch, spans):
    """Mean residual in an epoch, and how many events it is of."""
    inside = [z[(at >= first) & (at <= last)] for first, last in spans]
    count = sum(map(len, inside))
    if epoch.startswith("reward"):
        return np.mean([v.mean() if len(v) else 0 for v in inside]) if inside else np.nan, count
    return (np.concatenate(inside).mean() if count else np.nan), count


neurons = pd.read_csv(results / "neurons.csv", dtype={"neuron": str}).set_index("neuron")
own_events = pd.read_csv(results / "event_residuals.csv", dtype={"neuron": str})
own_epochs = pd.read_csv(results / "residuals.csv", dtype={"neuron": str})
spans = windows()
lines, curves, means, counts, pairs = [], [], [], [], {e: [] for e in ("reward", "outcome")}
theirs = {"lines": [], "curves": [], "means": [], "counts": []}
residuals, their_residuals = [], []
fitted = set()
for soma in somas.itertuples():
    name = f"roi{soma.label}" if np.isnan(soma.neuron) else str(int(soma.neuron))
    both = coincident(soma)
    if both is None or len(both) < FEWEST:
        continue
    fitted.add(name)
    at, x, y = both.T
    slope, intercept = np.polyfit(x, y, 1)
    off = y - intercept - slope * x
    z = (off - off.mean()) / off.std(ddof=1)
    residuals.append(z)
    their_residuals.append(own_events[own_events.neuron == name].sort_values("frame").sd_residual_z)
    lines.append((intercept, slope, off.std(ddof=1), len(x)))
    theirs["lines"].append(neurons.loc[name, ["intercept", "slope", "residual_sd", "n_events"]])
    curves.append(akaike(x, y))
    theirs["curves"].append(neurons.loc[name, ["aic_linear", "aic_exponential", "aic_logarithmic"]])
    table = own_epochs[own_epochs.neuron == name].set_index("epoch")
    values = {}
    for epoch, windowed in spans.items():
        values[epoch], count = epoch_mean(at, z, epoch, windowed)
        if epoch in table.index:
            means.append(values[epoch])
            counts.append(count)
            theirs["means"].append(table.sd_residual_z[epoch])
            theirs["counts"].append(table.n_events[epoch])
    for question in pairs:
        pairs[question].append(values[question + "_hit"] - values[question + "_miss"])

same("neurons with a line", len(neurons.slope.dropna()), len(fitted))
same("residuals of all events, z", np.concatenate(their_residuals), np.concatenate(residuals))
same("intercept, slope, SD and number of events", theirs["lines"], lines)
same("AIC of line, exponential and logarithm", theirs["curves"], curves, relative=1e-4, absolute=1e-3)
same("mean residual by neuron and epoch", theirs["means"], means)
same("events by neuron and epoch", theirs["counts"], counts)
tests = pd.read_csv(results / "session_tests.csv").set_index("question")
for question, row in (("reward", "reward: after a hit against time-out"), ("outcome", "outcome: before a hit against before a time-out")):
    differences = np.array(pairs[question])
    differences = differences[~np.isnan(differences)]
    again = stats.ttest_1samp(differences, 0)
    same(question + ": n, estimate, t and p over neurons", tests.loc[row, ["n", "estimate", "statistic", "p"]].astype(float),
         [len(differences), differences.mean(), again.statistic, again.pvalue])
print("windows: " + ", ".join(f"{len(w)} {e}" for e, w in spans.items()))
print(f"{failures} differ" if failures else "all agree")
sys.exit(failures > 0)
