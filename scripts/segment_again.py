#@ File (label="Result folder of a corrected recording", style="directory") results
#@ File (label="Folder for the new ROIs and traces", style="directory") output
#@ Double (label="Sensitivity", value=2) sensitivity
#@ Double (label="Least SNR", value=4) min_snr
#@ CommandService command

# Segments a corrected recording with other settings into another folder, so that both can be compared.

from org.apical.command import Extract, Segment

for step, settings in ((Segment, ["sensitivity", sensitivity, "min_snr", min_snr]), (Extract, [])):
    done = command.run(step, True, ["input", results, "output", output] + settings).get()
    print(done.getOutput("summary"))
