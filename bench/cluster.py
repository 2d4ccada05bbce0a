"""Clusters a split's likes into `k` groups by one peer, and prints inertia and cost as a JSON line.

    python cluster.py sklearn-kmeans --split SPLIT --k 20 [--seed 1] [--threads 2]
"""

import argparse
import json
from pathlib import Path

from meter import Meter, peak_memory_bytes
from peers import load
from peers.user_knn import unit_rows
from split import read_split


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("contender", choices=["sklearn-kmeans", "faiss-kmeans"])
    parser.add_argument("--split", type=Path, required=True)
    parser.add_argument("--k", type=int, required=True)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=2)
    args = parser.parse_args()

    peer, params = load(args.contender)
    rows = unit_rows(read_split(args.split, "test", stars=False).train)
    with Meter() as used:
        inertia = peer.inertia(rows, params | {"k": args.k}, args.seed, args.threads)
    line = {"seconds": used.seconds, "cpu_seconds": used.cpu_seconds, "peak_memory_bytes": peak_memory_bytes()}
    print(json.dumps(line | {"inertia": float(inertia)}))


if __name__ == "__main__":
    main()
