"""What scripts/senders and tifffile send or write while Apical is listening must arrive whole: the Java sources print a
checksum of each frame, which is compared with that of the frame sent.

Arguments: the class path, with tests."""
import os
import shutil
import subprocess
import sys
import tempfile
import time
import zlib
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import tifffile

sys.path.insert(0, str(Path(__file__).parents[3] / "scripts" / "senders"))
import apical_send

FRAMES, PLANES, CHANNELS, HEIGHT, WIDTH = 24, 2, 1, 96, 130
movie = np.random.default_rng(1).integers(0, 60000, (FRAMES, HEIGHT, WIDTH), dtype=np.uint16)
work = tempfile.mkdtemp(dir="/dev/shm" if os.path.isdir("/dev/shm") else None)


def listen(source, *settings):
    process = subprocess.Popen(["java", "-cp", sys.argv[1], "org.apical.online.source.SourceChecksums", source, *settings],
                               stdout=subprocess.PIPE, text=True)
    for line in process.stdout:
        if line.strip() == "ready":
            return process
    sys.exit(f"{source} did not open")


def check(name, process, times=True, movie=movie):
    lines = process.communicate(timeout=60)[0].splitlines()
    frames = [line.split() for line in lines if line.startswith("frame ")]
    assert len(frames) == FRAMES, f"{name}: {len(frames)} of {FRAMES} frames\n" + "\n".join(lines)
    for n, (_, number, plane, channel, time_s, width, height, crc) in enumerate(frames):
        assert (int(number), int(plane), int(channel)) == (n, n % PLANES, 0), f"{name}: frame {n} came as {number}, plane {plane}"
        assert (int(height), int(width)) == (HEIGHT, WIDTH)
        assert int(crc) == zlib.crc32(movie[n].astype("<i4").tobytes()), f"{name}: frame {n} has other pixels"
        assert not times or abs(float(time_s) - n / 200) < 1e-9, f"{name}: frame {n} has the time {time_s}"
    counts = lines[-1]
    assert counts == f"counts {FRAMES} frames, 0 lost, 0 doubled, 0 late, 0 cut off, 0 reconnects", f"{name}: {counts}"
    print(f"{name}: {FRAMES} frames as they were sent")


def send(protocol, to):
    sender = apical_send.open_sender(SimpleNamespace(protocol=protocol, to=to, planes=PLANES, channels=CHANNELS), movie)
    for n, frame in enumerate(movie):
        sender.send(frame, n, n / 200, n % PLANES, 0)
        time.sleep(0.005)
    sender.end()


size = [f"width={WIDTH}", f"height={HEIGHT}", f"planes={PLANES}"]

raw = listen("tcp", "protocol=raw", "port=41001", "reconnect=false", *size)
send("raw", "127.0.0.1:41001")
check("raw over TCP", raw, times=False)

framed = listen("tcp", "protocol=apical", "port=41002")
send("apical", "127.0.0.1:41002")
check("Apical's protocol over TCP", framed)

zmq = listen("zmq", "endpoint=tcp://127.0.0.1:41003")
send("zmq", "tcp://127.0.0.1:41003")
check("Apical's protocol over ZeroMQ", zmq)

octave = shutil.which("octave-cli")
if octave is None:
    print("GNU Octave is not there; the MATLAB senders were not run")
else:
    senders = Path(apical_send.__file__).parent
    java_home = str(Path(shutil.which("java")).resolve().parents[1])

    def run_octave(code):
        subprocess.run([octave, "--no-gui", "--quiet", "--path", senders, "--eval", f"""
            file = fopen('{work}/movie'); movie = fread(file, [{WIDTH} {HEIGHT * FRAMES}], 'uint16=>uint16'); fclose(file);
            movie = permute(reshape(movie, {WIDTH}, {HEIGHT}, {FRAMES}), [2 1 3]);
            {code}"""], check=True, env=dict(os.environ, JAVA_HOME=java_home))

    movie.tofile(f"{work}/movie")
    sender = listen("tcp", "protocol=apical", "port=41004")
    run_octave(f"""
        sender = ApicalSender('127.0.0.1', 41004, {PLANES}, {CHANNELS});
        for n = 0:{FRAMES - 1}
            sender.send(movie(:, :, n + 1), n, n / 200, mod(n, {PLANES}), 0);
        end
        sender.close();""")
    check("ApicalSender.m in GNU Octave", sender)

    # what ScanImage hands to a user function, as structures
    user = listen("tcp", "protocol=apical", "port=41005")
    run_octave(f"""
        src.hSI.hStackManager = struct('enable', true, 'actualNumSlices', {PLANES});
        for n = 0:{FRAMES - 1}
            image = struct('imageData', {{{{{{int16(movie(:, :, n + 1) / 2)}}}}}});
            stripe = struct('roiData', {{{{image}}}}, 'frameNumberAcqMode', n + 1, 'frameTimestamp', n / 200);
            src.hSI.hDisplay = struct('stripeDataBuffer', {{{{stripe}}}}, 'stripeDataBufferPointer', 1);
            apicalScanImage(src, struct('EventName', 'frameAcquired'), '127.0.0.1', 41005);
        end
        apicalScanImage(src, struct('EventName', 'acqDone'), '127.0.0.1', 41005);""")
    # Octave and MATLAB round halves up
    check("apicalScanImage.m in GNU Octave", user, movie=(movie.astype(np.int32) + 1) // 2)
    run_octave(f"__parse_file__('{senders}/apicalScanbox.m');")
    print("apicalScanbox.m can be read by GNU Octave, which has no memmapfile to run it")

ring = listen("mmap", f"path={work}/ring")
send("ring", f"{work}/ring")
check("ring in shared memory", ring)

for name, options in ("TIFF", {}), ("BigTIFF", {"bigtiff": True}), ("big-endian TIFF", {"byteorder": ">"}):
    path = f"{work}/{name}.tif"
    growing = listen("tail", f"path={path}", f"planes={PLANES}", "timeout_s=2")
    with tifffile.TiffWriter(path, **options) as writer:
        for frame in movie:
            writer.write(frame, contiguous=False, metadata=None)
            time.sleep(0.005)
    check(f"{name} that tifffile is writing", growing, times=False)
