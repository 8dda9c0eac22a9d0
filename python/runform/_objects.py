"""What the functions of the package give back."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, overload

from . import _runform, errors

if TYPE_CHECKING:
    from .results import (
        Comparison,
        Document,
        Fact,
        Finding,
        NotMeasured,
        Prescription,
        RecordingInfo,
        Segment,
    )

TABLES: tuple[str, ...] = (
    "recordings",
    "segments",
    "comparisons",
    "findings",
    "add_ons",
    "series",
    "steps",
)
"""Names of the tables of analyses; docs/output.md describes their columns."""

STUDY_TABLES: tuple[str, ...] = (*TABLES, "study_changes", "study_groups", "study_outcomes")
"""Names of the tables of a batch; docs/batch.md describes them."""


class Table:
    """A table of results.

    Programs that know Arrow take it as it is and without copying: `polars.DataFrame(table)`,
    `pyarrow.table(table)`, `pandas.DataFrame.from_arrow(table)`. Without them,
    `table["speed_mps"]` is a list and `table.to_dict()` a dict of lists. What is not known
    is None.
    """

    __slots__ = ("_columns", "_handle", "_height", "name")

    name: str
    """One of `TABLES`, or a table of a study."""

    def __init__(self, handle: _runform.TableHandle, name: str) -> None:
        self._handle = handle
        self.name = name
        self._columns, self._height = _runform.shape(handle)

    @property
    def columns(self) -> list[str]:
        """Names of the columns; those of numbers end in their unit."""
        return list(self._columns)

    def __len__(self) -> int:
        return self._height

    def __getitem__(self, column: str) -> list[Any]:
        return _runform.column(self._handle, column)

    def __contains__(self, column: object) -> bool:
        return column in self._columns

    def to_dict(self) -> dict[str, list[Any]]:
        """All columns by their names."""
        return {name: self[name] for name in self._columns}

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        """The Arrow C stream of the table, in a capsule."""
        return _runform.stream(self._handle)

    def __repr__(self) -> str:
        return f"<runform.Table {self.name!r}: {self._height} rows, {len(self._columns)} columns>"


class Recording:
    """One recording of a file: a run, or a session of another sport."""

    __slots__ = ("_about", "_handle")

    def __init__(self, handle: _runform.RecordingHandle) -> None:
        self._handle = handle
        name, sha256, index, text = _runform.about(handle)
        self._about: dict[str, Any] = {"name": name, "sha256": sha256, **json.loads(text)}
        self._about["index"] = index

    @property
    def name(self) -> str:
        """Path or name as given, with `!entry` for a file in an archive."""
        return str(self._about["name"])

    @property
    def sha256(self) -> str | None:
        """SHA-256 of the bytes of its file; of several files, of their hashes."""
        return self._text("sha256")

    @property
    def index(self) -> int:
        """Which recording of its file, from 0."""
        return int(self._about["index"])

    @property
    def format(self) -> str:
        """Id of the format: `fit`, `csv:stryd`, `imu:axivity`, `arrays`, …"""
        return str(self._about["format"])

    @property
    def kind(self) -> str:
        """`watch`, `imu`, `laps` or `steps`."""
        return str(self._about["kind"])

    @property
    def sport(self) -> str:
        """The sport, as the file says it."""
        return str(self._about["sport"])

    @property
    def device(self) -> str | None:
        """The device, as the file names it."""
        return self._text("device")

    @property
    def start_time(self) -> str | None:
        """RFC 3339, or local time where the zone is not known."""
        return self._text("start_time")

    @property
    def duration_s(self) -> float:
        """First to last record, s."""
        return float(self._about["duration_s"])

    @property
    def sample_rate_hz(self) -> float | None:
        """Records a second; none of laps."""
        rate: float | None = self._about.get("sample_rate_hz")
        return rate

    @property
    def notes(self) -> list[Fact]:
        """What was noticed while reading."""
        from .results import Note

        return [Note.of(note) for note in self._about["notes"]]

    def describe(self) -> dict[str, Any]:
        """What it holds and what can be measured from it, as `runform inspect` says it."""
        return dict(self._about)

    def _text(self, key: str) -> str | None:
        text: str | None = self._about.get(key)
        return text

    def __repr__(self) -> str:
        minutes = self.duration_s / 60
        return f"<runform.Recording {self.name!r}: {self.format}, {self.sport}, {minutes:.0f} min>"


class Analysis:
    """Everything runform says about one run.

    `recording`, `segments`, `comparison`, `findings`, `not_measured` and `prescription` are
    the parts of the document as objects; the tables are there as Arrow; `json()`, `html()`
    and `summary()` are the outputs of the command line.
    """

    __slots__ = ("_document", "_handle", "condition", "group", "participant")

    participant: str | None
    """Who ran; yours to set, a column of the tables."""
    group: str | None
    """Group of the runner; yours to set."""
    condition: str | None
    """Condition of the run (shoe, heat, before or after); yours to set."""

    def __init__(self, handle: _runform.AnalysisHandle) -> None:
        self._handle = handle
        self._document: Document | None = None
        self.participant = self.group = self.condition = None

    @property
    def document(self) -> Document:
        """The whole document as objects."""
        if self._document is None:
            from .results import Document

            self._document = Document.of(self.to_dict())
        return self._document

    @property
    def recording(self) -> RecordingInfo:
        """What was analysed, and how far it can be trusted."""
        return self.document.recording

    @property
    def segments(self) -> list[Segment]:
        """Whole run, fresh, fatigued, laps, kilometres; as a table: `table("segments")`."""
        return self.document.segments

    @property
    def comparison(self) -> Comparison:
        """Fresh against fatigued at equal speed and slope."""
        return self.document.comparison

    @property
    def findings(self) -> list[Finding]:
        """Breakdowns, drifts and constant asymmetries."""
        return self.document.findings

    @property
    def not_measured(self) -> list[NotMeasured]:
        """What this recording cannot show, and what it would take."""
        return self.document.not_measured

    @property
    def prescription(self) -> Prescription:
        """The strength work."""
        return self.document.prescription

    @property
    def settings_hash(self) -> str:
        """SHA-256 of the settings used."""
        return self.document.settings_hash

    @property
    def series(self) -> Table:
        """The samples of the run."""
        return self.table("series")

    @property
    def steps(self) -> Table:
        """The single steps, where inertial sensors show them."""
        return self.table("steps")

    @property
    def comparisons(self) -> Table:
        """A row per metric: fresh, fatigued, change, interval, verdict."""
        return self.table("comparisons")

    def table(self, name: str) -> Table:
        """One of `TABLES`."""
        return _table([self], name)

    def json(self, *, pretty: bool = False, include: Sequence[str] = ()) -> str:
        """The document as `runform analyze --format json` prints it, byte for byte.

        `include` puts in `series`, `steps` or `waveforms`.
        """
        return _runform.json(self._handle, pretty, list(include))

    def to_dict(self) -> dict[str, Any]:
        """The document as dicts and lists."""
        document: dict[str, Any] = json.loads(self.json())
        return document

    def html(self, *, language: str = "en", units: str = "metric") -> str:
        """The report as a page, whole in one file. `language`: en or de; `units`: metric
        or imperial."""
        return _runform.html(self._handle, language, units)

    def summary(
        self,
        *,
        details: bool = False,
        language: str = "en",
        units: str = "metric",
        width: int = 80,
    ) -> str:
        """The summary in words, as `runform analyze` prints it."""
        return _runform.text(self._handle, language, units, details, width)

    def _repr_html_(self) -> str:
        return _runform.head(self._handle, "en", "metric")

    def __repr__(self) -> str:
        found = ", ".join(finding.id for finding in self.findings) or "no findings"
        return f"<runform.Analysis {self.recording.path!r}: {self.comparison.status}, {found}>"


def _table(analyses: Iterable[Analysis], name: str) -> Table:
    given = [(a._handle, (a.participant, a.group, a.condition)) for a in analyses]
    return Table(_runform.table(given, name), name)


class LeftOut:
    """An input, or a recording in it, without an analysis."""

    __slots__ = ("_failure",)

    def __init__(self, failure: _runform.Failure) -> None:
        self._failure = failure

    @property
    def name(self) -> str:
        """The file."""
        return self._failure[0]

    @property
    def skipped(self) -> bool:
        """Left aside with good reason; not a failure."""
        return self._failure[1] == "Skipped"

    @property
    def code(self) -> str:
        """Stable word for programs."""
        return self._failure[2]

    @property
    def reason(self) -> str:
        """Why, and what to do."""
        return self._failure[3]

    @property
    def error(self) -> errors.RunformError:
        """The same as an exception."""
        name, kind, code, message, remedy, details = self._failure
        made = getattr(errors, kind, errors.RunformError)
        error: errors.RunformError = made(message, code, remedy, name, details)
        return error

    def __repr__(self) -> str:
        return f"<runform.LeftOut {self.name!r}: {self.reason}>"


class Runs(Sequence[Analysis]):
    """The analyses of many recordings, in the order of the files."""

    __slots__ = ("_analyses", "left_out")

    left_out: list[LeftOut]
    """Inputs and recordings without an analysis."""

    def __init__(self, analyses: Iterable[Analysis], left_out: Iterable[LeftOut]) -> None:
        self._analyses = list(analyses)
        self.left_out = list(left_out)

    @overload
    def __getitem__(self, index: int) -> Analysis: ...
    @overload
    def __getitem__(self, index: slice) -> list[Analysis]: ...
    def __getitem__(self, index: int | slice) -> Analysis | list[Analysis]:
        return self._analyses[index]

    def __len__(self) -> int:
        return len(self._analyses)

    def __iter__(self) -> Iterator[Analysis]:
        return iter(self._analyses)

    def table(self, name: str) -> Table:
        """One of `TABLES`, of all runs one after the other."""
        return _table(self._analyses, name)

    def __repr__(self) -> str:
        return f"<runform.Runs: {len(self)} analyses, {len(self.left_out)} left out>"


class Batch:
    """The results of a batch in their folder."""

    __slots__ = ("analyzed", "failed", "folder", "recordings", "skipped")

    folder: str
    """Where they are; docs/batch.md says what is in it."""
    recordings: int
    """Rows of the table of recordings."""
    analyzed: int
    """Runs analysed."""
    skipped: int
    """Inputs and runs left aside with good reason."""
    failed: int
    """Inputs and runs without an analysis; the table of recordings says why."""

    def __init__(self, folder: str, numbers: tuple[int, int, int, int]) -> None:
        self.folder = folder
        self.recordings, self.analyzed, self.skipped, self.failed = numbers

    def table(self, name: str) -> Table:
        """One of the tables: those of `TABLES`, `study_changes` (a row per run and metric),
        `study_groups` (means and intervals over people), `study_outcomes`."""
        path = os.path.join(self.folder, f"{name}.parquet")
        if name not in STUDY_TABLES:
            raise KeyError(f"no table is called {name!r}; choose {', '.join(STUDY_TABLES)}")
        return Table(_runform.parquet(path), name)

    def __repr__(self) -> str:
        return f"<runform.Batch {self.folder!r}: {self.analyzed} of {self.recordings} analysed>"
