"""Compares Apical's statistics with scipy, statsmodels and scikit-learn on the same numbers.

usage: check_statistics.py FOLDER     (FOLDER is target/statistics, which StatisticsForPythonTest fills)
Needs numpy, scipy, pandas, statsmodels and scikit-learn. Exit code 1 where a number differs.
"""
import itertools
import json
import pathlib
import sys
import warnings

import numpy as np
import pandas as pd
import statsmodels.api as sm
from scipy import optimize, stats
from sklearn.metrics import balanced_accuracy_score
from sklearn.svm import LinearSVC

warnings.filterwarnings("ignore")
failures = 0


def same(what, ours, theirs, relative=1e-6, absolute=1e-9):
    global failures
    ok = np.allclose(ours, theirs, rtol=relative, atol=absolute)
    failures += not ok
    print(f"{'ok  ' if ok else 'DIFF'} {what}: {np.ravel(ours)[:3]} against {np.ravel(theirs)[:3]}")


def group(folder):
    rows = pd.read_csv(folder / "residuals.csv").dropna(subset="sd_residual_z")
    ours = json.loads((folder / "group.json").read_text())
    tests = pd.read_csv(folder / "tests.csv")
    levels = ["animal", "population", "epoch"]
    neurons = rows.groupby(levels + ["neuron"]).sd_residual_z.mean()
    means = neurons.groupby(levels).mean().unstack("epoch")
    contrast = (means.error_reduction - means.error_increase).unstack("population")
    plus, minus = contrast["P+"], contrast["P-"]
    d = (plus - minus).to_numpy()
    same("mean signed separation", ours["mean_signed_separation"], d.mean())
    paired = stats.ttest_rel(plus, minus)
    same("paired t", [ours["paired_t"], ours["paired_t_p"]], [paired.statistic, paired.pvalue])
    flips = np.array([np.dot(s, d) for s in itertools.product([1, -1], repeat=len(d))]) / len(d)
    same("sign flip", [ours["sign_flip_p_one_sided"], ours["sign_flip_p_two_sided"]],
         [np.mean(flips >= d.mean() - 1e-12), np.mean(abs(flips) >= abs(d.mean()) - 1e-12)])
    signed, common = ((plus - minus) ** 2 / 2).sum(), ((plus + minus) ** 2 / 2).sum()
    same("energies", [ours["signed_energy_fraction"], ours["common_energy_fraction"]],
         [signed / (signed + common), common / (signed + common)])
    same("d_z", ours["cohens_dz"], d.mean() / d.std(ddof=1))
    levels = [ours["bootstrap_all_levels_low"], ours["bootstrap_all_levels_high"]]
    same("bootstrap of all levels", levels, bootstrap(rows), relative=0.05, absolute=0.02)
    plain = stats.bootstrap((d,), np.mean, method="percentile", n_resamples=20000, rng=1).confidence_interval
    stretch = np.sqrt(len(d) / (len(d) - 1)) * stats.t.ppf(.975, len(d) - 1) / stats.norm.ppf(.975)
    same("bootstrap interval", [ours["bootstrap_ci_low"], ours["bootstrap_ci_high"]],
         d.mean() + stretch * (np.array(plain) - d.mean()), relative=0.05, absolute=0.02)

    family = tests[tests.p_holm.notna()]
    for method, column in (("holm", "p_holm"), ("fdr_bh", "p_fdr")):
        same(method, family[column], sm.stats.multipletests(family.p, method=method)[1])
    pick = lambda p, e: rows[(rows.population == p) & (rows.epoch == e)].sd_residual_z
    for question, a, b in (("pooled: P+ in reduction against increase", ("P+", "error_reduction"), ("P+", "error_increase")),
                           ("pooled: P+ against P- in increase", ("P+", "error_increase"), ("P-", "error_increase"))):
        own = tests[tests.question == question].set_index("test")
        welch = stats.ttest_ind(pick(*a), pick(*b), equal_var=False)
        same(question + ", Welch", own.loc["Welch t", ["statistic", "p"]].astype(float), [welch.statistic, welch.pvalue])
        u = stats.mannwhitneyu(pick(*a), pick(*b), method="asymptotic", use_continuity=False)
        same(question + ", U", own.loc["Mann-Whitney U", ["statistic", "p"]].astype(float), [u.statistic, u.pvalue])
    mixed(rows, tests)


def bootstrap(rows, resamples=3000):
    random = np.random.default_rng(0)
    tree = {}
    for (animal, population, neuron), part in rows.groupby(["animal", "population", "neuron"]):
        table = part.pivot_table(index="session", columns="epoch", values="sd_residual_z")
        table = table.reindex(columns=["error_reduction", "error_increase"]).to_numpy()
        tree.setdefault(animal, {}).setdefault(population, []).append(table)
    names = list(tree)
    values = []
    for _ in range(resamples):
        separations = []
        for animal in random.choice(names, len(names)):
            contrast = []
            for population in ("P+", "P-"):
                neurons = tree[animal][population]
                drawn = [neurons[i][random.integers(len(neurons[i]), size=len(neurons[i]))]
                         for i in random.integers(len(neurons), size=len(neurons))]
                reduction, increase = np.nanmean([np.nanmean(t, axis=0) for t in drawn], axis=0)
                contrast.append(reduction - increase)
            separations.append(contrast[0] - contrast[1])
        values.append(np.mean(separations))
    return np.percentile(values, [2.5, 97.5])


def mixed(rows, tests):
    rows = rows.assign(role=rows.population.map({"P+": .5, "P-": -.5}),
                       e=rows.epoch.map({"error_reduction": .5, "error_increase": -.5}))
    rows["neuron_id"] = rows.animal + rows.neuron.astype(str)
    rows["both"] = rows.role * rows.e
    for test, slopes in (("z, REML, animal and neuron intercepts", {}),
                         ("t, REML, animal and neuron intercepts, animal slopes", {"slope": "0 + both"})):
        model = sm.MixedLM.from_formula("sd_residual_z ~ role * e", rows, groups="animal", re_formula="1",
                                        vc_formula={"neuron": "0 + C(neuron_id)", **slopes})
        theirs = model.fit(reml=True, method=["lbfgs", "powell"])
        own = tests[tests.test == test].iloc[0]
        same("mixed model, " + test, [own.estimate, own.estimate / own.statistic],
             [theirs.params["role:e"], theirs.bse["role:e"]], relative=0.01)


def lines(fit):
    x, y = np.array(fit["x"]), np.array(fit["y"])
    design = sm.add_constant(x)
    same("least squares", fit["least_squares"], sm.OLS(y, design).fit().params)
    huber = sm.RLM(y, design, M=sm.robust.norms.HuberT(1.345)).fit(scale_est=sm.robust.scale.mad, tol=1e-12, maxiter=500)
    same("robust line (statsmodels centres its scale)", fit["robust"], huber.params, relative=0.02)
    slope = np.sign(np.corrcoef(x, y)[0, 1]) * y.std() / x.std()
    same("errors in variables", fit["errors_in_variables"], [y.mean() - slope * x.mean(), slope])
    n = len(x)
    rss = {"linear": sm.OLS(y, design).fit().ssr, "logarithmic": sm.OLS(y, sm.add_constant(np.log(x))).fit().ssr}
    p, _ = optimize.curve_fit(lambda x, a, b: a * np.exp(b * x), x, y, p0=[1, .3], maxfev=10000)
    rss["exponential"] = np.sum((y - p[0] * np.exp(p[1] * x)) ** 2)
    for curve, value in rss.items():
        same("AIC " + curve, fit["aic"][curve], n * np.log(value / n) + 6)


def svm(fit):
    x, labels = np.array(fit["x"]), np.array(fit["labels"])
    make = lambda: LinearSVC(loss="hinge", C=1, class_weight="balanced", intercept_scaling=fit["bias_feature"], tol=1e-10,
                             max_iter=10 ** 6)
    same("SVM weights", fit["weights"], make().fit(x, labels).coef_[0], relative=1e-3, absolute=1e-4)
    keep = ~np.eye(len(x), dtype=bool)
    leave = lambda y: np.array([make().fit(x[k], y[k]).decision_function(x[i:i + 1])[0] for i, k in enumerate(keep)])
    same("SVM leave-one-out", fit["left_out"], leave(labels), relative=1e-3, absolute=1e-3)
    accuracies = [balanced_accuracy_score(y, np.where(leave(y) > 0, 1, -1)) for y in np.array(fit["shuffled"])]
    same("SVM leave-one-out accuracy of shuffled labels", fit["accuracies"], accuracies)
    same("which of them reach 0.5, by the signs alone", fit["at_least_half"], np.array(accuracies) >= 0.5 - 1e-12)


folder = pathlib.Path(sys.argv[1])
group(folder)
fits = json.loads((folder / "fits.json").read_text())
lines(fits["lines"])
svm(fits["svm"])
print(f"{failures} differ" if failures else "all agree")
sys.exit(failures > 0)
