"""How does running form change when the runner is tired, and what strength work answers it?

    import runform

    analysis = runform.analyze("run.fit")
    print(analysis.summary())
    for change in analysis.comparison.metrics:
        print(change.metric, change.adjusted_change, change.ci95, change.verdict)

Recordings of watches and of inertial sensors go in; the fresh part of a run is compared
with the tired part at equal speed and slope. Tables (`analysis.series`, …) are taken by
polars, pandas and pyarrow as they are. Everything is also on the command line: `runform`.
"""

from __future__ import annotations

from ._core import analyze, analyze_all, batch, from_arrays, join, read
from ._objects import TABLES, Analysis, Batch, LeftOut, Recording, Runs, Table
from ._runform import __version__
from .errors import (
    ArgumentError,
    BatchError,
    InternalError,
    ReadError,
    RefusedError,
    RunformError,
    RunformWarning,
)

__all__ = [
    "TABLES",
    "Analysis",
    "ArgumentError",
    "Batch",
    "BatchError",
    "InternalError",
    "LeftOut",
    "ReadError",
    "Recording",
    "RefusedError",
    "RunformError",
    "RunformWarning",
    "Runs",
    "Table",
    "__version__",
    "analyze",
    "analyze_all",
    "batch",
    "from_arrays",
    "join",
    "read",
]
