"""The package against the command line, and against its own promises."""

from __future__ import annotations

import inspect
import json
import os
import pickle
import re
import shutil
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import numpy
import pandas
import polars
import pyarrow
import pytest

import runform

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = "data/samples/tired_long_run.fit"
CLI = os.environ.get("RUNFORM_CLI", str(ROOT / "target/debug/runform"))
DATA = os.environ.get("RUNFORM_TEST_DATA")
# Of every kind: a strap, a pod, laps, GPX, an app's table, several sports in one file.
REAL = [
    "watch/fit/gc_Fr955andStryd.fit",
    "watch/fit/connectstats_track_5611_fenix6x_smart.fit",
    "watch/tcx/runpandas_stopped_example.tcx",
    "watch/csv_garmin_laps/mariotti_it_activity_21130298359.csv",
    "watch/fit_nasty/fitparse_sample_multiple_header_tri.fit",
]


@pytest.fixture(autouse=True)
def at_root(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


def cli(*args: str) -> str:
    done = subprocess.run([CLI, *args], capture_output=True, check=False)
    assert done.returncode in (0, 1), done.stderr.decode()
    return done.stdout.decode()


@pytest.fixture(scope="session")
def sensors(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A simulated run of a sensor at the sacrum."""
    out = tmp_path_factory.mktemp("sensors")
    made = ["simulate", "imu", "--profile", "fatigue", "--duration", "24min", "--out", str(out)]
    subprocess.run([CLI, *made, "--set", 'placements=["sacrum"]', "--name", "run"], check=True)
    return next(p for p in sorted(out.glob("*.csv")) if "truth" not in p.name)


def real_files() -> list[str]:
    found = [str(Path(DATA) / f) for f in REAL if (Path(DATA) / f).exists()] if DATA else []
    return [SAMPLE, *found]


@pytest.mark.parametrize("path", real_files())
def test_the_document_is_that_of_the_command_line(path: str) -> None:
    expected = cli("analyze", path, "--format", "json")
    runs = runform.analyze_all(path)
    assert "".join(run.json() for run in runs) == expected
    # A recording that was read first is analysed alike.
    by_hand = []
    for recording in runform.read(path):
        try:
            by_hand.append(runform.analyze(recording).json())
        except runform.RefusedError:
            assert recording.sport != "running"
    assert "".join(by_hand) == expected


def test_options_and_parts_of_the_document_are_those_of_the_command_line(tmp_path: Path) -> None:
    settings = tmp_path / "settings.toml"
    settings.write_text("[windows]\nkind = 'windows'\n")
    window = ["--fresh", "10min-20min", "--fatigued", "60min-75min", "--rpe", "8", "--mass", "70"]
    more = ["--equipment", "band", "--session-minutes", "15", "--settings", str(settings)]
    include = ["--include", "series,steps,waveforms", "--pretty"]
    expected = cli("analyze", SAMPLE, "--format", "json", *window, *more, *include)
    run = runform.analyze(
        SAMPLE,
        fresh="10min-20min",
        fatigued="60min-75min",
        rpe=8,
        mass=70,
        equipment=["band"],
        session_minutes=15,
        settings={"windows": {"kind": "windows"}},
    )
    assert run.json(pretty=True, include=["series", "steps", "waveforms"]) == expected


def test_sensors_are_read_as_by_the_command_line(sensors: Path) -> None:
    path = str(sensors)
    expected = cli("analyze", path, "--placement", "sacrum", "--speed", "3.1", "--format", "json")
    assert runform.analyze(path, placement="sacrum", speed=3.1).json() == expected
    (recording,) = runform.read(path, placement="sacrum", speed=3.1)
    assert runform.analyze(recording).json() == expected
    joined = cli("analyze", "--imu", f"sacrum={path}", "--speed", "3.1", "--format", "json")
    (recording,) = runform.join({"sacrum": path}, speed=3.1)
    assert runform.analyze(recording).json() == joined


def test_arrays_give_what_a_file_of_the_same_values_gives(sensors: Path, tmp_path: Path) -> None:
    table = polars.read_csv(sensors, comment_prefix="#")
    acc = table.select(polars.col("^acc.*$")).to_numpy()
    gyro = table.select(polars.col("^gyr.*$")).to_numpy()
    assert acc.shape == gyro.shape and acc.shape[1] == 3, table.columns
    times = table[:, 0].to_numpy()
    rate = (len(times) - 1) / float(times[-1] - times[0])
    untimed = tmp_path / "untimed.csv"
    names = [c for c in table.columns if c.startswith(("acc", "gyr"))]
    table.select(names).write_csv(untimed)
    by_file = runform.analyze(str(untimed), placement="sacrum", rate=rate, speed=3.1)
    recording = runform.from_arrays(
        acc, gyro, rate, "sacrum", acc_unit="g", gyro_unit="deg/s", speed=3.1
    )
    assert (recording.format, recording.kind) == ("arrays", "imu")
    by_array = runform.analyze(recording)
    for part in ("comparison", "segments", "findings", "prescription"):
        assert by_array.to_dict()[part] == by_file.to_dict()[part], part
    # Lists are arrays, and other values are another recording.
    again = runform.from_arrays(acc.tolist(), gyro.tolist(), rate, "sacrum", speed=3.1)
    assert again.sha256 == recording.sha256
    assert runform.from_arrays(acc + 0.1, gyro, rate, "sacrum").sha256 != recording.sha256


def test_arrays_of_the_wrong_shape_are_named() -> None:
    for acc, gyro, place, part in [
        (numpy.zeros((100, 2)), None, "sacrum", "expected (samples, 3)"),
        (numpy.zeros((100, 3)), numpy.zeros((99, 3)), "sacrum", "gyro: 99 samples"),
        (numpy.zeros((100, 3)), None, None, "placement: say where"),
        (numpy.zeros((100, 3)), None, "elbow", "choose one of left_foot"),
    ]:
        with pytest.raises(runform.ArgumentError, match=re.escape(part)):
            runform.from_arrays(acc, gyro, 100.0, place)


def test_bytes_and_paths_differ_in_the_name_alone() -> None:
    content = Path(SAMPLE).read_bytes()
    assert runform.analyze(content, name=SAMPLE).json() == runform.analyze(Path(SAMPLE)).json()
    (recording,) = runform.read(memoryview(content), name="mine.fit")
    assert (recording.name, recording.format, recording.sport) == ("mine.fit", "fit", "running")


@pytest.fixture(scope="module")
def run() -> runform.Analysis:
    return runform.analyze(str(ROOT / SAMPLE))


def test_tables_are_those_that_the_command_line_writes(tmp_path: Path) -> None:
    out = tmp_path / "out"
    cli("analyze", SAMPLE, "--out", str(out))
    run = runform.analyze(SAMPLE)
    for name in runform.TABLES:
        table = polars.DataFrame(run.table(name))
        written = polars.read_parquet(out / f"{name}.parquet")
        assert table.equals(written), name


def test_others_take_tables_without_copying(run: runform.Analysis) -> None:
    series = run.series
    frame, arrow = polars.DataFrame(series), pyarrow.table(series)
    assert frame.columns == arrow.column_names == series.columns == list(series.to_dict())
    assert len(series) == frame.height == arrow.num_rows > 3600
    assert frame["t_s"].to_list() == series["t_s"]
    assert pandas.DataFrame(arrow.to_pandas())["speed_mps"].dtype == numpy.float64
    assert arrow.schema.field("excluded_for").nullable
    # A second reader gets a stream of its own; one that is not read does no harm.
    series.__arrow_c_stream__()
    assert pyarrow.table(series).equals(arrow)
    with pytest.raises(KeyError):
        series["no_such_column"]
    with pytest.raises(KeyError, match="choose recordings"):
        run.table("nothing")


def test_tables_outlive_their_analysis() -> None:
    arrow = pyarrow.table(runform.analyze(SAMPLE).series)
    assert arrow.column("t_s")[10].as_py() == 10.0


def test_objects_say_what_the_document_says(run: runform.Analysis) -> None:
    document = run.to_dict()
    assert run.recording.sha256 == document["recording"]["sha256"]
    contact = next(c for c in run.comparison.metrics if c.metric == "ground_contact_time")
    said = next(m for m in document["comparison"]["metrics"] if m["metric"] == contact.metric)
    # The sample is simulated: contact +12.6 ms at equal speed.
    assert contact.adjusted_change == said["adjusted_change"]
    assert contact.ci95 is not None and contact.ci95[0] < 12.6 < contact.ci95[1]
    assert [f.id for f in run.findings] == [f["id"] for f in document["findings"]]
    assert run.prescription.add_ons[0].exercise == document["prescription"]["add_ons"][0]["exercise"]
    assert all(note.code and note.message for note in run.recording.notes)
    assert run.findings[0].evidence[0].message
    assert "ground_contact" in repr(run) or run.findings[0].id in repr(run)


def test_every_key_of_the_document_is_an_attribute(run: runform.Analysis) -> None:
    def walk(value: Any, said: Any, place: str) -> None:
        if isinstance(said, dict) and hasattr(value, "__dataclass_fields__"):
            if hasattr(value, "data"):
                return
            for key, inner in said.items():
                name = key + "_" if key in ("for", "from") else key
                assert hasattr(value, name), f"{place}.{key}"
                walk(getattr(value, name), inner, f"{place}.{key}")
        elif isinstance(said, list) and isinstance(value, list):
            for i, (a, b) in enumerate(zip(value, said)):
                walk(a, b, f"{place}[{i}]")

    walk(run.document, run.to_dict(), "document")


def test_results_are_made_from_the_schema() -> None:
    schema = cli("schema")
    make = [sys.executable, str(ROOT / "python/generate.py")]
    made = subprocess.run(make, input=schema.encode(), capture_output=True, check=True).stdout
    command = "target/debug/runform schema | python3 python/generate.py > python/runform/results.py"
    assert made.decode() == (ROOT / "python/runform/results.py").read_text(), command


def test_every_option_of_analyze_is_a_parameter() -> None:
    options = set(re.findall(r"^\s+(?:-\w, )?--([a-z-]+)", cli("analyze", "--help"), re.MULTILINE))
    # Outputs are methods; of many files there is analyze_all, of several sensors join.
    elsewhere = {
        "format", "details", "pretty", "include", "html", "charts", "goldencheetah", "out",
        "tables", "units", "language", "color", "threads", "log-level", "force", "help", "imu",
    }  # fmt: skip
    parameters = {p.replace("_", "-") for p in inspect.signature(runform.analyze).parameters}
    # Left to the command: docs/python.md says so.
    left = {"history", "knowledge", "pdf", "card", "private"}
    missing = options - elsewhere - left - parameters
    assert not missing, f"give analyze() and _given() these, or say here where they are: {missing}"
    assert not parameters - options - {"run", "name"}


def test_pages_and_texts(run: runform.Analysis, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    cli("analyze", SAMPLE, "--html", str(page))
    assert runform.analyze(SAMPLE).html() == page.read_text()
    assert "lang=\"de\"" in run.html(language="de")
    told = run.summary()
    assert "feet stayed on the ground" in told and "--" not in told and "\x1b" not in told
    assert len(run.summary(details=True)) > 2 * len(told)
    assert "Füße" in run.summary(language="de") or "Boden" in run.summary(language="de")
    head = run._repr_html_()
    assert "feet stayed on the ground" in head and "<script" not in head
    assert head.count("<table>") == 1 and "--" not in head
    with pytest.raises(runform.ArgumentError, match="choose en or de"):
        run.html(language="fr")


def test_errors_have_code_place_and_remedy_in_terms_of_python(tmp_path: Path) -> None:
    with pytest.raises(runform.ReadError) as missing:
        runform.read("no/such/file.fit")
    assert missing.value.code == "file_missing" and missing.value.path == "no/such/file.fit"
    assert "no such file" in str(missing.value) and isinstance(missing.value, OSError)

    with pytest.raises(runform.ReadError) as unknown:
        runform.analyze(b"hello there, this is no recording", name="x.bin")
    assert unknown.value.code and unknown.value.remedy and unknown.value.path == "x.bin"

    rows = "".join(f"{i},170,{0.25 + i % 3 * 0.001}\n" for i in range(2000))
    table = tmp_path / "table.csv"
    table.write_text("when,steps,what\n" + rows)
    with pytest.raises(runform.ReadError) as unnamed:
        runform.analyze(table)
    assert "map=" in str(unnamed.value) and "--" not in str(unnamed.value), str(unnamed.value)

    back = pickle.loads(pickle.dumps(unnamed.value))
    assert (back.code, str(back), back.details) == (
        unnamed.value.code,
        str(unnamed.value),
        unnamed.value.details,
    )

    for wrong, part in [
        ({"rpe": 11}, "rpe: 11 is not possible; expected a number between 0 and 10"),
        ({"fresh": "10min-20min"}, "fresh and fatigued belong together"),
        ({"fresh": "10m-20m", "fatigued": "30min-40min"}, "minutes or metres"),
        ({"mode": "sprint"}, "choose auto, windows, steady, race"),
        ({"placement": "elbow"}, "choose one of left_foot"),
        ({"equipment": "anvil"}, "equipment: \"anvil\" is unknown"),
        ({"settings": {"windows": {"nonsense": 1}}}, "settings: "),
        ({"settings": "no/such.toml"}, "Give the path of a TOML file, or a dict"),
        ({"grade": 1}, "give speed as well"),
        ({"map": "GCT"}, "map: "),
        ({"watch": "no/such.fit"}, "watch: no/such.fit"),
    ]:
        with pytest.raises(runform.ArgumentError, match=re.escape(part)) as error:
            runform.analyze(SAMPLE, **wrong)  # type: ignore[arg-type]
        assert "--" not in str(error.value), str(error.value)
    with pytest.raises(TypeError):
        runform.analyze(SAMPLE, rpe="high")  # type: ignore[arg-type]
    (recording,) = runform.read(SAMPLE)
    with pytest.raises(runform.ArgumentError, match="give it to read"):
        runform.analyze(recording, speed=3.0)


def test_many_files_with_progress(tmp_path: Path) -> None:
    for name in ("a.fit", "b.fit"):
        shutil.copy(SAMPLE, tmp_path / name)
    (tmp_path / "broken.fit").write_bytes(b"\x0e\x10\x00")
    seen: list[tuple[int, int, str]] = []
    runs = runform.analyze_all(tmp_path, progress=lambda *step: seen.append(step), threads=2)
    assert [os.path.basename(r.recording.path) for r in runs] == ["a.fit", "b.fit"]
    assert [step[:2] for step in seen] == [(1, 3), (2, 3), (3, 3)]
    (left,) = runs.left_out
    assert left.name.endswith("broken.fit") and not left.skipped and left.code
    assert isinstance(left.error, runform.ReadError)
    for who, analysis in zip("xy", runs):
        analysis.participant = who
    recordings = polars.DataFrame(runs.table("recordings"))
    assert recordings["participant"].to_list() == ["x", "y"]
    with pytest.raises(runform.ArgumentError, match="holds 2 runs"):
        runform.analyze(tmp_path)

    def stop(done: int, total: int, name: str) -> None:
        raise RuntimeError("enough")

    with pytest.raises(RuntimeError, match="enough"):
        runform.analyze_all(tmp_path, progress=stop)


def test_the_interpreter_goes_on_during_the_work() -> None:
    ticks, stop = 0, threading.Event()

    def tick() -> None:
        nonlocal ticks
        while not stop.is_set():
            ticks += 1
            time.sleep(0.001)

    thread = threading.Thread(target=tick)
    thread.start()
    before = ticks
    begin = time.perf_counter()
    for _ in range(3):
        runform.analyze(SAMPLE)
    lasted, during = time.perf_counter() - begin, ticks - before
    stop.set()
    thread.join()
    # Were the interpreter held, it would tick between the calls alone.
    assert during > 10 * lasted, (during, lasted)


def test_threads_share_a_recording() -> None:
    (recording,) = runform.read(SAMPLE)
    expected = runform.analyze(recording).json()
    found: list[str] = []
    work = [threading.Thread(target=lambda: found.append(runform.analyze(recording).json())) for _ in range(4)]
    for thread in work:
        thread.start()
    for thread in work:
        thread.join()
    assert found == [expected] * 4


def test_the_example_of_the_documentation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = (ROOT / "docs/python.md").read_text()
    study = next(code for code in re.findall(r"```python\n(.*?)```", text, re.S) if "batch(" in code)
    out = ["--out", str(tmp_path / "runs")]
    made = ["simulate", "watch", "--profile", "collapse", "--vary", "--runs", "4", "--duration", "60min"]
    subprocess.run([CLI, *made, *out], check=True, capture_output=True)
    monkeypatch.chdir(tmp_path)
    runs = sorted(p.name for p in Path("runs").glob("*.fit"))
    people = "".join(f"runs/{name},p{i // 2}\n" for i, name in enumerate(runs))
    Path("people.csv").write_text("path,participant\n" + people)
    names: dict[str, Any] = {}
    exec(compile(study, "docs/python.md", "exec"), names)
    # The same as the program that reads the files of the command.
    example = [sys.executable, str(ROOT / "docs/examples/study.py"), "results"]
    told = subprocess.run(example, capture_output=True, text=True, check=True).stdout
    assert "the group table agrees" in told
    said = polars.read_parquet("results/study_groups.parquet").filter(
        (polars.col("metric") == "ground_contact_time") & (polars.col("scope") == "all")
    )
    assert abs(names["people"]["change"].item() - said["change"].item()) < 1e-9
    assert len(study.strip().splitlines()) <= 14


def test_a_batch_goes_on_where_it_stopped(tmp_path: Path) -> None:
    shutil.copy(SAMPLE, tmp_path / "a.fit")
    out = tmp_path / "out"
    done = runform.batch(tmp_path / "a.fit", out, settings={"compare": {"rpe": 8.0}})
    assert (done.recordings, done.analyzed, done.failed) == (1, 1, 0)
    shard = next((out / "parts").iterdir())
    before = {p.name: p.stat().st_mtime_ns for p in shard.iterdir()}
    seen: list[int] = []
    runform.batch([tmp_path / "a.fit"], out, settings={"compare": {"rpe": 8.0}}, progress=lambda d, n, _: seen.append(d))
    assert {p.name: p.stat().st_mtime_ns for p in shard.iterdir()} == before and seen == [1]
    assert polars.DataFrame(done.table("study_changes")).height > 5
    with pytest.raises(runform.BatchError):
        runform.batch([], out)
    with pytest.raises(KeyError):
        done.table("nothing")


def test_the_command_is_that_of_rust() -> None:
    command = [str(Path(sys.executable).parent / "runform")]
    mine = subprocess.run([*command, "analyze", SAMPLE], capture_output=True, check=True).stdout
    assert mine.decode() == cli("analyze", SAMPLE)
    wrong = subprocess.run([*command, "analyze", "--nonsense"], capture_output=True, check=False)
    assert wrong.returncode == 2 and b"--nonsense" in wrong.stderr
    module = [sys.executable, "-m", "runform", "schema"]
    assert json.loads(subprocess.run(module, capture_output=True, check=True).stdout)


def test_import_is_quick() -> None:
    code = "import time; t = time.perf_counter(); import runform; print(time.perf_counter() - t)"
    times = [float(subprocess.check_output([sys.executable, "-c", code])) for _ in range(5)]
    assert min(times) <= 0.1, times


def test_nothing_else_is_needed() -> None:
    code = "import sys, runform; runform.analyze(sys.argv[1]).comparison; print(*sys.modules)"
    loaded = subprocess.check_output([sys.executable, "-c", code, SAMPLE], text=True).split()
    assert not {"numpy", "polars", "pandas", "pyarrow"} & set(loaded)
