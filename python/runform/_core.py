"""The functions of the package."""

from __future__ import annotations

import json
import os
import sys
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Union, cast

from . import _runform, errors
from ._objects import Analysis, Batch, LeftOut, Recording, Runs

Path = Union[str, "os.PathLike[str]"]
Source = Union[str, "os.PathLike[str]", bytes, bytearray, memoryview]
Progress = Callable[[int, int, str], object]


def _given(**options: Any) -> dict[str, Any]:
    """The options that were given, as the core takes them."""
    given = {name: value for name, value in options.items() if value is not None}
    if isinstance(given.get("placement"), Mapping):
        given["placement"] = list(given["placement"].items())
    if isinstance(given.get("map"), Mapping):
        given["map"] = [f"{column}={what}" for column, what in given["map"].items()]
    if "settings" in given:
        given["settings"] = _toml(given["settings"])
    for name in ("watch", "events"):
        if isinstance(given.get(name), (bytearray, memoryview)):
            given[name] = bytes(given[name])
    if "effects_from" in given:
        given["effects_from"] = _paths(given["effects_from"])
    return given


def _paths(paths: Path | Sequence[Path]) -> list[str]:
    """One path or several as texts."""
    if isinstance(paths, (str, os.PathLike)):
        return [os.fspath(paths)]
    return [os.fspath(path) for path in paths]


def _toml(settings: Any) -> str:
    """Settings as TOML: the text of a file, or made of a mapping."""
    if isinstance(settings, Mapping):
        return "\n".join(_toml_lines(cast("Mapping[str, Any]", settings), ()))
    try:
        with open(settings, encoding="utf-8") as file:
            return file.read()
    except OSError as error:
        raise errors.ArgumentError(
            f"settings: {os.fspath(settings)}: {error.strerror}. Give the path of a TOML file, or a dict.",
            "argument",
        ) from error


def _toml_lines(table: Mapping[str, Any], place: tuple[str, ...]) -> Iterator[str]:
    if place:
        yield f"[{'.'.join(place)}]"
    for key, value in table.items():
        if not isinstance(value, Mapping):
            yield f"{key} = {_toml_value(value)}"
    for key, value in table.items():
        if isinstance(value, Mapping):
            yield from _toml_lines(cast("Mapping[str, Any]", value), (*place, key))


def _toml_value(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (list, tuple)):
        values = cast("Sequence[Any]", value)
        return f"[{', '.join(_toml_value(v) for v in values)}]"
    # Numbers and strings of JSON are those of TOML.
    return json.dumps(value)


def _source(source: Source, name: str | None) -> str | tuple[str, bytes]:
    if isinstance(source, (bytes, bytearray, memoryview)):
        return (name or "-", bytes(source))
    path = os.fspath(source)
    if name is None:
        return path
    with open(path, "rb") as file:
        return (name, file.read())


def _recordings(found: _runform.Read) -> list[Recording]:
    handles, left = found
    for name, reason in left:
        warnings.warn(f"{name}: {reason}", errors.RunformWarning, stacklevel=3)
    return [Recording(handle) for handle in handles]


def read(
    source: Source,
    *,
    name: str | None = None,
    placement: str | Mapping[str, str] | None = None,
    rate: float | None = None,
    acc_unit: str | None = None,
    gyro_unit: str | None = None,
    sport: str | None = None,
    map: str | Sequence[str] | Mapping[str, str] | None = None,  # noqa: A002
    watch: Source | None = None,
    watch_offset: float | None = None,
    speed: float | None = None,
    grade: float | None = None,
    events: Source | None = None,
) -> list[Recording]:
    """Reads every recording in a file, given as a path or as bytes.

    FIT, TCX, GPX, CSV, Apple Health, tables and files of inertial sensors, also in `.gz` and
    `.zip`; the content decides, never the name. Most files hold one recording.

    name: name of bytes, for results and messages (it can tell where a sensor sat).
    placement: where the sensor sat (`sacrum`, `left_foot`, …); of several sensors in a
        file, a dict from their names.
    rate: samples per second of a file without times.
    acc_unit, gyro_unit: `g`, `m/s2`, `mg`, `mm/s2`; `deg/s`, `rad/s`, `mdeg/s`.
    sport: `run` or `treadmill`, where the file gets it wrong.
    map: what columns hold: `"GCT=ground_contact_time:ms"`, several, or a dict.
    watch: a watch's file of the same run, for motion sensors; `watch_offset`: how much
        later than the watch's their recording begins, s.
    speed, grade: of the whole run, m/s and % (a treadmill).
    events: a table of steps you marked, with initial_contact_s, toe_off_s, side.

    Raises ReadError when nothing could be read; warns of what was left aside.
    """
    options = _given(
        placement=placement,
        rate=rate,
        acc_unit=acc_unit,
        gyro_unit=gyro_unit,
        sport=sport,
        map=map,
        watch=_beside(watch),
        watch_offset=watch_offset,
        speed=speed,
        grade=grade,
        events=_beside(events),
    )
    return _recordings(_runform.read(_source(source, name), options))


def _beside(source: Source | None) -> str | bytes | None:
    if source is None or isinstance(source, bytes):
        return source
    if isinstance(source, (bytearray, memoryview)):
        return bytes(source)
    return os.fspath(source)


def join(
    files: Mapping[str, Path],
    *,
    acc_unit: str | None = None,
    gyro_unit: str | None = None,
    rate: float | None = None,
    watch: Source | None = None,
    watch_offset: float | None = None,
    speed: float | None = None,
    grade: float | None = None,
    events: Source | None = None,
) -> list[Recording]:
    """Reads several files of one run, one per sensor, as one recording:
    `join({"left_foot": "l.csv", "right_foot": "r.csv"}, speed=3.3)`.

    Several recordings come back where the run is in parts far apart. Arguments as for
    `read`; a system that kept the clocks in step is told to `analyze` (`shared_clock`).
    """
    options = _given(
        acc_unit=acc_unit,
        gyro_unit=gyro_unit,
        rate=rate,
        watch=_beside(watch),
        watch_offset=watch_offset,
        speed=speed,
        grade=grade,
        events=_beside(events),
    )
    given = [(place, os.fspath(path)) for place, path in files.items()]
    return _recordings(_runform.join(given, options))


def from_arrays(
    acc: Any,
    gyro: Any = None,
    rate_hz: float | None = None,
    placement: str | None = None,
    *,
    name: str = "arrays",
    acc_unit: str | None = None,
    gyro_unit: str | None = None,
    watch: Source | None = None,
    watch_offset: float | None = None,
    speed: float | None = None,
    grade: float | None = None,
    events: Source | None = None,
) -> Recording:
    """A recording of arrays: accelerations and, where there are, angular velocities.

    acc: array of shape (samples, 3), or a dict of them by placement (then `gyro` is a dict
        too): `from_arrays({"left_foot": a, "right_foot": b}, rate_hz=200)`.
    gyro: of the same shape, or None.
    rate_hz: samples per second.
    placement: where the sensor sat.
    acc_unit, gyro_unit: told from the values where not given.

    The samples are even in time; NaN stands for what is missing. Needs numpy. Other
    arguments as for `read`.
    """
    if rate_hz is None:
        raise errors.ArgumentError("rate_hz: give the samples per second", "argument")
    accs: Mapping[str, Any]
    gyros: Mapping[str, Any]
    if isinstance(acc, Mapping):
        accs = cast("Mapping[str, Any]", acc)
        gyros = cast("Mapping[str, Any]", gyro) if isinstance(gyro, Mapping) else {}
    elif placement is None:
        raise errors.ArgumentError(
            'placement: say where the sensor sat, for example "sacrum"', "argument"
        )
    else:
        accs, gyros = {placement: acc}, {placement: gyro}
    sensors: list[_runform.Sensor] = []
    for place, values in accs.items():
        a, n = _doubles(values, "acc")
        g = None
        if gyros.get(place) is not None:
            g, m = _doubles(gyros[place], "gyro")
            if m != n:
                raise errors.ArgumentError(
                    f"gyro: {m} samples, but acc has {n}; give both at the same times", "argument"
                )
        sensors.append((place, "", a, g, float(rate_hz)))
    options = _given(
        acc_unit=acc_unit,
        gyro_unit=gyro_unit,
        watch=_beside(watch),
        watch_offset=watch_offset,
        speed=speed,
        grade=grade,
        events=_beside(events),
    )
    recordings = _recordings(_runform.from_arrays(sensors, name, options))
    if len(recordings) > 1:
        raise errors.ArgumentError(
            f"acc: holds {len(recordings)} runs far apart; give the samples of each", "argument"
        )
    return recordings[0]


def _doubles(values: Any, name: str) -> tuple[bytes, int]:
    """An array of three columns as doubles, row by row."""
    import numpy

    array = numpy.ascontiguousarray(values, dtype="<f8")
    if array.ndim != 2 or array.shape[1] != 3:
        raise errors.ArgumentError(
            f"{name}: an array of shape {array.shape}; expected (samples, 3)", "argument"
        )
    return array.tobytes(), int(array.shape[0])


def analyze(
    run: Recording | Source,
    *,
    name: str | None = None,
    placement: str | Mapping[str, str] | None = None,
    rate: float | None = None,
    acc_unit: str | None = None,
    gyro_unit: str | None = None,
    sport: str | None = None,
    map: str | Sequence[str] | Mapping[str, str] | None = None,  # noqa: A002
    watch: Source | None = None,
    watch_offset: float | None = None,
    speed: float | None = None,
    grade: float | None = None,
    events: Source | None = None,
    fresh: str | None = None,
    fatigued: str | None = None,
    mode: str | None = None,
    effects_from: Path | Sequence[Path] | None = None,
    prefer: str | None = None,
    mass: float | None = None,
    height: float | None = None,
    rpe: float | None = None,
    session_minutes: int | None = None,
    equipment: str | Sequence[str] | None = None,
    settings: Path | Mapping[str, Any] | None = None,
    contact_offset: float | None = None,
    flip_sides: bool = False,
    shared_clock: bool = False,
) -> Analysis:
    """Analyses one run: a recording, or the path or bytes of a file with one run.

    How a file is read (`placement` to `events`) is told here for paths and bytes, and to
    `read` for recordings. The rest is what `runform analyze` has:

    fresh, fatigued: parts of your own, `"10min-20min"`, `"2km-4km"`, `"lap 2-4"`.
    mode: `auto`, `windows`, `steady`, `race`.
    effects_from: other runs of the same runner, files or folders.
    prefer: `native`, `stryd` or `runscribe`, where several sensors measured the same.
    mass, height: of the runner, kg and m. rpe: how hard it felt, 0 to 10.
    session_minutes, equipment: of the strength session.
    settings: a TOML file, or a dict: `{"windows": {"min_valid_s": 240}}`.
    contact_offset, flip_sides, shared_clock: of motion sensors.

    Raises RefusedError when it is no run whose form can be measured, ReadError when it
    cannot be read, ArgumentError for a wrong argument.
    """
    reading = _given(
        placement=placement,
        rate=rate,
        acc_unit=acc_unit,
        gyro_unit=gyro_unit,
        sport=sport,
        map=map,
        watch=_beside(watch),
        watch_offset=watch_offset,
        speed=speed,
        grade=grade,
        events=_beside(events),
    )
    how = _given(
        fresh=fresh,
        fatigued=fatigued,
        mode=mode,
        effects_from=effects_from,
        prefer=prefer,
        mass=mass,
        height=height,
        rpe=rpe,
        session_minutes=session_minutes,
        equipment=equipment if equipment is None or isinstance(equipment, str) else list(equipment),
        settings=settings,
        contact_offset=contact_offset,
        flip_sides=flip_sides,
        shared_clock=shared_clock,
    )
    if isinstance(run, Recording):
        if reading or name is not None:
            first = next(iter(reading), "name")
            raise errors.ArgumentError(
                f"{first}: says how a file is read; give it to read() instead", "argument"
            )
        return Analysis(_runform.analyze(run._handle, how))
    outcomes = _Outcomes()
    source = _source(run, name)
    if isinstance(source, str):
        _runform.analyze_paths([source], {**reading, **how}, 1, outcomes, None)
    else:
        _runform.analyze_bytes(source, {**reading, **how}, outcomes)
    return outcomes.only(source if isinstance(source, str) else source[0])


class _Outcomes:
    """Collects what became of recordings."""

    def __init__(self) -> None:
        self.analyses: list[Analysis] = []
        self.left_out: list[LeftOut] = []

    def __call__(
        self, analysis: _runform.AnalysisHandle | None, failure: _runform.Failure | None
    ) -> None:
        if analysis is not None:
            self.analyses.append(Analysis(analysis))
        elif failure is not None:
            self.left_out.append(LeftOut(failure))

    def only(self, name: str) -> Analysis:
        """The one run there is."""
        if len(self.analyses) == 1:
            return self.analyses[0]
        if self.analyses:
            raise errors.ArgumentError(
                f"{name}: holds {len(self.analyses)} runs. Use analyze_all() for all of them, or "
                "read() and one of its recordings.",
                "several_runs",
            )
        failures = [left for left in self.left_out if not left.skipped]
        if failures:
            raise failures[0].error
        reason = self.left_out[0].reason if self.left_out else "nothing to analyse"
        raise errors.ReadError(reason, "nothing_to_analyze", None, name)


def analyze_all(
    paths: Path | Sequence[Path],
    *,
    progress: Progress | None = None,
    threads: int | None = None,
    placement: str | Mapping[str, str] | None = None,
    rate: float | None = None,
    acc_unit: str | None = None,
    gyro_unit: str | None = None,
    sport: str | None = None,
    map: str | Sequence[str] | Mapping[str, str] | None = None,  # noqa: A002
    fresh: str | None = None,
    fatigued: str | None = None,
    mode: str | None = None,
    effects_from: Path | Sequence[Path] | None = None,
    prefer: str | None = None,
    mass: float | None = None,
    height: float | None = None,
    rpe: float | None = None,
    session_minutes: int | None = None,
    equipment: str | Sequence[str] | None = None,
    settings: Path | Mapping[str, Any] | None = None,
    speed: float | None = None,
    grade: float | None = None,
    contact_offset: float | None = None,
    flip_sides: bool = False,
    shared_clock: bool = False,
) -> Runs:
    """Analyses files and folders (through all levels), several at a time.

    One bad file never stops the others: it is in `left_out`. `progress` is called with the
    number of files done, their total and the name of the last one; what it raises ends the
    work. Everything stays in memory; `batch` writes tables and goes on where it stopped.
    """
    options = _given(
        placement=placement,
        rate=rate,
        acc_unit=acc_unit,
        gyro_unit=gyro_unit,
        sport=sport,
        map=map,
        fresh=fresh,
        fatigued=fatigued,
        mode=mode,
        effects_from=effects_from,
        prefer=prefer,
        mass=mass,
        height=height,
        rpe=rpe,
        session_minutes=session_minutes,
        equipment=equipment if equipment is None or isinstance(equipment, str) else list(equipment),
        settings=settings,
        speed=speed,
        grade=grade,
        contact_offset=contact_offset,
        flip_sides=flip_sides,
        shared_clock=shared_clock,
    )
    outcomes = _Outcomes()
    _runform.analyze_paths(_paths(paths), options, threads, outcomes, progress)
    return Runs(outcomes.analyses, outcomes.left_out)


def batch(
    inputs: Path | Sequence[Path],
    out: Path,
    *,
    manifest: Path | None = None,
    documents: bool = False,
    pages: bool = False,
    placement: str | None = None,
    settings: Path | Mapping[str, Any] | None = None,
    threads: int | None = None,
    retry_failed: bool = False,
    progress: Progress | None = None,
) -> Batch:
    """Analyses many recordings into Parquet tables in the folder `out`, as `runform batch`.

    inputs: files, folders and patterns (`"data/**/*.csv"`), or one pipeline file (`.toml`).
    manifest: a CSV with what is known of each file: path, participant, group, condition, …
    documents, pages: write a JSON document or a page per recording too.
    progress: called with the number of shards done, their total and a name.

    What is done is not done again: a batch that was stopped goes on where it was, and the
    same inputs and settings give the same bytes.
    """
    numbers = _runform.batch(
        _paths(inputs),
        os.fspath(out),
        None if manifest is None else os.fspath(manifest),
        documents,
        pages,
        placement,
        None if settings is None else _toml(settings),
        threads,
        retry_failed,
        progress,
        [sys.executable, "-m", "runform"],
    )
    return Batch(os.fspath(out), numbers)
