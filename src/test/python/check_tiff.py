#!/usr/bin/env python3
"""Compares Apical's TIFF reader and writer with tifffile, pixel by pixel.

    mvn -q test-compile
    mvn -q dependency:build-classpath -Dmdep.outputFile=target/classpath
    python3 -m venv target/venv && target/venv/bin/pip install -q tifffile imagecodecs
    target/venv/bin/python src/test/python/check_tiff.py target/test-classes:target/classes:$(cat target/classpath) [RECORDING.tif ...]

Further recordings named on the command line are compared too. Exit code 0 where all agree, 1 with a line for each that does not.
"""

import logging
import pathlib
import subprocess
import sys
import tempfile

import numpy
import tifffile

SHAPE = (7, 21, 33)
RATE_HZ = 30.92
failures = []


def expect(file, what, found, wanted):
    if found != wanted:
        failures.append(f"{file}: {what} is {found}, not {wanted}")


def java(classpath, *arguments):
    subprocess.run(["java", "-cp", classpath, "org.apical.recording.tiff.TiffPeer", *map(str, arguments)], check=True)


def check_writer(classpath, folder):
    """What Apical wrote must open in tifffile with the right axes, shape, pixels, rate and pixel size."""
    java(classpath, "write", folder)
    for path in sorted(folder.glob("*_*.tif")):
        with tifffile.TiffFile(path) as tiff:
            series = tiff.series[0]
            expect(path.name, "BigTIFF", tiff.is_bigtiff, path.name.startswith("big"))
            expect(path.name, "axes", series.axes, "TYX")
            expect(path.name, "shape", series.shape, SHAPE)
            expect(path.name, "type", str(series.dtype), path.stem.split("_")[1])
            expect(path.name, "pages", len(tiff.pages), SHAPE[0])
            expect(path.name, "rate", round(1 / tiff.imagej_metadata["finterval"], 9), RATE_HZ)
            expect(path.name, "unit", tiff.imagej_metadata["unit"], "micron")
            for tag, size_um in (("XResolution", 0.44), ("YResolution", 0.5)):
                numerator, denominator = tiff.pages[0].tags[tag].value
                expect(path.name, tag, round(denominator / numerator, 8), size_um)
            truth = numpy.fromfile(path.with_suffix(".f4"), ">f4").reshape(SHAPE)
            expect(path.name, "equal pixels in one read", numpy.array_equal(tiff.asarray(), truth), True)
            expect(path.name, "equal pixels page by page", numpy.array_equal(numpy.stack([p.asarray() for p in tiff.pages]), truth), True)


def write_samples(folder):
    """Layouts, types and notes that Apical must read, written by tifffile; returns paths and wanted notes."""
    random = numpy.random.default_rng(1)
    movie = random.poisson(300, SHAPE).astype("uint16")
    samples = {}

    def add(name, data, wanted=None, **options):
        path = folder / f"sample_{name}.tif"
        options.setdefault("photometric", "minisblack")
        tifffile.imwrite(path, data, **options)
        samples[path] = wanted

    for order in "<>":
        ends = "le" if order == "<" else "be"
        for dtype in ("uint8", "int8", "uint16", "int16", "uint32", "int32", "float32", "float64"):
            add(f"{ends}_{dtype}", (movie % 120).astype(dtype), byteorder=order)
            add(f"{ends}_{dtype}_big", (movie % 120).astype(dtype), byteorder=order, bigtiff=True)
        for packing in ("lzw", "zlib", "packbits", None):
            for tile in (None, (16, 16)):
                name = f"{ends}_{packing}_{'tiles' if tile else 'strips'}"
                strips = {} if tile else {"rowsperstrip": 5}
                add(name, movie, byteorder=order, compression=packing, tile=tile, **strips)
                if packing in ("lzw", "zlib"):
                    add(name + "_predicted", movie, byteorder=order, compression=packing, tile=tile, predictor=True, **strips)
                    add(name + "_predicted_float", movie.astype("float32") / 7, byteorder=order, compression=packing, tile=tile, predictor=True,
                        **strips)
    hyper = random.poisson(300, (4, 3, 2, 21, 33)).astype("uint16")
    add("imagej", hyper, (4, 3, 2, 8.0, 0.5), imagej=True, resolution=(2, 2), metadata={"axes": "TZCYX", "finterval": 0.125, "unit": "um"})
    add("ome", hyper, (4, 3, 2, 8.0, 0.5), ome=True, metadata={"axes": "TZCYX", "PhysicalSizeX": 500, "PhysicalSizeXUnit": "nm",
        "PhysicalSizeY": 0.5, "PhysicalSizeYUnit": "µm", "TimeIncrement": 125, "TimeIncrementUnit": "ms"})
    return samples


def check_reader(classpath, folder, recordings):
    samples = {**write_samples(folder), **{path: None for path in recordings}}
    java(classpath, "read", folder, *samples)
    for path, wanted in samples.items():
        with open(folder / f"{path.name}.read", "rb") as file:
            notes = file.readline().decode().split()
            pixels = numpy.frombuffer(file.read(), ">f4")
        with tifffile.TiffFile(path) as tiff:
            pages = tiff.asarray().ravel() if tiff.is_imagej else numpy.concatenate([page.asarray().ravel() for page in tiff.pages])
        expect(path.name, "equal pixels", numpy.array_equal(pixels, pages.astype("float32")), True)
        if wanted:
            found = (*map(int, notes[:3]), round(float(notes[5]), 6), round(float(notes[6]), 6))
            expect(path.name, "frames, planes, channels, rate, pixel size", found, wanted)
    return len(samples)


def main():
    logging.getLogger("tifffile").setLevel(logging.CRITICAL)
    classpath, *recordings = sys.argv[1:]
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        check_writer(classpath, folder)
        read = check_reader(classpath, folder, list(map(pathlib.Path, recordings)))
    for failure in failures:
        print(failure)
    print(f"tifffile {tifffile.__version__}: 8 files written and {read} read, {len(failures)} differences")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
