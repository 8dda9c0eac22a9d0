#!/usr/bin/env python3
"""Measures runform beside other tools and prints Markdown. See README.md.

    run.py [--runform BINARY] [--venvs DIR] [--repeats N]
"""

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
# One thread for every library's linear algebra: spinning threads would be
# counted as work of the peers.
ENV = os.environ | {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
SPEED_MPS = "3.1"  # of the simulated runner; lets runform compare fresh with tired
FIT_PEERS = {"garmin": "garmin-fit-sdk", "fitdecode": "fitdecode", "fitparse": "fitparse", "runpandas": "runpandas"}


def main():
    options = arguments()
    runform = options.runform.resolve()
    if not runform.is_file():
        sys.exit(f"{runform} is not there: build it with `cargo build --release`, or give --runform BINARY")
    bench = Bench(runform, options.venvs.resolve(), options.repeats)
    print(f"{version(runform)}; Python {platform.python_version()}; {os.cpu_count()} × {processor()}; "
          f"{time.strftime('%Y-%m-%d', time.gmtime())}; load at the start {os.getloadavg()[0]:.1f}\n")
    with tempfile.TemporaryDirectory(prefix="runform-peers-") as folder:
        folder = Path(folder)
        bench.simulate("imu", folder / "hour", "--placement", "sacrum,left_foot,right_foot",
                       "--rate", "100", "--minutes", "60", "--fault", "mount=aligned", "--name", "run")
        bench.gait(folder / "hour")
        bench.table(folder / "hour" / "run_sacrum.csv")
        bench.fit()
        bench.threads(folder)


class Bench:
    def __init__(self, runform, venvs, repeats):
        self.binary, self.venvs, self.repeats = runform, venvs, repeats

    def simulate(self, kind, out, *options):
        self.runform("simulate", kind, "--profile", "fresh", "--out", out, *options, env=os.environ)

    def runform(self, *options, env=ENV):
        """(CPU seconds, wall seconds) of one runform process, its start included."""
        command = [str(part) for part in (self.binary, *options)]
        start = time.monotonic()
        child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=env)
        _, status, used = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode not in (0, 1):  # 1: some input could not be analysed
            sys.exit(f"{' '.join(command)} ended with {child.returncode}")
        return used.ru_utime + used.ru_stime, time.monotonic() - start

    def analysis(self, *options):
        """Least CPU seconds of `runform analyze`, files to JSON."""
        options = ("analyze", "--format", "json", "--threads", "1", *options)
        return min(self.runform(*options)[0] for _ in range(max(5, self.repeats)))

    def peer(self, venv, name, files):
        """What measure.py says of a peer, or None with a message when it cannot run."""
        python = self.venvs / venv / "bin" / "python"
        if not python.exists():
            print(f"{name}: not installed ({python} is missing; run install.sh)", file=sys.stderr)
            return None
        command = [python, HERE / "measure.py", name, str(self.repeats), *files]
        done = subprocess.run(command, env=ENV, capture_output=True, text=True)
        if done.returncode:
            last = done.stderr.strip().splitlines()[-1:] or ["no message"]
            print(f"{name}: failed: {last[0]}", file=sys.stderr)
            return None
        return json.loads(done.stdout.splitlines()[-1])

    def gait(self, folder):
        truth = json.loads((folder / "run.truth.json").read_text())
        fresh = {row["metric"]: row["fresh"] for row in truth["run"]["plateau"]}
        print("### Gait libraries: 60 min × 100 Hz × 6 axes\n")
        print("| Tool | Sensors | CPU s | runform CPU s | runform is faster by | Cadence, spm | Contact, ms |")
        print("|---|---|--:|--:|--:|--:|--:|")
        print(f"| truth | | | | | {fresh['cadence']:.1f} | {fresh['ground_contact_time']:.0f} |")
        sacrum, left, right = (folder / f"run_{place}.csv" for place in ("sacrum", "left_foot", "right_foot"))
        pair = ("--imu", f"left_foot={left}", "--imu", f"right_foot={right}")
        ours = {}
        for sensors, inputs in (("sacrum", (sacrum,)), ("two feet", pair)):
            inputs += ("--speed", SPEED_MPS)
            ours[sensors] = self.analysis(*inputs)
            cadence, contact = self.medians(*inputs)
            print(f"| runform | {sensors} | {ours[sensors]:.2f} | | | {cadence} | {contact} |")
        for name, sensors, files in (
            ("skdh", "sacrum", [sacrum]), ("mobgap", "sacrum", [sacrum]), ("gaitmap", "two feet", [left, right]),
        ):
            if result := self.peer(name, name, files):
                found, own = result["found"], ours[sensors]
                print(f"| {self.pinned(name)} | {sensors} | {result['cpu_s']:.2f} | {own:.2f} | {result['cpu_s'] / own:.1f} × "
                      f"| {number(found['cadence_spm'], 1)} | {number(found['contact_ms'], 0)} |")
        print()

    def medians(self, *inputs):
        """Cadence and contact of the whole run, as runform reports them."""
        command = [str(part) for part in (self.binary, "analyze", "--format", "json", *inputs)]
        document = json.loads(subprocess.run(command, capture_output=True, text=True).stdout)
        whole = {row["metric"]: row["median"] for row in document["segments"][0]["metrics"] if row["side"] is None}
        return number(whole.get("cadence"), 1), number(whole.get("ground_contact_time"), 0)

    def table(self, path):
        print("### Against polars merely reading the same CSV\n")
        if result := self.peer("fit", "polars", [path]):
            own = self.analysis(path, "--speed", SPEED_MPS)
            print(f"{self.pinned('polars', 'fit')} reads the sacrum's {path.stat().st_size / 1e6:.1f} MB in "
                  f"{result['cpu_s']:.3f} CPU s; runform's whole analysis takes {own:.3f} CPU s: "
                  f"{own / result['cpu_s']:.1f} times as much.\n")

    def fit(self):
        files = sorted((ROOT / "data" / "samples").glob("*.fit"))
        if data := os.environ.get("RUNFORM_TEST_DATA"):
            files += sorted((Path(data) / "watch" / "fit").glob("*.fit"))
        size = sum(path.stat().st_size for path in files) / 1e6
        print(f"### FIT: {len(files)} files, {size:.1f} MB\n")
        print("| Tool (only decodes) | Files read | MB | CPU s | runform CPU s, same files | runform is faster by |")
        print("|---|--:|--:|--:|--:|--:|")
        for name, package in FIT_PEERS.items():
            if not (result := self.peer("fit", name, files)):
                continue
            read = {path: row["cpu_s"] for path, row in result["found"].items() if row["error"] is None}
            own, theirs = self.analysis(*read), sum(read.values())
            size = sum(Path(path).stat().st_size for path in read) / 1e6
            print(f"| {self.pinned(package, 'fit')} | {len(read)} | {size:.1f} | {theirs:.2f} | {own:.2f} | {theirs / own:.1f} × |")
        print()

    def threads(self, folder):
        print("### Two threads against one\n")
        print("| Recordings | 1 thread, s | 2 threads, s | Speed-up | Load before |")
        print("|---|--:|--:|--:|--:|")
        self.simulate("watch", folder / "watch", "--runs", "200", "--vary")
        self.simulate("imu", folder / "imu", "--placement", "sacrum", "--rate", "100", "--minutes", "10", "--runs", "50")
        for kind, pattern, what in (
            ("watch", "*.fit", "200 watch files"), ("imu", "*_sacrum.csv", "50 sacrum recordings of 10 min at 100 Hz"),
        ):
            # Only recordings: the truth files beside them are no input.
            inputs = folder / f"{kind}-only"
            inputs.mkdir()
            for path in (folder / kind).glob(pattern):
                path.rename(inputs / path.name)
            load = os.getloadavg()[0]
            best = [float("inf")] * 2
            for _ in range(max(5, self.repeats)):  # in turn, so that both meet the same load
                for at, count in enumerate((1, 2)):
                    best[at] = min(best[at], self.runform("analyze", inputs, "--format", "json", "--threads", count)[1])
            print(f"| {what} | {best[0]:.2f} | {best[1]:.2f} | {best[0] / best[1]:.2f} | {load:.1f} |")

    def pinned(self, package, venv=None):
        """`name version`, from the pinned requirements."""
        package = {"skdh": "scikit-digital-health"}.get(package, package)
        venv = venv or {"scikit-digital-health": "skdh"}.get(package, package)
        for line in (HERE / f"requirements-{venv}.txt").read_text().splitlines():
            if line.startswith(f"{package}=="):
                return line.replace("==", " ")
        return package


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runform", type=Path, default=ROOT / "target" / "release" / "runform")
    parser.add_argument("--venvs", type=Path, default=HERE / "venvs")
    parser.add_argument("--repeats", type=int, default=3)
    return parser.parse_args()


def version(runform):
    return subprocess.run([runform, "--version"], capture_output=True, text=True).stdout.strip()


def processor():
    lines = Path("/proc/cpuinfo").read_text().splitlines() if Path("/proc/cpuinfo").exists() else []
    return next((line.split(":")[1].strip() for line in lines if line.startswith("model name")), platform.machine())


def number(value, digits):
    return "none" if value is None else f"{value:.{digits}f}"


if __name__ == "__main__":
    main()
