"""Tries the values of a grid for one peer on validation users, and prints them by NDCG@100, best first.

    python tune.py implicit-als-64 regularization=1,10 alpha=5,10,20 --splits split-1 split-2 split-3

This is how the parameters in `peers/__init__.py` were chosen. Test users are never looked at.
"""

import argparse
import itertools
import logging
from pathlib import Path

import numpy as np
import pandas as pd

from peers import CONTENDERS, load
from split import Split, matrix, read_split

LIST_LENGTH = 100


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("contender", choices=CONTENDERS)
    parser.add_argument("grid", nargs="+", help="NAME=VALUE,VALUE")
    parser.add_argument("--splits", type=Path, nargs="+", required=True)
    parser.add_argument("--threads", type=int, default=2)
    args = parser.parse_args()
    logging.disable(logging.INFO)
    peer, params = load(args.contender)
    names, values = zip(*(parse(axis, params) for axis in args.grid))
    parts = [(read_split(folder, "val", stars=False), hidden(folder)) for folder in args.splits]
    results = []
    for point in itertools.product(*values):
        chosen = params | dict(zip(names, point))
        scores = [ndcg(peer.lists(peer.fit(s, chosen, args.threads), s, LIST_LENGTH, args.threads), s, h) for s, h in parts]
        results.append((float(np.mean(scores)), dict(zip(names, point))))
    for score, point in sorted(results, key=lambda result: -result[0]):
        print(f"{score:.4f}  {point}", flush=True)


def parse(axis: str, params: dict) -> tuple[str, list]:
    name, values = axis.split("=")
    return name, [type(params[name])(value) for value in values.split(",")]


def hidden(folder: Path) -> pd.DataFrame:
    return pd.read_csv(folder / "val_holdout.csv")


def ndcg(lists, split: Split, holdout: pd.DataFrame) -> float:
    """NDCG@100 over all held-out users, as docs/EVALUATION.md defines it."""
    relevant = matrix(holdout, split.users, split.items).toarray() > 0
    discounts = 1 / np.log2(np.arange(2, LIST_LENGTH + 2))
    ideal = np.concatenate([[0.0], np.cumsum(discounts)])
    gains = [discounts[: len(items)] @ relevant[row, items] for row, items in enumerate(lists)]
    best = ideal[np.minimum(relevant.sum(axis=1), LIST_LENGTH)]
    return float(np.mean(np.array(gains) / best))


if __name__ == "__main__":
    main()
