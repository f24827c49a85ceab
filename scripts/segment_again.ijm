// Segments a corrected recording with other settings into another folder, so that both can be compared.
results = "results";
output = "results-sensitive";
setBatchMode(true);
run("Segment...", "input=[" + results + "] output=[" + output + "] sensitivity=2 min_snr=4");
run("Extract traces...", "input=[" + results + "] output=[" + output + "]");
