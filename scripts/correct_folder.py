#@ File (label="Folder with recordings", style="directory") folder
#@ String (label="Names end with", value=".tif") ending
#@ File (label="Result folder", style="directory") output
#@ String (label="Motion model", choices={"lines", "rigid", "blocks"}) model
#@ CommandService command

# Corrects each recording of a folder into a folder of its own name.

from java.io import File
from org.apical.command import CorrectMotion

for recording in sorted(folder.listFiles()):
    if recording.getName().endswith(ending):
        results = File(output, recording.getName()[:-len(ending)])
        done = command.run(CorrectMotion, True, ["input", recording, "output", results, "model", model]).get()
        print(done.getOutput("summary"))
