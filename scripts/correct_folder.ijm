// Corrects each TIFF of a folder into a folder of its own name.
folder = "recordings/";
output = "corrected/";
setBatchMode(true);
files = getFileList(folder);
for (i = 0; i < files.length; i++) {
	if (endsWith(files[i], ".tif"))
		run("Correct motion...", "input=[" + folder + files[i] + "] output=[" + output + replace(files[i], ".tif", "") + "] model=rigid");
}
