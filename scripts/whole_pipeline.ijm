// From a recording of the task to the report of its dendritic signals, step by step.
day = "sample-data/bci/mouse1/day1/";
output = "pipeline-results";
setBatchMode(true);
run("Correct motion...", "input=[" + day + "movie.tif] output=[" + output + "] planes=2 model=rigid");
run("Segment...", "input=[" + output + "] output=[" + output + "] soma_plane=1 dendrite_plane=2");
run("Extract traces...", "input=[" + output + "] output=[" + output + "]");
run("Analyze vectorized signals...", "input=[" + output + "] trials=[" + day + "trials.csv] frames=[" + day + "frames.csv] populations=["
	+ day + "populations.csv] permutations=100");
