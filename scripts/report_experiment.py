#@ File (label="Experiment: animal/day folders of results", style="directory") experiment
#@ File (label="Folder for the group's report", style="directory") output
#@ Integer (label="Label permutations of a decoder", value=1000) permutations
#@ CommandService command

# Analyzes each session that has traces and a log, then all animals together.

from org.apical.command import AnalyzeGroup, AnalyzeSignals
from java.io import File


def folders(of):
    return sorted(f for f in of.listFiles() if f.isDirectory())


sessions = [day for animal in folders(experiment) for day in folders(animal) if File(day, "trials.csv").exists()]
for session in sessions:
    done = command.run(AnalyzeSignals, True, ["input", session, "permutations", permutations]).get()
    print(done.getOutput("summary"))
done = command.run(AnalyzeGroup, True, ["input", sessions, "output", output, "rules", 0]).get()
print(done.getOutput("summary"))
