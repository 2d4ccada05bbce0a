"""Leaderboards."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from . import _engine
from ._models import Model
from ._ratings import Ratings


class Leaderboard:
    """How good models are for people that they were not fitted on.

    Attributes
    ----------
    rows : list of dict
        One row a model, the best first: ``name``, ``score``, ``metrics`` and all else that ``cinephile evaluate --json`` writes.
        Each of ``rounds`` also has ``per_user``: an array of each metric's values, in the order of the held-out users.
    header : dict
        Protocol, split, seed and numbers of users.
    """

    def __init__(self, board: dict[str, Any]) -> None:
        self.rows: list[dict[str, Any]] = board["rows"]
        self.header: dict[str, Any] = {name: value for name, value in board.items() if name != "rows"}
        for row in self.rows:
            for one in row["rounds"]:
                one["per_user"] = {name: np.asarray(values) for name, values in one["per_user"].items()}

    def to_dict(self) -> dict[str, list[Any]]:
        """Columns for a frame: the model, its score, the ends of the score's interval, and each metric of each round."""
        columns: dict[str, list[Any]] = {
            "model": [row["name"] for row in self.rows],
            "score": [row["score"] for row in self.rows],
            "low": [row["estimate"]["low"] for row in self.rows],
            "high": [row["estimate"]["high"] for row in self.rows],
        }
        for at, first in enumerate(self.rows[0]["rounds"] if self.rows else []):
            after = "" if first["n_revealed"] is None else f" after {first['n_revealed']}"
            for metric in first["metrics"]:
                columns[metric + after] = [row["rounds"][at]["metrics"][metric]["mean"] for row in self.rows]
        return columns

    def __getitem__(self, name: str) -> dict[str, Any]:
        for row in self.rows:
            if row["name"] == name:
                return row
        raise KeyError(f"no model {name!r}; there are: {', '.join(row['name'] for row in self.rows)}")

    def __repr__(self) -> str:
        lines = [f"{row['name']:<20} {row['score']:.4f}" for row in self.rows]
        return "\n".join([f"{'model':<20} score", *lines])


def evaluate(
    ratings: Ratings,
    models: Sequence[Model] | Mapping[str, Model],
    *,
    protocol: str = "strong",
    part: str = "test",
    seed: int | Sequence[int] = 1,
    against: str | None = None,
    n_threads: int = 0,
) -> Leaderboard:
    """Hold users out, fit the models on the others, and judge their lists for the held-out ones.

    The same split, figures and digits as ``cinephile evaluate`` (``docs/EVALUATION.md``).

    Parameters
    ----------
    ratings : Ratings
    models : models, or mapping of names to models
        They are not changed: each is fitted anew on the training users.
    protocol : {"strong", "strong-stars", "few-ratings"}
    part : {"test", "val"}
        Choose parameters on ``val`` only.
    seed : int or sequence of int
        Seed of the split, of revealed ratings, of intervals, and of models without a ``random_state``. Of several, figures are means
        over one split each.
    against : str, optional
        A model to compare the others with, user by user: ``difference`` in each row.
    """
    named = models if isinstance(models, Mapping) else {model.algorithm: model for model in models}
    if len(named) < len(models):
        raise ValueError("two models have the same algorithm; give a mapping of names to models")
    contenders = []
    for name, model in named.items():
        contenders.append((name, model.algorithm, model._as_json(), model.random_state))
    seeds = [int(seed)] if isinstance(seed, (int, np.integer)) else [int(one) for one in seed]
    board = _engine.evaluate_models(ratings._data, contenders, protocol, part, seeds, against, n_threads)
    return Leaderboard(json.loads(board))
