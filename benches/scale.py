"""What a batch of a million recordings asks of plan, status and reduce, without mapping it.

    python benches/scale.py files 1000000 big          # so many tiny files, no recordings
    runform batch plan big --shards 1000000 --out big.out
    python benches/scale.py receipts big.out           # a receipt per shard, no parts
    runform batch status --out big.out

    runform batch plan runs --shards 1 --out one && runform batch map --out one
    python benches/scale.py clone one many 400         # 400 shards with the rows of that one
    runform batch reduce --out many

`clone` needs polars. Each copy of a recording gets an id and a name of its own, so that
the tables have as many real rows as if every one had been mapped.
"""

import hashlib
import json
import os
import shutil
import subprocess
import sys


def shards(out):
    lines = open(f"{out}/plan-shards.csv").read().split("\n")[1:-1]
    return [line.split(",")[1] for line in lines]


def files(n, folder):
    for i in range(int(n)):
        if i % 1000 == 0:
            os.makedirs(f"{folder}/{i // 1000:06}", exist_ok=True)
        with open(f"{folder}/{i // 1000:06}/{i % 1000:03}.fit", "w") as file:
            file.write(f"{i:x}" + "." * (i % 613))


def write_receipt(out, name, plan, parts, runs):
    receipt = {"schema": "runform/batch-receipt/1", "runform_version": plan["runform_version"],
               "settings_hash": plan["settings_hash"], "inputs": ["0" * 64], "runs": runs, "parts": parts}
    with open(f"{out}/parts/{name}/receipt.json", "w") as file:
        json.dump(receipt, file)


def receipts(out):
    plan = json.load(open(f"{out}/plan.json"))
    part = {"name": "runs.json", "rows": 1, "bytes": 2, "sha256": "0" * 64}
    for name in shards(out):
        os.makedirs(f"{out}/parts/{name}", exist_ok=True)
        write_receipt(out, name, plan, [part] * 8, {"analyzed": 1})


def clone(one, many, n):
    import polars as pl

    (source,) = shards(one)
    source = f"{one}/parts/{source}"
    fakes = f"{many}.files"
    files(n, fakes)
    plan = ["batch", "plan", fakes, "--shards", n, "--out", many]
    subprocess.run([os.environ.get("RUNFORM", "runform"), *plan], check=True)
    plan = json.load(open(f"{many}/plan.json"))
    runs = json.load(open(f"{source}/runs.json"))
    tables = {f: pl.read_parquet(f"{source}/{f}") for f in os.listdir(source) if f.endswith(".parquet")}
    for k, name in enumerate(shards(many)):
        folder = f"{many}/parts/{name}"
        os.makedirs(folder, exist_ok=True)
        parts, ids = [], {}
        for run in runs:
            old = run["row"]["recording_id"]
            if old:
                ids[old] = hashlib.sha256(f"{k} {old}".encode()).hexdigest()
        for file, table in tables.items():
            new = table.with_columns(pl.col("recording_id").replace(ids))
            if "path" in new.columns:
                new = new.with_columns(path=pl.lit(f"{k}/") + pl.col("path"))
            new.write_parquet(f"{folder}/{file}")
        copies = json.loads(json.dumps(runs))
        for run in copies:
            row = run["row"]
            row["recording_id"] = ids.get(row["recording_id"])
            row["path"] = f"{k}/{row['path']}"
        with open(f"{folder}/runs.json", "w") as file:
            json.dump(copies, file)
        for file in sorted(os.listdir(folder)):
            if file == "receipt.json":
                continue
            data = open(f"{folder}/{file}", "rb").read()
            rows = tables[file].height if file in tables else len(runs)
            parts.append({"name": file, "rows": rows, "bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()})
        write_receipt(many, name, plan, parts, {"analyzed": len(runs)})
    shutil.rmtree(fakes)


if __name__ == "__main__":
    {"files": files, "receipts": receipts, "clone": clone}[sys.argv[1]](*sys.argv[2:])
