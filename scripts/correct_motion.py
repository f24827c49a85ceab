#@ File (label="Recording") input
#@ File (label="Result folder", style="directory") output
#@ String (label="Motion model", choices={"lines", "rigid", "blocks"}) model
#@ CommandService command

# For Fiji's script editor, or without a screen:
# fiji --headless --run correct_motion.py "input='movie.tif',output='results',model='rigid'"

from org.apical.command import CorrectMotion

done = command.run(CorrectMotion, True, ["input", input, "output", output, "model", model, "max_shift", 20]).get()
print(done.getOutput("summary"))
