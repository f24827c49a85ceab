"""Makes the sample that the tests read as suite2p's: what suite2p itself writes for a small simulated movie.

    python -m venv /tmp/venv && /tmp/venv/bin/pip install suite2p==1.1.0
    mvn -q package -DskipTests
    /tmp/venv/bin/python src/test/python/exchange_samples.py target/Apical_.jar src/test/resources/org/apical/session/exchange
"""
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from suite2p import default_settings, run_s2p

FILES = ["F", "Fneu", "spks", "iscell", "stat", "db", "settings"]

jar, resources = map(Path, sys.argv[1:])
with tempfile.TemporaryDirectory() as work:
    subprocess.run(["java", "-jar", jar, "simulate", "-o", work, "--scene", "dense", "--width", "96", "--height", "80", "--frames", "600",
                    "--rate", "10", "--seed", "5", "--photons", "8"], check=True)
    settings = default_settings()
    settings.update(torch_device="cpu", fs=10.0, tau=0.7)
    settings["registration"]["nonrigid"] = False
    run_s2p(db=dict(data_path=[work], file_list=["movie.tif"], save_path0=work, nplanes=1, nchannels=1), settings=settings)
    target = resources / "suite2p/plane0"
    target.mkdir(parents=True, exist_ok=True)
    for name in FILES:
        shutil.copy(Path(work) / "suite2p/plane0" / f"{name}.npy", target)
