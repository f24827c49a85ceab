#@ File (label="Recording") input
#@ File (label="Result folder", style="directory") output
#@ Integer (label="Planes", value=1) planes
#@ Integer (label="Soma plane, 0: not known", value=0) soma_plane
#@ Integer (label="Dendrite plane, 0: not known", value=0) dendrite_plane
#@ CommandService command

# From a recording to the paired traces of somas and dendrites; what is already done with the same parameters is kept.

from org.apical.command import Run

done = command.run(Run, True, ["input", input, "output", output, "planes", planes, "soma_plane", soma_plane,
                               "dendrite_plane", dendrite_plane, "model", "rigid"]).get()
print(done.getOutput("summary"))
