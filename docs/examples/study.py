"""Reads the tables of `runform batch` with polars: python study.py RESULTS"""

import sys
from pathlib import Path

import polars as pl

results = Path(sys.argv[1])
recordings = pl.read_parquet(results / "recordings.parquet")
changes = pl.read_parquet(results / "study_changes.parquet")
groups = pl.read_parquet(results / "study_groups.parquet")

# What became of the recordings.
print(recordings.group_by("status").len().sort("status"))

# Mean change of contact when tired, person by person, then over people.
people = (
    changes.filter(pl.col("metric") == "ground_contact_time")
    .with_columns(pl.col("participant").fill_null(pl.col("recording_id")))
    .group_by("source", "participant")
    .agg(pl.col("change").mean())
    .group_by("source")
    .agg(pl.col("change").mean(), n=pl.len())
    .sort("source")
)
print(people)

# runform says the same.
said = groups.filter(
    (pl.col("metric") == "ground_contact_time") & (pl.col("scope") == "all")
).sort("source")
for mine, theirs in zip(people.iter_rows(named=True), said.iter_rows(named=True), strict=True):
    assert mine["source"] == theirs["source"]
    assert mine["n"] == theirs["n_participants"]
    assert abs(mine["change"] - theirs["change"]) < 1e-9
print("the group table agrees")
