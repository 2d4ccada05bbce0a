"""Fits one peer on a split, asks it for a list for every held-out user, and prints what that cost as a JSON line.

    python run.py implicit-als-64 --split SPLIT --out lists.csv [--epochs 3] [--threads 2] [--part test] [--stars]
"""

import argparse
import json
from pathlib import Path

from meter import Meter, peak_memory_bytes
from peers import CONTENDERS, load
from split import Split, read_split

LIST_LENGTH = 100


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("contender", choices=CONTENDERS)
    parser.add_argument("--split", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--part", choices=["test", "val"], default="test")
    parser.add_argument("--stars", action="store_true", help="also excludes items that the user rated below 4")
    parser.add_argument("--epochs", type=int, help="overrides the contender's own number of epochs")
    parser.add_argument("--fit-only", action="store_true", help="fits only, without making lists")
    parser.add_argument("--threads", type=int, default=2)
    args = parser.parse_args()

    split = read_split(args.split, args.part, args.stars)
    peer, params = load(args.contender)
    if args.epochs is not None and "epochs" in params:
        params["epochs"] = args.epochs
    with Meter() as fit:
        model = peer.fit(split, params, args.threads)
    line = {
        "fit_seconds": fit.seconds,
        "fit_cpu_seconds": fit.cpu_seconds,
        "peak_memory_bytes": peak_memory_bytes(),
        "params": params,
    }
    if not args.fit_only:
        with Meter() as lists:
            ranked = peer.lists(model, split, LIST_LENGTH, args.threads)
        write(split, ranked, args.out)
        line |= {"lists_seconds": lists.seconds, "lists_cpu_seconds": lists.cpu_seconds, "n_lists": len(split.users)}
    print(json.dumps(line))


def write(split: Split, ranked, path: Path) -> None:
    """`user,rank,item` in the data's own ids, ranks from 1."""
    with path.open("w") as out:
        out.write("user,rank,item\n")
        for user, items in zip(split.users, ranked):
            out.writelines(f"{user},{rank},{item}\n" for rank, item in enumerate(split.items[items], start=1))


if __name__ == "__main__":
    main()
