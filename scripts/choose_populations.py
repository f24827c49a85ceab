#@ File (label="Result folder of day 1", style="directory") results
#@ Integer (label="Neurons of each population", value=4) size
#@ Double (label="Least SNR of a soma", value=10) min_snr
#@ Integer (label="Seed", value=1) seed

# Chooses P+ and P- by rule: of the somas with a dendrite and a clear signal the most active ones, parted by chance.
# Writes populations.csv, which 'analyze' reads, and prints the lines for bci.yaml.

import csv
import os
import random


def rows(name):
    with open(os.path.join(str(results), name)) as table:
        return list(csv.DictReader(table))


rois = rows("rois.csv")
with_dendrite = set(r["neuron"] for r in rois if r["kind"] != "soma" and r["neuron"])
somas = [r["label"] for r in rois if r["kind"] == "soma" and r["neuron"] in with_dendrite and float(r["snr"]) >= min_snr]
events = [e["label"] for e in rows("events.csv")]
chosen = sorted(somas, key=lambda label: -events.count(label))[:2 * size]
if len(chosen) < 2 * size:
    raise ValueError("%d somas fit the rule, %d are needed" % (len(chosen), 2 * size))
random.Random(seed).shuffle(chosen)
plus, minus = chosen[:size], chosen[size:]

with open(os.path.join(str(results), "populations.csv"), "w") as table:
    table.write("label,population\n")
    for label in somas:
        table.write("%s,%s\n" % (label, "P+" if label in plus else "P-" if label in minus else "P0"))
print("plus: [%s]" % ", ".join(plus))
print("minus: [%s]" % ", ".join(minus))
