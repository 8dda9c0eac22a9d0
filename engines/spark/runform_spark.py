"""The shards of a planned batch on Spark, which knows nothing of what they hold.

    runform batch plan recordings/ --shard-mb 64 --out /shared/results
    spark-submit --files $(command -v runform) runform_spark.py /shared/results
    runform batch reduce --out /shared/results
"""

import json
import subprocess
import sys

from pyspark import SparkFiles
from pyspark.sql import SparkSession


def map_shard(row, out):
    command = [SparkFiles.get("runform"), "batch", "map", "--out", out, "--shard", str(row.id)]
    done = subprocess.run([*command, "--threads", "1", "--quiet"], capture_output=True, text=True)
    if done.returncode != 0:  # Spark tries again, here or elsewhere: receipts say what is done.
        raise RuntimeError(f"shard {row.id} ended with {done.returncode}: {done.stderr}")


if __name__ == "__main__":
    spark = SparkSession.builder.appName("runform").getOrCreate()
    status = ["batch", "status", "--json", "--out", sys.argv[1]]
    status = subprocess.run([SparkFiles.get("runform"), *status], capture_output=True).stdout
    n = json.loads(status)["shards"]
    out = sys.argv[1]
    spark.range(0, n, 1, max(n, 1)).rdd.foreach(lambda row: map_shard(row, out))
