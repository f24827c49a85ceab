"""Usage: spark_cluster.py SPARK_HOME APICAL_JAR. Starts a real Spark cluster of a master and two workers on this machine, has it
correct a recording and run a batch, and compares the results byte for byte with those of a single machine; then once more,
with a worker killed in the middle. Everything listens on 127.0.0.1 only, on ports that the system chooses."""
import contextlib
import csv
import json
import os
import pathlib
import re
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request

SPARK = pathlib.Path(sys.argv[1]).resolve()
JAR = pathlib.Path(sys.argv[2]).resolve()
PATIENCE_S = 120  # for a condition that comes within seconds unless something is wrong

WORK = pathlib.Path(tempfile.mkdtemp(prefix="apical-spark-"))
ENVIRONMENT = os.environ | {
    "SPARK_HOME": str(SPARK), "SPARK_LOCAL_IP": "127.0.0.1", "SPARK_PUBLIC_DNS": "127.0.0.1", "SPARK_DAEMON_MEMORY": "256m",
    "SPARK_WORKER_DIR": str(WORK / "workers"), "SPARK_LOCAL_DIRS": str(WORK / "scratch"), "SPARK_NO_DAEMONIZE": "1"}


def wait_for(what, condition):
    """The condition's first value that is not false."""
    end = time.monotonic() + PATIENCE_S
    while time.monotonic() < end:
        value = condition()
        if value:
            return value
        time.sleep(0.05)
    sys.exit(f"{what} did not happen within {PATIENCE_S} s")


class Daemon:
    """A master or worker: a process group of its own, so that a worker's executors end with it."""

    def __init__(self, name, kind, *arguments):
        self.log = WORK / f"{name}.log"
        with open(self.log, "wb") as log:
            self.process = subprocess.Popen([SPARK / "bin/spark-class", f"org.apache.spark.deploy.{kind}", "--host", "127.0.0.1", "--webui-port", "0",
                                             *arguments], stdout=log, stderr=subprocess.STDOUT, env=ENVIRONMENT, start_new_session=True)

    def said(self, pattern):
        """A match in the log, once it is there."""
        def look():
            assert self.process.poll() is None, self.log.read_text()
            return re.search(pattern, self.log.read_text())
        return wait_for(f"'{pattern}' in {self.log.name}", look)

    def kill(self):
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


@contextlib.contextmanager
def cluster():
    """Yields the master's address, that of its status as JSON, and two workers of one core each."""
    daemons = [Daemon("master", "master.Master", "--port", "0")]
    try:
        address = daemons[0].said(r"Starting Spark master at (spark://\S+)")[1]
        page = daemons[0].said(r"started at (http://\S+)")[1]
        for name in "worker1", "worker2":
            daemons.append(Daemon(name, "worker.Worker", "--port", "0", "--cores", "1", "--memory", "700m", address))
        wait_for("two workers", lambda: len(alive(page)) == 2)
        yield address, page, daemons[1:]
    finally:
        for daemon in daemons:
            daemon.kill()


def alive(page):
    with urllib.request.urlopen(page + "/json/") as answer:
        return [w["id"] for w in json.load(answer)["workers"] if w["state"] == "ALIVE"]


def command(master, *arguments):
    if master is None:
        return ["java", "-Xmx700m", "-jar", JAR, *arguments]
    return [SPARK / "bin/spark-submit", "--master", master, "--driver-memory", "700m", "--executor-memory", "700m", "--conf",
            "spark.driver.host=127.0.0.1", "--conf", "spark.ui.enabled=false", "--class", "org.apical.spark.SparkMain", JAR, *arguments]


def apical(*arguments, master=None, code=0):
    """Runs a command to its end; its output."""
    done = subprocess.run(command(master, *arguments), capture_output=True, text=True, env=ENVIRONMENT)
    assert done.returncode == code, f"{arguments} ended with {done.returncode}, not {code}:\n{done.stdout}{done.stderr}"
    return done.stdout + done.stderr


def files(folder):
    return sorted(p.relative_to(folder) for p in folder.rglob("*") if p.is_file())


def assert_same(expected, found):
    """Byte for byte; run.json without what differs from run to run."""
    assert files(expected) == files(found), set(files(expected)) ^ set(files(found))
    for name in files(expected):
        a, b = expected / name, found / name
        if name.name == "run.json":
            assert record(expected, name) == record(found, name), name
        elif name.name == "batch.csv":
            assert rows(a) == rows(b), name
        else:
            assert a.read_bytes() == b.read_bytes(), f"{found / name} is not as a single machine makes it"


def record(folder, name):
    """A run.json without paths, times, numbers of threads, and the hash of a table with times in it."""
    def without(value):
        if isinstance(value, dict):
            return {k: without(v) for k, v in value.items() if k not in ("started", "seconds", "threads")}
        return [without(v) for v in value if not (isinstance(v, dict) and v.get("name") == "batch.csv")] if isinstance(value, list) else value
    return without(json.loads((folder / name).read_text().replace(str(folder), "")))


def rows(path):
    with open(path, newline="") as table:
        return [{k: v for k, v in row.items() if k != "seconds"} for row in csv.DictReader(table)]


def show(text):
    print(text, flush=True)


def correct(master):
    start = time.monotonic()
    apical("correct", WORK / "long/movie.tif", "-o", WORK / "spark", master=master)
    assert_same(WORK / "single", WORK / "spark")
    show(f"Two workers corrected the recording in {time.monotonic() - start:.0f} s to the bytes of a single machine.")


def correct_with_a_worker_killed(master, page, worker):
    with open(WORK / "killed.log", "wb") as log:
        run = subprocess.Popen(command(master, "correct", WORK / "long/movie.tif", "-o", WORK / "killed"), stdout=log, stderr=log, env=ENVIRONMENT)
    # some parts are there already, others are not
    wait_for("a part on each worker", lambda: len(list(WORK.glob("killed/.apical-*/parts/attempt*"))) == 2)
    worker.kill()
    assert run.poll() is None, "it ended before a worker was killed"
    wait_for("the master's notice of the worker's end", lambda: len(alive(page)) == 1)
    assert run.wait(3 * PATIENCE_S) == 0, (WORK / "killed.log").read_text()
    lost = re.search(r"Lost executor \d+.*", (WORK / "killed.log").read_text())
    assert lost, "no executor was lost"
    assert_same(WORK / "single", WORK / "killed")
    show(f"With a worker killed in the middle ({lost[0][:80]}) the result is the same and whole.")


def batch(master):
    options = "--planes", "2", "--model", "rigid"
    for out, where in (WORK / "here", None), (WORK / "there", master):
        said = apical("batch", WORK / "experiment.csv", "-o", out, *options, master=where, code=1)
        assert "apical batch: 1 of 3 recordings failed" in said, said
    assert_same(WORK / "here", WORK / "there")
    made = (WORK / "there/m1/day1/dff.npy").stat().st_mtime_ns
    (WORK / "days/broken/movie.tif").write_bytes((WORK / "days/1/movie.tif").read_bytes())
    apical("batch", WORK / "experiment.csv", "-o", WORK / "there", *options, master=master)
    assert [row["status"] for row in rows(WORK / "there/batch.csv")] == ["done"] * 3
    assert (WORK / "there/m1/day1/dff.npy").stat().st_mtime_ns == made, "what was done was done again"
    show("A batch with a broken recording ends as on a single machine; mended, it goes on where it stopped.")


def mistakes(master):
    for code, message, *arguments in (
            (1, "apical correct: missing.tif does not exist", "correct", "missing.tif", "-o", WORK / "none"),
            (2, "did you mean --max-shift?", "correct", WORK / "long/movie.tif", "-o", WORK / "none", "--max-shft", "3")):
        said = apical(*arguments, master=master, code=code).splitlines()
        assert message in said[-1], said
        assert not any("SparkContext" in line for line in said), "Spark was started for nothing"
        show(said[-1])


def main():
    apical("simulate", "-o", WORK / "long", "--width", "256", "--height", "256", "--frames", "3000", "--photons", "4")
    for day in "1", "2":
        apical("simulate", "-o", WORK / "days" / day, "--scene", "two-plane", "--width", "96", "--height", "96", "--frames", "150", "--photons", "20",
               "--seed", day)
    (WORK / "days/broken").mkdir()
    (WORK / "days/broken/movie.tif").write_text("no movie")
    (WORK / "experiment.csv").write_text("recording,animal,day\ndays/1/movie.tif,m1,1\ndays/broken/movie.tif,m1,2\ndays/2/movie.tif,m1,3\n")
    start = time.monotonic()
    apical("correct", WORK / "long/movie.tif", "-o", WORK / "single")
    show(f"A single machine corrected the recording in {time.monotonic() - start:.0f} s.")
    with cluster() as (master, page, workers):
        mistakes(master)
        correct(master)
        batch(master)
        correct_with_a_worker_killed(master, page, workers[0])


if __name__ == "__main__":
    with contextlib.ExitStack() as stack:
        stack.callback(subprocess.run, ["rm", "-rf", WORK])
        main()
