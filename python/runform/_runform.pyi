"""The core: functions over handles. Use the package `runform`."""

from collections.abc import Callable, Sequence
from typing import Any, NewType

__version__: str

RecordingHandle = NewType("RecordingHandle", object)
AnalysisHandle = NewType("AnalysisHandle", object)
TableHandle = NewType("TableHandle", object)

Source = str | tuple[str, bytes]
Options = dict[str, Any]
Read = tuple[list[RecordingHandle], list[tuple[str, str]]]
Failure = tuple[str, str, str, str, str | None, str]
Each = Callable[[AnalysisHandle | None, Failure | None], None]
Progress = Callable[[int, int, str], object]
Sensor = tuple[str, str, bytes, bytes | None, float]
Ran = tuple[str | None, str | None, str | None]

def read(source: Source, options: Options, /) -> Read: ...
def join(files: Sequence[tuple[str, str]], options: Options, /) -> Read: ...
def from_arrays(sensors: Sequence[Sensor], name: str, options: Options, /) -> Read: ...
def about(recording: RecordingHandle, /) -> tuple[str, str | None, int, str]: ...
def analyze(recording: RecordingHandle, options: Options, /) -> AnalysisHandle: ...
def analyze_paths(
    paths: Sequence[str],
    options: Options,
    threads: int | None,
    each: Each,
    progress: Progress | None,
    /,
) -> None: ...
def analyze_bytes(source: tuple[str, bytes], options: Options, each: Each, /) -> None: ...
def json(analysis: AnalysisHandle, pretty: bool, include: Sequence[str], /) -> str: ...
def html(analysis: AnalysisHandle, language: str, units: str, /) -> str: ...
def head(analysis: AnalysisHandle, language: str, units: str, /) -> str: ...
def text(
    analysis: AnalysisHandle, language: str, units: str, details: bool, width: int, /
) -> str: ...
def table(analyses: Sequence[tuple[AnalysisHandle, Ran]], name: str, /) -> TableHandle: ...
def parquet(path: str, /) -> TableHandle: ...
def shape(table: TableHandle, /) -> tuple[list[str], int]: ...
def column(table: TableHandle, name: str, /) -> list[Any]: ...
def stream(table: TableHandle, /) -> object: ...
def batch(
    inputs: Sequence[str],
    out: str,
    manifest: str | None,
    documents: bool,
    pages: bool,
    placement: str | None,
    settings: str | None,
    threads: int | None,
    retry_failed: bool,
    progress: Progress | None,
    started_as: Sequence[str],
    /,
) -> tuple[int, int, int, int]: ...
def command(arguments: Sequence[str], started_as: Sequence[str], /) -> int: ...
