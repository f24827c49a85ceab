// For plain ImageJ and Fiji alike; the recorder writes such lines.
run("Correct motion...", "input=[sample-data/movie.tif] output=[macro-results] model=rigid max_shift=20");
