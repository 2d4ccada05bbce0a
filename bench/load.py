"""Reads a ratings file with Polars, as a JSON line of seconds: `python load.py ratings.csv`."""

import json
import sys

import polars

from meter import Meter, peak_memory_bytes

with Meter() as used:
    table = polars.read_csv(sys.argv[1])
line = {"seconds": used.seconds, "cpu_seconds": used.cpu_seconds, "peak_memory_bytes": peak_memory_bytes()}
print(json.dumps(line | {"n_ratings": table.height}))
